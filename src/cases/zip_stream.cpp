#include "cases/zip_stream.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <utility>

#include "base/text.h"

namespace dw::cases {

namespace {

constexpr std::size_t name_characters = 60;

Error failed(archive* to) {
    const char* words = archive_error_string(to);
    return unavailable("cases.zip", words ? words : "the archive cannot be written");
}

struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

// How letters are written without their marks; others become "_".
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> plain_letters{
    {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"ß", "ss"}}};

std::string_view ending_of(std::string_view media_type) {
    if (media_type == "application/pdf") return ".pdf";
    if (media_type == "image/jpeg") return ".jpg";
    if (media_type == "image/png") return ".png";
    return ".bin";
}

std::string without_ending(std::string_view name) {
    const auto dot = name.rfind('.');
    const bool has_one = dot != std::string_view::npos && dot > 0 && name.size() - dot <= 5;
    return std::string(has_one ? name.substr(0, dot) : name);
}

}  // namespace

struct ZipStream::State {
    archive* to = archive_write_new();
    std::string written;
    bool open = false;

    static la_ssize_t write(archive*, void* data, const void* bytes, std::size_t size) {
        static_cast<State*>(data)->written.append(static_cast<const char*>(bytes), size);
        return static_cast<la_ssize_t>(size);
    }
    Outcome begin() {
        if (open) return Nothing{};
        // What was written is given on at once, without blocks to fill.
        const bool fine = to && archive_write_set_format_zip(to) == ARCHIVE_OK &&
                          archive_write_set_bytes_per_block(to, 0) == ARCHIVE_OK &&
                          archive_write_open(to, this, nullptr, write, nullptr) == ARCHIVE_OK;
        if (!fine) return failed(to);
        open = true;
        return Nothing{};
    }
    ~State() { archive_write_free(to); }
};

ZipStream::ZipStream() : state_(std::make_unique<State>()) {}
ZipStream::~ZipStream() = default;

Outcome ZipStream::add(const std::string& name, BytesView content, Instant modified) {
    DW_TRY_DO(state_->begin());
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_mtime(entry.get(), to_microseconds(modified) / 1'000'000, 0);
    if (archive_write_header(state_->to, entry.get()) != ARCHIVE_OK) return failed(state_->to);
    while (!content.empty()) {
        const auto count = archive_write_data(state_->to, content.data(), content.size());
        if (count <= 0) return failed(state_->to);
        content = content.subspan(static_cast<std::size_t>(count));
    }
    if (archive_write_finish_entry(state_->to) != ARCHIVE_OK) return failed(state_->to);
    return Nothing{};
}

Outcome ZipStream::finish() {
    DW_TRY_DO(state_->begin());
    if (archive_write_close(state_->to) != ARCHIVE_OK) return failed(state_->to);
    return Nothing{};
}

std::string ZipStream::take() {
    return std::exchange(state_->written, {});
}

std::string safe_file_name(std::string_view name, std::string_view media_type) {
    std::string stem = without_ending(name);
    for (const auto& [letter, plain] : plain_letters) {
        for (auto at = stem.find(letter); at != std::string::npos; at = stem.find(letter, at))
            stem.replace(at, letter.size(), plain);
    }
    std::string safe;
    for (const char c : stem) {
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
        if (plain) {
            safe += c;
        } else if (!safe.empty() && safe.back() != '_') {
            safe += '_';
        }
        if (safe.size() >= name_characters) break;
    }
    while (!safe.empty() && (safe.back() == '_' || safe.back() == '-')) safe.pop_back();
    if (safe.empty()) safe = "datei";
    return safe + std::string(ending_of(media_type));
}

}  // namespace dw::cases
