#include "cases/payment_reference.h"

#include <algorithm>
#include <array>

namespace dw::cases {

namespace {

constexpr std::size_t longest = 27;      // of a line on a transfer form
constexpr std::size_t random_least = 8;  // else they run out, or can be guessed

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

char random_digit(RandomSource& random) {
    for (;;) {
        std::array<std::uint8_t, 1> byte{};
        random.fill(byte);
        if (byte[0] < 250) return static_cast<char>('0' + byte[0] % 10);
    }
}

// ISO/IEC 7064, MOD 11,10; letters count for nothing.
char check_digit(std::string_view written) {
    int product = 10;
    for (const char c : written) {
        if (!is_digit(c)) continue;
        int sum = (product + (c - '0')) % 10;
        if (sum == 0) sum = 10;
        product = 2 * sum % 11;
    }
    return static_cast<char>('0' + (11 - product) % 10);
}

}  // namespace

bool is_reference_pattern(std::string_view pattern) {
    if (pattern.empty() || pattern.size() > longest || pattern.back() != '*') return false;
    const auto front = pattern.substr(0, pattern.size() - 1);
    const bool known = std::ranges::all_of(front, [](char c) {
        return is_digit(c) || is_capital(c) || c == '#' || c == '.' || c == '-' || c == '/';
    });
    return known && static_cast<std::size_t>(std::ranges::count(front, '#')) >= random_least;
}

std::string new_reference(std::string_view pattern, RandomSource& random) {
    std::string written;
    for (const char c : pattern) {
        if (c == '#')
            written += random_digit(random);
        else
            written += c == '*' ? check_digit(written) : c;
    }
    return written;
}

std::optional<std::string> read_reference(std::string_view typed) {
    std::string plain;
    for (char c : typed) {
        if (c == ' ' || c == '\t' || c == '.' || c == '-' || c == '/') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (!is_digit(c) && !is_capital(c)) return std::nullopt;
        plain += c;
        if (plain.size() > longest) return std::nullopt;
    }
    if (plain.size() <= random_least || !is_digit(plain.back())) return std::nullopt;
    const auto front = std::string_view(plain).substr(0, plain.size() - 1);
    if (check_digit(front) != plain.back()) return std::nullopt;
    return plain;
}

}  // namespace dw::cases
