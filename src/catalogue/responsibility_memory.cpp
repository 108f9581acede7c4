#include "catalogue/responsibility_memory.h"

#include <condition_variable>

#include "base/priority.h"
#include "catalogue/responsibility_reading.h"
#include "catalogue/service_table.h"

namespace dw::catalogue {

namespace {

constexpr std::chrono::milliseconds pause{200};
// While much changes, as in an import, reading takes no more than a tenth of the time.
constexpr int pause_factor = 9;

using Blocks = ResponsibilityIndex::Blocks;

// What an organisation that came or went makes another answer is as changed as what was written.
Outcome add_outdated(store::Connection& connection, const ResponsibilityIndex& before,
                     std::vector<std::int64_t>& areas) {
    DW_TRY(const auto known, organisations_changed_after(connection, before.change()));
    if (known.empty()) return Nothing{};
    for (const auto& [area, block] : before.blocks())
        if (block->is_outdated(known)) areas.push_back(area);
    return Nothing{};
}

}  // namespace

std::shared_ptr<const ResponsibilityIndex> ResponsibilityMemory::at(std::int64_t change) const {
    auto index = latest();
    return index && index->change() == change ? std::move(index) : nullptr;
}

std::shared_ptr<const ResponsibilityIndex> ResponsibilityMemory::latest() const {
    std::lock_guard lock(current_mutex_);
    return current_;
}

void ResponsibilityMemory::publish(std::shared_ptr<const ResponsibilityIndex> next) {
    std::lock_guard lock(current_mutex_);
    current_ = std::move(next);
}

Outcome ResponsibilityMemory::refresh() {
    std::lock_guard lock(refresh_mutex_);
    if (is_too_large_) return Nothing{};
    std::int64_t change = 0;
    {
        DW_TRY(const store::Reader reader, store_.reader());
        DW_TRY(change, load_change_number(*reader));
    }
    return at(change) ? Outcome(Nothing{}) : follow(change);
}

// The number was read first: what is written meanwhile is read again the next time.
Outcome ResponsibilityMemory::follow(std::int64_t change) {
    auto before = latest();
    // The database was put back to an earlier state.
    if (before && before->change() > change) before = nullptr;
    DW_TRY(const store::Reader reader, store_.reader());
    Blocks blocks = before ? before->blocks() : Blocks();
    DW_TRY(auto areas, areas_changed_after(*reader, before ? before->change() : 0));
    KeyedServices keyed;
    if (before) {
        DW_TRY_DO(add_outdated(*reader, *before, areas));
        DW_TRY(keyed, read_keyed(*reader, *before->keyed(), before->change()));
    } else {
        DW_TRY(keyed, read_keyed(*reader));
    }
    ResponsibilityReading reading(*reader);
    std::size_t read = 0;
    for (const std::int64_t area : areas) {
        DW_TRY(auto block, reading.block(area));
        if (!block) {
            blocks.erase(area);
            continue;
        }
        read += block->bytes();
        blocks[area] = std::move(block);
        is_too_large_ = read > limit_;
        if (is_too_large_) break;
    }
    auto next = std::make_shared<const ResponsibilityIndex>(
        change, std::move(blocks), std::make_shared<const KeyedServices>(std::move(keyed)));
    is_too_large_ = is_too_large_ || next->bytes() > limit_;
    publish(is_too_large_ ? nullptr : std::move(next));
    return Nothing{};
}

void ResponsibilityMemory::keep_up() {
    follower_ = std::jthread([this](const std::stop_token& stop) {
        let_others_go_first();
        std::mutex mutex;
        std::condition_variable_any wake;
        while (!stop.stop_requested()) {
            const auto began = std::chrono::steady_clock::now();
            // What fails here is tried again; until then the tables are asked.
            static_cast<void>(refresh());
            const auto took = std::chrono::steady_clock::now() - began;
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop,
                          std::max<std::chrono::nanoseconds>(pause, took * pause_factor),
                          [] { return false; });
        }
    });
}

}  // namespace dw::catalogue
