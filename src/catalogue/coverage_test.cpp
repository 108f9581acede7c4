#include "catalogue/coverage.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

Ars ars(const char* key) {
    return *Ars::parse(key);
}

CoverageCount count_in(const std::vector<CoverageLine>& lines, std::string_view key) {
    for (const auto& line : lines)
        if (line.area->ars.key() == key) return line.count;
    return {};
}

TEST(Coverage, CountsTheMunicipalitiesOfTheCountry) {
    const auto total = coverage_of(areas(), {}).total;
    // Towns and villages of their own, not their parts, nor forests and waters.
    EXPECT_EQ(total.municipalities, 10'749);
    EXPECT_GT(total.residents, 83'000'000);
    EXPECT_EQ(total.covered, 0);
    EXPECT_EQ(total.permille(), 0);
}

TEST(Coverage, OneTownIsNotTheCountry) {
    const auto coverage = coverage_of(areas(), {.online = {ars("04012")}});
    EXPECT_EQ(coverage.total.covered, 1);
    EXPECT_EQ(coverage.total.covered_residents, 115'468);
    EXPECT_EQ(coverage.total.permille(), 1);
    EXPECT_EQ(count_in(coverage.lands, "04"), (CoverageCount{2, 1, 569'396 + 115'468, 115'468}));
    EXPECT_EQ(count_in(coverage.districts, "04012").covered, 1);
    EXPECT_EQ(count_in(coverage.districts, "04011").covered, 0);
}

TEST(Coverage, AnAssociationCountsForItsMembers) {
    // Amt Burg-St. Michaelisdonn
    const auto coverage = coverage_of(areas(), {.online = {ars("010515163")}});
    const auto members = std::ranges::count_if(areas().all(), [](const Area& area) {
        return area.ars.key().starts_with("010515163") && is_municipality(area);
    });
    EXPECT_GT(members, 1);
    EXPECT_EQ(coverage.total.covered, members);
}

TEST(Coverage, TheScopeIsWhereTheServiceExists) {
    const auto coverage = coverage_of(areas(), {.scope = {ars("04")}, .online = {Ars()}});
    EXPECT_EQ(coverage.total.municipalities, 2);
    EXPECT_EQ(coverage.total.covered, 2);
    EXPECT_EQ(coverage.total.permille(), 1000);
    EXPECT_EQ(coverage.lands.size(), 1U);
    EXPECT_EQ(coverage.districts.size(), 2U);
}

TEST(Coverage, TheOfficeInChargeDecidesWhetherThereIsAForm) {
    const CoverageFacts facts{.scope = {ars("04")},
                              .offices = {{ars("04"), true}, {ars("04011"), false}}};
    const auto coverage = coverage_of(areas(), facts);
    EXPECT_EQ(count_in(coverage.districts, "04012").covered, 1);
    EXPECT_EQ(count_in(coverage.districts, "04011").covered, 0);
}

TEST(Coverage, CityStatesAreOneMunicipality) {
    for (const char* key : {"02", "11"})
        EXPECT_EQ(coverage_of(areas(), {.scope = {ars(key)}}).total.municipalities, 1) << key;
}

TEST(Coverage, NearlyAllIsNotAll) {
    EXPECT_EQ((CoverageCount{2, 1, 100'000, 99'999}).permille(), 999);
    EXPECT_EQ((CoverageCount{2, 1, 10'000, 347}).permille(), 35);
    EXPECT_EQ((CoverageCount{2, 1, 10'000, 344}).permille(), 34);
}

}  // namespace
}  // namespace dw::catalogue
