#include "store/backup_file.h"

#include <algorithm>
#include <filesystem>

#include "base/limits.h"
#include "base/match.h"

namespace dw::store {

namespace {

constexpr std::string_view magic = "Dienstweg backup 1\n";  // frozen: stored
constexpr std::size_t flushed_bytes = 1024 * 1024;

void put_number(Bytes& out, std::uint64_t number, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(number >> shift));
}

std::uint64_t number_from(BytesView bytes) {
    std::uint64_t number = 0;
    for (const auto byte : bytes) number = number << 8 | byte;
    return number;
}

void put_sized(Bytes& out, std::uint8_t kind, BytesView bytes) {
    out.push_back(kind);
    put_number(out, bytes.size(), 4);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// frozen: stored
enum ValueKind : std::uint8_t { no_value = 0, integer_value = 1, text_value = 2, bytes_value = 3 };

bool is_kind(std::uint8_t byte) {
    constexpr std::string_view kinds = "HTRBFEZ";
    return kinds.find(static_cast<char>(byte)) != std::string_view::npos;
}

Digest sealed(const SecretKey& key, Sha256& hash) {
    const Digest digest = hash.finish();
    return hmac_sha256(key, digest);
}

}  // namespace

Bytes encode_row(const Row& row) {
    Bytes out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        match(
            row[i], [&](std::monostate) { out.push_back(no_value); },
            [&](std::int64_t number) {
                out.push_back(integer_value);
                put_number(out, static_cast<std::uint64_t>(number), 8);
            },
            [&](const std::string& text) { put_sized(out, text_value, as_bytes(text)); },
            [&](const Bytes& bytes) { put_sized(out, bytes_value, bytes); });
    }
    return out;
}

std::optional<Values> decode_row(BytesView bytes) {
    Values values;
    while (!bytes.empty()) {
        const auto kind = bytes.front();
        bytes = bytes.subspan(1);
        if (kind == no_value) {
            values.push_back(null());
            continue;
        }
        const std::size_t head = kind == integer_value ? 8 : 4;
        if (kind > bytes_value || bytes.size() < head) return std::nullopt;
        const auto number = number_from(bytes.first(head));
        bytes = bytes.subspan(head);
        if (kind == integer_value) {
            values.push_back(static_cast<std::int64_t>(number));
            continue;
        }
        if (number > bytes.size()) return std::nullopt;
        const auto content = bytes.first(number);
        bytes = bytes.subspan(number);
        if (kind == text_value)
            values.push_back(std::string(as_text(content)));
        else
            values.push_back(Bytes(content.begin(), content.end()));
    }
    return values;
}

BackupWriter::BackupWriter(std::string file, std::unique_ptr<Files> files,
                           std::unique_ptr<FileWriter> out)
    : file_(std::move(file)),
      files_(std::move(files)),
      out_(std::move(out)),
      hash_(std::make_unique<Sha256>()) {}

Result<BackupWriter> BackupWriter::create(const std::string& file) {
    std::error_code none;
    if (std::filesystem::exists(file, none))
        return conflict("store.backup_exists", file + " is there already");
    auto files = system_files();
    DW_TRY_DO(files->remove(file + ".part"));
    DW_TRY(auto out, files->create(file + ".part"));
    BackupWriter writer(file, std::move(files), std::move(out));
    writer.buffer_.insert(writer.buffer_.end(), magic.begin(), magic.end());
    return writer;
}

BackupWriter::~BackupWriter() {
    if (!files_) return;
    out_.reset();
    (void)files_->remove(file_ + ".part").has_value();
}

Outcome BackupWriter::add(BackupRecord kind, BytesView payload) {
    DW_ASSERT(payload.size() <= limits::backup_record_bytes);
    put_sized(buffer_, static_cast<std::uint8_t>(kind), payload);
    return buffer_.size() < flushed_bytes ? Outcome(Nothing{}) : flush();
}

Outcome BackupWriter::flush() {
    hash_->add(buffer_);
    DW_TRY_DO(out_->append(buffer_));
    buffer_.clear();
    return Nothing{};
}

Outcome BackupWriter::finish(const SecretKey& key) {
    DW_TRY_DO(flush());
    const Digest seal = sealed(key, *hash_);
    put_sized(buffer_, static_cast<std::uint8_t>(BackupRecord::Seal), seal);
    DW_TRY_DO(out_->append(buffer_));
    DW_TRY_DO(out_->sync());
    out_.reset();
    DW_TRY_DO(files_->rename(file_ + ".part", file_));
    auto folder = std::filesystem::path(file_).parent_path().string();
    DW_TRY_DO(files_->sync_directory(folder.empty() ? "." : folder));
    files_.reset();
    return Nothing{};
}

Error BackupReader::damaged(std::int64_t place, const std::string& what) {
    return invalid("store.backup", "byte " + std::to_string(place) + ": " + what);
}

Result<BackupReader> BackupReader::open(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return not_found("store.no_backup", file + " cannot be read");
    std::string head(magic.size(), '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (head != magic) return damaged(0, "this is no backup of this program");
    BackupReader reader(std::move(in));
    reader.place_ = static_cast<std::int64_t>(magic.size());
    return reader;
}

Result<BackupReader::Record> BackupReader::next() {
    std::array<std::uint8_t, 5> head{};
    in_.read(reinterpret_cast<char*>(head.data()), head.size());
    if (in_.gcount() != 5 || !is_kind(head[0])) return damaged(place_, "no record begins here");
    const auto size = number_from(BytesView(head).subspan(1));
    if (size > limits::backup_record_bytes) return damaged(place_, "the record is too long");
    Record record{static_cast<BackupRecord>(head[0]), Bytes(size), place_};
    in_.read(reinterpret_cast<char*>(record.payload.data()), static_cast<std::streamsize>(size));
    if (in_.gcount() != static_cast<std::streamsize>(size))
        return damaged(place_, "the file is cut off");
    place_ += static_cast<std::int64_t>(head.size() + size);
    if (hash_ && record.kind != BackupRecord::Seal) {
        hash_->add(head);
        hash_->add(record.payload);
    }
    if (record.kind == BackupRecord::Seal && in_.peek() != std::ifstream::traits_type::eof())
        return damaged(place_, "the file goes on after its end");
    return record;
}

Outcome BackupReader::check_seal(const SecretKey& key) {
    Sha256 hash;
    hash.add(as_bytes(magic));
    hash_ = &hash;
    for (;;) {
        DW_TRY(const auto record, next());
        if (record.kind != BackupRecord::Seal) continue;
        hash_ = nullptr;
        if (!equal_constant_time(sealed(key, hash), record.payload))
            return damaged(record.place, "the seal does not fit: the file was changed");
        return Nothing{};
    }
}

}  // namespace dw::store
