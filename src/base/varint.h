// Numbers in as few bytes as they need, seven bits in each, the lowest first (LEB128).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dw {

inline void put_varint(std::string& out, std::uint32_t number) {
    for (; number >= 0x80U; number >>= 7) out += static_cast<char>(0x80U | (number & 0x7fU));
    out += static_cast<char>(number);
}

// A number of at most five bytes; broken ones read as 0 and move to the end.
inline std::uint32_t take_varint(std::string_view& bytes) {
    std::uint32_t number = 0;
    for (unsigned shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
        if (byte < 0x80U) return number;
    }
    bytes = {};
    return 0;
}

}  // namespace dw
