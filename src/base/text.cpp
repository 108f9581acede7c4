#include "base/text.h"

#include <array>
#include <charconv>

namespace dw {

namespace {

struct Letter {
    char32_t code = 0;
    std::size_t bytes = 0;  // 0: not UTF-8 here
};

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
}

// RFC 3629: shortest form only, no surrogates, nothing above U+10FFFF.
Letter letter_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80U) return {first, 1};
    std::size_t bytes = 0;
    char32_t code = 0;
    char32_t smallest = 0;
    if ((first & 0xe0U) == 0xc0U) {
        bytes = 2, code = first & 0x1fU, smallest = 0x80;
    } else if ((first & 0xf0U) == 0xe0U) {
        bytes = 3, code = first & 0x0fU, smallest = 0x800;
    } else if ((first & 0xf8U) == 0xf0U) {
        bytes = 4, code = first & 0x07U, smallest = 0x10000;
    } else {
        return {};
    }
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!continues(text, at + i)) return {};
        code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
    }
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < smallest || surrogate || code > 0x10ffff) return {};
    return {code, bytes};
}

void append(std::string& out, char32_t code) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0U | (code >> 6));
        put(0x80U | (code & 0x3fU));
    } else if (code < 0x10000) {
        put(0xe0U | (code >> 12));
        put(0x80U | ((code >> 6) & 0x3fU));
        put(0x80U | (code & 0x3fU));
    } else {
        put(0xf0U | (code >> 18));
        put(0x80U | ((code >> 12) & 0x3fU));
        put(0x80U | ((code >> 6) & 0x3fU));
        put(0x80U | (code & 0x3fU));
    }
}

// Latin blocks only (Unicode Latin-1, Extended-A, Extended Additional): what names of people and
// places in Germany are written with (DIN 91379 letters outside of them stay as they are).
char32_t lower_letter(char32_t code) {
    if (code >= 'A' && code <= 'Z') return code + 32;
    if (code >= 0xc0 && code <= 0xde && code != 0xd7) return code + 32;
    if (code == 0x130) return 'i';
    if (code == 0x178) return 0xff;
    if (code == 0x1e9e) return 0xdf;
    const bool odd_first = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e);
    if (odd_first) return code % 2 == 1 ? code + 1 : code;
    const bool pairs = (code >= 0x100 && code <= 0x177) || (code >= 0x218 && code <= 0x21b) ||
                       (code >= 0x1e00 && code <= 0x1e95) || (code >= 0x1ea0 && code <= 0x1eff);
    return pairs && code % 2 == 0 ? code + 1 : code;
}

// Plain letters of U+00E0–U+00FF and U+0100–U+017F; empty: no letter of a name.
constexpr std::array<std::string_view, 32> plain_latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y"};
constexpr std::string_view plain_extended =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

void append_plain(std::string& out, char32_t code) {
    const bool letter_or_digit = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
    if (letter_or_digit) {
        out += static_cast<char>(code);
    } else if (code == 0xdf) {
        out += "ss";
    } else if (code >= 0xe0 && code <= 0xff) {
        out += plain_latin1[code - 0xe0];
    } else if (code == 0x153 || code == 0x133) {
        out += code == 0x153 ? "oe" : "ij";
    } else if (code >= 0x100 && code <= 0x17f) {
        out += plain_extended[code - 0x100];
    } else if (code == 0x219 || code == 0x21b) {
        out += code == 0x219 ? 's' : 't';
    } else if (code >= 0x180 && !(code >= 0x2000 && code <= 0x206f)) {
        append(out, code);
    }
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (letter.bytes == 0) return at;
        at += letter.bytes;
    }
    return std::nullopt;
}

bool has_control_characters(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20U && byte != '\t' && byte != '\n') || byte == 0x7fU) return true;
        const bool c1 = byte == 0xc2U && continues(text, at + 1) &&
                        static_cast<unsigned char>(text[at + 1]) < 0xa0U;
        if (c1) return true;
    }
    return false;
}

std::size_t code_points(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    return count;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string lower(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const Letter letter = letter_at(utf8, at);
        if (letter.bytes == 0) {
            out += utf8[at++];
        } else {
            append(out, lower_letter(letter.code));
            at += letter.bytes;
        }
    }
    return out;
}

std::string sort_key(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    bool gap = false;  // words stay apart: "Bad Aibling" before "Badbergen"
    for (std::size_t at = 0; at < utf8.size();) {
        const Letter letter = letter_at(utf8, at);
        if (letter.bytes == 0 || letter.code == ' ' || letter.code == '-' || letter.code == 0xa0) {
            gap = true;
            at += letter.bytes == 0 ? 1 : letter.bytes;
            continue;
        }
        std::string plain;
        append_plain(plain, lower_letter(letter.code));
        if (gap && !plain.empty() && !out.empty()) out += ' ';
        if (!plain.empty()) gap = false;
        out += plain;
        at += letter.bytes;
    }
    return out;
}

std::string_view cut(std::string_view utf8, std::size_t limit) {
    if (utf8.size() <= limit) return utf8;
    std::size_t end = limit;
    while (end > 0 && continues(utf8, end)) --end;
    return utf8.substr(0, end);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return value;
}

}  // namespace dw
