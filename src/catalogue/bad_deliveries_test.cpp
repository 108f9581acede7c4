// Deliveries that are wrong, or say what is not theirs to say: what is stored stays, and the report
// names the object and the reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "catalogue/catalogue.h"
#include "catalogue/collection.h"
#include "catalogue/import.h"
#include "catalogue/import_journal.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::string service(const std::string& id, const std::string& inner,
                    const std::string& agency = "L1") {
    return "<schreibe><leistung><id schemeAgencyID='" + agency + "'>" + id + "</id>" + inner +
           "</leistung></schreibe>";
}

std::string text(const std::string& code, const std::string& content) {
    return "<modulText><leikaTextmodul><code>" + code + "</code></leikaTextmodul><inhalt>" +
           content + "</inhalt></modulText>";
}

std::string office(const std::string& id, const std::string& parent,
                   const std::string& inner = "") {
    return "<schreibe><organisationseinheit><id schemeAgencyID='L1'>" + id + "</id>" +
           (parent.empty() ? ""
                           : "<uebergeordneteOrganisationseinheitID schemeAgencyID='L1'>" + parent +
                                 "</uebergeordneteOrganisationseinheitID>") +
           inner + "</organisationseinheit></schreibe>";
}

std::string validity(const std::string& begin, const std::string& end) {
    return "<gueltigkeit><beginn>" + begin + "</beginn><ende>" + end + "</ende></gueltigkeit>";
}

std::string erased(const std::string& id, const std::string& agency) {
    return "<loesche klasse='Leistung'><id schemeAgencyID='" + agency + "'>" + id +
           "</id></loesche>";
}

// "code id" of each finding, with a "!" when the object was not taken over.
std::vector<std::string> named(const ImportReport& report) {
    std::vector<std::string> all;
    for (const auto& file : report.files)
        for (const auto& finding : file.findings)
            all.push_back(finding.code + " " + finding.id.value + (finding.skipped ? "!" : ""));
    return all;
}

class BadDeliveries : public store::testing::DatabaseTest {
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
    std::string file_of(const std::string& inner) {
        const std::string file = folder_.path() + "/delivery-" + std::to_string(++files_) + ".xml";
        std::ofstream(file) << "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" << inner << "</t>";
        return file;
    }
    ImportReport import(const std::string& inner, const ImportOptions& options = {}) {
        auto report = import_xzufi_files(*store_, areas(), {file_of(inner)}, options);
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report ? *report : ImportReport{};
    }
    Catalogue catalogue() { return {*store_, areas()}; }
    std::string title(const SourceId& id) {
        const auto found = catalogue().service(id);
        return found ? std::string(in(found->title(), Language::German)) : "none";
    }
    std::string parent(const std::string& id) {
        const auto found = catalogue().organisation({"L1", id});
        return found && found->parent ? found->parent->value : "none";
    }

    store::testing::TemporaryDirectory folder_;
    std::unique_ptr<store::Store> store_;
    int files_ = 0;
};
TEST_P(BadDeliveries, ASourceThatIsNowhereInTheFileIsSaid) {
    const auto inner = service("1", text("02", "Vom Land"));
    EXPECT_THAT(named(import(inner, {.source = "L2"})), Contains("import_nothing_of_source "));
    EXPECT_THAT(named(import(inner, {.source = "L1"})), Not(Contains("import_nothing_of_source ")));
}

TEST_P(BadDeliveries, AMarkAtTheBeginningOfAnIndexIsNoPartOfAName) {
    const std::string file = file_of(service("1", text("02", "Vom Land")));
    const std::string index = folder_.path() + "/index.txt";
    std::ofstream(index) << "\xEF\xBB\xBF" << file.substr(file.rfind('/') + 1) << "\r\n";
    const auto report = import_xzufi_files(*store_, areas(), {index}, {});
    ASSERT_TRUE(report.has_value());
    EXPECT_FALSE(report->files.front().refused);
    EXPECT_EQ(title({"L1", "1"}), "Vom Land");
}

INSTANTIATE_TEST_SUITE_P(Databases, BadDeliveries, store::testing::databases(),
                         store::testing::database_name);

const SourceId land_service{"L1", "1"};

TEST_P(BadDeliveries, AnAgencyThatDeliversItselfIsNotOverwrittenByOthers) {
    import(service("1", text("02", "Vom Land")), {.source = "L1"});
    const auto report = import(service("1", text("02", "Von der Stadt")) + erased("1", "L1") +
                                   service("5", text("02", "Eigene"), "S1"),
                               {.source = "S1"});
    EXPECT_THAT(named(report), ElementsAre("import_others_claim 1!", "import_others_claim 1!"));
    EXPECT_GT(report.files.front().findings.front().position.line, 0);
    EXPECT_THAT(to_text(report, Language::German), HasSubstr("Die Stelle L1 liefert selbst."));
    EXPECT_EQ(title(land_service), "Vom Land");
    EXPECT_EQ(title({"S1", "5"}), "Eigene");
    EXPECT_EQ(report.totals().services, 1);
    // A file that does not say whose it is comes after it as well.
    EXPECT_THAT(named(import(service("1", ""))), ElementsAre("import_others_claim 1!"));
    EXPECT_THAT(named(import(service("1", text("02", "Neu")), {.source = "L1"})), IsEmpty());
    EXPECT_EQ(title(land_service), "Neu");
}

TEST_P(BadDeliveries, ADeliveryThatWasNobodysIsWithdrawn) {
    import(service("1", text("02", "Irrtum")), {.source = "L1"});
    EXPECT_THAT(named(import(service("1", text("02", "Neu")))), SizeIs(1));
    EXPECT_EQ(withdraw_agency(*store_, "L2").error().code, "catalogue.no_delivery");
    ASSERT_TRUE(withdraw_agency(*store_, "L1"));
    EXPECT_EQ(title(land_service), "Irrtum") << "what is stored stays";
    EXPECT_THAT(named(import(service("1", text("02", "Neu")))), IsEmpty());
    EXPECT_EQ(title(land_service), "Neu");
}

TEST_P(BadDeliveries, NobodyElseTakesTheNameOfOwnWords) {
    import(service("1", text("05", "Vom Land"), "L1"));
    const std::string variant =
        "<schreibe><leistungSpezialisierung><id schemeAgencyID='dienstweg'>v</id>"
        "<leistungID schemeAgencyID='L1'>1</leistungID>" +
        text("05", "Untergeschoben") + "</leistungSpezialisierung></schreibe>";
    const auto report = import(service("7", "", "dienstweg") + variant);
    EXPECT_THAT(named(report), ElementsAre("import_own_agency 7!", "import_own_agency v!"));
    EXPECT_GT(report.files.front().findings.front().position.line, 0);
    EXPECT_THAT(to_text(report, Language::German), HasSubstr("eigene Worte von Redaktionen"));
    EXPECT_EQ(title({"dienstweg", "7"}), "none");
    const auto of_own =
        import_xzufi_files(*store_, areas(), {file_of("")}, {.source = "dienstweg"});
    ASSERT_FALSE(of_own);
    EXPECT_EQ(of_own.error().code, "catalogue.own_agency");
}

TEST_P(BadDeliveries, AnObjectThatIsLeftOutStillSaysOfWhichKindItIs) {
    const std::string online =
        "<schreibe><onlinedienst><id schemeAgencyID='L1'>od</id></onlinedienst></schreibe>";
    import(service("1", "") + online, {.source = "L1"});
    const auto report =
        import(online +
                   "<schreibe><zustaendigkeitTransferObjekt><uebergeordnetesObjektID "
                   "schemeAgencyID='L1'>od</uebergeordnetesObjektID><zustaendigkeit><id "
                   "schemeAgencyID='S1'>z</id><leistungID schemeAgencyID='L1'>1</leistungID>"
                   "<gebietID>04012</gebietID><rolle>01</rolle></zustaendigkeit>"
                   "</zustaendigkeitTransferObjekt></schreibe>",
               {.source = "S1"});
    EXPECT_THAT(named(report), ElementsAre("import_others_claim od!"));
    EXPECT_EQ(report.totals().pending, 0);
}

TEST_P(BadDeliveries, AResponsibilityIsNotStoredTwiceForTwoWaysToSayWhoseItIs) {
    const std::string responsibility =
        "<zustaendigkeit><id schemeAgencyID='L1'>31</id><leistungID schemeAgencyID='L1'>9"
        "</leistungID></zustaendigkeit>";
    const auto report =
        import("<schreibe><onlinedienst><id schemeAgencyID='L1'>7</id>" + responsibility +
               "</onlinedienst></schreibe><schreibe><zustaendigkeitTransferObjekt>"
               "<uebergeordnetesObjektID schemeAgencyID='L1'>7</uebergeordnetesObjektID>" +
               responsibility + "</zustaendigkeitTransferObjekt></schreibe>");
    EXPECT_EQ(report.totals().responsibilities, 1);
    EXPECT_THAT(named(report), Contains("import_duplicate 31"));
}

TEST_P(BadDeliveries, ManyForeignObjectsAreCounted) {
    import(service("1", ""), {.source = "L1"});
    std::string many;
    for (int number = 1; number <= 30; ++number) many += service(std::to_string(number), "");
    const auto report = import(many);
    EXPECT_EQ(report.files.front().finding_count, 21);
    EXPECT_EQ(report.files.front().findings.back().arguments,
              (std::vector<std::string>{"L1", "10"}));
}

TEST_P(BadDeliveries, OfSourcesThatDoNotSayWhoseTheyAreTheReportNamesBoth) {
    const auto first = file_of(service("1", text("02", "Erste")));
    const auto second = file_of(service("1", text("02", "Zweite")) + service("2", ""));
    const auto report = *import_xzufi_files(*store_, areas(), {first, second});
    EXPECT_EQ(title(land_service), "Zweite");
    ASSERT_EQ(report.files.back().replaced.size(), 1U);
    const Replaced& replaced = report.files.back().replaced.front();
    EXPECT_EQ(replaced.source, std::filesystem::path(first).filename());
    EXPECT_EQ(replaced.objects, 1);
    EXPECT_EQ(replaced.first, land_service);
    EXPECT_THAT(to_text(report, Language::German), HasSubstr("1 Einträge kamen bisher aus"));
    EXPECT_EQ(to_json(report)["files"].items()[1]["replaced"].items()[0]["first"], Json("L1.1"));
    EXPECT_TRUE(import_xzufi_files(*store_, areas(), {second})->files.front().replaced.empty());
}

TEST_P(BadDeliveries, CollectedSourcesDoNotTakeTurnsWithAnObject) {
    const CollectionSource land{.name = "Land", .from = "/srv/land", .source = "L1"};
    const CollectionSource town{.name = "Stadt", .from = "/srv/stadt"};
    const auto take = [&](const CollectionSource& source, const std::string& words) {
        ASSERT_TRUE(*claim_collection(*store_, source));
        ASSERT_TRUE(
            take_collection(*store_, areas(), source, file_of(service("1", text("02", words)))));
    };
    take(land, "Vom Land");
    const auto number = *catalogue().change_number();
    take(town, "Von der Stadt");
    EXPECT_EQ(title(land_service), "Vom Land");
    EXPECT_EQ(*catalogue().change_number(), number);
    EXPECT_THAT(collection_states(**store_->reader())->back().detail,
                HasSubstr("Leistung 1 wurde übersprungen. Die Stelle L1 liefert selbst."));
}

TEST_P(BadDeliveries, AFullDeliveryOfAnotherSourceDeletesNothingOfAnAgencyThatDeliversItself) {
    import(service("1", "") + service("2", "") + service("3", ""), {.source = "L1"});
    import(service("8", "", "S1") + service("9", "", "S1"));
    const auto report = import(service("1", "") + service("8", "", "S1"),
                               {.full = FullDelivery{.most_deleted = 100}});
    EXPECT_FALSE(report.any_refused());
    EXPECT_EQ(report.totals().deleted, 1);
    EXPECT_TRUE(catalogue().service({"L1", "3"}).has_value());
    EXPECT_FALSE(catalogue().service({"S1", "9"}).has_value());
}

TEST_P(BadDeliveries, AFullDeliveryWithManyAgenciesDeletesWhatTheNamedOneNoLongerHas) {
    import(service("1", "", "Z") + service("2", "", "Z"));
    std::string many;
    for (std::size_t number = 0; number <= limits::import_agencies; ++number)
        many += service("1", "", "A" + std::to_string(number));
    many += service("1", "", "Z");  // the last of all
    const FullDelivery all{.most_deleted = 100};
    EXPECT_TRUE(import(many, {.full = all}).any_refused());
    EXPECT_TRUE(import(many, {.source = "Typo", .full = all}).any_refused());
    EXPECT_TRUE(catalogue().service({"Z", "2"}).has_value());
    EXPECT_EQ(import(many, {.source = "Z", .full = all}).totals().deleted, 1);
    EXPECT_FALSE(catalogue().service({"Z", "2"}).has_value());
}

TEST_P(BadDeliveries, AFullDeliveryWithUnreadableObjectsDeletesNothing) {
    import(service("1", "") + service("2", "") + service("3", ""));
    const std::string huge(limits::xml_text_bytes + 1, 'x');
    const auto report = import(service("1", "") + service("2", text("06", huge)),
                               {.full = FullDelivery{.most_deleted = 100}});
    EXPECT_FALSE(report.any_refused());
    EXPECT_EQ(report.totals().deleted, 0);
    EXPECT_TRUE(catalogue().service({"L1", "2"}).has_value());
    EXPECT_TRUE(catalogue().service({"L1", "3"}).has_value());
    EXPECT_THAT(to_text(report, Language::German), HasSubstr("Es wurde nichts gelöscht"));
    EXPECT_EQ(to_json(report)["full"]["outcome"], Json("taken-without-deleting"));
}

TEST_P(BadDeliveries, AnOfficeBelowItselfLosesTheOneAboveIt) {
    const std::string circle = office("a", "b") + office("b", "c") + office("c", "a") +
                               office("self", "self") + office("below", "a") + office("top", "");
    const auto report = import(circle);
    EXPECT_THAT(named(report), ElementsAre("import_parent_circle a", "import_parent_circle b",
                                           "import_parent_circle c", "import_parent_circle self"));
    EXPECT_THAT(to_text(report, Language::German), HasSubstr("Die übergeordnete Stelle b steht"));
    for (const char* id : {"a", "b", "c", "self", "top"}) EXPECT_EQ(parent(id), "none") << id;
    EXPECT_EQ(parent("below"), "a");
    EXPECT_EQ(report.totals().organisations, 6);
    EXPECT_EQ(import(circle).totals().changed, 0);
}

TEST_P(BadDeliveries, ACircleOverTwoDeliveriesIsCutWhereItCloses) {
    import(office("a", "b") + office("b", "c"));
    EXPECT_THAT(named(import(office("c", "a"))), ElementsAre("import_parent_circle c"));
    EXPECT_EQ(parent("a"), "b");
    EXPECT_EQ(parent("c"), "none");
    // Turned round in one delivery it is no circle.
    EXPECT_THAT(named(import(office("a", "") + office("b", "a"))), IsEmpty());
    EXPECT_EQ(parent("b"), "a");
}

TEST_P(BadDeliveries, DatesAtTheEndsOfTheCalendarAreKeptAndReadAgain) {
    const auto report =
        import(office("a", "", validity("0001-01-01", "9999-12-31")) +
               office("b", "", validity("2020-01-01T00:00:00+01:00", "9999-12-31T23:59:59Z")));
    EXPECT_THAT(named(report), IsEmpty());
    for (const char* id : {"a", "b"}) {
        const auto found = catalogue().organisation({"L1", id});
        ASSERT_TRUE(found.has_value()) << id;
        ASSERT_EQ(found->validity.size(), 1U);
        EXPECT_EQ(found->validity.front().until, parse_date("9999-12-31")) << id;
    }
}

TEST_P(BadDeliveries, NonsenseDatesLeaveTheOldStateAndAreNamed) {
    const std::vector<std::string> nonsense{"0000-01-01",
                                            "0000-00-00",
                                            "2026-02-30",
                                            "10000-01-01",
                                            "-0044-03-15",
                                            "31.12.2026",
                                            "0001-01-01T00:00:00+01:00",
                                            "2026-01-01T25:00:00Z"};
    for (std::size_t i = 0; i < nonsense.size(); ++i)
        import(service(std::to_string(i), text("02", "Vorher")));
    std::string bad;
    for (std::size_t i = 0; i < nonsense.size(); ++i)
        bad += service(std::to_string(i), text("02", "Nachher") + "<gueltigkeit><beginn>" +
                                              nonsense[i] + "</beginn></gueltigkeit>");
    const auto report = import(bad);
    ASSERT_EQ(report.files.front().findings.size(), nonsense.size());
    for (std::size_t i = 0; i < nonsense.size(); ++i) {
        const auto& finding = report.files.front().findings[i];
        EXPECT_EQ(finding.code, "import_bad_date") << nonsense[i];
        EXPECT_TRUE(finding.skipped);
        EXPECT_EQ(finding.id.value, std::to_string(i));
        EXPECT_THAT(finding.arguments, ElementsAre(nonsense[i]));
        EXPECT_EQ(title({"L1", std::to_string(i)}), "Vorher");
    }
}

TEST_P(BadDeliveries, ATextOfTenMegabytesLeavesTheOldState) {
    import(service("1", text("02", "Vorher")) + service("2", text("02", "Vorher")));
    const std::string ten(10 * 1024 * 1024, 'x');
    std::string pieces = "<modulText><leikaTextmodul><code>06</code></leikaTextmodul>";
    for (int i = 0; i < 10; ++i)
        pieces +=
            "<inhalt>" + std::string(1024 * 1024 - 10, static_cast<char>('a' + i)) + "</inhalt>";
    pieces += "</modulText>";
    const auto report =
        import(service("1", text("02", "Nachher") + text("06", ten)) +
               service("2", text("02", "Nachher") + pieces) + service("3", text("02", "Gut")));
    EXPECT_THAT(named(report), ElementsAre("xzufi.object_too_large ", "xzufi.object_too_large 2!"));
    EXPECT_GT(report.files.front().findings.front().position.column, 0);
    EXPECT_EQ(title({"L1", "1"}), "Vorher");
    EXPECT_EQ(title({"L1", "2"}), "Vorher");
    EXPECT_EQ(title({"L1", "3"}), "Gut");
}

TEST_P(BadDeliveries, ScriptsAndTheirAddressesAreTakenOutAndSaid) {
    const auto report = import(service(
        "1", text("02", "Hund&lt;script&gt;alert(1)&lt;/script&gt; anmelden") +
                 text("06",
                      "&lt;p onclick='x()'&gt;Gut&lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt;"
                      "&lt;a href='java&#10;script:alert(3)'&gt;hier&lt;/a&gt;"
                      "&lt;a href='data:text/html,x'&gt;da&lt;/a&gt;&lt;iframe "
                      "src='https://x.example'&gt;&lt;/iframe&gt;") +
                 "<modulText><leikaTextmodul><code>08</code></leikaTextmodul><inhalt>Recht</inhalt>"
                 "<weiterfuehrenderLink><uri>JavaScript:alert(4)</uri><titel>Gesetz</titel>"
                 "</weiterfuehrenderLink></modulText>"));
    EXPECT_THAT(named(report), Contains("import_cleaned 1"));
    EXPECT_THAT(named(report), Contains("import_bad_link 1"));
    const auto stored = catalogue().service(land_service);
    ASSERT_TRUE(stored.has_value());
    EXPECT_EQ(title(land_service), "Hund anmelden");
    const auto words = in(stored->module("06")->content, Language::German);
    for (const char* bad : {"script", "onclick", "alert", "data:", "iframe"})
        EXPECT_THAT(words, Not(HasSubstr(bad)));
    EXPECT_THAT(words, HasSubstr("<p>Gut</p>"));
    EXPECT_THAT(words, HasSubstr("hier"));
    EXPECT_TRUE(stored->module("08")->links.empty());
}

}  // namespace
}  // namespace dw::catalogue
