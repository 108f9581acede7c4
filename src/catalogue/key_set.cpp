#include "catalogue/key_set.h"

#include <algorithm>
#include <utility>

namespace dw::catalogue {

namespace {
constexpr std::size_t first_size = 16;
constexpr unsigned part_bits = 6;
}  // namespace

// Says where a key belongs: the first bits which part, the others how far behind its beginning.
std::uint32_t KeySet::share_of(std::uint64_t key) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    return static_cast<std::uint32_t>((key * odd) >> 32U);
}

// Where the key is, or where it would be.
std::uint64_t& KeySet::Part::slot_of(std::uint32_t share, std::uint64_t key) {
    const std::uint32_t within = share << part_bits;
    auto at = static_cast<std::size_t>((std::uint64_t{within} * slots.size()) >> 32U);
    while (slots[at] != 0 && slots[at] != key) at = at + 1 < slots.size() ? at + 1 : 0;
    return slots[at];
}

bool KeySet::add(std::uint64_t key) {
    if (key == 0) return !std::exchange(has_zero_, true);
    const std::uint32_t share = share_of(key);
    Part& part = parts_[share >> (32 - part_bits)];
    if ((part.used + 1) * 5 > part.slots.size() * 4) part.grow();
    std::uint64_t& slot = part.slot_of(share, key);
    if (slot == key) return false;
    slot = key;
    ++part.used;
    return true;
}

bool KeySet::contains(std::uint64_t key) const {
    if (key == 0) return has_zero_;
    const std::uint32_t share = share_of(key);
    const Part& part = parts_[share >> (32 - part_bits)];
    return !part.slots.empty() && const_cast<Part&>(part).slot_of(share, key) == key;
}

void KeySet::Part::grow() {
    const auto keys = std::exchange(
        slots, std::vector<std::uint64_t>(std::max(first_size, slots.size() * 5 / 4)));
    for (const std::uint64_t key : keys)
        if (key != 0) slot_of(share_of(key), key) = key;
}

}  // namespace dw::catalogue
