#include "forms/upload_rules.h"

#include <array>

#include "base/text.h"
#include "forms/answer_checks.h"

namespace dw::forms {

namespace {

struct FileKind {
    std::string_view media_type, magic;
    std::array<std::string_view, 2> endings;
};

// ISO 32000-1 7.5.2; ISO/IEC 10918-1 (SOI and the next marker); PNG, 5.2
constexpr FileKind kinds[] = {
    {"application/pdf", "%PDF-", {".pdf", ".pdf"}},
    {"image/jpeg", "\xFF\xD8\xFF", {".jpg", ".jpeg"}},
    {"image/png", "\x89PNG\r\n\x1A\n", {".png", ".png"}},
};

std::string ending_of(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    return dot == file_name.npos ? std::string() : lower(file_name.substr(dot));
}

bool name_fits(const FileKind& kind, std::string_view ending) {
    return ending.empty() || ending == kind.endings[0] || ending == kind.endings[1];
}

std::string in_megabytes(std::size_t bytes) {
    return std::to_string(bytes / (1024 * 1024));
}

}  // namespace

std::string_view sniffed_type(BytesView content) {
    for (const FileKind& kind : kinds) {
        if (as_text(content).starts_with(kind.magic)) return kind.media_type;
    }
    return "";
}

std::optional<Finding> check_upload(const std::string& field, const std::string& file_name,
                                    BytesView content) {
    const auto finding = [&](std::string code, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments = {file_name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return Finding{field, std::move(code), std::move(arguments)};
    };
    // Before the name is quoted anywhere: it could pretend to be another one.
    if (!check_characters(file_name).empty()) return Finding{field, "answer_file_name", {}};
    if (content.empty()) return finding("answer_file_empty");
    if (content.size() > upload_file_bytes) {
        return finding("answer_file_large", {in_megabytes(upload_file_bytes)});
    }
    const std::string_view type = sniffed_type(content);
    for (const FileKind& kind : kinds) {
        if (kind.media_type != type) continue;
        if (name_fits(kind, ending_of(file_name))) return std::nullopt;
        return finding("answer_file_lies", {lower(kind.endings[0].substr(1))});
    }
    return finding("answer_file_type");
}

}  // namespace dw::forms
