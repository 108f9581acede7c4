// Decimal numbers: golden values, and the laws they keep.
#include "standards/feel/number.h"

#include <gtest/gtest.h>

#include <random>

namespace dw::feel {
namespace {

std::string text(const std::optional<Number>& number) {
    return number ? number->to_string() : "null";
}
Number number(std::string_view from) {
    const auto parsed = Number::parse(from);
    EXPECT_TRUE(parsed.has_value()) << from;
    return parsed.value_or(Number());
}

TEST(Number, KeepsItsScale) {
    EXPECT_EQ(text(Number::parse("1.50")), "1.50");
    EXPECT_EQ(text(number("1.50").times(Number(2))), "3.00");
    EXPECT_EQ(text(number("1.10").plus(number("2.2"))), "3.30");
    EXPECT_EQ(number("3.00").to_short_string(), "3");
    EXPECT_EQ(number("100").to_short_string(), "100");
    EXPECT_EQ(number("1.0"), Number(1));
}

// Values as IEEE 754-2008 and DMN 1.5, 10.3.2.3.1 give them.
TEST(Number, RoundsHalfToEvenAfter34Digits) {
    EXPECT_EQ(text(Number(1).divided_by(Number(3))), "0.3333333333333333333333333333333333");
    EXPECT_EQ(text(Number(2).divided_by(Number(3))), "0.6666666666666666666666666666666667");
    EXPECT_EQ(text(number("1234567890123456789012345678901234").plus(number("0.5"))),
              "1234567890123456789012345678901234");
    EXPECT_EQ(text(number("1234567890123456789012345678901235").plus(number("0.5"))),
              "1234567890123456789012345678901236");
    EXPECT_EQ(text(number("0.1").plus(number("0.2"))), "0.3");
    EXPECT_EQ(text(Number(2).square_root()), "1.414213562373095048801688724209698");
    EXPECT_EQ(text(Number(1).exponential()), "2.718281828459045235360287471352662");
}

TEST(Number, HasNoInfinity) {
    EXPECT_EQ(text(Number(1).divided_by(Number(0))), "null");
    EXPECT_EQ(text(Number(0).divided_by(Number(0))), "null");
    EXPECT_EQ(text(number("9e6144").times(Number(10))), "null");
    EXPECT_EQ(text(Number(-1).square_root()), "null");
    EXPECT_EQ(text(Number(0).logarithm()), "null");
    EXPECT_EQ(text(Number::parse("1e7000")), "null");
}

TEST(Number, ReadsWhatIsANumberOnly) {
    for (const auto* good : {"0", "-1", "+1", ".5", "-.5", "1.25", "1e3", "1E-3", "007"})
        EXPECT_TRUE(Number::parse(good).has_value()) << good;
    for (const auto* bad : {"", "-", ".", "1.", "1..2", "e3", "1e", "1 2", "NaN", "Infinity",
                            "0x10", "1,5", "1e+", "--1"})
        EXPECT_FALSE(Number::parse(bad).has_value()) << bad;
    EXPECT_FALSE(Number::parse(std::string(2000, '1')).has_value());
}

TEST(Number, RoundsInEachDirection) {
    const auto rounded = [](std::string_view from, std::int64_t scale, Rounding rounding) {
        return text(number(from).rounded(scale, rounding));
    };
    EXPECT_EQ(rounded("2.5", 0, Rounding::HalfEven), "2");
    EXPECT_EQ(rounded("3.5", 0, Rounding::HalfEven), "4");
    EXPECT_EQ(rounded("5.5", 0, Rounding::HalfUp), "6");
    EXPECT_EQ(rounded("-5.5", 0, Rounding::HalfUp), "-6");
    EXPECT_EQ(rounded("5.5", 0, Rounding::HalfDown), "5");
    EXPECT_EQ(rounded("-5.5", 0, Rounding::HalfDown), "-5");
    EXPECT_EQ(rounded("5.51", 0, Rounding::HalfDown), "6");
    EXPECT_EQ(rounded("1.121", 2, Rounding::HalfUp), "1.12");
    EXPECT_EQ(rounded("1.126", 2, Rounding::HalfDown), "1.13");
    EXPECT_EQ(rounded("1.121", 2, Rounding::Up), "1.13");
    EXPECT_EQ(rounded("-1.126", 2, Rounding::Up), "-1.13");
    EXPECT_EQ(rounded("-1.126", 2, Rounding::Down), "-1.12");
    EXPECT_EQ(rounded("-1.56", 1, Rounding::Floor), "-1.6");
    EXPECT_EQ(rounded("-1.5", 0, Rounding::Ceiling), "-1");
    EXPECT_EQ(rounded("1234", -2, Rounding::HalfUp), "1200");
    EXPECT_EQ(rounded("1", 7000, Rounding::HalfUp), "null");
}

TEST(Number, PowersOfWholeNumbersAreExact) {
    EXPECT_EQ(text(Number(3).power(Number(40))), "12157665459056928801");
    EXPECT_EQ(text(Number(2).power(Number(-3))), "0.125");
    EXPECT_EQ(text(number("1.1").power(Number(2))), "1.21");
    EXPECT_EQ(*Number(4).power(number("0.5")), Number(2));
}

Number any_number(std::mt19937& random) {
    const auto digits = static_cast<std::int64_t>(random()) - 2'000'000'000;
    const auto scale = random() % 6;
    return *Number(digits).divided_by(*Number(10).power(Number(static_cast<std::int64_t>(scale))));
}

TEST(Number, KeepsTheLawsOfArithmetic) {
    std::mt19937 random(20261130);
    for (int i = 0; i < 20'000; ++i) {
        const auto a = any_number(random);
        const auto b = any_number(random);
        const auto c = any_number(random);
        ASSERT_EQ(*a.plus(b), *b.plus(a));
        ASSERT_EQ(*a.times(b), *b.times(a));
        ASSERT_EQ(*a.plus(b)->plus(c), *a.plus(*b.plus(c)));
        ASSERT_EQ(*a.times(*b.plus(c)), *a.times(b)->plus(*a.times(c)));
        ASSERT_EQ(*a.plus(b)->minus(b), a);
        ASSERT_EQ(a < b, *a.minus(b) < Number(0));
        ASSERT_EQ(a.negated().negated(), a);
        ASSERT_EQ(*Number::parse(a.to_string()), a);
    }
}

}  // namespace
}  // namespace dw::feel
