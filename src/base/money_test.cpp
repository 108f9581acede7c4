#include "base/money.h"

#include <gtest/gtest.h>

#include <limits>

namespace dw {
namespace {

TEST(Money, ReadsDecimalsOfTheStandard) {
    EXPECT_EQ(Money::parse("150")->cents(), 15000);
    EXPECT_EQ(Money::parse("150.5")->cents(), 15050);
    EXPECT_EQ(Money::parse("150.05")->cents(), 15005);
    EXPECT_EQ(Money::parse("-0.01")->cents(), -1);
}

TEST(Money, RefusesWhatIsNoAmount) {
    for (const auto* text : {"", "-", ".5", "1.", "1.234", "1,50", "1e3", "12345678901234567"}) {
        EXPECT_FALSE(Money::parse(text)) << text;
    }
}

TEST(Money, IsWrittenWithTwoDigits) {
    EXPECT_EQ(Money::from_cents(0).to_string(), "0.00");
    EXPECT_EQ(Money::from_cents(5).to_string(), "0.05");
    EXPECT_EQ(Money::from_cents(-123456).to_string(), "-1234.56");
    EXPECT_EQ(Money::from_cents(std::numeric_limits<std::int64_t>::min()).to_string(),
              "-92233720368547758.08");
}

}  // namespace
}  // namespace dw
