#include <gtest/gtest.h>

#include <algorithm>

#include "catalogue/area_feed.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue_feed.h"
#include "catalogue/change_days.h"
#include "catalogue/dump_part.h"
#include "catalogue/import.h"
#include "store/testing.h"
#include "terms/berlin.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

class Feed : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
    }
    void TearDown() override {
        store_.reset();
        DatabaseTest::TearDown();
    }
    void import(const std::string& inner) {
        const std::string message =
            "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + inner + "</t>";
        ASSERT_TRUE(
            import_xzufi_text(*store_, areas(), {.name = "a.xml", .content = message}).has_value());
    }
    static std::string service(int number, const std::string& title = "Titel") {
        return "<schreibe><leistung><id schemeAgencyID='L1'>" + std::to_string(number) +
               "</id><modulText><leikaTextmodul><code>03</code></leikaTextmodul>"
               "<inhalt languageCode='de'>" +
               title + "</inhalt></modulText></leistung></schreibe>";
    }
    static std::string office(const std::string& responsibilities) {
        return "<schreibe><organisationseinheit><id schemeAgencyID='L1'>amt</id>" +
               responsibilities + "</organisationseinheit></schreibe>";
    }
    static std::string responsibility(int number) {
        return "<zustaendigkeit><id schemeAgencyID='L1'>" + std::to_string(number) +
               "</id><leistungID schemeAgencyID='L1'>1</leistungID><gebietID>04012</gebietID>"
               "<rolle><code>01</code></rolle></zustaendigkeit>";
    }
    // All parts, one after the other.
    std::vector<std::string> lines(DumpKind kind, DumpFormat format) {
        const Catalogue catalogue(*store_, areas());
        std::string all, cursor;
        do {
            const auto part =
                dump_part(catalogue, {.kind = kind, .format = format, .cursor = cursor});
            EXPECT_TRUE(part.has_value()) << (part ? "" : part.error().message);
            if (!part) break;
            all += part->body;
            cursor = part->next;
            ++parts_;
        } while (!cursor.empty());
        std::vector<std::string> found;
        for (std::size_t at = 0; at < all.size();) {
            const auto end = all.find('\n', at);
            found.push_back(all.substr(at, end - at));
            at = end + 1;
        }
        return found;
    }

    std::unique_ptr<store::Store> store_;
    int parts_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Databases, Feed, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Feed, ADayIsTheFirstChangeOfThatDay) {
    import(service(1));
    clock().advance(std::chrono::hours(48));
    const auto second_day = berlin_date(clock().now());
    import(service(2));
    const Catalogue catalogue(*store_, areas());
    const auto since = [&](int days) {
        const Date day{std::chrono::sys_days{second_day} + std::chrono::days{days}};
        const auto begin = change_before(**store_->reader(), day);
        std::vector<std::string> ids;
        const auto states = catalogue.changes_since(*begin, 100);
        for (const auto& state : *states) ids.push_back(state.id.value);
        return ids;
    };
    EXPECT_EQ(since(0), std::vector<std::string>{"2"});
    EXPECT_EQ(since(-1), std::vector<std::string>{"2"});
    EXPECT_EQ(since(-30), (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(since(1).empty());
}

TEST_P(Feed, ChangesFromBeforeDaysWereNotedAreNotLeftOut) {
    import(service(1));
    store::Change older{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    older.statements.push_back({.sql = "delete from catalogue_change_day where tenant = $1",
                                .parameters = {store::of(store::shared_tenant())}});
    ASSERT_TRUE(store_->commit(std::move(older)).has_value());
    const auto first_noted = berlin_date(clock().now());
    import(service(2));
    EXPECT_EQ(*change_before(**store_->reader(), first_noted), 0);
}

TEST_P(Feed, OfficesAreInTheFeedAlsoWhenTheyAreGone) {
    const Catalogue catalogue(*store_, areas());
    import(service(1) + office(""));
    const auto first = *catalogue.organisations_changed_since(0, 10);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first.front().id, (SourceId{"L1", "amt"}));
    EXPECT_TRUE(first.front().organisation.has_value());
    const auto number = *catalogue.change_number();
    import(service(1) + office(""));
    EXPECT_TRUE(catalogue.organisations_changed_since(number, 10)->empty());
    import("<loesche klasse='Organisationseinheit'><id schemeAgencyID='L1'>amt</id></loesche>");
    const auto gone = *catalogue.organisations_changed_since(number, 10);
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_GT(gone.front().change, number);
    EXPECT_FALSE(gone.front().organisation.has_value());
    EXPECT_TRUE(catalogue.changes_since(number, 10)->empty());
}

using AreaKeys = std::vector<std::pair<std::string, bool>>;  // and whether some are left

AreaKeys areas_since(store::Store& store, std::int64_t change, std::size_t limit = 100) {
    const auto reader = store.reader();
    const auto states = areas_changed_since(**reader, change, limit);
    EXPECT_TRUE(states.has_value()) << (states ? "" : states.error().message);
    AreaKeys keys;
    for (const auto& state : *states) keys.emplace_back(state.area.padded(), state.has_some);
    std::sort(keys.begin(), keys.end());
    return keys;
}

TEST_P(Feed, AreasAreInTheFeedWhereSomebodyElseIsInCharge) {
    const Catalogue catalogue(*store_, areas());
    const auto in = [](const std::string& area) {
        const std::string other = "<gebietID>04012</gebietID>";
        std::string held = responsibility(7);
        return held.replace(held.find(other), other.size(), area);
    };
    import(service(1) + office(responsibility(1) + in("")));
    EXPECT_EQ(areas_since(*store_, 0), (AreaKeys{{"000000000000", true}, {"040120000000", true}}));
    auto number = *catalogue.change_number();
    import(service(1, "Neu") + office(responsibility(1) + in("")));
    EXPECT_EQ(areas_since(*store_, number), AreaKeys{}) << "texts say nothing about who";
    import(office(responsibility(1) + in("<gebietID>04011</gebietID>")));
    EXPECT_EQ(areas_since(*store_, number),
              (AreaKeys{{"000000000000", false}, {"040110000000", true}}));
    number = *catalogue.change_number();
    import("<loesche klasse='Zustaendigkeit'><id schemeAgencyID='L1'>1</id></loesche>");
    EXPECT_EQ(areas_since(*store_, number), (AreaKeys{{"040120000000", false}}));
    EXPECT_EQ(areas_since(*store_, 0, 1).size(), 2U) << "those of one change stay together";
}

TEST_P(Feed, TheDumpOfAnAreaHasThoseForExactlyThisKey) {
    std::string held;
    for (const char* key : {"04", "04011", "040110000000", "04012"}) {
        std::string one = responsibility(static_cast<int>(held.size()));
        held += one.replace(one.find("04012"), 5, key);
    }
    import(service(1) + office(held));
    const Catalogue catalogue(*store_, areas());
    const auto part = [&](std::string_view key, std::string cursor = "") {
        return *dump_part(catalogue, {.kind = DumpKind::Responsibilities,
                                      .format = DumpFormat::JsonLines,
                                      .cursor = std::move(cursor),
                                      .area = *Ars::parse(key)});
    };
    const auto count = [](const std::string& body) {
        return std::count(body.begin(), body.end(), '\n');
    };
    EXPECT_EQ(count(part("040110000000").body), 2) << "town and district have one key";
    EXPECT_EQ(count(part("04012").body), 1);
    EXPECT_EQ(count(part("04").body), 1);
    EXPECT_EQ(count(part("05").body), 0);
    EXPECT_EQ(count(part("000000000000").body), 0);
}

TEST_P(Feed, OfficesOfOneChangeStayTogether) {
    std::string many;
    for (int number = 1; number <= 30; ++number)
        many += "<schreibe><organisationseinheit><id schemeAgencyID='L1'>" +
                std::to_string(number) + "</id></organisationseinheit></schreibe>";
    import(many);
    EXPECT_EQ(Catalogue(*store_, areas()).organisations_changed_since(0, 5)->size(), 30U);
}

std::vector<std::int64_t> changes_on(const FeedPage& page) {
    std::vector<std::int64_t> changes;
    for (const auto& item : page.items) changes.push_back(item.change);
    return changes;
}

// Change 8 wrote a service and an office after the services were read: only its office is known.
TEST(FeedPage, WhatChangesBetweenItsQuestionsIsForTheNextPage) {
    const FeedReading read{.begin = 5,
                           .last = 7,
                           .services = {{.id = {"L1", "1"}, .change = 6, .service = Service{}}},
                           .offices = {{.id = {"L1", "a"}, .change = 7, .organisation = {}},
                                       {.id = {"L1", "b"}, .change = 8, .organisation = {}}}};
    const auto page = feed_page(read);
    EXPECT_EQ(changes_on(page), (std::vector<std::int64_t>{6, 7}));
    EXPECT_EQ(page.next, 7);
    EXPECT_FALSE(page.complete) << "who asks on with it gets all of change 8";
}

TEST(FeedPage, NamesTheAreaWhoseResponsibilitiesAreToBeReadAnew) {
    const auto page = feed_page(
        {.begin = 5,
         .last = 9,
         .services = {},
         .offices = {},
         .areas = {
             {*Ars::parse("04012"), 6, true}, {Ars(), 8, false}, {*Ars::parse("05"), 10, true}}});
    ASSERT_EQ(changes_on(page), (std::vector<std::int64_t>{6, 8}));
    EXPECT_EQ(to_string(page.items[0].json), R"({"kind":"responsibilities","id":"040120000000",)"
                                             R"("change":6,"deleted":false})");
    EXPECT_EQ(page.items[1].json["id"].text_or(""), "000000000000");
    EXPECT_EQ(page.items[1].json["deleted"].as_bool(), true);
    EXPECT_FALSE(page.complete);
}

TEST(FeedPage, EndsBehindItsLastChangeWhenNothingCameBetween) {
    const FeedReading read{.begin = 5,
                           .last = 9,
                           .services = {{.id = {"L1", "1"}, .change = 6, .service = {}}},
                           .offices = {}};
    const auto page = feed_page(read);
    EXPECT_EQ(page.next, 6);
    EXPECT_TRUE(page.complete);
}

TEST_P(Feed, TheDumpHasEveryObjectOnceInParts) {
    std::string all;
    for (int number = 1; number <= 2100; ++number) all += service(number);
    std::string held;
    for (int number = 1; number <= 1500; ++number) held += responsibility(number);
    import(all + office(held));
    auto services = lines(DumpKind::Services, DumpFormat::JsonLines);
    EXPECT_EQ(services.size(), 2100U);
    EXPECT_EQ(parts_, 3);
    std::sort(services.begin(), services.end());
    EXPECT_EQ(std::unique(services.begin(), services.end()), services.end());
    EXPECT_EQ(lines(DumpKind::Responsibilities, DumpFormat::JsonLines).size(), 1500U);
    EXPECT_EQ(lines(DumpKind::Organisations, DumpFormat::JsonLines).size(), 1U);
    EXPECT_EQ(lines(DumpKind::Responsibilities, DumpFormat::Csv).size(), 1501U);
}

TEST_P(Feed, NoSpreadsheetTakesATitleForAFormula) {
    import(service(1, "=1+1 &quot;x&quot;"));
    const auto found = lines(DumpKind::Services, DumpFormat::Csv);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], R"("id","title","keys","areas","changed_at")");
    EXPECT_EQ(found[1], R"("L1.1","'=1+1 ""x""","","","")");
}

TEST_P(Feed, ABrokenCursorIsRefused) {
    const Catalogue catalogue(*store_, areas());
    for (const auto kind :
         {DumpKind::Services, DumpKind::Organisations, DumpKind::Responsibilities}) {
        const auto part =
            dump_part(catalogue, {.kind = kind, .format = DumpFormat::Csv, .cursor = "!!"});
        ASSERT_FALSE(part.has_value());
        EXPECT_EQ(part.error().code, "catalogue.cursor");
    }
}

}  // namespace
}  // namespace dw::catalogue
