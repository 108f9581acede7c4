#include "terms/written_date.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(WrittenDate, ReadsAsPeopleWriteIt) {
    const Date day = *parse_date("2026-03-09");
    EXPECT_EQ(written_date(day, Language::German), "9. März 2026");
    EXPECT_EQ(written_date(day, Language::English), "9 March 2026");
    EXPECT_EQ(written_day(day, Language::German), "Montag, 9. März 2026");
    EXPECT_EQ(written_day(*parse_date("2026-03-15"), Language::English), "Sunday, 15 March 2026");
    EXPECT_EQ(short_date(day, Language::German), "09.03.2026");
    EXPECT_EQ(short_date(*parse_date("2026-12-31"), Language::English), "31/12/2026");
}

}  // namespace
}  // namespace dw
