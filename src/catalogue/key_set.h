// KeySet: millions of evenly spread numbers in little more memory than they have themselves.
#pragma once

#include <array>
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
        for (const Part& part : parts_)
            for (const std::uint64_t key : part.slots)
                if (key != 0 && !each(key)) return false;
        return true;
    }

  private:
    // They grow one after the other, so that there is never room for everything twice.
    struct Part {
        std::vector<std::uint64_t> slots;  // open addressing; 0: the slot is free
        std::size_t used = 0;

        std::uint64_t& slot_of(std::uint32_t share, std::uint64_t key);
        void grow();
    };
    static constexpr std::size_t part_count = 64;
    static std::uint32_t share_of(std::uint64_t key);

    std::array<Part, part_count> parts_;
    bool has_zero_ = false;
};

}  // namespace dw::catalogue
