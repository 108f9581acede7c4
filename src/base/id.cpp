#include "base/id.h"

namespace dw {

IdBytes new_id_bytes(Clock& clock, RandomSource& random) {
    IdBytes bytes{};
    random.fill(bytes);
    const auto milliseconds =
        static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_microseconds(clock.now()) / 1000));
    for (std::size_t i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>((milliseconds >> (40 - 8 * i)) & 0xffU);
    }
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x70U);  // version 7
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);  // variant of RFC 9562
    return bytes;
}

std::string id_to_string(const IdBytes& bytes) {
    std::string text = to_hex(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
    return text;
}

std::optional<IdBytes> id_from_string(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash_place = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        if (dash_place != (c == '-') || (c >= 'A' && c <= 'F')) return std::nullopt;
        if (!dash_place) digits += c;
    }
    const auto decoded = from_hex(digits);
    if (!decoded) return std::nullopt;
    IdBytes bytes{};
    std::copy(decoded->begin(), decoded->end(), bytes.begin());
    return bytes;
}

}  // namespace dw
