#include "catalogue/html_tokens.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t longest_entity = 32;  // characters between & and ;

// The entities that occur in German and English office texts (WHATWG HTML, named character
// references).
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 98> entities = {{
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},     {"iexcl", 0xA1},   {"cent", 0xA2},    {"pound", 0xA3},   {"curren", 0xA4},
    {"yen", 0xA5},      {"brvbar", 0xA6},  {"sect", 0xA7},    {"uml", 0xA8},     {"copy", 0xA9},
    {"ordf", 0xAA},     {"laquo", 0xAB},   {"not", 0xAC},     {"shy", 0xAD},     {"reg", 0xAE},
    {"macr", 0xAF},     {"deg", 0xB0},     {"plusmn", 0xB1},  {"sup2", 0xB2},    {"sup3", 0xB3},
    {"acute", 0xB4},    {"micro", 0xB5},   {"para", 0xB6},    {"middot", 0xB7},  {"cedil", 0xB8},
    {"sup1", 0xB9},     {"ordm", 0xBA},    {"raquo", 0xBB},   {"frac14", 0xBC},  {"frac12", 0xBD},
    {"frac34", 0xBE},   {"iquest", 0xBF},  {"Agrave", 0xC0},  {"Aacute", 0xC1},  {"Acirc", 0xC2},
    {"Auml", 0xC4},     {"AElig", 0xC6},   {"Ccedil", 0xC7},  {"Egrave", 0xC8},  {"Eacute", 0xC9},
    {"Ecirc", 0xCA},    {"Ntilde", 0xD1},  {"Oacute", 0xD3},  {"Ouml", 0xD6},    {"times", 0xD7},
    {"Oslash", 0xD8},   {"Uacute", 0xDA},  {"Uuml", 0xDC},    {"szlig", 0xDF},   {"agrave", 0xE0},
    {"aacute", 0xE1},   {"acirc", 0xE2},   {"atilde", 0xE3},  {"auml", 0xE4},    {"aring", 0xE5},
    {"aelig", 0xE6},    {"ccedil", 0xE7},  {"egrave", 0xE8},  {"eacute", 0xE9},  {"ecirc", 0xEA},
    {"euml", 0xEB},     {"iacute", 0xED},  {"icirc", 0xEE},   {"iuml", 0xEF},    {"ntilde", 0xF1},
    {"oacute", 0xF3},   {"ocirc", 0xF4},   {"ouml", 0xF6},    {"divide", 0xF7},  {"oslash", 0xF8},
    {"uacute", 0xFA},   {"ucirc", 0xFB},   {"uuml", 0xFC},    {"ensp", 0x2002},  {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
    {"sbquo", 0x201A},  {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"bull", 0x2022},
    {"hellip", 0x2026}, {"euro", 0x20AC},  {"trade", 0x2122}, {"rarr", 0x2192},
}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string ascii_lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6U));
        put(0x80 | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12U));
        put(0x80 | ((code >> 6U) & 0x3FU));
        put(0x80 | (code & 0x3FU));
    } else {
        put(0xF0 | (code >> 18U));
        put(0x80 | ((code >> 12U) & 0x3FU));
        put(0x80 | ((code >> 6U) & 0x3FU));
        put(0x80 | (code & 0x3FU));
    }
}

bool may_stand_in_text(std::uint32_t code) {
    if (code == '\t' || code == '\n' || code == '\r') return true;
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
    if (code >= 0xD800 && code < 0xE000) return false;
    return code <= 0x10FFFF && (code & 0xFFFEU) != 0xFFFE;
}

std::optional<std::uint32_t> numeric_reference(std::string_view digits) {
    const bool hexadecimal = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
    if (hexadecimal) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 8) return std::nullopt;
    std::uint64_t code = 0;
    for (const char c : digits) {
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint32_t>(c - '0');
        } else if (hexadecimal && is_letter(c) && (c | 0x20) <= 'f') {
            digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
        } else {
            return std::nullopt;
        }
        code = code * (hexadecimal ? 16 : 10) + digit;
    }
    return code > 0x10FFFF ? std::optional<std::uint32_t>(0) : static_cast<std::uint32_t>(code);
}

// The character, 0 for one that may not stand in a text, nothing when it is no reference.
std::optional<std::uint32_t> reference(std::string_view name) {
    if (name.starts_with('#')) {
        const auto code = numeric_reference(name.substr(1));
        if (code && !may_stand_in_text(*code)) return 0;
        return code;
    }
    for (const auto& [entity, code] : entities) {
        if (entity == name) return code;
    }
    return std::nullopt;
}

}  // namespace

std::string decode_entities(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('&'), text.size());
        decoded.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t end = text.substr(0, longest_entity).find(';');
        const auto code = end == text.npos ? std::nullopt : reference(text.substr(1, end - 1));
        if (!code) {
            decoded.push_back('&');
            text.remove_prefix(1);
            continue;
        }
        if (*code != 0) append_utf8(decoded, *code);
        text.remove_prefix(end + 1);
    }
    return decoded;
}

HtmlToken HtmlTokens::next() {
    for (;;) {
        if (rest_.empty()) return {};
        const bool tag = rest_.size() > 1 && rest_[0] == '<' &&
                         (is_letter(rest_[1]) || (rest_[1] == '/' && rest_.size() > 2));
        if (tag) return read_tag();
        const bool declaration =
            rest_.size() > 1 && rest_[0] == '<' && (rest_[1] == '!' || rest_[1] == '?');
        if (declaration) {
            skip_markup_declaration();
            continue;
        }
        // A lone '<' is text.
        const std::size_t end = std::min(rest_.find('<', 1), rest_.size());
        HtmlToken token;
        token.kind = HtmlToken::Kind::Text;
        token.text = decode_entities(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return token;
    }
}

void HtmlTokens::skip_markup_declaration() {
    const std::string_view closing = rest_.starts_with("<!--") ? "-->" : ">";
    const std::size_t end = rest_.find(closing, closing.size() == 3 ? 4 : 1);
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + closing.size());
}

HtmlToken HtmlTokens::read_tag() {
    HtmlToken token;
    token.kind = rest_[1] == '/' ? HtmlToken::Kind::EndTag : HtmlToken::Kind::StartTag;
    rest_.remove_prefix(token.kind == HtmlToken::Kind::EndTag ? 2 : 1);
    const auto name_end = std::find_if_not(rest_.begin(), rest_.end(), is_name_character);
    const auto length = static_cast<std::size_t>(name_end - rest_.begin());
    token.name = ascii_lower(rest_.substr(0, length));
    rest_.remove_prefix(length);
    token.attributes = read_attributes();
    return token;
}

std::vector<HtmlAttribute> HtmlTokens::read_attributes() {
    std::vector<HtmlAttribute> attributes;
    const auto skip_spaces = [this] {
        while (!rest_.empty() && (is_space(rest_[0]) || rest_[0] == '/')) rest_.remove_prefix(1);
    };
    for (skip_spaces(); !rest_.empty() && rest_[0] != '>'; skip_spaces()) {
        const std::size_t name_end = std::min(rest_.find_first_of(" \t\n\r\f/>=", 1), rest_.size());
        HtmlAttribute attribute{.name = rest_.substr(0, name_end), .value = {}};
        rest_.remove_prefix(name_end);
        while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
        if (rest_.starts_with('=')) {
            rest_.remove_prefix(1);
            while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
            const bool quoted = !rest_.empty() && (rest_[0] == '"' || rest_[0] == '\'');
            const std::size_t begin = quoted ? 1 : 0;
            const std::size_t end = std::min(
                quoted ? rest_.find(rest_[0], 1) : rest_.find_first_of(" \t\n\r\f>"), rest_.size());
            attribute.value = decode_entities(rest_.substr(begin, end - begin));
            rest_.remove_prefix(std::min(end + begin, rest_.size()));
        }
        attributes.push_back(std::move(attribute));
    }
    if (!rest_.empty()) rest_.remove_prefix(1);
    return attributes;
}

void HtmlTokens::skip_content_of(std::string_view name) {
    for (std::size_t at = rest_.find("</"); at != rest_.npos; at = rest_.find("</", at + 2)) {
        const std::string_view tag = rest_.substr(at + 2);
        const bool ends = ascii_lower(tag.substr(0, name.size())) == name &&
                          (tag.size() == name.size() || !is_name_character(tag[name.size()]));
        if (!ends) continue;
        const std::size_t close = rest_.find('>', at);
        rest_.remove_prefix(close == rest_.npos ? rest_.size() : close + 1);
        return;
    }
    rest_ = {};
}

}  // namespace dw::catalogue
