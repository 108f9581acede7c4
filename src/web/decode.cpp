#include "web/decode.h"

#include <algorithm>
#include <cctype>

#include "base/limits.h"
#include "base/text.h"

namespace dw::web {

namespace {

constexpr std::size_t quoted_bytes = 60;  // of a name, in a sentence

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum class Plus { IsPlus, IsBlank };

std::optional<std::string> decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plus == Plus::IsBlank) {
            c = ' ';
        } else if (c == '%') {
            if (text.size() - i < 3) return std::nullopt;
            const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    if (first_invalid_utf8(out)) return std::nullopt;
    return out;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
    return decode(text, Plus::IsPlus);
}

Result<Fields> decode_urlencoded(std::string_view text) {
    Fields fields;
    if (text.empty()) return fields;
    if (static_cast<std::size_t>(std::ranges::count(text, '&')) >= limits::form_fields) {
        return invalid("web.many_fields",
                       "more than " + std::to_string(limits::form_fields) + " fields");
    }
    for (const auto pair : split(text, '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = decode(pair.substr(0, equals), Plus::IsBlank);
        auto value = equals == std::string_view::npos
                         ? std::optional<std::string>{""}
                         : decode(pair.substr(equals + 1), Plus::IsBlank);
        if (!name || !value) {
            return invalid("web.unreadable_field", "field " +
                                                       std::to_string(fields.pairs().size() + 1) +
                                                       ": broken escape, U+0000 or not UTF-8");
        }
        fields.add(std::move(*name), with_plain_line_ends(*value));
    }
    return fields;
}

std::string name_of_unreadable_field(std::string_view text) {
    std::size_t number = 0;
    for (const auto pair : split(text, '&')) {
        ++number;
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = decode(pair.substr(0, equals), Plus::IsBlank);
        const auto value = decode(pair.substr(std::min(equals + 1, pair.size())), Plus::IsBlank);
        if (name && value) continue;
        return name && !name->empty() ? std::string(cut(*name, quoted_bytes))
                                      : std::to_string(number);
    }
    return {};
}

Result<Target> decode_target(std::string_view text) {
    Target target;
    if (!text.starts_with('/')) return invalid("web.address_form", "no path with / in front");
    const auto question = std::min(text.find('?'), text.size());
    target.raw_path = text.substr(0, question);
    auto path = percent_decode(target.raw_path);
    if (!path || std::ranges::any_of(*path, is_control)) {
        return invalid("web.path_unreadable",
                       "path: broken escape, control character or not UTF-8");
    }
    for (const auto segment : split(*path, '/')) {
        if (segment == "." || segment == "..") return invalid("web.path_dots", "path has . or ..");
    }
    target.path = std::move(*path);
    if (question < text.size()) {
        DW_TRY(target.query, decode_urlencoded(text.substr(question + 1)));
    }
    return target;
}

std::map<std::string, std::string, std::less<>> decode_cookies(std::string_view header) {
    std::map<std::string, std::string, std::less<>> cookies;
    for (const auto part : split(header, ';')) {
        const auto pair = trim(part);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        const auto value = pair.substr(equals + 1);
        if (std::ranges::any_of(pair, is_control) || first_invalid_utf8(pair)) continue;
        cookies.emplace(std::string{trim(pair.substr(0, equals))}, std::string{trim(value)});
    }
    return cookies;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
            out += '\n';
        } else {
            out += text[i];
        }
    }
    return out;
}

Outcome decode_body(Request& request, std::string bytes) {
    const auto type = lower(
        trim(std::string_view{request.content_type}.substr(0, request.content_type.find(';'))));
    if (type == "application/x-www-form-urlencoded") {
        DW_TRY(request.form, decode_urlencoded(bytes));
    } else if (type == "multipart/form-data") {
        DW_TRY(auto parts, decode_multipart(request.content_type, bytes));
        request.form = std::move(parts.fields);
        request.files = std::move(parts.files);
    } else {
        request.body = std::move(bytes);
    }
    return Nothing{};
}

}  // namespace dw::web
