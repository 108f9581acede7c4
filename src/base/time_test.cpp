#include "base/time.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(Time, DatesAreReadAndWritten) {
    EXPECT_EQ(to_string(*parse_date("2026-02-28")), "2026-02-28");
    EXPECT_EQ(to_string(*parse_date("2024-02-29")), "2024-02-29");
    EXPECT_EQ(to_string(*parse_date("0001-01-01")), "0001-01-01");
    EXPECT_EQ(to_string(*parse_date("9999-12-31")), "9999-12-31");
}

TEST(Time, DaysThatDoNotExistAreRefused) {
    for (const auto* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
                             "2026-1-1", "2026-01-01 ", "10000-01-01", "", "2026/01/01"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(Time, OffsetsAndFractionsAreBroughtToUtc) {
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T08:00:00Z")), "2026-02-28T08:00:00Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T08:00:00+01:00")), "2026-02-28T07:00:00Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T23:30:00-02:00")), "2026-03-01T01:30:00Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T08:00:00.5")), "2026-02-28T08:00:00.500000Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T08:00:00.1234569Z")),
              "2026-02-28T08:00:00.123456Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-28T24:00:00Z")), "2026-03-01T00:00:00Z");
}

TEST(Time, NonsenseInstantsAreRefused) {
    for (const auto* text :
         {"2026-02-28", "2026-02-28T25:00:00Z", "2026-02-28T24:00:01Z", "2026-02-28T08:60:00Z",
          "2026-02-28T08:00Z", "2026-02-28T08:00:00.Z", "2026-02-28T08:00:00+15:00",
          "2026-02-28T08:00:00Zx", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Time, MicrosecondsComeBackUnchangedBeforeTheEpochToo) {
    const Instant early = *parse_instant("1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(to_microseconds(early), -1);
    EXPECT_EQ(from_microseconds(-1), early);
    EXPECT_EQ(to_string(early), "1969-12-31T23:59:59.999999Z");
}

}  // namespace
}  // namespace dw
