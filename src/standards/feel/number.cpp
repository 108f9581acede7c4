// The Intel library does the arithmetic (variant 000: values by copy, rounding and flags as
// arguments). Its header defines many macros, so it is included here only.
#include "standards/feel/number.h"

extern "C" {
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>
}

#include <algorithm>
#include <array>
#include <cstring>

namespace dw::feel {

// Borrowed from and given back to the library.
struct Bits {
    static BID_UINT128 of(const Number& number) {
        BID_UINT128 bits;
        bits.w[0] = number.low_;
        bits.w[1] = number.high_;
        return bits;
    }
    static Number number(BID_UINT128 bits) {
        Number result;
        result.low_ = bits.w[0];
        result.high_ = bits.w[1];
        return result;
    }
};

namespace {

constexpr unsigned half_even = BID_ROUNDING_TO_NEAREST;

std::optional<Number> finite(BID_UINT128 bits) {
    if (!bid128_isFinite(bits)) return std::nullopt;
    return Bits::number(bits);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// [sign] digits [. digits] | . digits, then [e [sign] digits]
bool is_number_text(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const auto begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at - begin;
    };
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    auto seen = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        const auto fraction = digits();
        if (fraction == 0) return false;
        seen += fraction;
    }
    if (seen == 0) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        if (digits() == 0) return false;
    }
    return at == text.size();
}

}  // namespace

Number::Number(std::int64_t whole) {
    *this = Bits::number(bid128_from_int64(whole));
}

std::optional<Number> Number::parse(std::string_view text) {
    if (text.empty() || text.size() > 1000 || !is_number_text(text)) return std::nullopt;
    std::string copy(text);
    unsigned flags = 0;
    return finite(bid128_from_string(copy.data(), half_even, &flags));
}

std::optional<std::int64_t> Number::small() const {
    constexpr std::uint64_t whole_exponent = 0x3040000000000000;
    constexpr std::uint64_t sign = 0x8000000000000000;
    if ((high_ & ~sign) != whole_exponent || low_ > (1ULL << 53)) return std::nullopt;
    const auto magnitude = static_cast<std::int64_t>(low_);
    return (high_ & sign) != 0 ? -magnitude : magnitude;
}

std::optional<Number> Number::plus(const Number& other) const {
    unsigned flags = 0;
    return finite(bid128_add(Bits::of(*this), Bits::of(other), half_even, &flags));
}
std::optional<Number> Number::minus(const Number& other) const {
    unsigned flags = 0;
    return finite(bid128_sub(Bits::of(*this), Bits::of(other), half_even, &flags));
}
std::optional<Number> Number::times(const Number& other) const {
    unsigned flags = 0;
    return finite(bid128_mul(Bits::of(*this), Bits::of(other), half_even, &flags));
}
std::optional<Number> Number::divided_by(const Number& other) const {
    unsigned flags = 0;
    return finite(bid128_div(Bits::of(*this), Bits::of(other), half_even, &flags));
}

// A whole exponent is multiplied out, so that what is exact stays exact.
std::optional<Number> Number::power(const Number& exponent) const {
    const auto whole_exponent = exponent.whole();
    if (whole_exponent && *whole_exponent > -10'000 && *whole_exponent < 10'000) {
        auto left = *whole_exponent < 0 ? -*whole_exponent : *whole_exponent;
        Number result(1);
        auto square = std::optional<Number>(*this);
        while (left > 0) {
            if (!square) return std::nullopt;
            if (left % 2 == 1) {
                const auto next = result.times(*square);
                if (!next) return std::nullopt;
                result = *next;
            }
            left /= 2;
            if (left > 0) square = square->times(*square);
        }
        return *whole_exponent < 0 ? Number(1).divided_by(result) : std::optional(result);
    }
    unsigned flags = 0;
    return finite(bid128_pow(Bits::of(*this), Bits::of(exponent), half_even, &flags));
}

Number Number::negated() const {
    return is_zero() ? *this : Bits::number(bid128_negate(Bits::of(*this)));
}
Number Number::absolute() const {
    return Bits::number(bid128_abs(Bits::of(*this)));
}

std::optional<Number> Number::square_root() const {
    if (is_negative()) return std::nullopt;
    unsigned flags = 0;
    return finite(bid128_sqrt(Bits::of(*this), half_even, &flags));
}
std::optional<Number> Number::exponential() const {
    unsigned flags = 0;
    return finite(bid128_exp(Bits::of(*this), half_even, &flags));
}
std::optional<Number> Number::logarithm() const {
    if (is_zero() || is_negative()) return std::nullopt;
    unsigned flags = 0;
    return finite(bid128_log(Bits::of(*this), half_even, &flags));
}

namespace {

// The directions the library knows; the other three are made of them.
unsigned direction(Rounding rounding) {
    switch (rounding) {
        case Rounding::HalfEven:
            return BID_ROUNDING_TO_NEAREST;
        case Rounding::HalfUp:
            return BID_ROUNDING_TIES_AWAY;
        case Rounding::Down:
            return BID_ROUNDING_TO_ZERO;
        case Rounding::Floor:
            return BID_ROUNDING_DOWN;
        case Rounding::Ceiling:
            return BID_ROUNDING_UP;
        case Rounding::Up:
        case Rounding::HalfDown:
            break;
    }
    return BID_ROUNDING_TO_ZERO;
}

BID_UINT128 unit(std::int64_t scale) {
    unsigned flags = 0;
    return bid128_scalbn(bid128_from_int64(1), static_cast<int>(-scale), half_even, &flags);
}

}  // namespace

std::optional<Number> Number::rounded(std::int64_t scale, Rounding rounding) const {
    // Beyond these a number has no digits (DMN 1.5, table 75: scale in [-6111..6176]).
    if (scale < -6111 || scale > 6176) return std::nullopt;
    unsigned flags = 0;
    const auto step = unit(scale);
    auto bits = bid128_quantize(Bits::of(*this), step, direction(rounding), &flags);
    if (bid128_isNaN(bits)) {
        // More than 34 digits would be needed: then none is behind the scale either.
        return scale < 0 ? std::nullopt : std::optional(*this);
    }
    const auto cut = Bits::number(bits);
    const auto rest = minus(cut);
    if (!rest || rest->is_zero()) return cut;
    const auto away = is_negative() ? bid128_negate(step) : step;
    const auto farther = [&] { return finite(bid128_add(bits, away, half_even, &flags)); };
    if (rounding == Rounding::Up) return farther();
    if (rounding == Rounding::HalfDown) {
        const auto twice = rest->absolute().plus(rest->absolute());
        if (twice && *twice > Bits::number(step)) return farther();
    }
    return cut;
}

std::optional<std::int64_t> Number::truncated() const {
    if (const auto value = small()) return value;
    unsigned flags = 0;
    const auto value = bid128_to_int64_int(Bits::of(*this), &flags);
    if ((flags & BID_INVALID_EXCEPTION) != 0) return std::nullopt;
    return value;
}

bool Number::is_whole() const {
    if (small()) return true;
    unsigned flags = 0;
    const auto bits = Bits::of(*this);
    return bid128_quiet_equal(bid128_round_integral_zero(bits, &flags), bits, &flags) != 0;
}

std::optional<std::int64_t> Number::whole() const {
    return is_whole() ? truncated() : std::nullopt;
}
bool Number::is_zero() const {
    return bid128_isZero(Bits::of(*this)) != 0;
}
bool Number::is_negative() const {
    return !is_zero() && bid128_isSigned(Bits::of(*this)) != 0;
}

std::strong_ordering Number::operator<=>(const Number& other) const {
    const auto left = small();
    const auto right = other.small();
    if (left && right) return *left <=> *right;
    unsigned flags = 0;
    if (bid128_quiet_less(Bits::of(*this), Bits::of(other), &flags))
        return std::strong_ordering::less;
    return bid128_quiet_equal(Bits::of(*this), Bits::of(other), &flags)
               ? std::strong_ordering::equal
               : std::strong_ordering::greater;
}
bool Number::operator==(const Number& other) const {
    if (low_ == other.low_ && high_ == other.high_) return true;
    return (*this <=> other) == std::strong_ordering::equal;
}

// The library writes "+1250E-2"; the point is put where the exponent says.
std::string Number::to_string() const {
    std::array<char, 64> buffer{};
    unsigned flags = 0;
    bid128_to_string(buffer.data(), Bits::of(*this), &flags);
    std::string_view text(buffer.data());
    const bool negative = text.starts_with('-');
    text.remove_prefix(1);
    const auto mark = text.find('E');
    std::string digits(text.substr(0, mark));
    int exponent = 0;
    if (mark != std::string_view::npos)
        exponent = std::atoi(std::string(text.substr(mark + 1)).c_str());
    const bool zero = digits.find_first_not_of('0') == std::string::npos;
    if (exponent > 0) {
        if (!zero) digits.append(static_cast<std::size_t>(exponent), '0');
    } else if (exponent < 0) {
        const auto places = static_cast<std::size_t>(-exponent);
        if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
        digits.insert(digits.size() - places, ".");
    }
    return negative && !zero ? "-" + digits : digits;
}

std::string Number::to_short_string() const {
    auto text = to_string();
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

double Number::to_double() const {
    unsigned flags = 0;
    return bid128_to_binary64(Bits::of(*this), half_even, &flags);
}

}  // namespace dw::feel
