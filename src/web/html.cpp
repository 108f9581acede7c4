#include "web/html.h"

namespace dw::web {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view lower_case_start) {
    if (text.size() < lower_case_start.size()) return false;
    return std::equal(lower_case_start.begin(), lower_case_start.end(), text.begin(),
                      [](char expected, char c) { return expected == lower(c); });
}

// Browsers read "\" as "/" and drop control characters, so "/\host" and "java\nscript:" are
// refused.
bool may_stand_in_address(std::string_view address) {
    if (address.empty()) return false;
    const bool clean = std::none_of(address.begin(), address.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\';
    });
    if (!clean) return false;
    if (address[0] == '/') return address.size() == 1 || address[1] != '/';
    if (address[0] == '#' || address[0] == '?') return true;
    return begins_with(address, "https://") || begins_with(address, "http://") ||
           begins_with(address, "mailto:") || begins_with(address, "tel:");
}

}  // namespace

Url url(std::string_view address) {
    return Url{may_stand_in_address(address) ? std::string(address) : "#"};
}

// RFC 3986, 2.3: everything but the unreserved characters.
std::string percent_encode(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool unreserved =
            letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (unreserved) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

// Bytes that no HTML document may contain (U+0000 and the other control characters) are left out.
void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t') {
                    out += c;
                }
        }
    }
}

}  // namespace dw::web
