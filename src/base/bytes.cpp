#include "base/bytes.h"

namespace dw {

namespace {

constexpr std::string_view base64url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string encode(BytesView bytes, std::string_view alphabet, unsigned bits_per_letter) {
    std::string out;
    out.reserve(bytes.size() * 8 / bits_per_letter + 1);
    const unsigned mask = (1U << bits_per_letter) - 1;
    unsigned pending = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        pending = ((pending << 8) | byte) & 0xffffU;
        bits += 8;
        while (bits >= bits_per_letter) {
            bits -= bits_per_letter;
            out += alphabet[(pending >> bits) & mask];
        }
    }
    if (bits > 0) out += alphabet[(pending << (bits_per_letter - bits)) & mask];
    return out;
}

// Only the one spelling that encode() writes is accepted: two texts never mean the same bytes.
std::optional<Bytes> decode(std::string_view text, std::string_view alphabet,
                            unsigned bits_per_letter) {
    Bytes out;
    out.reserve(text.size() * bits_per_letter / 8);
    unsigned pending = 0;
    unsigned bits = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == alphabet.npos) return std::nullopt;
        pending = ((pending << bits_per_letter) | static_cast<unsigned>(value)) & 0xffffU;
        bits += bits_per_letter;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>((pending >> bits) & 0xffU));
        }
    }
    const bool spare_bits_set = (pending & ((1U << bits) - 1)) != 0;
    if (bits >= bits_per_letter || spare_bits_set) return std::nullopt;
    return out;
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

}  // namespace

std::string to_hex(BytesView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string to_base64url(BytesView bytes) {
    return encode(bytes, base64url_alphabet, 6);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode(text, base64url_alphabet, 6);
}

std::string to_base32(BytesView bytes) {
    return encode(bytes, base32_alphabet, 5);
}

std::optional<Bytes> from_base32(std::string_view text) {
    return decode(text, base32_alphabet, 5);
}

}  // namespace dw
