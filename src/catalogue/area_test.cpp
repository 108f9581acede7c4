#include "catalogue/area.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::vector<std::string> keys(std::string_view written, std::size_t limit) {
    std::vector<std::string> found;
    for (const Place& place : areas().find_places(written, limit)) {
        found.emplace_back(place.area->ars.key());
    }
    return found;
}

TEST(AreaRegister, HoldsAllOfGermany) {
    EXPECT_GT(areas().all().size(), 12'000U);
    std::int64_t people = 0;
    for (const Area& area : areas().all()) {
        if (area.ars.level() == AreaLevel::Municipality ||
            area.ars.level() == AreaLevel::District || area.ars.key() == "02" ||
            area.ars.key() == "11") {
            people += area.population;
        }
    }
    EXPECT_GT(people, 80'000'000);
}

TEST(AreaRegister, FindsEveryAreaByItsKeyInBothForms) {
    for (const Area& area : areas().all()) {
        ASSERT_EQ(areas().find(*Ars::parse(area.ars.key())), &area) << area.name;
        ASSERT_EQ(areas().find(*Ars::parse(area.ars.padded())), &area) << area.name;
    }
    EXPECT_EQ(areas().find(*Ars::parse("091629999999")), nullptr);
}

TEST(AreaRegister, FindsAPlaceByName) {
    EXPECT_EQ(keys("Bremerhaven", 5), std::vector<std::string>{"04012"});
    for (const char* written : {"München", "munchen", "Muenchen", "MÜNCHEN, Landeshauptstadt"}) {
        ASSERT_FALSE(keys(written, 1).empty()) << written;
        EXPECT_EQ(keys(written, 1).front(), "09162") << written;
    }
    EXPECT_GT(keys("Neustadt", 100).size(), 10U);
    EXPECT_EQ(keys("Neustadt am Rüb", 5), std::vector<std::string>{"032410012012"});
    EXPECT_EQ(keys("Rübenberge", 5), std::vector<std::string>{"032410012012"});
    EXPECT_EQ(keys("Bremen", 2), (std::vector<std::string>{"04011", "04"}));
    EXPECT_TRUE(keys("Nirgendwohausen", 5).empty());
    EXPECT_TRUE(keys("  ", 5).empty());
}

TEST(AreaRegister, FindsAPlaceByNumbers) {
    EXPECT_EQ(keys("27568", 5), std::vector<std::string>{"04012"});
    EXPECT_EQ(keys("27568 Bremerhaven", 5), std::vector<std::string>{"04012"});
    EXPECT_EQ(keys("25712", 20).size(), 7U);
    EXPECT_EQ(keys("040120000000", 5), std::vector<std::string>{"04012"});
    EXPECT_EQ(keys("04012000", 5), std::vector<std::string>{"04012"});
    EXPECT_EQ(keys("09184147", 5), std::vector<std::string>{"091840147147"});
    EXPECT_EQ(keys("091840147147", 5), std::vector<std::string>{"091840147147"});
    EXPECT_TRUE(keys("1234567890123", 5).empty());
    EXPECT_TRUE(keys("99999999", 5).empty());
}

TEST(AreaRegister, TellsPlacesOfTheSameNameApart) {
    const auto places = areas().find_places("Neustadt", 100);
    for (const Place& place : places) EXPECT_FALSE(place.explanation.empty()) << place.area->name;
    EXPECT_EQ(areas().find_places("091750122122", 1).front().explanation,
              "Landkreis Ebersberg, Bayern");
}

TEST(AreaRegister, GoesUpToTheLand) {
    std::vector<std::string> way;
    for (const Area* area : areas().way_up(*Ars::parse("033525407044"))) {
        way.emplace_back(area->ars.key());
    }
    EXPECT_EQ(way, (std::vector<std::string>{"033525407044", "033525407", "03352", "033", "03"}));
}

TEST(AreaRegister, KnowsThePostcodesOfAnArea) {
    const auto postcodes = areas().postcodes_of(*Ars::parse("04012"));
    EXPECT_NE(std::find(postcodes.begin(), postcodes.end(), "27568"), postcodes.end());
}

}  // namespace
}  // namespace dw::catalogue
