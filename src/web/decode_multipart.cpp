// multipart/form-data (RFC 7578, RFC 2046 section 5.1): parts between lines "--boundary".
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "web/decode.h"

namespace dw::web {

namespace {

constexpr std::size_t part_head_bytes = 4 * 1024;

Error broken(std::string reason) {
    return invalid("web.multipart", "multipart: " + std::move(reason));
}

// The value of name=… or name="…" among the parameters of a header; nothing when absent.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
    std::size_t at = header.find(';');
    while (at < header.size()) {
        ++at;
        while (at < header.size() && (header[at] == ' ' || header[at] == '\t')) ++at;
        const auto equals = header.find_first_of("=;", at);
        if (equals == std::string_view::npos || header[equals] == ';') {
            at = equals;
            continue;
        }
        const auto name = lower(trim(header.substr(at, equals - at)));
        std::string value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            // Browsers write a quote in a name as %22 and leave backslashes alone (WHATWG HTML).
            const auto end = header.find('"', at + 1);
            if (end == std::string_view::npos) return std::nullopt;
            value = header.substr(at + 1, end - at - 1);
            at = std::min(header.find(';', end), header.size());
        } else {
            const auto end = std::min(header.find(';', at), header.size());
            value = trim(header.substr(at, end - at));
            at = end;
        }
        if (name == wanted) return value;
    }
    return std::nullopt;
}

std::string without(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string unescaped(std::string text) {
    return without(without(without(std::move(text), "%22", "\""), "%0D", ""), "%0A", "");
}

// The last part of the path, because some browsers send one; never a control character.
std::string safe_file_name(std::string_view sent) {
    const auto slash = sent.find_last_of("/\\");
    if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
    std::string name;
    for (const char c : cut(sent, 200)) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) name += c;
    }
    return name;
}

struct PartHead {
    std::string name;
    std::optional<std::string> file_name;
    std::string type;
};

Result<PartHead> read_head(std::string_view head) {
    PartHead result;
    bool has_name = false;
    if (first_invalid_utf8(head) || head.find('\0') != std::string_view::npos) {
        return broken("a part's head is not UTF-8");
    }
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return broken("a part's head has a line without a colon");
        const auto name = lower(trim(line.substr(0, colon)));
        const auto value = trim(line.substr(colon + 1));
        if (name == "content-type") result.type = value;
        if (name != "content-disposition") continue;
        const auto field = parameter(value, "name");
        if (!lower(value).starts_with("form-data") || !field) return broken("a part has no name");
        result.name = unescaped(*field);
        has_name = true;
        if (auto file = parameter(value, "filename")) result.file_name = unescaped(*file);
    }
    if (!has_name) return broken("a part has no name");
    return result;
}

Outcome take_part(std::string_view part, Multipart& into) {
    // `part` starts after its boundary line; a head may be empty, then it starts with the blank
    // line.
    const auto blank = part.substr(0, part_head_bytes).find("\r\n\r\n");
    if (blank == std::string_view::npos) return broken("a part's head has no end");
    DW_TRY(auto head, read_head(part.substr(0, blank)));
    const auto content = part.substr(blank + 4);
    if (head.file_name) {
        // A file input left empty is sent as a file without name and bytes.
        if (head.file_name->empty() && content.empty()) return Nothing{};
        into.files.push_back({std::move(head.name), safe_file_name(*head.file_name),
                              std::move(head.type), std::string{content}});
        return Nothing{};
    }
    if (first_invalid_utf8(content) || content.find('\0') != std::string_view::npos) {
        return broken("a field has U+0000 or is not UTF-8");
    }
    into.fields.add(std::move(head.name), with_plain_line_ends(content));
    return Nothing{};
}

}  // namespace

Result<Multipart> decode_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70) return broken("no boundary");
    const std::string line = "\r\n--" + *boundary;
    Multipart result;
    std::size_t at = 0;
    if (body.starts_with(std::string_view{line}.substr(2))) {
        at = line.size() - 2;
    } else {
        const auto first = body.find(line);
        if (first == std::string_view::npos) return broken("the first boundary is missing");
        at = first + line.size();
    }
    for (std::size_t parts = 0;; ++parts) {
        if (body.substr(at).starts_with("--")) return result;
        if (parts == limits::form_fields) return broken("too many parts");
        const auto start = body.find("\r\n", at);
        if (start == std::string_view::npos) return broken("the last boundary is missing");
        if (!trim(body.substr(at, start - at)).empty()) return broken("bytes after a boundary");
        const auto end = body.find(line, start);
        if (end == std::string_view::npos) return broken("the last boundary is missing");
        // A boundary right after its predecessor's line end: a part without head and blank line.
        if (end < start + 2) return broken("a part is empty");
        DW_TRY_DO(take_part(body.substr(start + 2, end - start - 2), result));
        at = end + line.size();
    }
}

}  // namespace dw::web
