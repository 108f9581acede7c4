// Id<Tag>: a UUID version 7 (RFC 9562 section 5.7) that cannot be mixed up with another kind's.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"

namespace dw {

using IdBytes = std::array<std::uint8_t, 16>;

IdBytes new_id_bytes(Clock& clock, RandomSource& random);
std::string id_to_string(const IdBytes& bytes);                // 36 characters, lower case
std::optional<IdBytes> id_from_string(std::string_view text);  // exactly that form

template <class Tag>
class Id {
  public:
    Id() = default;  // the nil id: "none"
    explicit Id(const IdBytes& bytes) : bytes_(bytes) {}

    static Id make(Clock& clock, RandomSource& random) { return Id{new_id_bytes(clock, random)}; }
    static std::optional<Id> parse(std::string_view text) {
        const auto bytes = id_from_string(text);
        if (!bytes) return std::nullopt;
        return Id{*bytes};
    }
    static std::optional<Id> from_bytes(BytesView bytes) {
        if (bytes.size() != 16) return std::nullopt;
        Id id;
        std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
        return id;
    }

    const IdBytes& bytes() const { return bytes_; }
    Bytes to_bytes() const { return {bytes_.begin(), bytes_.end()}; }
    std::string to_string() const { return id_to_string(bytes_); }
    bool is_nil() const { return bytes_ == IdBytes{}; }
    auto operator<=>(const Id&) const = default;

  private:
    IdBytes bytes_{};
};

}  // namespace dw
