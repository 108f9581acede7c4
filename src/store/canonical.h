// The one way fields are joined before they are hashed or authenticated: each field as its length
// in four bytes, big endian, and its bytes; an integer is a field of eight bytes, big endian; the
// first field names what the whole is, so that bytes of one purpose are never valid for another.
// frozen: stored (docs/formats.md)
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/id.h"

namespace dw::store {

class Canonical {
  public:
    explicit Canonical(std::string_view domain) { add(as_bytes(domain)); }

    Canonical& add(BytesView field) {
        const auto size = static_cast<std::uint32_t>(field.size());
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes_.push_back(static_cast<std::uint8_t>(size >> shift));
        bytes_.insert(bytes_.end(), field.begin(), field.end());
        return *this;
    }
    Canonical& add(std::string_view text) { return add(as_bytes(text)); }
    Canonical& add(std::int64_t number) {
        std::array<std::uint8_t, 8> field{};
        for (std::size_t i = 0; i < 8; ++i)
            field[i] =
                static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (56 - 8 * i));
        return add(BytesView(field));
    }
    template <class Tag>
    Canonical& add(const Id<Tag>& id) {
        return add(BytesView(id.bytes()));
    }
    const Bytes& bytes() const { return bytes_; }

  private:
    Bytes bytes_;
};

}  // namespace dw::store
