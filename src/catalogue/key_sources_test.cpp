#include "catalogue/key_sources.h"

#include <gtest/gtest.h>

namespace dw::catalogue {

TEST(KeySources, AKeyFoundInTwoPlacesIsChecked) {
    const auto source = key_source(*ServiceKey::parse("99115005104000"));
    ASSERT_TRUE(source);
    EXPECT_TRUE(source->is_checked());
}

TEST(KeySources, AKeyFoundInOnePlaceIsNotChecked) {
    const auto source = key_source(*ServiceKey::parse("99102013104000"));
    ASSERT_TRUE(source);
    EXPECT_FALSE(source->is_checked());
    EXPECT_EQ(to_string(source->seen_on), "2026-11-01");
}

TEST(KeySources, NothingIsSaidOfAKeyTheTableDoesNotHave) {
    EXPECT_FALSE(key_source(*ServiceKey::parse("99999999999999")));
}

}  // namespace dw::catalogue
