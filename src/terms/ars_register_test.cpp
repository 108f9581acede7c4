// Holds the snapping of Ars against every unit of the official lists (data/areas/areas.csv).
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "base/source_dir.h"
#include "base/text.h"
#include "terms/ars.h"

namespace dw {
namespace {

struct Row {
    std::string level;
    std::string parent;
};

std::map<std::string, Row> read_areas() {
    std::ifstream in(source_dir() + "/data/areas/areas.csv");
    std::map<std::string, Row> rows;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto cells = split(line, ';');
        rows[std::string(cells[0])] = {std::string(cells[1]), std::string(cells[4])};
    }
    return rows;
}

AreaLevel level_named(const std::string& name) {
    static const std::map<std::string, AreaLevel> levels = {
        {"land", AreaLevel::Land},
        {"region", AreaLevel::Region},
        {"district", AreaLevel::District},
        {"association", AreaLevel::Association},
        {"municipality", AreaLevel::Municipality}};
    return levels.at(name);
}

TEST(ArsRegister, EveryOfficialKeyMeansItsUnitInBothForms) {
    const auto rows = read_areas();
    ASSERT_GT(rows.size(), 12'000U);
    std::size_t wrong = 0;
    for (const auto& [key, row] : rows) {
        const auto from_short = Ars::parse(key);
        const auto from_padded = Ars::parse(key + std::string(12 - key.size(), '0'));
        const bool right = from_short && from_padded && *from_short == *from_padded &&
                           from_short->key() == key &&
                           from_short->level() == level_named(row.level);
        wrong += right ? 0 : 1;
    }
    EXPECT_EQ(wrong, 0U);
}

TEST(ArsRegister, EveryUnitLiesInItsParentAndHasALand) {
    const auto rows = read_areas();
    std::set<std::string> lands;
    for (const auto& [key, row] : rows) {
        const Ars ars = *Ars::parse(key);
        if (row.parent.empty()) {
            EXPECT_EQ(ars.level(), AreaLevel::Land) << key;
            lands.insert(key);
            continue;
        }
        EXPECT_TRUE(rows.contains(row.parent)) << key;
        EXPECT_TRUE(Ars::parse(row.parent)->contains(ars)) << key;
    }
    EXPECT_EQ(lands.size(), 16U);
}

TEST(ArsRegister, EveryPostcodeLeadsToAUnit) {
    const auto rows = read_areas();
    std::ifstream in(source_dir() + "/data/areas/postcodes.csv");
    std::string line;
    std::getline(in, line);
    std::size_t pairs = 0;
    while (std::getline(in, line)) {
        const auto cells = split(line, ';');
        EXPECT_TRUE(cells.size() == 3 && cells[0].size() == 5) << line;
        EXPECT_TRUE(rows.contains(std::string(cells[1]))) << line;
        ++pairs;
    }
    EXPECT_GT(pairs, 14'000U);
}

}  // namespace
}  // namespace dw
