#include "catalogue/key_set.h"

#include <algorithm>
#include <utility>

namespace dw::catalogue {

namespace {
constexpr std::size_t first_size = 1024;
}

// Where the key is, or where it would be.
std::size_t KeySet::place_of(std::uint64_t key) const {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    const auto share = static_cast<std::uint32_t>((key * odd) >> 32U);
    auto at = static_cast<std::size_t>((std::uint64_t{share} * slots_.size()) >> 32U);
    while (slots_[at] != 0 && slots_[at] != key) at = at + 1 < slots_.size() ? at + 1 : 0;
    return at;
}

bool KeySet::add(std::uint64_t key) {
    if (key == 0) return !std::exchange(has_zero_, true);
    if ((used_ + 1) * 5 > slots_.size() * 4) grow();
    std::uint64_t& slot = slots_[place_of(key)];
    if (slot == key) return false;
    slot = key;
    ++used_;
    return true;
}

bool KeySet::contains(std::uint64_t key) const {
    if (key == 0) return has_zero_;
    return !slots_.empty() && slots_[place_of(key)] == key;
}

void KeySet::grow() {
    const auto keys = std::exchange(
        slots_, std::vector<std::uint64_t>(std::max(first_size, slots_.size() * 3 / 2)));
    for (const std::uint64_t key : keys)
        if (key != 0) slots_[place_of(key)] = key;
}

}  // namespace dw::catalogue
