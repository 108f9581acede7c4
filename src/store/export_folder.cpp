#include "store/export_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace dw::store {

namespace {

namespace fs = std::filesystem;

const std::string sums_name = "SHA256SUMS";  // frozen: stored
constexpr std::size_t flushed_bytes = 1024 * 1024;
constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t sums_bytes = 512 * 1024 * 1024;  // of about four million files
constexpr std::size_t name_bytes = 100;
constexpr std::string_view blob_folder = "files/";

// Names come from outside: they lead nowhere but into the folder.
bool is_name(std::string_view name) {
    if (name.starts_with(blob_folder)) name.remove_prefix(blob_folder.size());
    const auto is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= name_bytes && name.front() != '.' &&
           std::ranges::all_of(name, is_good) && name != sums_name;
}

Outcome make_folder(const fs::path& path) {
    std::error_code failed;
    fs::create_directory(path, failed);
    if (failed) return unavailable("store.io", path.string() + ": " + failed.message());
    fs::permissions(path, fs::perms::owner_all, failed);
    if (failed) return unavailable("store.io", path.string() + ": " + failed.message());
    return Nothing{};
}

// A line without its end; nothing when the file is over.
Result<std::optional<std::string>> next_line(std::ifstream& in, const std::string& place) {
    std::string line;
    auto& source = *in.rdbuf();
    for (int c = source.sbumpc(); c != '\n'; c = source.sbumpc()) {
        const bool over = c == std::ifstream::traits_type::eof();
        if (over && line.empty()) return std::optional<std::string>();
        if (over) return ExportReader::damaged(place, "the line is cut off");
        if (line.size() >= export_line_bytes)
            return ExportReader::damaged(place, "the line is too long");
        line += static_cast<char>(c);
    }
    return std::optional(std::move(line));
}

}  // namespace

ExportWriter::ExportWriter(std::string folder)
    : folder_(std::move(folder)), files_(system_files()) {}

ExportWriter::ExportWriter(ExportWriter&& other) noexcept
    : folder_(std::exchange(other.folder_, "")),
      files_(std::move(other.files_)),
      out_(std::move(other.out_)),
      hash_(std::move(other.hash_)),
      name_(std::move(other.name_)),
      sums_(std::move(other.sums_)),
      buffer_(std::move(other.buffer_)) {}

Result<ExportWriter> ExportWriter::create(const std::string& folder) {
    const std::string name = (fs::path(folder) / "").parent_path().string();
    for (const auto& path : {name, name + ".part"}) {
        std::error_code none;
        if (fs::exists(path, none))
            return conflict("store.export_exists", path + " is there already");
    }
    DW_TRY_DO(make_folder(name + ".part"));
    ExportWriter writer(name);
    DW_TRY_DO(make_folder(name + ".part/files"));
    return writer;
}

ExportWriter::~ExportWriter() {
    if (folder_.empty()) return;
    out_.reset();
    std::error_code none;
    fs::remove_all(folder_ + ".part", none);
}

Outcome ExportWriter::begin(const std::string& name) {
    DW_ASSERT(is_name(name) || name == sums_name);
    DW_TRY_DO(end());
    name_ = name;
    DW_TRY(out_, files_->create(folder_ + ".part/" + name));
    hash_ = std::make_unique<Sha256>();
    return Nothing{};
}

Outcome ExportWriter::add(BytesView bytes) {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    if (buffer_.size() < flushed_bytes) return Nothing{};
    hash_->add(buffer_);
    DW_TRY_DO(out_->append(buffer_));
    buffer_.clear();
    return Nothing{};
}

Outcome ExportWriter::add_line(const Json& json) {
    return add(as_bytes(to_string(json) + "\n"));
}

Outcome ExportWriter::end() {
    if (!out_) return Nothing{};
    hash_->add(buffer_);
    DW_TRY_DO(out_->append(buffer_));
    buffer_.clear();
    DW_TRY_DO(out_->sync());
    out_.reset();
    sums_[name_] = hash_->finish();
    return Nothing{};
}

Result<Digest> ExportWriter::finish() {
    DW_TRY_DO(end());
    std::string text;
    for (const auto& [name, sum] : sums_) text += to_hex(sum) + "  " + name + "\n";
    DW_TRY_DO(begin(sums_name));
    DW_TRY_DO(add(as_bytes(text)));
    DW_TRY_DO(end());
    DW_TRY_DO(files_->sync_directory(folder_ + ".part/files"));
    DW_TRY_DO(files_->sync_directory(folder_ + ".part"));
    DW_TRY_DO(files_->rename(folder_ + ".part", folder_));
    const auto above = fs::path(folder_).parent_path().string();
    folder_.clear();
    DW_TRY_DO(files_->sync_directory(above.empty() ? "." : above));
    return sums_.at(sums_name);
}

Error ExportReader::damaged(const std::string& place, const std::string& what) {
    return invalid("store.export", place + ": " + what);
}

Result<std::map<std::string, Digest>> sums_from(std::string_view text) {
    std::map<std::string, Digest> sums;
    for (int number = 1; !text.empty(); ++number) {
        const auto place = sums_name + ", line " + std::to_string(number);
        const auto end = text.find('\n');
        if (end == std::string_view::npos)
            return ExportReader::damaged(place, "the line is cut off");
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const auto sum = from_hex(line.substr(0, std::min<std::size_t>(64, line.size())));
        if (line.size() < 67 || !sum || sum->size() != 32 || line.substr(64, 2) != "  ")
            return ExportReader::damaged(place, "not a sum and a name");
        const std::string name(line.substr(66));
        if (!is_name(name)) return ExportReader::damaged(place, "a name that cannot be here");
        Digest digest{};
        std::ranges::copy(*sum, digest.begin());
        if (!sums.emplace(name, digest).second)
            return ExportReader::damaged(place, "the file is named twice");
    }
    return sums;
}

Result<ExportReader> ExportReader::open(const std::string& folder) {
    const std::string file = folder + "/" + sums_name;
    std::error_code none;
    std::ifstream in(file, std::ios::binary);
    if (!in || fs::is_directory(file, none))
        return not_found("store.no_export", file + " cannot be read");
    if (fs::file_size(file, none) > sums_bytes) return damaged(sums_name, "the file is too long");
    std::ostringstream text;
    text << in.rdbuf();
    ExportReader reader(folder);
    DW_TRY(reader.sums_, sums_from(text.str()));
    reader.fingerprint_ = sha256(as_bytes(text.str()));
    DW_TRY_DO(reader.check_names());
    DW_TRY_DO(reader.check_content());
    return reader;
}

Outcome ExportReader::check_names() const {
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder_, failed)) {
        const auto name = fs::path(entry.path()).lexically_relative(folder_).generic_string();
        if (name == sums_name || (name == "files" && entry.is_directory(failed))) continue;
        if (!sums_.contains(name)) return damaged(name, "the file is not in " + sums_name);
    }
    if (failed) return unavailable("store.io", folder_ + ": " + failed.message());
    return Nothing{};
}

Outcome ExportReader::check_content() const {
    for (const auto& [name, sum] : sums_) {
        Sha256 hash;
        DW_TRY_DO(read(name, [&](BytesView bytes) -> Outcome {
            hash.add(bytes);
            return Nothing{};
        }));
        if (hash.finish() != sum)
            return damaged(name, "the sum does not fit: the file was changed");
    }
    return Nothing{};
}

Outcome ExportReader::read(const std::string& name,
                           const std::function<Outcome(BytesView)>& each) const {
    std::ifstream in(folder_ + "/" + name, std::ios::binary);
    if (!in || !sums_.contains(name)) return damaged(name, "the file is missing");
    Bytes buffer(read_bytes);
    while (in) {
        in.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(read_bytes));
        const auto count = static_cast<std::size_t>(in.gcount());
        if (count > 0) DW_TRY_DO(each(BytesView(buffer).first(count)));
    }
    if (!in.eof()) return unavailable("store.io", folder_ + "/" + name + " cannot be read");
    return Nothing{};
}

Outcome ExportReader::each_line(const std::string& name, const EachLine& each) const {
    std::ifstream in(folder_ + "/" + name, std::ios::binary);
    if (!in || !sums_.contains(name)) return damaged(name, "the file is missing");
    for (int number = 1;; ++number) {
        const auto place = name + ", line " + std::to_string(number);
        DW_TRY(const auto line, next_line(in, place));
        if (!line) return Nothing{};
        const auto json = parse_json(*line, export_line_limits);
        if (!json) return damaged(place, json.error().message);
        DW_TRY_DO(each(*json, place));
    }
}

Result<Json> ExportReader::json(const std::string& name) const {
    std::string text;
    DW_TRY_DO(read(name, [&](BytesView bytes) -> Outcome {
        text += as_text(bytes);
        if (text.size() > export_line_bytes) return damaged(name, "the file is too long");
        return Nothing{};
    }));
    auto json = parse_json(text, export_line_limits);
    if (!json) return damaged(name, json.error().message);
    return json;
}

}  // namespace dw::store
