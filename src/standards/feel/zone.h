// Zone: what a time says about where it holds: nothing, an offset from UTC, or an IANA zone.
//
// The zones and their rules come from the system's tzdata.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace dw::feel {

class Zone {
  public:
    static constexpr std::int32_t greatest_offset = 18 * 3600;  // seconds

    constexpr Zone() = default;                               // says nothing
    static std::optional<Zone> offset(std::int64_t seconds);  // nothing beyond 18 hours
    static std::optional<Zone> named(std::string_view name);
    // "", "Z", "+01:00", "-02:30:15" or "@Europe/Berlin"; nothing for anything else.
    static std::optional<Zone> parse(std::string_view suffix);

    bool is_absent() const { return code_ == absent; }
    bool is_named() const { return code_ >= first_name; }

    // Seconds east of UTC at a local time, given in seconds since 1970-01-01T00:00:00; in the hour
    // a clock skips or repeats, the earlier offset. Must not be absent.
    std::int32_t offset_at_local(std::int64_t local) const;
    std::int32_t offset_at_instant(std::int64_t instant) const;
    std::string_view name() const;  // "" unless named
    std::string suffix() const;     // as parse() reads it

    bool operator==(const Zone&) const = default;

  private:
    static constexpr std::int32_t absent = std::numeric_limits<std::int32_t>::min();
    static constexpr std::int32_t first_name = 1'000'000;
    std::int32_t code_ = absent;  // seconds, or first_name + place in the list of zones
};

}  // namespace dw::feel
