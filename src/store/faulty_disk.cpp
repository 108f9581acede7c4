#include "store/faulty_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace dw::store::testing {

namespace {

constexpr std::int64_t cut = -1;
constexpr std::size_t sector_bytes = 512;

Bytes content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void FaultyDisk::opened(const std::string& path) {
    std::lock_guard lock(mutex_);
    ++open_files_;
    if (files_.contains(path)) return;
    File file;
    if (auto content = content_of(path); !content.empty()) file.durable = std::move(content);
    files_.emplace(path, std::move(file));
}

void FaultyDisk::closed() {
    std::lock_guard lock(mutex_);
    --open_files_;
}

FaultyDisk::Answer FaultyDisk::act() {
    if (off_) return Answer::PowerIsOff;
    if (acts_left_ && --*acts_left_ <= 0) off_ = true;  // this act is the last one, and torn
    return Answer::Done;
}

FaultyDisk::Answer FaultyDisk::record(const std::string& path, Write write) {
    if (const auto answer = act(); answer != Answer::Done) return answer;
    files_[path].pending.push_back(std::move(write));
    return off_ ? Answer::PowerIsOff : Answer::Done;
}

FaultyDisk::Answer FaultyDisk::write(const std::string& path, std::int64_t offset,
                                     BytesView bytes) {
    std::lock_guard lock(mutex_);
    if (bytes_left_ && !off_) {
        *bytes_left_ -= static_cast<std::int64_t>(bytes.size());
        if (*bytes_left_ < 0) return Answer::DiskIsFull;
    }
    return record(path, {.offset = offset, .bytes = {bytes.begin(), bytes.end()}});
}

FaultyDisk::Answer FaultyDisk::truncate(const std::string& path, std::int64_t size) {
    std::lock_guard lock(mutex_);
    return record(path, {.offset = cut, .bytes = {}, .size = size});
}

FaultyDisk::Answer FaultyDisk::sync(const std::string& path) {
    std::lock_guard lock(mutex_);
    if (const auto answer = act(); answer != Answer::Done) return answer;
    if (off_) return Answer::PowerIsOff;
    if (lies_) return Answer::Done;
    File& file = files_[path];
    if (syncs_left_ && --*syncs_left_ <= 0) {
        // As Linux does: the pages count as clean from now on, written or not.
        Bytes content = file.durable.value_or(Bytes{});
        for (const auto& write : file.pending)
            if (roll(2) == 0) apply(content, write);
        file.durable = std::move(content);
        file.pending.clear();
        return Answer::Failed;
    }
    if (!file.durable) file.durable = Bytes{};
    for (const auto& write : file.pending) apply(*file.durable, write);
    file.pending.clear();
    return Answer::Done;
}

FaultyDisk::Answer FaultyDisk::remove(const std::string& path) {
    std::lock_guard lock(mutex_);
    if (const auto answer = act(); answer != Answer::Done) return answer;
    if (off_) return Answer::PowerIsOff;
    files_.erase(path);
    return Answer::Done;
}

FaultyDisk::Answer FaultyDisk::rename(const std::string& from, const std::string& to) {
    std::lock_guard lock(mutex_);
    if (const auto answer = act(); answer != Answer::Done) return answer;
    if (off_) return Answer::PowerIsOff;
    File file = std::move(files_[from]);
    files_.erase(from);
    file.old_name = from;
    files_[to] = std::move(file);
    return Answer::Done;
}

FaultyDisk::Answer FaultyDisk::sync_directory(const std::string& path) {
    std::lock_guard lock(mutex_);
    if (const auto answer = act(); answer != Answer::Done) return answer;
    if (off_) return Answer::PowerIsOff;
    for (auto& [name, file] : files_) {
        if (std::filesystem::path(name).parent_path() != path) continue;
        file.old_name.reset();
    }
    return Answer::Done;
}

void FaultyDisk::power_off() {
    std::lock_guard lock(mutex_);
    off_ = true;
}

void FaultyDisk::power_off_after(std::int64_t acts) {
    std::lock_guard lock(mutex_);
    acts_left_ = acts;
}

void FaultyDisk::fail_sync_after(std::int64_t syncs) {
    std::lock_guard lock(mutex_);
    syncs_left_ = syncs;
}

void FaultyDisk::fill_after(std::int64_t bytes) {
    std::lock_guard lock(mutex_);
    bytes_left_ = bytes;
}

void FaultyDisk::make_room() {
    std::lock_guard lock(mutex_);
    bytes_left_.reset();
}

void FaultyDisk::lie_about_syncs() {
    std::lock_guard lock(mutex_);
    lies_ = true;
}

bool FaultyDisk::is_off() const {
    std::lock_guard lock(mutex_);
    return off_;
}

int FaultyDisk::open_files() const {
    std::lock_guard lock(mutex_);
    return open_files_;
}

void FaultyDisk::apply(Bytes& content, const Write& write) {
    if (write.offset == cut) {
        content.resize(static_cast<std::size_t>(write.size));
        return;
    }
    const auto at = static_cast<std::size_t>(write.offset);
    if (content.size() < at + write.bytes.size()) content.resize(at + write.bytes.size());
    std::ranges::copy(write.bytes, content.begin() + write.offset);
}

// Nothing of what was not synced, all of it, a beginning with its end torn off, or any part of it.
void FaultyDisk::survive(const std::string& path, File& file) {
    const auto fate = roll(4);
    Bytes content = file.durable.value_or(Bytes{});
    auto kept = std::move(file.pending);
    if (fate == 0) kept.clear();
    if (fate == 2) kept.resize(roll(kept.size() + 1));
    for (std::size_t i = 0; i < kept.size(); ++i) {
        Write& write = kept[i];
        const bool torn = (fate == 2 && i + 1 == kept.size()) || (fate == 3 && roll(4) == 0);
        if (fate == 3 && roll(2) == 0) continue;
        if (torn && write.offset != cut)
            write.bytes.resize(std::min<std::size_t>(
                write.bytes.size(), sector_bytes * roll(write.bytes.size() / sector_bytes + 1)));
        apply(content, write);
    }
    std::string name = path;
    if (file.old_name && roll(2) == 0) name = *file.old_name;
    std::filesystem::remove(path);
    if (!file.durable && content.empty()) return;
    std::ofstream out(name, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()),
              static_cast<std::streamsize>(content.size()));
}

void FaultyDisk::restore() {
    std::lock_guard lock(mutex_);
    for (auto& [path, file] : files_) survive(path, file);
    files_.clear();
    off_ = false;
    acts_left_.reset();
    syncs_left_.reset();
    bytes_left_.reset();
}

}  // namespace dw::store::testing
