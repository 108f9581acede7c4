// What deliveries say in rarer forms: times of parts, words about a whole module, areas of which
// one is unknown, offices that exist for a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue.h"
#include "catalogue/content.h"
#include "catalogue/import.h"
#include "catalogue/overlay.h"
#include "catalogue/reasons.h"
#include "catalogue/xzufi_export.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

const SourceId dog{"L900001", "11"};
const Date day = *parse_date("2026-06-01");
const Ars bremerhaven = *Ars::parse("040120000000");

std::string id(std::string_view name, std::string_view value) {
    return "<" + std::string(name) + " schemeAgencyID='L900001'>" + std::string(value) + "</" +
           std::string(name) + ">";
}
std::string service(std::string_view content) {
    return "<schreibe><leistung>" + id("id", "11") + std::string(content) +
           "</leistung></schreibe>";
}
std::string text(std::string_view code, std::string_view words, std::string_view time = {}) {
    return "<modulText>" + std::string(time) + "<leikaTextmodul><code>" + std::string(code) +
           "</code></leikaTextmodul><inhalt languageCode='de'>" + std::string(words) +
           "</inhalt></modulText>";
}
std::string time(std::string_view from, std::string_view until) {
    std::string written = "<gueltigkeit>";
    if (!from.empty()) written += "<beginn>" + std::string(from) + "</beginn>";
    if (!until.empty()) written += "<ende>" + std::string(until) + "</ende>";
    return written + "</gueltigkeit>";
}
std::string office(std::string_view value, std::string_view area, std::string_view more = {}) {
    return "<schreibe><organisationseinheit>" + id("id", value) + "<name><name>Amt " +
           std::string(value) + "</name></name>" + std::string(more) + "<zustaendigkeit>" +
           id("id", "z" + std::string(value)) + id("leistungID", "11") + "<gebietID>" +
           std::string(area) + "</gebietID><rolle><code>01</code></rolle></zustaendigkeit>" +
           "</organisationseinheit></schreibe>";
}

std::vector<std::string> codes(const FileReport& report) {
    std::vector<std::string> all;
    for (const ImportFinding& finding : report.findings) all.push_back(finding.code);
    return all;
}

class XzufiDetails : public store::testing::DatabaseTest {
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
    FileReport import(const std::string& inner) {
        auto report = import_xzufi_text(
            *store_, areas(),
            {.name = "test.xml",
             .content = "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + inner + "</t>"});
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report ? *report : FileReport{};
    }
    Catalogue catalogue() { return {*store_, areas()}; }
    Service on(Date when) {
        const auto found = catalogue().service_for(dog, bremerhaven, when);
        EXPECT_TRUE(found.has_value());
        return found ? *found : Service{};
    }
    std::vector<std::string> in_charge() {
        const Catalogue all = catalogue();
        const auto asked = all.service(dog);
        auto competence = all.competent(*asked, bremerhaven, day);
        const auto named = with_names(all, *std::move(competence), day, &dog);
        std::vector<std::string> offices;
        for (const auto& one : named->organisations) offices.push_back(one.id.value);
        return offices;
    }

    std::unique_ptr<store::Store> store_;
};

TEST_P(XzufiDetails, PartsCountInTheirTime) {
    const auto report = import(service(
        text("06", "Alt", time("", "2020-12-31")) +
        text("06", "Jetzt", time("2021-01-01T00:00:00", "2029-12-31T23:59:59")) +
        text("06", "Bald", time("2030-01-01", "")) +
        "<modulKosten><kosten><kostenFix><betrag>10</betrag></kostenFix>" + time("", "2020-12-31") +
        "</kosten><kosten><kostenFix><betrag>20</betrag></kostenFix></kosten></modulKosten>" +
        "<modulFrist>" + time("", "2019-12-31") +
        "<frist><fristDauer><dauer>2</dauer><einheit>WOCHE</einheit></fristDauer></frist>"
        "</modulFrist>"));
    EXPECT_THAT(codes(report), IsEmpty());
    const Service now = on(day);
    ASSERT_NE(now.module("06"), nullptr);
    EXPECT_EQ(now.module("06")->content.at("de"), "Jetzt");
    ASSERT_EQ(now.costs.size(), 1U);
    EXPECT_EQ(now.costs[0].amount, Money::parse("20"));
    EXPECT_TRUE(now.deadlines.empty());
    const Service before = on(*parse_date("2019-06-01"));
    EXPECT_EQ(before.module("06")->content.at("de"), "Alt");
    EXPECT_EQ(before.costs.size(), 2U);
    EXPECT_EQ(before.deadlines.size(), 1U);
    EXPECT_EQ(on(*parse_date("2030-06-01")).module("06")->content.at("de"), "Bald");
}

TEST_P(XzufiDetails, TimesOfPartsGoOutAndComeBack) {
    import(service(text("06", "Alt", time("", "2020-12-31")) +
                   text("06", "Jetzt", time("2021-01-01", "")) +
                   "<modulDokument><dokumentEingehend><bezeichnung>Nachweis</bezeichnung>" +
                   time("2026-01-01", "") + "</dokumentEingehend></modulDokument>"));
    const auto stored = catalogue().service(dog);
    std::string exported;
    ASSERT_TRUE(export_xzufi(*store_, [&](std::string_view piece) -> Outcome {
        exported += piece;
        return Nothing{};
    }));
    const auto again = import_xzufi_text(*store_, areas(), {.name = "again", .content = exported});
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->counts.changed, 0);
    EXPECT_EQ(*catalogue().service(dog), *stored);
    EXPECT_EQ(stored->modules.size(), 2U);
}

TEST(OwnWordsOverTimes, StandInPlaceOfAllTextsOfTheirCode) {
    Service timed{.id = dog};
    timed.modules = {{.code = "06", .content = {{"de", "Alt"}}, .links = {}},
                     {.code = "08", .content = {{"de", "Ausweis"}}, .links = {}},
                     {.code = "06", .content = {{"de", "Bald"}}, .links = {}}};
    put_module(timed, {.code = "06", .content = {{"de", "Unsere Worte"}}, .links = {}});
    ASSERT_EQ(timed.modules.size(), 2U);
    EXPECT_EQ(timed.module("06")->content.at("de"), "Unsere Worte");
    put_module(timed, {.code = "06", .content = {}, .links = {}});
    EXPECT_EQ(timed.module("06"), nullptr);
}

TEST_P(XzufiDetails, ABadTimeOfAPartIsSaid) {
    EXPECT_THAT(codes(import(service(text("06", "Text", time("2026-02-30", ""))))),
                ElementsAre("import_bad_stamp"));
    EXPECT_NE(on(day).module("06"), nullptr);
}

TEST_P(XzufiDetails, WordsAboutAWholeModuleAreKept) {
    import(
        service("<modulKosten><beschreibung languageCode='de'>Je nach Größe 150 Euro"
                "</beschreibung><kosten><kostenFix><betrag>13</betrag></kostenFix></kosten>"
                "</modulKosten><modulFrist><beschreibung>Vor dem Umzug</beschreibung>"
                "</modulFrist>"));
    const Service now = on(day);
    ASSERT_EQ(now.costs.size(), 2U);
    EXPECT_EQ(now.costs[0].description.at("de"), "Je nach Größe 150 Euro");
    ASSERT_EQ(now.deadlines.size(), 1U);
    EXPECT_EQ(now.deadlines[0].description.at("de"), "Vor dem Umzug");
}

TEST_P(XzufiDetails, TextsMayHaveElementsOfAnyName) {
    import(service(text("06", "Geben Sie <code>4711</code> und <titel>das</titel> ein")));
    EXPECT_EQ(on(day).module("06")->content.at("de"), "Geben Sie 4711 und das ein");
}

TEST_P(XzufiDetails, KnownAreasCountBesideUnknownOnes) {
    const std::string two = "040120000000</gebietID><gebietID>O3255";
    EXPECT_THAT(codes(import(service(text("03", "Hund")) + office("1", two))),
                ElementsAre("import_bad_area"));
    EXPECT_THAT(in_charge(), ElementsAre("1"));
}

TEST_P(XzufiDetails, WhatIsForNoKnownAreaIsNotForTheWholeCountry) {
    const auto report =
        import(service(text("03", "Hund") + "<gueltigkeitGebietID>0916X</gueltigkeitGebietID>"));
    EXPECT_EQ(report.counts.services, 0);
    EXPECT_THAT(codes(report), Contains("import_bad_area"));
    const auto postcode = import(
        service(text("03", "Hund") +
                "<gueltigkeitGebietID schemeID='urn:postleitzahl'>08115</gueltigkeitGebietID>"));
    EXPECT_EQ(postcode.counts.services, 0);
    EXPECT_THAT(codes(postcode), ElementsAre("import_postcode"));
}

TEST_P(XzufiDetails, AVariantForAnOfficeIsNotSaidEverywhere) {
    const auto report =
        import(service(text("06", "Für alle")) + "<schreibe><spezialisierung>" + id("id", "s1") +
               id("leistungID", "11") + id("organisationseinheitID", "1") +
               text("06", "Nur für ein Amt") + "</spezialisierung></schreibe>");
    EXPECT_EQ(report.counts.specialisations, 0);
    EXPECT_THAT(codes(report), Contains("import_only_for_office"));
    EXPECT_EQ(on(day).module("06")->content.at("de"), "Für alle");
}

TEST_P(XzufiDetails, AnOfficeThatIsGoneIsNotInCharge) {
    import(service(text("03", "Hund")) + office("1", "040120000000", time("", "2020-12-31")) +
           office("2", "040000000000"));
    EXPECT_THAT(in_charge(), ElementsAre("2"));
    import(office("2", "040000000000", time("2027-01-01", "")));
    EXPECT_THAT(in_charge(), IsEmpty());
    import(office("1", "040120000000"));
    EXPECT_THAT(in_charge(), ElementsAre("1"));
}

TEST_P(XzufiDetails, UnknownCodesAreNamed) {
    const auto report =
        import(service(text("99", "Etwas") +
                       "<modulFrist><frist><fristDauer><dauer>3</dauer>"
                       "<einheit>QUARTAL</einheit></fristDauer></frist></modulFrist>"));
    std::vector<std::string> named;
    for (const auto& finding : report.findings) named.push_back(finding.arguments.front());
    EXPECT_THAT(named, testing::UnorderedElementsAre("modulText 99", "einheit QUARTAL"));
}

TEST_P(XzufiDetails, WhatIsNotTakenOfAnOfficeIsNamed) {
    const auto report = import(
        service(text("03", "Hund")) +
        office("1", "040120000000</gebietID><rolle><code>7</code></rolle><gebietID>040120000000",
               "<kommunikation><kanal><code>02</code></kanal><kennung>1</kennung>" +
                   time("", "2019-12-31") + "</kommunikation>"));
    std::vector<std::string> named;
    for (const auto& finding : report.findings) named.push_back(finding.arguments.front());
    EXPECT_THAT(named, testing::UnorderedElementsAre("kommunikation/gueltigkeit", "rolle 7"));
}

TEST_P(XzufiDetails, AmountsMayBeWrittenAsTheSchemaAllows) {
    import(
        service("<modulKosten><kosten><kostenFix><betrag>+5.</betrag></kostenFix></kosten>"
                "<kosten><kostenFix><betrag>.5</betrag></kostenFix></kosten></modulKosten>"));
    const Service now = on(day);
    ASSERT_EQ(now.costs.size(), 2U);
    EXPECT_EQ(now.costs[0].amount, Money::parse("5"));
    EXPECT_EQ(now.costs[1].amount, Money::parse("0.50"));
}

std::string variant(std::string_view content) {
    return "<schreibe><spezialisierung>" + id("id", "s1") + id("leistungID", "11") +
           "<gebietID>040120000000</gebietID>" + std::string(content) +
           "</spezialisierung></schreibe>";
}

TEST_P(XzufiDetails, NothingToReadTakesNoTextAway) {
    for (const std::string_view nothing :
         {"&lt;p&gt;&amp;nbsp;&lt;/p&gt;", "&lt;br&gt;", "&lt;p&gt;\u200b \u00a0&lt;/p&gt;"}) {
        import(service(text("06", "Für alle")) + variant(text("06", nothing)));
        ASSERT_NE(on(day).module("06"), nullptr);
        EXPECT_EQ(on(day).module("06")->content.at("de"), "Für alle") << nothing;
    }
    import(service("<modulKosten><kosten><kostenFix><betrag>90</betrag></kostenFix></kosten>"
                   "</modulKosten>") +
           variant("<modulKosten><kosten><kostenFix><betrag>-5.00</betrag></kostenFix></kosten>"
                   "</modulKosten>"));
    ASSERT_EQ(on(day).costs.size(), 1U);
    EXPECT_EQ(on(day).costs[0].amount, Money::parse("90"));
}

TEST_P(XzufiDetails, AVariantInAnotherLanguageKeepsTheGermanText) {
    import(service(text("06", "Deutsch")) +
           variant("<modulText><leikaTextmodul><code>06</code></leikaTextmodul>"
                   "<inhalt languageCode='en'>English</inhalt></modulText>"));
    const auto content = on(day).module("06")->content;
    EXPECT_EQ(content.at("de"), "Deutsch");
    EXPECT_EQ(content.at("en"), "English");
}

TEST_P(XzufiDetails, DaysOfDeadlinesExist) {
    const auto stichtag = [](std::string_view from, std::string_view until) {
        return "<frist><fristStichtag><von>" + std::string(from) + "</von><bis>" +
               std::string(until) + "</bis></fristStichtag></frist>";
    };
    const auto report = import(service("<modulFrist>" + stichtag("--02-29", "2026-03-01+01:00") +
                                       stichtag("--02-30", "2026-02-29") + "</modulFrist>"));
    EXPECT_THAT(codes(report), ElementsAre("import_bad_stamp", "import_bad_stamp"));
    const Service now = on(day);
    ASSERT_EQ(now.deadlines.size(), 1U);
    EXPECT_EQ(now.deadlines[0].day_from, "--02-29");
    EXPECT_EQ(now.deadlines[0].day_until, "2026-03-01");
}

INSTANTIATE_TEST_SUITE_P(Databases, XzufiDetails, store::testing::databases(),
                         store::testing::database_name);

TEST(Content, WithoutTimesOfPartsStaysAsItWas) {
    Service plain{.id = dog};
    plain.modules.push_back({.code = "06", .content = {{"de", "Text"}}, .links = {}});
    EXPECT_EQ(to_content(plain).front(), 1);
    plain.modules.front().validity.push_back({.from = day, .until = {}});
    const Bytes timed = to_content(plain);
    EXPECT_EQ(timed.front(), 2);
    EXPECT_EQ(*service_from_content(timed), plain);
}

}  // namespace
}  // namespace dw::catalogue
