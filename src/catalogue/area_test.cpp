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

std::vector<std::string> homes(std::string_view written) {
    std::vector<std::string> found;
    for (const Place& place : areas().find_homes(written, 100)) {
        found.emplace_back(place.area->ars.key());
    }
    return found;
}

TEST(AreaRegister, OffersOnlyPlacesWherePeopleLive) {
    EXPECT_EQ(homes("Bremen"), std::vector<std::string>{"04011"});
    EXPECT_EQ(homes("Berlin"), std::vector<std::string>{"11"});  // not Berlingerode
    EXPECT_EQ(homes("Hamburg"), std::vector<std::string>{"02"});
    EXPECT_EQ(homes("27568 Bremerhaven"), std::vector<std::string>{"04012"});
    EXPECT_EQ(homes("040120000000"), std::vector<std::string>{"04012"});
    EXPECT_EQ(homes("Bayern"), std::vector<std::string>{"09"});  // nothing else has the name
    for (const char* none : {"12", "04", "1", "04012", "1234567", "Nirgendwohausen"}) {
        EXPECT_TRUE(homes(none).empty()) << none;
    }
    for (const Place& place : areas().find_homes("Harz", 100)) {
        EXPECT_EQ(place.area->kind.find("unbewohnt"), std::string::npos) << place.area->name;
    }
}

TEST(AreaRegister, TheFullNameFindsOneOfManyHomes) {
    const auto places = areas().find_homes("Neustadt", 100);
    EXPECT_GT(places.size(), 10U);
    for (const Place& place : places) {
        EXPECT_EQ(homes(place.full_name()),
                  std::vector<std::string>{std::string(place.area->ars.key())})
            << place.full_name();
    }
    EXPECT_EQ(homes("Neustadt, Hessen"), std::vector<std::string>{"065340016016"});
}

TEST(AreaRegister, TellsANameFromTheBeginningOfOne) {
    for (const char* name : {"Bremerhaven", "Köln", "koeln", "Frankfurt"}) {
        EXPECT_TRUE(areas().named_home(name).has_value()) << name;
    }
    for (const char* other : {"Bremerha", "Kita", "der Schule", "Bayern", ""}) {
        EXPECT_FALSE(areas().named_home(other).has_value()) << other;
    }
}

TEST(AreaRegister, AMisspeltNameHasSimilarOnes) {
    ASSERT_FALSE(areas().similar_homes("Bremerhafen").empty());
    EXPECT_EQ(areas().similar_homes("Bremerhafen").front()->short_name, "Bremerhaven");
    EXPECT_EQ(areas().similar_homes("Hanburg").front()->short_name, "Hamburg");
    EXPECT_TRUE(areas().similar_homes("Xyzzyhausen").empty());
    EXPECT_TRUE(areas().similar_homes("").empty());
}

TEST(AreaRegister, APartBelongsToItsTown) {
    EXPECT_EQ(areas().town_of(*Ars::parse("040110213213"))->short_name, "Bremen");
    EXPECT_EQ(areas().town_of(*Ars::parse("021030105105"))->short_name, "Hamburg");
    EXPECT_EQ(areas().town_of(*Ars::parse("04012"))->short_name, "Bremerhaven");
    EXPECT_EQ(areas().town_of(*Ars::parse("04")), nullptr);
}

TEST(AreaRegister, APostcodeOfAnotherDistrictDoesNotFit) {
    const Ars bremerhaven = *Ars::parse("04012"), hamburg = *Ars::parse("02");
    EXPECT_TRUE(areas().may_have_postcode(bremerhaven, "27568"));
    EXPECT_FALSE(areas().may_have_postcode(bremerhaven, "40213"));
    EXPECT_TRUE(areas().may_have_postcode(bremerhaven, "27999"));  // not known: nobody can say
    EXPECT_TRUE(areas().may_have_postcode(hamburg, "20095"));
    EXPECT_FALSE(areas().may_have_postcode(hamburg, "27568"));
}

TEST(AreaRegister, KnowsThePostcodesOfAnArea) {
    const auto postcodes = areas().postcodes_of(*Ars::parse("04012"));
    EXPECT_NE(std::find(postcodes.begin(), postcodes.end(), "27568"), postcodes.end());
}

}  // namespace
}  // namespace dw::catalogue
