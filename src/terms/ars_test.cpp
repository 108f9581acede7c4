#include "terms/ars.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

std::string key_of(std::string_view written) {
    const auto ars = Ars::parse(written);
    return ars ? std::string(ars->key()) : ars.error().code;
}

TEST(Ars, PaddedKeysMeanTheLargestUnitTheyCan) {
    EXPECT_EQ(key_of("100000000000"), "10");  // Saarland, not "1"
    EXPECT_EQ(key_of("010600000000"), "01060");
    EXPECT_EQ(key_of("051200000000"), "05120");
    EXPECT_EQ(key_of("091000000000"), "091");
    EXPECT_EQ(key_of("120645410000"), "120645410");
    EXPECT_EQ(key_of("091620000000"), "09162");
    EXPECT_EQ(key_of("000000000000"), "");
    EXPECT_EQ(key_of("010510011011"), "010510011011");
}

TEST(Ars, ShortKeysMeanTheSame) {
    EXPECT_EQ(key_of("10"), "10");
    EXPECT_EQ(key_of(" 120645410 "), "120645410");
    EXPECT_EQ(key_of("010"), "01");  // Länder without Regierungsbezirk
    EXPECT_EQ(key_of("0"), "");
}

TEST(Ars, OtherTextIsRefused) {
    EXPECT_EQ(key_of(""), "ars.length");
    EXPECT_EQ(key_of("0105100110111"), "ars.length");
    EXPECT_EQ(key_of("0105100A"), "ars.letters");
}

TEST(Ars, LevelFollowsTheLength) {
    EXPECT_EQ(Ars{}.level(), AreaLevel::Country);
    EXPECT_EQ(Ars::parse("10")->level(), AreaLevel::Land);
    EXPECT_EQ(Ars::parse("091")->level(), AreaLevel::Region);
    EXPECT_EQ(Ars::parse("01051")->level(), AreaLevel::District);
    EXPECT_EQ(Ars::parse("120645410")->level(), AreaLevel::Association);
    EXPECT_EQ(Ars::parse("010510011011")->level(), AreaLevel::Municipality);
}

TEST(Ars, ContainsWhatLiesInside) {
    const Ars land = *Ars::parse("01");
    const Ars place = *Ars::parse("010510011011");
    EXPECT_TRUE(Ars{}.contains(land));
    EXPECT_TRUE(land.contains(place));
    EXPECT_TRUE(place.contains(place));
    EXPECT_FALSE(place.contains(land));
    EXPECT_FALSE(Ars::parse("010510012")->contains(place));
}

TEST(Ars, OtherFormsAreDerived) {
    const Ars place = *Ars::parse("010510011011");
    EXPECT_EQ(place.ags(), "01051011");
    EXPECT_EQ(place.land(), "01");
    EXPECT_EQ(Ars::parse("10")->padded(), "100000000000");
    EXPECT_FALSE(Ars::parse("10")->ags());
    EXPECT_TRUE(Ars::looks_like_ags("01051011"));
    EXPECT_FALSE(Ars::looks_like_ags("0105101"));
}

}  // namespace
}  // namespace dw
