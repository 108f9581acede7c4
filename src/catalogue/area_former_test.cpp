#include <gtest/gtest.h>

#include "catalogue/area.h"
#include "catalogue/area_changes.h"
#include "catalogue/catalogue.h"
#include "catalogue/import.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

const Ars old_hanau = *Ars::parse("064350014014");
const Ars hanau = *Ars::parse("06415");

TEST(FormerAreas, OldKeysLeadToTodaysMunicipality) {
    EXPECT_EQ(areas().former().size(), 50U);
    EXPECT_EQ(areas().find(old_hanau), nullptr);
    EXPECT_EQ(areas().today(old_hanau), hanau);
    EXPECT_EQ(areas().today(hanau), hanau);
    const auto* uder = areas().find_former("16061097");
    ASSERT_NE(uder, nullptr);
    EXPECT_TRUE(uder->goes_on);
    EXPECT_EQ(uder->today->short_name, "Uder");
    EXPECT_EQ(to_string(uder->last_seen), "2023-11-30");
    EXPECT_EQ(to_string(uder->missing), "2026-04-30");
    const auto places = areas().find_homes("064350014014", 5);
    ASSERT_EQ(places.size(), 1U);
    EXPECT_EQ(places.front().area->ars, hanau);
}

TEST(FormerAreas, WhatOnlyHasARegionLeadsThere) {
    const auto* breest = areas().find_former("130715163017");
    ASSERT_NE(breest, nullptr);
    EXPECT_FALSE(breest->goes_on);
    EXPECT_EQ(breest->today->ars.key(), "130715163");
}

class AreaMoves : public store::testing::DatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Databases, AreaMoves, store::testing::databases(),
                         store::testing::database_name);

constexpr std::string_view message =
    "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>"
    "<schreibe><leistung><id schemeAgencyID='L1'>1</id></leistung></schreibe>"
    "<schreibe><organisationseinheit><id schemeAgencyID='L1'>2</id>"
    "<zustaendigkeit><id schemeAgencyID='L1'>3</id><leistungID schemeAgencyID='L1'>1</leistungID>"
    "<gebietID>06415</gebietID><rolle><code>01</code></rolle>"
    "</zustaendigkeit></organisationseinheit></schreibe></t>";

TEST_P(AreaMoves, StoredResponsibilitiesMoveOnce) {
    const auto store = open(migrations());
    ASSERT_NE(store, nullptr);
    const auto report = import_xzufi_text(*store, areas(), {.name = "a.xml", .content = message});
    ASSERT_TRUE(report.has_value());
    ASSERT_EQ(report->counts.responsibilities, 1);
    // As an import with an older register left it.
    store::Change older{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    older.statements.push_back(
        {.sql = "update catalogue_responsibility set area = $2 where tenant = $1",
         .parameters = {store::of(store::shared_tenant()),
                        std::int64_t{64'350'014'014} * 16 + 12}});
    ASSERT_TRUE(store->commit(std::move(older)).has_value());
    const Catalogue catalogue(*store, areas());
    const auto offered = [&] { return catalogue.services_offered_at(hanau)->size(); };
    EXPECT_EQ(offered(), 0U);
    const auto moves = area_moves(**store->reader(), areas());
    ASSERT_EQ(moves->size(), 1U);
    EXPECT_EQ(moves->front().responsibilities, 1);
    ASSERT_TRUE(move_areas(*store, areas()).has_value());
    EXPECT_EQ(offered(), 1U);
    const auto number = *catalogue.change_number();
    EXPECT_TRUE(area_moves(**store->reader(), areas())->empty());
    ASSERT_TRUE(move_areas(*store, areas()).has_value());
    EXPECT_EQ(*catalogue.change_number(), number);
}

}  // namespace
}  // namespace dw::catalogue
