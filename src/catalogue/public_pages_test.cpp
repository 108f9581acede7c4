// Life situations, the list of pages for search engines, moved addresses, and what pages say for
// machines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "catalogue/catalogue_fixture.h"
#include "catalogue/coverage_table.h"
#include "catalogue/routes.h"
#include "catalogue/situations.h"
#include "web/page.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const SourceId dog_tax{"L900100", "hundesteuer"}, tax_office{"L900100", "steueramt"};

Service service(const SourceId& id, std::string title) {
    Service made;
    made.id = id;
    made.modules = {{.code = "03", .content = {{"de", std::move(title)}}, .links = {}}};
    return made;
}

class PublicPages : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        auto dog = service(dog_tax, "Hund </script><b>anmelden");
        dog.keys = {*ServiceKey::parse("99102013104000")};
        dog.secondary_ids = {{"L1", "alt"}};
        dog.topics = {"100", "200"};
        dog.topic_names = {{{"de", "Tiere"}}, {{"de", "Abgaben"}, {"en", "Taxes"}}};
        dog.modules.push_back({.code = "05", .content = {{"de", "<p>Melden Sie ihn an.</p>"}}});
        put(dog, true);
        auto ended = service({"L900100", "ende"}, "Ende");
        ended.validity = {{std::nullopt, parse_date("2020-12-31")}};
        put(ended);
        put(service({"L900100", "wohngeld"}, "Wohngeld"));
        Organisation office;
        office.id = tax_office;
        office.name = {{"de", "Steueramt"}};
        office.secondary_ids = {{"L1", "altes.amt"}};
        Address address;
        address.postcode = "27568";
        address.town = "Bremerhaven";
        address.street = "Weg";
        office.addresses = {address};
        office.contacts = {{.channel = "02", .value = "0471 66969-101", .note = ""}};
        put(office);
        Responsibility one;
        one.id = {"L900100", "1"};
        one.holder = tax_office;
        one.service = dog_tax;
        one.areas = {*Ars::parse("040120000000")};
        one.role = "01";
        put(one);
        add_routes(router_, catalogue(), search(), clock(), {});
    }

    web::Response get(const std::string& path, const web::Fields& query = {}) {
        web::Request request;
        request.path = request.target = path;
        request.query = query;
        request.host = "dienst.example";
        request.secure = true;
        request.client_address = "192.0.2.1";
        if (query.get("lang") == "en") request.language = Language::English;
        return router_.handle(request);
    }
    // The one data block of the page.
    Json data(const std::string& page) {
        const std::string start = "<script type=\"application/ld+json\">";
        const auto from = page.find(start);
        EXPECT_NE(from, page.npos);
        if (from == page.npos) return {};
        const auto end = page.find("</script>", from);
        EXPECT_EQ(page.find("<script", from + 1), page.npos);
        const auto json = parse_json(page.substr(from + start.size(), end - from - start.size()));
        EXPECT_TRUE(json);
        return json ? *json : Json();
    }

    web::Router router_;
};
INSTANTIATE_TEST_SUITE_P(Databases, PublicPages, store::testing::databases(),
                         store::testing::database_name);

TEST(Situations, EachHasNamesAndKeys) {
    EXPECT_GT(situations().size(), 20U);
    for (const auto& one : situations()) {
        EXPECT_FALSE(one.german.empty() || one.english.empty()) << one.code;
        EXPECT_FALSE(one.key_starts.empty()) << one.code;
        for (const auto key : one.key_starts) {
            EXPECT_EQ(key.size(), 8U) << one.code;
            EXPECT_TRUE(ServiceKey::parse(std::string(key) + "000000")) << key;
        }
    }
}

TEST_P(PublicPages, ALifeSituationListsItsServices) {
    EXPECT_THAT(get("/lebenslagen").body,
                AllOf(HasSubstr("Ein Tier halten"), Not(HasSubstr("Ein Boot haben"))));
    EXPECT_THAT(get("/lebenslagen/tiere").body, HasSubstr("/leistung/L900100.hundesteuer"));
    web::Fields place;
    place.add("ort", "Bremerhaven");
    EXPECT_THAT(get("/lebenslagen/tiere", place).body,
                HasSubstr("/leistung/L900100.hundesteuer?ort=040120000000"));
    EXPECT_THAT(get("/lebenslagen/boot").body, HasSubstr("noch keine Leistung"));
    EXPECT_EQ(get("/lebenslagen/nirgends").status, 404);
}

TEST_P(PublicPages, TheListOfPagesHasWhatIsValid) {
    const auto index = get("/sitemap.xml");
    EXPECT_EQ(index.content_type, "application/xml; charset=utf-8");
    EXPECT_THAT(index.body, HasSubstr("<loc>https://dienst.example/sitemap/leistungen-1</loc>"));
    EXPECT_THAT(index.body, Not(HasSubstr("leistungen-2")));
    EXPECT_THAT(get("/sitemap/leistungen-1").body,
                AllOf(HasSubstr("<loc>https://dienst.example/leistung/L900100.hundesteuer</loc>"),
                      Not(HasSubstr("L900100.ende"))));
    EXPECT_THAT(get("/sitemap/stellen-1").body, HasSubstr("/stelle/L900100.steueramt</loc>"));
    EXPECT_THAT(get("/sitemap/seiten").body, HasSubstr("/lebenslagen/tiere</loc>"));
    for (const auto* part : {"leistungen-2", "leistungen-0", "leistungen-x", "x", "stellen-9"}) {
        EXPECT_EQ(get(std::string("/sitemap/") + part).status, 404) << part;
    }
}

TEST_P(PublicPages, AnAddressWithAnotherIdOfTheServiceLeadsToIt) {
    const auto moved = get("/leistung/L1.alt");
    EXPECT_EQ(moved.status, 301);
    EXPECT_EQ(moved.header("Location"), "/leistung/L900100.hundesteuer");
    EXPECT_EQ(get("/leistung/L1.nie").status, 404);
}

TEST_P(PublicPages, AnAddressWithAnotherIdOfTheOfficeLeadsToIt) {
    const auto moved = get("/stelle/" + SourceId{"L1", "altes.amt"}.to_string());
    EXPECT_EQ(moved.status, 301);
    EXPECT_EQ(moved.header("Location"), "/stelle/L900100.steueramt");
    EXPECT_EQ(get("/stelle/L1.nie").status, 404);
    Organisation later;
    later.id = {"L900100", "neu"};
    later.secondary_ids = {{"L1", "nie"}};
    put(later);
    count_change();
    EXPECT_EQ(get("/stelle/L1.nie").status, 404) << "read anew at most once a minute";
    clock().advance(std::chrono::minutes(1));
    EXPECT_EQ(get("/stelle/L1.nie").status, 301);
}

TEST_P(PublicPages, SearchEnginesReadOneAddressOfAPage) {
    struct Reset {
        web::Site before = web::site();
        ~Reset() { web::set_site(before); }
    } reset;
    const auto canonical = [&](const std::string& path, const web::Fields& query = {}) {
        const auto page = get(path, query).body;
        const std::string start = "<link rel=\"canonical\" href=\"";
        const auto from = page.find(start);
        if (from == page.npos) return std::string();
        return page.substr(from + start.size(),
                           page.find('"', from + start.size()) - from - start.size());
    };
    EXPECT_EQ(canonical("/leistung/L900100.hundesteuer"), "") << "no public address was given";
    web::Site site = reset.before;
    site.public_url = "https://stadt.example";
    site.has_public_url = true;
    web::set_site(site);
    web::Fields query;
    query.add("ort", "Bremerhaven");
    EXPECT_EQ(canonical("/leistung/L900100.ende", query),
              "https://stadt.example/leistung/L900100.ende");
    query.add("lang", "en");
    EXPECT_EQ(canonical("/stelle/L900100.steueramt", query),
              "https://stadt.example/stelle/L900100.steueramt?lang=en");
    EXPECT_EQ(canonical("/"), "https://stadt.example/");
    EXPECT_EQ(canonical("/themen/100"), "https://stadt.example/themen/100");
    EXPECT_EQ(canonical("/a-z"), "https://stadt.example/a-z?buchstabe=h");
    EXPECT_EQ(canonical("/lebenslagen/tiere"), "https://stadt.example/lebenslagen/tiere");
    EXPECT_EQ(canonical("/verbreitung"), "https://stadt.example/verbreitung");
    EXPECT_EQ(canonical("/suche"), "");
}

TEST_P(PublicPages, ATopicWithoutAnEnglishNameIsMarked) {
    web::Fields english;
    english.add("lang", "en");
    const auto page = get("/themen", english).body;
    const auto animals = page.find("Tiere"), taxes = page.find("Taxes");
    ASSERT_TRUE(animals != page.npos && taxes != page.npos);
    const auto mark = page.find("German only");
    EXPECT_EQ(mark, page.rfind("German only")) << "one of two";
    EXPECT_TRUE(animals < taxes ? mark > animals && mark < taxes : mark > animals);
    EXPECT_THAT(get("/themen").body, Not(HasSubstr("only")));
}

TEST_P(PublicPages, AnOfficeThatWorksElsewhereSaysWhere) {
    Organisation office;
    office.id = {"L900100", "samtgemeinde"};
    office.name = {{"de", "Samtgemeinde"}};
    Address address;
    address.postcode = "37603";
    address.town = "Holzminden";
    office.addresses = {address};
    put(office);
    Responsibility one;
    one.id = {"L900100", "2"};
    one.holder = office.id;
    one.service = dog_tax;
    one.areas = {*Ars::parse("032555401")};
    one.role = "01";
    put(one);
    EXPECT_THAT(get("/stelle/L900100.samtgemeinde").body,
                AllOf(HasSubstr("Dafür ist diese Stelle zuständig"), HasSubstr("(Bevern)"),
                      HasSubstr("/leistung/L900100.hundesteuer?ort=032555401")));
    web::Fields place;
    place.add("ort", "Holzminden, Stadt");
    EXPECT_THAT(get("/stelle/L900100.samtgemeinde", place).body, Not(HasSubstr("(Bevern)")));
}

TEST_P(PublicPages, ALandThatIsNoneIsSaid) {
    const auto with = [&](const char* land) {
        web::Fields query;
        query.add("land", land);
        return get("/leistung/L900100.hundesteuer/verbreitung", query);
    };
    EXPECT_EQ(with("04").status, 200);
    for (const char* none : {"99", "04012", "x"}) {
        EXPECT_EQ(with(none).status, 404) << none;
        EXPECT_THAT(with(none).body, HasSubstr("Dieses Land gibt es nicht."));
    }
}

TEST_P(PublicPages, TheOverviewSortsServicesByTheirSpread) {
    EXPECT_THAT(get("/verbreitung").body, HasSubstr("Noch ist keine Leistung gezählt."));
    const Date first = *parse_date("2026-02-01"), second = *parse_date("2026-03-01");
    const SourceId housing{"L900100", "wohngeld"};
    ASSERT_TRUE(record_coverage(store(), dog_tax, first, {10, 9, 1000, 900}));
    ASSERT_TRUE(record_coverage(store(), dog_tax, second, {10, 2, 1000, 50}));
    ASSERT_TRUE(record_coverage(store(), housing, second, {10, 1, 1000, 800}));
    const auto order = [&](const char* sorted) {
        web::Fields query;
        query.add("sortierung", sorted);
        const auto page = get("/verbreitung", query).body;
        const auto dog = page.find("/leistung/L900100.hundesteuer/verbreitung");
        const auto home = page.find("/leistung/L900100.wohngeld/verbreitung");
        EXPECT_TRUE(dog != page.npos && home != page.npos) << sorted;
        return dog < home ? "dog" : "home";
    };
    EXPECT_STREQ(order("anteil"), "home");
    EXPECT_STREQ(order("gemeinden"), "dog");
    EXPECT_STREQ(order("name"), "dog");
    EXPECT_THAT(get("/verbreitung").body,
                AllOf(HasSubstr("5 %"), HasSubstr("80 %"), Not(HasSubstr("90 %"))));
    const auto reader = store().reader();
    const auto page = measured_services(**reader, CoverageOrder::Residents, 1, 5);
    ASSERT_EQ(page->size(), 1U);
    EXPECT_EQ(page->front().id, dog_tax);
}

TEST_P(PublicPages, SearchEnginesReadWhatTheServiceIs) {
    web::Fields place;
    place.add("ort", "Bremerhaven");
    const auto service = data(get("/leistung/L900100.hundesteuer", place).body);
    EXPECT_EQ(service["@type"], Json("GovernmentService"));
    EXPECT_EQ(service["name"], Json("Hund </script><b>anmelden"));
    EXPECT_EQ(service["description"], Json("Melden Sie ihn an."));
    EXPECT_EQ(service["identifier"]["value"], Json("99102013104000"));
    EXPECT_EQ(service["provider"]["name"], Json("Steueramt"));
    EXPECT_EQ(service["areaServed"]["name"], Json("Bremerhaven"));
    const auto office = data(get("/stelle/L900100.steueramt").body);
    EXPECT_EQ(office["@type"], Json("GovernmentOrganization"));
    EXPECT_EQ(office["address"]["addressLocality"], Json("Bremerhaven"));
    EXPECT_EQ(office["telephone"], Json("0471 66969-101"));
}

TEST_P(PublicPages, AnOfficeShowsItsServicesWhereItStands) {
    EXPECT_THAT(get("/stelle/L900100.steueramt").body,
                AllOf(HasSubstr("/leistung/L900100.hundesteuer?ort=040120000000"),
                      HasSubstr("Leistungen an diesem Ort zeigen")));
}

TEST_P(PublicPages, AGermanTitleOnAnEnglishPageIsMarked) {
    web::Fields english;
    english.add("lang", "en");
    english.add("buchstabe", "h");
    EXPECT_THAT(get("/a-z", english).body,
                AllOf(HasSubstr("<span lang=\"de\"><a"), HasSubstr("German only")));
}

TEST_P(PublicPages, APageSaysHowToPassItOnAndWhoCheckedIt) {
    EXPECT_THAT(get("/leistung/L900100.hundesteuer").body,
                AllOf(HasSubstr("Diese Seite weitergeben"), HasSubstr("mailto:?subject=Hund"),
                      HasSubstr("Die Quelle sagt nicht, wann der Text zuletzt geprüft wurde.")));
}

}  // namespace
}  // namespace dw::catalogue
