// KeySet: millions of evenly spread numbers in little more memory than they have themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dw::catalogue {

class KeySet {
  public:
    // False: it is in there already.
    bool add(std::uint64_t key);
    bool contains(std::uint64_t key) const;
    // Calls `each` for every key until it returns false; then that is the answer.
    template <class Each>
    bool all_of(const Each& each) const {
        if (has_zero_ && !each(std::uint64_t{0})) return false;
        for (const std::uint64_t key : slots_)
            if (key != 0 && !each(key)) return false;
        return true;
    }

  private:
    std::size_t place_of(std::uint64_t key) const;
    void grow();

    std::vector<std::uint64_t> slots_;  // open addressing; 0: the slot is free
    std::size_t used_ = 0;
    bool has_zero_ = false;
};

}  // namespace dw::catalogue
