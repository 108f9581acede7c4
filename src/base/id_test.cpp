#include "base/id.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

struct ThingTag {};
using ThingId = Id<ThingTag>;

TEST(Id, CarriesVersionVariantAndTime) {
    FakeClock clock(*parse_instant("2026-01-01T00:00:00Z"));
    SeededRandom random(7);
    const std::string text = ThingId::make(clock, random).to_string();
    ASSERT_EQ(text.size(), 36U);
    EXPECT_EQ(text.substr(0, 13), "019b76da-a800");
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
}

TEST(Id, LaterIdsSortLater) {
    FakeClock clock(*parse_instant("2026-01-01T00:00:00Z"));
    SeededRandom random(7);
    const ThingId first = ThingId::make(clock, random);
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_LT(first, ThingId::make(clock, random));
}

TEST(Id, ReadsOnlyItsOwnForm) {
    FakeClock clock(*parse_instant("2026-01-01T00:00:00Z"));
    SeededRandom random(7);
    const ThingId id = ThingId::make(clock, random);
    EXPECT_EQ(ThingId::parse(id.to_string()), id);
    EXPECT_EQ(ThingId::from_bytes(id.to_bytes()), id);
    EXPECT_FALSE(ThingId::parse("019B76DA-A800-7000-8000-000000000000"));
    EXPECT_FALSE(ThingId::parse("019b76daa80070008000000000000000"));
    EXPECT_FALSE(ThingId::parse("019b76da-a800-7000-8000-00000000000g"));
    EXPECT_FALSE(ThingId::parse("019b76da-a80-07000-8000-000000000000"));
    EXPECT_TRUE(ThingId{}.is_nil());
}

}  // namespace
}  // namespace dw
