// The pages through the router, against the HTML that is sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/json.h"
#include "catalogue/catalogue_fixture.h"
#include "catalogue/notice_table.h"
#include "catalogue/routes.h"
#include "web/csrf.h"
#include "web/html.h"
#include "web/openapi.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const SourceId dog_tax{"L900100", "hundesteuer"}, base_service{"B100019", "4711"};
const SourceId tax_office{"L900100", "steueramt"}, land_office{"L900100", "land"};

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TextModule module(std::string code, Localized content) {
    return {.code = std::move(code), .content = std::move(content), .links = {}};
}

Service dog_tax_service() {
    Service service;
    service.id = dog_tax;
    service.keys = {*ServiceKey::parse("99102013104000")};
    service.modules = {
        module("03", {{"de", "Hund anmelden <Hundesteuer>"}, {"en", "Register a dog"}}),
        module("05", {{"de", "Melden Sie Ihren Hund an."}}),
        module("06", {{"de", "<h1>Worum</h1><p>Wer einen <b>Hund</b> hält, zahlt.</p>"}}),
        module("07", {{"de", "<p>Hundesteuergesetz</p>"}})};
    Cost cost;
    cost.amount = Money::from_cents(15000);
    service.costs = {cost};
    Period duration;
    duration.value = 2;
    duration.unit = "WOCHE";
    service.processing_times = {duration};
    service.documents = {{.name = {{"de", "Ausweis"}}, .description = {}}};
    service.topics = {"100"};
    service.topic_names = {{{"de", "Tiere"}, {"en", "Animals"}}};
    return service;
}

Organisation office(const SourceId& id, std::string name) {
    Organisation organisation;
    organisation.id = id;
    organisation.name = {{"de", std::move(name)}};
    Address address;
    address.type = "001";
    address.street = "Beispielstraße";
    address.house_number = "1";
    address.postcode = "27568";
    address.town = "Bremerhaven";
    address.access = "Der Eingang ist ohne Stufen.";
    organisation.addresses = {address};
    organisation.contacts = {{.channel = "02", .value = "0471 66969-101", .note = ""},
                             {.channel = "01", .value = "steuer@example.org", .note = ""}};
    organisation.opening_hours = {{"de", "<p>Montag 8 bis 12 Uhr</p>"}};
    return organisation;
}

Responsibility responsibility(std::string value, const SourceId& holder, std::string_view area,
                              std::string role = "01") {
    Responsibility one;
    one.id = {"L900100", std::move(value)};
    one.holder = holder;
    one.service = dog_tax;
    one.areas = {*Ars::parse(area)};
    one.role = std::move(role);
    return one;
}

class CataloguePages : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        put(dog_tax_service(), true);
        Service base;
        base.id = base_service;
        base.modules = {module("02", {{"de", "Hundehaltung Erlaubnis"}})};
        put(base);
        put(office(tax_office, "Steueramt & Kasse"));
        put(office(land_office, "Landesamt"));
        put(responsibility("1", tax_office, "040120000000"));
        put(responsibility("2", land_office, "04"));
        auto over = responsibility("3", land_office, "040120000000");
        over.validity = {{std::nullopt, parse_date("2020-12-31")}};
        put(over);
        add_routes(router_, catalogue(), search(), clock(), {});
        web::add_openapi_route(router_);
    }

    web::Response get(const std::string& target, Language language = Language::German) {
        web::Request request;
        request.target = target;
        const auto question = target.find('?');
        request.path = decoded(target.substr(0, question));
        if (question != target.npos) {
            for (const auto& pair : split_query(target.substr(question + 1))) {
                const auto equals = pair.find('=');
                request.query.add(pair.substr(0, equals), decoded(pair.substr(equals + 1)));
            }
        }
        if (language == Language::English) request.query.add("lang", "en");
        request.language = language;
        request.client_address = "192.0.2.1";
        return router_.handle(request);
    }
    static std::string decoded(const std::string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '%') {
                out += text[i] == '+' ? ' ' : text[i];
                continue;
            }
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        }
        return out;
    }
    static std::vector<std::string> split_query(const std::string& query) {
        std::vector<std::string> pairs;
        std::istringstream stream(query);
        for (std::string pair; std::getline(stream, pair, '&');) pairs.push_back(pair);
        return pairs;
    }
    Json json(const std::string& target, int status = 200) {
        const auto response = get(target);
        EXPECT_EQ(response.status, status) << response.body;
        auto parsed = parse_json(response.body);
        EXPECT_TRUE(parsed.has_value()) << response.body;
        return parsed ? *parsed : Json();
    }

    web::Router router_;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, CataloguePages, ::testing::Values("sqlite"),
                         store::testing::database_name);

TEST_P(CataloguePages, EveryPageHasOneHeadingAndLabelsForItsFields) {
    for (const std::string path :
         {"/", "/suche", "/suche?q=hund", "/suche?q=hund&ort=Bremerhaven", "/suche?q=xyzzy",
          "/themen", "/themen/100", "/a-z", "/leistung/L900100.hundesteuer",
          "/leistung/L900100.hundesteuer?ort=040120000000",
          "/leistung/B100019.4711?ort=Bremerhaven", "/leistung/L900100.hundesteuer/hinweis",
          "/stelle/L900100.steueramt", "/leistung/L900100.hundesteuer/hinweis/danke"}) {
        for (const auto language : {Language::German, Language::English}) {
            const auto page = get(path, language);
            EXPECT_EQ(page.status, 200) << path;
            EXPECT_EQ(occurrences(page.body, "<h1"), 1U) << path;
            static const std::regex field("<(input|textarea|select)[^>]* id=\"([^\"]+)\"");
            const std::sregex_iterator end;
            for (std::sregex_iterator i(page.body.begin(), page.body.end(), field); i != end; ++i) {
                EXPECT_THAT(page.body, HasSubstr("for=\"" + (*i)[2].str() + "\"")) << path;
            }
            EXPECT_THAT(page.body, Not(HasSubstr("style="))) << path;
            // WCAG 1.3.1 as axe checks it (heading-order): no level is left out on the way down.
            static const std::regex title("<h([1-6])");
            int level = 0;
            for (std::sregex_iterator i(page.body.begin(), page.body.end(), title); i != end; ++i) {
                const int next = std::stoi((*i)[1].str());
                EXPECT_LE(next, level + 1) << path << " jumps to h" << next;
                level = next;
            }
        }
    }
}

TEST_P(CataloguePages, TheServicePageSaysWhoDecidesAndWhy) {
    const auto page = get("/leistung/L900100.hundesteuer?ort=Bremerhaven").body;
    EXPECT_THAT(page, HasSubstr("Zuständig in Bremerhaven"));
    EXPECT_THAT(page, HasSubstr("Steueramt &amp; Kasse ist zuständig"));
    EXPECT_THAT(page, HasSubstr("Landesamt ist es nicht"));
    EXPECT_THAT(page, HasSubstr("galt bis 31.12.2020"));
    EXPECT_THAT(page, HasSubstr("Quelle: beispiel.xml, geladen am 02.03.2026"));
    EXPECT_THAT(page, HasSubstr("Beispielstraße 1, 27568 Bremerhaven"));
    EXPECT_THAT(page, HasSubstr("Der Eingang ist ohne Stufen."));
    EXPECT_THAT(page, HasSubstr("href=\"tel:047166969101\""));
    EXPECT_THAT(page, HasSubstr("Montag 8 bis 12 Uhr"));
}

TEST_P(CataloguePages, TheServicePageSaysCostDurationNeedsAndKey) {
    const auto page = get("/leistung/L900100.hundesteuer").body;
    EXPECT_THAT(page, HasSubstr("150,00\u00a0€"));
    EXPECT_THAT(page, HasSubstr("zwei Wochen"));
    EXPECT_THAT(page, HasSubstr("Ausweis"));
    EXPECT_THAT(page, HasSubstr("99102013104000</span> (ungeprüft: nur in öffentlichen"));
    EXPECT_THAT(page, HasSubstr("Hund anmelden &lt;Hundesteuer&gt;"));
    EXPECT_THAT(page, HasSubstr("<h3>Worum</h3>"));
    EXPECT_THAT(page, HasSubstr("Sagen Sie uns, wo Sie wohnen"));
}

TEST_P(CataloguePages, WhatIsNotOnlineSaysWhatToDoInstead) {
    const auto page = get("/leistung/L900100.hundesteuer?ort=Bremerhaven").body;
    EXPECT_THAT(page, HasSubstr("Das geht hier noch nicht online"));
    EXPECT_THAT(page, HasSubstr("Gehen Sie hin: Beispielstraße 1"));
}

TEST_P(CataloguePages, AFormOfOurOwnIsOffered) {
    web::Router router;
    add_routes(router, catalogue(), search(), clock(),
               {.own_form = [](const Service&, const Organisation& organisation,
                               const Ars&) -> std::optional<OwnForm> {
                   if (organisation.id != tax_office) return std::nullopt;
                   return OwnForm{"/antrag/hund", {"Jetzt anmelden", "Register now"}};
               }});
    router_ = std::move(router);
    const auto page = get("/leistung/L900100.hundesteuer?ort=Bremerhaven").body;
    EXPECT_THAT(page, AllOf(HasSubstr("href=\"/antrag/hund\""), HasSubstr("Jetzt anmelden"),
                            HasSubstr("Andere Wege")));
}

TEST_P(CataloguePages, NobodyKnownIsSaidAndNotGuessed) {
    const auto page = get("/leistung/L900100.hundesteuer?ort=091620000000").body;
    EXPECT_THAT(page, HasSubstr("ist keine zuständige Stelle bekannt"));
    EXPECT_THAT(page, Not(HasSubstr("Steueramt")));
}

TEST_P(CataloguePages, GermanTextsOnAnEnglishPageAreMarked) {
    const auto page = get("/leistung/L900100.hundesteuer", Language::English).body;
    EXPECT_THAT(page, HasSubstr("Register a dog"));
    EXPECT_THAT(page, HasSubstr("Some texts are only available in German."));
    EXPECT_THAT(page, HasSubstr("<div lang=\"de\">"));
    EXPECT_THAT(page, HasSubstr("€150.00"));
}

TEST_P(CataloguePages, AnAmbiguousPlaceIsAskedForAndTheQueryKept) {
    const auto page = get("/suche?q=hund&ort=Neustadt").body;
    EXPECT_THAT(page, HasSubstr("Welchen Ort meinen Sie?"));
    EXPECT_THAT(page, HasSubstr("/suche?q=hund&amp;ort="));
    const auto of_service = get("/leistung/L900100.hundesteuer?ort=Neustadt").body;
    EXPECT_THAT(of_service, HasSubstr("/leistung/L900100.hundesteuer?ort="));
}

TEST_P(CataloguePages, AnUnknownPlaceIsAFindingAtTheField) {
    const auto page = get("/suche?q=hund&ort=Xyzzyhausen");
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, AllOf(HasSubstr("nicht als Ort"), HasSubstr("aria-invalid=\"true\"")));
}

TEST_P(CataloguePages, ResultsCarryThePlaceOnAndSayWhereNobodyIsKnown) {
    const auto page = get("/suche?q=hund&ort=Bremerhaven").body;
    EXPECT_THAT(page, HasSubstr("/leistung/L900100.hundesteuer?ort=040120000000"));
    EXPECT_THAT(page, HasSubstr("Hier ist keine Stelle bekannt"));
}

TEST_P(CataloguePages, WhatThereIsElsewhereIsShownUnderAHeadingOfItsOwn) {
    const auto page = get("/suche?q=anmelden&ort=K%C3%B6ln").body;
    EXPECT_THAT(page, HasSubstr("In Köln noch nicht bei uns"));
    EXPECT_THAT(page, HasSubstr("/leistung/L900100.hundesteuer?ort=053150000000"));
    EXPECT_THAT(page, Not(HasSubstr("anderes Wort")));
    EXPECT_THAT(get("/suche?q=xyzzy&ort=K%C3%B6ln").body, HasSubstr("Wir haben nichts gefunden"));
}

TEST_P(CataloguePages, APlaceInTheWordsIsUnderstoodWhenTheFieldIsEmpty) {
    const auto page = get("/suche?q=Hund+anmelden+in+Bremerhaven&ort=").body;
    EXPECT_THAT(
        page, AllOf(HasSubstr("Wir suchen in Bremerhaven."), HasSubstr("Leistungen in Bremerhaven"),
                    HasSubstr("value=\"Hund anmelden\"")));
    EXPECT_THAT(get("/suche?q=Hund+in+Bremerhaven&ort=K%C3%B6ln").body,
                Not(HasSubstr("Wir suchen in")));
    EXPECT_THAT(get("/suche?q=Kind+in+Kita").body, Not(HasSubstr("Wir suchen in")));
}

TEST_P(CataloguePages, APlaceAmongTheWordsCanBeTakenAway) {
    const auto page = get("/suche?q=hund+Bremerhafen").body;
    EXPECT_THAT(page, AllOf(HasSubstr("Wir haben „Bremerhafen“ als Bremerhaven verstanden."),
                            HasSubstr("/suche?q=hund&amp;ganz=1"),
                            HasSubstr("/suche?q=hund%20Bremerhafen&amp;ganz=1")));
    EXPECT_THAT(get("/suche?q=hund+Bremerhaven&ganz=1").body, Not(HasSubstr("Wir suchen in")));
    EXPECT_THAT(get("/suche?q=hund+in+Neustadt").body, HasSubstr("Welchen Ort meinen Sie?"));
    EXPECT_THAT(get("/suche?q=hund&ort=Bremerhafen").body,
                HasSubstr("Wir haben „Bremerhafen“ als Bremerhaven verstanden."));
}

TEST_P(CataloguePages, EachHitSaysWhyItIsThere) {
    const auto page = get("/suche?q=hund&ort=Bremerhaven").body;
    EXPECT_THAT(page, HasSubstr("Steht im Titel · Zuständig hier: Steueramt &amp; Kasse"));
    EXPECT_THAT(get("/suche?q=k%C3%B6ter").body, HasSubstr("Anderes Wort für „köter“"));
    EXPECT_THAT(get("/suche?q=hundestuer").body,
                HasSubstr("Wir haben nach „Hundesteuer“ gesucht. Sie haben „hundestuer“"));
}

TEST_P(CataloguePages, TheApiTakesThePlaceOutOfTheWords) {
    const auto found = json("/api/v1/services?q=hund+27568");
    EXPECT_EQ(found["understood"]["words"], Json("hund"));
    EXPECT_EQ(found["understood"]["place"]["name"], Json("Bremerhaven"));
    EXPECT_EQ(found["items"].items()[0]["because"]["kind"], Json("title"));
    const auto elsewhere = json("/api/v1/services?q=melden+in+K%C3%B6ln");
    ASSERT_FALSE(elsewhere["items"].items().empty());
    EXPECT_EQ(elsewhere["items"].items()[0]["offeredHere"], Json(false));
    const auto several = json("/api/v1/services?q=hund+in+Neustadt");
    EXPECT_GT(several["understood"]["places"].items().size(), 5U);
    EXPECT_FALSE(several["items"].items().empty());
}

TEST_P(CataloguePages, ASearchThatFindsNothingIsCounted) {
    std::vector<std::string> missed;
    Hooks hooks;
    hooks.nothing_found = [&](std::string_view words) { missed.emplace_back(words); };
    router_ = {};
    add_routes(router_, catalogue(), search(), clock(), std::move(hooks));
    get("/suche?q=ponyweide+in+Bremerhaven");
    get("/suche?q=hund");
    EXPECT_THAT(missed, ::testing::ElementsAre("ponyweide"));
}

TEST_P(CataloguePages, ASearchWithoutWordsLeadsToTopics) {
    EXPECT_THAT(get("/suche?q=&ort=Bremerhaven").body,
                AllOf(HasSubstr("Themen in Bremerhaven"), HasSubstr("/themen/100?ort=0401")));
    EXPECT_THAT(get("/suche").body, HasSubstr("Oder wählen Sie ein Thema"));
}

TEST_P(CataloguePages, TheChosenPlaceIsNamedSoThatItIsFoundAgain) {
    const auto page = get("/suche?q=hund&ort=065340016016").body;
    EXPECT_THAT(page, HasSubstr("Neustadt (Hessen)"));
    const auto choice = get("/suche?q=hund&ort=Neustadt").body;
    EXPECT_THAT(choice, HasSubstr("Neustadt (Hessen)</a>"));
    EXPECT_THAT(choice, HasSubstr("(Landkreis Marburg-Biedenkopf, Hessen)"));
    EXPECT_THAT(choice, Not(HasSubstr("gemfr")));
}

TEST_P(CataloguePages, ThePathToTheOfficeCallsCitiesAndTheirPartsByTheirKind) {
    EXPECT_THAT(get("/leistung/L900100.hundesteuer?ort=Bremerhaven").body,
                HasSubstr("Bremerhaven (kreisfreie Stadt), Bremen (Land)"));
    EXPECT_THAT(get("/leistung/L900100.hundesteuer?ort=040110213213").body,
                HasSubstr("Neustadt (Teil der Stadt Bremen), Bremen (kreisfreie Stadt)"));
}

TEST_P(CataloguePages, TheServicesOwnWayCountsMoreThanALetterBox) {
    auto service = dog_tax_service();
    service.id = {"L900100", "ausweis"};
    service.keys.clear();
    service.modules.push_back(module("11", {{"de", "<p>Kommen Sie selbst.</p>"}}));
    put(service, true);
    auto of_service = responsibility("9", tax_office, "040120000000");
    of_service.service = service.id;
    put(of_service);
    const auto page = get("/leistung/L900100.ausweis?ort=Bremerhaven").body;
    EXPECT_THAT(page, HasSubstr("So läuft es ab"));
    EXPECT_THAT(page, Not(HasSubstr("Schreiben Sie einen Brief")));
}

TEST_P(CataloguePages, AnOfficeShowsItsServicesAndTheWayBack) {
    const auto service = get("/leistung/L900100.hundesteuer?ort=Bremerhaven").body;
    const std::string path =
        "/stelle/L900100.steueramt?leistung=L900100.hundesteuer&ort=040120000000";
    EXPECT_THAT(service, HasSubstr("leistung=L900100.hundesteuer&amp;ort=040120000000"));
    const auto page = get(path).body;
    EXPECT_THAT(page, AllOf(HasSubstr("Leistungen dieser Stelle in Bremerhaven"),
                            HasSubstr("/leistung/L900100.hundesteuer/hinweis?ort=040120000000"),
                            HasSubstr("href=\"tel:047166969101\""),
                            HasSubstr("href=\"mailto:steuer@example.org\"")));
    EXPECT_THAT(get("/stelle/L900100.steueramt").body, HasSubstr("Fehler melden"));
}

TEST_P(CataloguePages, WhatDoesNotExistIs404WithAWayOut) {
    for (const auto* path : {"/leistung/L9.nichts", "/leistung/x", "/stelle/L9.nichts",
                             "/themen/nichts", "/leistung/L9.nichts/hinweis"}) {
        const auto page = get(path);
        EXPECT_EQ(page.status, 404) << path;
        EXPECT_THAT(page.body, HasSubstr("href=\"/\"")) << path;
    }
}

TEST_P(CataloguePages, OtherSignsInAnAddressStayText) {
    const auto page = get("/suche?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body;
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
}

TEST_P(CataloguePages, TheApiNamesTheOfficeAndTheReasons) {
    for (const std::string service :
         {"L900100.hundesteuer", "L900100:hundesteuer", "99102013104000"}) {
        const auto answer = json("/api/v1/competent?service=" + service + "&area=040120000000");
        EXPECT_EQ(*answer["organisation"]["id"].as_string(), "L900100.steueramt");
        EXPECT_EQ(*answer["organisation"]["name"].as_string(), "Steueramt & Kasse");
        EXPECT_EQ(answer["organisations"].items().size(), 1U);
        ASSERT_EQ(answer["because"].items().size(), 3U);
        EXPECT_EQ(*answer["because"].items()[0]["verdict"].as_string(), "competent");
        EXPECT_EQ(*answer["place"]["name"].as_string(), "Bremerhaven");
    }
    const auto nobody = json("/api/v1/competent?service=99102013104000&area=091620000000");
    EXPECT_TRUE(nobody.has("organisation"));
    EXPECT_TRUE(nobody["organisation"].is_null());
    EXPECT_TRUE(nobody["organisations"].items().empty());
    const auto earlier =
        json("/api/v1/competent?service=99102013104000&area=040120000000&date=2020-01-01");
    EXPECT_EQ(earlier["organisations"].items().size(), 2U);
}

// Who asks by the key, by the service of the town, by that of the national catalogue, or looks at a
// page gets the same office.
TEST_P(CataloguePages, PageAndApiNameTheSameOfficeForServicesOfOneKey) {
    const auto key = *ServiceKey::parse("99102013104000");
    Service national, dangerous;
    national.id = {"B100019", "99"};
    national.keys = {key};
    national.modules = {module("02", {{"de", "Hundesteuer Anmeldung"}})};
    put(national);
    // The same key with an entry for the Land only: the town's is more exact.
    dangerous.id = {"L900200", "7"};
    dangerous.keys = {key};
    dangerous.modules = {module("02", {{"de", "Gefährlichen Hund anmelden"}})};
    put(dangerous, true);
    auto of_land = responsibility("4", land_office, "04");
    of_land.service = dangerous.id;
    put(of_land);
    for (const std::string area : {"040120000000", "040110000000"}) {
        const std::string at = area == "040120000000" ? "Bremerhaven" : "Bremen";
        const std::string office = at == "Bremerhaven" ? "Steueramt &amp; Kasse" : "Landesamt";
        const auto by_key = json("/api/v1/competent?service=99102013104000&area=" + area);
        const auto id = by_key["organisation"]["id"];
        ASSERT_NE(id.as_string(), nullptr);
        for (const std::string one : {"L900100.hundesteuer", "B100019.99", "L900200.7"}) {
            SCOPED_TRACE(one + " " + area);
            const auto by_id = json("/api/v1/competent?service=" + one + "&area=" + area);
            EXPECT_EQ(by_id["organisations"], by_key["organisations"]);
            const auto service = json("/api/v1/services/" + one + "?area=" + area);
            EXPECT_EQ(service["competent"]["organisations"], by_key["organisations"]);
            const auto page = get("/leistung/" + one + "?ort=" + at).body;
            EXPECT_THAT(page, HasSubstr(">" + office));
        }
    }
}

TEST_P(CataloguePages, AVariantWithItsOwnOfficeNamesThatAlone) {
    Service variant;
    variant.id = {"L900100", "kampfhund"};
    variant.keys = {*ServiceKey::parse("99102013104000")};
    variant.modules = {module("02", {{"de", "Gefährlichen Hund anmelden"}})};
    put(variant, true);
    auto own = responsibility("5", land_office, "040120000000");
    own.service = variant.id;
    put(own);
    const auto named = [&](const std::string& service) {
        const auto answer = json("/api/v1/competent?service=" + service + "&area=040120000000");
        std::string names;
        for (const auto& one : answer["organisations"].items())
            names += std::string(one["id"].text_or("")) + " ";
        return names;
    };
    EXPECT_EQ(named("L900100.hundesteuer"), "L900100.steueramt ");
    EXPECT_EQ(named("L900100.kampfhund"), "L900100.land ");
    // Whoever knows no more than the key gets both.
    EXPECT_EQ(named("99102013104000"), "L900100.land L900100.steueramt ");
    EXPECT_THAT(get("/leistung/L900100.kampfhund?ort=Bremerhaven").body,
                HasSubstr("für eine andere Leistung mit demselben Schlüssel"));
}

TEST_P(CataloguePages, TheApiListsPlacesAndServices) {
    const auto places = json("/api/v1/places?q=Bremerhaven");
    ASSERT_GE(places["items"].items().size(), 1U);
    EXPECT_EQ(*places["items"].items()[0]["name"].as_string(), "Bremerhaven");
    EXPECT_TRUE(places["next"].is_null());
    const auto services = json("/api/v1/services?q=hund&area=040120000000");
    ASSERT_EQ(services["items"].items().size(), 2U);
    EXPECT_EQ(services["items"].items()[1]["offeredHere"].as_bool(), false);
    const auto first = json("/api/v1/services?limit=1");
    ASSERT_NE(first["next"].as_string(), nullptr);
    const auto second = json("/api/v1/services?limit=1&cursor=" + *first["next"].as_string());
    EXPECT_NE(*first["items"].items()[0]["id"].as_string(),
              *second["items"].items()[0]["id"].as_string());
    EXPECT_TRUE(second["next"].is_null());
}

TEST_P(CataloguePages, TheApiShowsOneServiceAsItIsThere) {
    const auto service = json("/api/v1/services/L900100.hundesteuer?area=040120000000");
    EXPECT_EQ(*service["title"]["en"].as_string(), "Register a dog");
    EXPECT_EQ(*service["costs"].items()[0]["amount"].as_string(), "150.00");
    EXPECT_EQ(*service["competent"]["organisation"]["id"].as_string(), "L900100.steueramt");
}

TEST_P(CataloguePages, BadInputOfTheApiIsAProblemWithItsPlace) {
    const std::pair<std::string, int> cases[] = {
        {"/api/v1/competent", 400},
        {"/api/v1/competent?service=99102013104000", 400},
        {"/api/v1/competent?service=abc&area=04", 400},
        {"/api/v1/competent?service=99102013104000&area=Bremen", 400},
        {"/api/v1/competent?service=99102013104000&area=0401200000001", 400},
        {"/api/v1/competent?service=99102013104000&area=99", 404},
        {"/api/v1/competent?service=99999999999999&area=04", 404},
        {"/api/v1/competent?service=99102013104000&area=04&date=2026-02-30", 400},
        {"/api/v1/services?limit=0", 400},
        {"/api/v1/services?limit=x", 400},
        {"/api/v1/services?cursor=%21", 400},
        {"/api/v1/services?q=" + std::string(500, 'a'), 400},
        {"/api/v1/services/L9.nichts", 404},
        {"/api/v1/places", 400}};
    for (const auto& [target, status] : cases) {
        const auto response = get(target);
        EXPECT_EQ(response.status, status) << target;
        EXPECT_THAT(response.content_type, HasSubstr("application/problem+json")) << target;
        const auto problem = parse_json(response.body);
        ASSERT_TRUE(problem.has_value()) << target;
        EXPECT_NE((*problem)["code"].as_string(), nullptr) << target;
        EXPECT_EQ((*problem)["findings"].items().size(), 1U) << target;
    }
}

TEST_P(CataloguePages, TheDescriptionNamesExactlyTheRoutesOfTheApi) {
    const auto document = json("/api/openapi.json");
    std::set<std::string> described, routed;
    for (const auto& [path, operations] : document["paths"].members()) {
        for (const auto& [method, operation] : operations.members()) {
            described.insert(method + " " + path);
        }
    }
    for (const auto& route : router_.routes()) {
        if (route.kind == web::Kind::Api) routed.insert("get " + route.path);
    }
    EXPECT_EQ(described, routed);
}

TEST_P(CataloguePages, PublicPagesSetNoCookieAndMayBeKept) {
    for (const auto* path : {"/", "/suche?q=hund", "/leistung/L900100.hundesteuer"}) {
        for (const auto& [name, value] : get(path).headers) {
            EXPECT_NE(name, "Set-Cookie") << path;
        }
    }
}

class Notices : public testing::CatalogueTest {};
INSTANTIATE_TEST_SUITE_P(Databases, Notices, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Notices, AreKeptSealedAndReadNewestFirst) {
    for (int i = 0; i < 3; ++i) {
        clock().advance(std::chrono::seconds(1));
        ASSERT_TRUE(store_notice(store(), {.id = NoticeId::make(clock(), random()),
                                           .at = clock().now(),
                                           .service = dog_tax,
                                           .place = "040120000000",
                                           .organisation = "L900100.steueramt",
                                           .subject = "office",
                                           .words = "Nummer " + std::to_string(i)})
                        .has_value());
    }
    reopen();
    const auto kept =
        notices(store(), {.reach = {.organisation = "L900100.steueramt"}, .limit = 2});
    ASSERT_TRUE(kept.has_value());
    ASSERT_EQ(kept->notices.size(), 2U);
    EXPECT_TRUE(kept->more);
    EXPECT_EQ(kept->notices.front().words, "Nummer 2");
    EXPECT_EQ(kept->notices.front().service, dog_tax);
    EXPECT_EQ(count("select count(*) from catalogue_notice where words = 'Nummer 2'"), 0);
}

}  // namespace
}  // namespace dw::catalogue
