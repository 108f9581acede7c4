#include "standards/feel/cursor.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dw::feel {

bool is_name_start(char32_t c) {
    if (c < 0x80) return c == '?' || c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    constexpr std::array<std::pair<char32_t, char32_t>, 12> ranges{{{0xC0, 0xD6},
                                                                    {0xD8, 0xF6},
                                                                    {0xF8, 0x2FF},
                                                                    {0x370, 0x37D},
                                                                    {0x37F, 0x1FFF},
                                                                    {0x200C, 0x200D},
                                                                    {0x2070, 0x218F},
                                                                    {0x2C00, 0x2FEF},
                                                                    {0x3001, 0xD7FF},
                                                                    {0xF900, 0xFDCF},
                                                                    {0xFDF0, 0xFFFD},
                                                                    {0x10000, 0xEFFFF}}};
    return !is_blank(c) && std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
        return c >= range.first && c <= range.second;
    });
}
bool is_name_part(char32_t c) {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
           c == 0x203F || c == 0x2040;
}
bool is_name_sign(char32_t c) {
    return c == '.' || c == '/' || c == '-' || c == '\'' || c == 0x2019 || c == '+' || c == '*';
}
bool is_blank(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           c == 0x180E || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}
bool is_reserved_word(std::string_view word) {
    constexpr std::array words{"and",  "between", "else", "every", "false",    "for",
                               "if",   "in",      "null", "or",    "return",   "satisfies",
                               "some", "then",    "true", "of",    "instance", "function"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

namespace {

struct Point {
    char32_t point;
    std::size_t size;
};

// Texts were checked to be UTF-8 before.
Point point_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {0, 0};
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size == 1 || at + size > text.size()) return {lead, 1};
    char32_t point = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i)
        point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    return {point, size};
}

}  // namespace

std::string normal_name(std::string_view name) {
    std::string result;
    bool blank = false;
    bool after_sign = false;
    for (std::size_t at = 0; at < name.size();) {
        const auto [point, size] = point_at(name, at);
        if (is_blank(point)) {
            blank = !result.empty();
        } else {
            const bool sign = is_name_sign(point);
            if (blank && !sign && !after_sign) result += ' ';
            blank = false;
            after_sign = sign;
            result += name.substr(at, size);
        }
        at += size;
    }
    return result;
}

Cursor::Decoded Cursor::decode(std::size_t at) const {
    const auto [point, size] = point_at(text_, at);
    return {point, size};
}

Position Cursor::position_of(std::size_t at) {
    if (at < known_at_) {
        known_at_ = 0;
        known_ = {1, 1};
    }
    while (known_at_ < at && known_at_ < text_.size()) {
        if (text_[known_at_] == '\n') {
            ++known_.line;
            known_.column = 1;
        } else {
            ++known_.column;
        }
        known_at_ += decode(known_at_).size;
    }
    return known_;
}

std::size_t Cursor::skip_from(std::size_t at) const {
    while (at < text_.size()) {
        const auto [point, size] = decode(at);
        if (is_blank(point)) {
            at += size;
            continue;
        }
        const auto two = text_.substr(at, 2);
        if (two == "//") {
            const auto end = text_.find('\n', at);
            at = end == std::string_view::npos ? text_.size() : end + 1;
        } else if (two == "/*") {
            const auto end = text_.find("*/", at + 2);
            if (end == std::string_view::npos) return at;
            at = end + 2;
        } else {
            break;
        }
    }
    return at;
}
void Cursor::skip() {
    at_ = skip_from(at_);
}

bool Cursor::take(std::string_view sign) {
    const auto at = skip_from(at_);
    if (text_.substr(at, sign.size()) != sign) return false;
    at_ = at + sign.size();
    return true;
}
bool Cursor::is_word_here(std::string_view word) const {
    return text_.substr(at_, word.size()) == word && !is_name_part(decode(at_ + word.size()).point);
}
bool Cursor::take_word(std::string_view word) {
    const auto before = at_;
    skip();
    if (is_word_here(word)) {
        at_ += word.size();
        return true;
    }
    at_ = before;
    return false;
}

std::size_t Cursor::word_end() const {
    auto at = at_;
    if (!is_name_start(decode(at).point)) return at;
    while (at < text_.size() && is_name_part(decode(at).point)) at += decode(at).size;
    return at;
}

std::optional<std::size_t> Cursor::match_name(std::string_view name) const {
    auto at = at_;
    char32_t last = 0;
    for (std::size_t i = 0; i < name.size();) {
        const auto [wanted, size] = point_at(name, i);
        const auto before = at;
        // Between two words there is a blank; a sign may have some around it.
        if (wanted == ' ') {
            at = skip_from(at);
            if (at == before) return std::nullopt;
        } else {
            if (i > 0 && (is_name_sign(wanted) || is_name_sign(last))) at = skip_from(at);
            const auto [point, point_size] = decode(at);
            if (point != wanted || point_size == 0) return std::nullopt;
            at += point_size;
        }
        last = wanted;
        i += size;
    }
    if (name.empty() || (is_name_part(last) && is_name_part(decode(at).point))) return std::nullopt;
    return at;
}

std::string Cursor::here() const {
    const auto at = skip_from(at_);
    if (at >= text_.size()) return {};
    Cursor word(text_);
    word.go_to(at);
    const auto end = word.word_end();
    if (end > at) return std::string(cut(text_.substr(at, end - at), 40));
    return std::string(text_.substr(at, decode(at).size));
}

}  // namespace dw::feel
