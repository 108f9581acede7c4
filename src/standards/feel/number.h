// Number: what FEEL calls a number: IEEE 754-2008 decimal128, 34 digits, rounded half to even
// (DMN 1.5, 10.3.2.3.1). Neither infinity nor "not a number" exists: an operation that would give
// one gives nothing.
//
// A number keeps its scale ("1.50" has two digits after the point); numbers that differ in scale
// only are equal.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dw::feel {

// What happens to the digits that do not fit.
enum class Rounding {
    HalfEven,
    HalfUp,    // away from zero where it is a tie
    HalfDown,  // towards zero where it is a tie
    Up,        // away from zero
    Down,      // towards zero
    Floor,
    Ceiling,
};

class Number {
  public:
    constexpr Number() = default;  // 0
    Number(std::int64_t whole);

    // Digits with at most one point and an exponent, e.g. "-12.50", ".5", "1e3"; nothing for
    // anything else, and for what is too large to be held.
    static std::optional<Number> parse(std::string_view text);

    std::optional<Number> plus(const Number& other) const;
    std::optional<Number> minus(const Number& other) const;
    std::optional<Number> times(const Number& other) const;
    std::optional<Number> divided_by(const Number& other) const;  // nothing by zero
    std::optional<Number> power(const Number& exponent) const;
    Number negated() const;
    Number absolute() const;

    std::optional<Number> square_root() const;
    std::optional<Number> exponential() const;
    std::optional<Number> logarithm() const;  // natural

    // To `scale` digits after the point; a negative scale rounds before it.
    std::optional<Number> rounded(std::int64_t scale, Rounding rounding) const;
    // The number without digits after the point, where it fits into 64 bits.
    std::optional<std::int64_t> truncated() const;
    // The same, only where there are none.
    std::optional<std::int64_t> whole() const;
    bool is_whole() const;
    bool is_zero() const;
    bool is_negative() const;

    std::strong_ordering operator<=>(const Number& other) const;
    bool operator==(const Number& other) const;

    // Without an exponent, with as many digits after the point as its scale has.
    std::string to_string() const;
    // The same without zeros at the end of the fraction.
    std::string to_short_string() const;
    double to_double() const;

  private:
    // A whole number that fits is compared and added without the library: most numbers of rules
    // are such.
    std::optional<std::int64_t> small() const;

    // The bits of decimal128 in binary integer decimal encoding, low half first. Zero with
    // exponent zero is 0x3040000000000000.
    std::uint64_t low_ = 0;
    std::uint64_t high_ = 0x3040000000000000;
    friend struct Bits;
};

}  // namespace dw::feel
