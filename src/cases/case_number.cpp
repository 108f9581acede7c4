#include "cases/case_number.h"

#include <array>
#include <vector>

namespace dw::cases {

namespace {

// No 0/O, 1/I/L, U/V mix-ups: 30 characters, because 31 is a prime (ISO/IEC 7064).
constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t base = alphabet.size();
static_assert(base == 30);

struct Shape {
    std::size_t characters;  // with the check character
    std::size_t group;
};
constexpr Shape number_shape{9, 3};
constexpr Shape code_shape{14, 5};

// Below `bound`, each value equally likely.
std::size_t draw(RandomSource& random, std::size_t bound) {
    const std::size_t fair = 256 - 256 % bound;
    for (;;) {
        std::array<std::uint8_t, 1> byte{};
        random.fill(byte);
        if (byte[0] < fair) return byte[0] % bound;
    }
}

char check_character(std::string_view characters) {
    std::size_t product = base;
    for (const char c : characters) {
        std::size_t sum = (product + alphabet.find(c)) % base;
        if (sum == 0) sum = base;
        product = 2 * sum % (base + 1);
    }
    return alphabet[(base + 1 - product) % base];
}

std::string grouped(std::string_view characters, std::size_t group) {
    std::string written;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i > 0 && i % group == 0) written += '-';
        written += characters[i];
    }
    return written;
}

std::string draw_written(RandomSource& random, const Shape& shape) {
    std::string characters;
    while (characters.size() + 1 < shape.characters) characters += alphabet[draw(random, base)];
    characters += check_character(characters);
    return grouped(characters, shape.group);
}

std::optional<std::string> read_written(std::string_view typed, const Shape& shape) {
    std::string characters;
    for (char c : typed) {
        if (c == '-' || c == ' ' || c == '\t' || c == '.') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (alphabet.find(c) == std::string_view::npos) return std::nullopt;
        characters += c;
        if (characters.size() > shape.characters) return std::nullopt;
    }
    if (characters.size() != shape.characters) return std::nullopt;
    const auto head = std::string_view(characters).substr(0, shape.characters - 1);
    if (check_character(head) != characters.back()) return std::nullopt;
    return grouped(characters, shape.group);
}

}  // namespace

std::string new_case_number(RandomSource& random) {
    return draw_written(random, number_shape);
}
std::string new_access_code(RandomSource& random) {
    return draw_written(random, code_shape);
}
std::string new_one_time_code(RandomSource& random) {
    std::string digits;
    while (digits.size() < 6) digits += static_cast<char>('0' + draw(random, 10));
    return digits;
}

std::optional<std::string> read_case_number(std::string_view typed) {
    return read_written(typed, number_shape);
}
std::optional<std::string> read_access_code(std::string_view typed) {
    return read_written(typed, code_shape);
}

Digest hash_of_access_code(std::string_view number, std::string_view code) {
    return sha256(
        as_bytes("dienstweg access code\n" + std::string(number) + "\n" + std::string(code)));
}

}  // namespace dw::cases
