// Money: an amount of euros in whole cents.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dw {

class Money {
  public:
    Money() = default;
    static Money from_cents(std::int64_t cents) { return Money{cents}; }
    // "150", "150.5" or "150.50" (XML decimal); nothing for more than two digits after the point.
    static std::optional<Money> parse(std::string_view text);

    std::int64_t cents() const { return cents_; }
    std::string to_string() const;  // "150.00"
    auto operator<=>(const Money&) const = default;

  private:
    explicit Money(std::int64_t cents) : cents_(cents) {}
    std::int64_t cents_ = 0;
};

}  // namespace dw
