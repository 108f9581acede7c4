#include "forms/resume_code.h"

#include <array>

namespace dw::forms {

namespace {

constexpr std::string_view alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
constexpr std::size_t length = 15;

// Both hashes are of random values with 72 and 128 bits, so they need no salt and no slow function.
Digest hash_of(std::string_view kind, std::string_view secret) {
    return sha256(as_bytes("dienstweg draft " + std::string(kind) + " " + std::string(secret)));
}

std::string grouped(std::string_view characters) {
    std::string code;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i > 0 && i % 5 == 0) code += '-';
        code += characters[i];
    }
    return code;
}

}  // namespace

std::string new_resume_code(RandomSource& random) {
    std::string characters;
    while (characters.size() < length) {
        std::array<std::uint8_t, 32> bytes{};
        random.fill(bytes);
        for (const std::uint8_t byte : bytes) {
            // Whole multiples of the alphabet only, so that all characters are equally likely.
            if (byte >= 256 / alphabet.size() * alphabet.size()) continue;
            if (characters.size() < length) characters += alphabet[byte % alphabet.size()];
        }
    }
    return grouped(characters);
}

std::string tidied_resume_code(std::string_view typed) {
    if (typed.size() > 64) return {};
    std::string characters;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (alphabet.find(c) == alphabet.npos) return {};
        characters += c;
    }
    return characters.size() == length ? grouped(characters) : std::string();
}

Digest hash_of_code(std::string_view tidied) {
    return hash_of("code", tidied);
}
Digest hash_of_token(std::string_view token) {
    return hash_of("token", token);
}

}  // namespace dw::forms
