#include "catalogue/import.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/source_dir.h"
#include "catalogue/catalogue.h"
#include "store/event_log.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::string fixture(const std::string& name) {
    std::ifstream file(source_dir() + "/tests/fixtures/xzufi/2.2/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string& fixture() {
    static const std::string bytes = fixture("all-objects.xml");
    return bytes;
}

// Codes of findings with what they name, in the order of the report.
std::vector<std::string> named(const FileReport& report) {
    std::vector<std::string> all;
    for (const ImportFinding& finding : report.findings) {
        all.push_back(finding.code +
                      (finding.arguments.empty() ? "" : " " + finding.arguments.front()));
    }
    return all;
}

std::string message(const std::string& inner) {
    return "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + inner + "</t>";
}

const SourceId dog{"L900001", "11"};
const Date day = *parse_date("2026-06-01");
const Ars bremerhaven = *Ars::parse("04012");

class Import : public store::testing::DatabaseTest {
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
    FileReport import(const std::string& content) {
        auto report = import_xzufi_text(*store_, areas(), {.name = "test.xml", .content = content});
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report ? *report : FileReport{};
    }
    Catalogue catalogue() { return {*store_, areas()}; }

    std::unique_ptr<store::Store> store_;
};

TEST_P(Import, StoresEveryKindOfObject) {
    const FileReport report = import(fixture());
    EXPECT_EQ(report.counts.services, 1);
    EXPECT_EQ(report.counts.specialisations, 1);
    EXPECT_EQ(report.counts.organisations, 1);
    EXPECT_EQ(report.counts.online_services, 1);
    EXPECT_EQ(report.counts.responsibilities, 3);
    EXPECT_EQ(report.counts.deleted, 1);
    EXPECT_EQ(report.counts.pending, 0);

    const auto service = catalogue().service(dog);
    ASSERT_TRUE(service.has_value());
    EXPECT_EQ(in(service->title(), Language::German), "Hund & Steuer anmelden");
    EXPECT_EQ(service->keys.size(), 2U);
    EXPECT_EQ(service->costs.size(), 3U);
    EXPECT_EQ(service->costs[1].upper, Money::from_cents(2050));
    EXPECT_EQ(service->deadlines[1].day_until, "--07-01");
    EXPECT_EQ(service->processing_times[0].upper, 4);
    EXPECT_EQ(service->secondary_ids.size(), 2U);
    // 23:30 UTC is the next day in Berlin; without an offset the day is the written one.
    EXPECT_EQ(service->validity[0].from, parse_date("2025-01-01"));
    EXPECT_EQ(service->validity[0].until, parse_date("2030-01-01"));
}

TEST_P(Import, AnswersForAPlace) {
    import(fixture());
    const auto competence = catalogue().competent(*catalogue().service(dog), bremerhaven, day);
    ASSERT_TRUE(competence.has_value());
    ASSERT_EQ(competence->competent.size(), 1U);
    const Candidate& winner = competence->competent.front();
    EXPECT_EQ(winner.responsibility.holder, (SourceId{"L900001", "21"}));
    EXPECT_EQ(winner.source, "test.xml");
    EXPECT_EQ(winner.imported_on, parse_date("2026-03-02"));
    EXPECT_EQ(competence->judged.size(), 2U);

    EXPECT_EQ(catalogue().online_services(dog, bremerhaven, day)->size(), 1U);
    const auto local = catalogue().service_for(dog, bremerhaven, day);
    EXPECT_EQ(local->costs.size(), 1U);
    EXPECT_EQ(in(local->module("06")->content, Language::German),
              "In Bremerhaven ist es günstiger.");
    EXPECT_EQ(catalogue().service_for(dog, *Ars::parse("04011"), day)->costs.size(), 3U);
    EXPECT_EQ(*catalogue().services_offered_at(bremerhaven), std::vector<SourceId>{dog});
    EXPECT_TRUE(catalogue().services_offered_at(*Ars::parse("09162"))->empty());
}

TEST_P(Import, TheSameFileTwiceChangesNothing) {
    import(fixture());
    const std::int64_t number = *catalogue().change_number();
    const FileReport again = import(fixture());
    EXPECT_EQ(again.counts.changed, 0);
    EXPECT_EQ(again.counts.deleted, 1);
    EXPECT_EQ(again.counts.services, 1);
    EXPECT_EQ(*catalogue().change_number(), number);
}

TEST_P(Import, ADeleteCountsWhereTheObjectWasThereAtThatMoment) {
    const std::string erase =
        "<loesche klasse='Leistung'><id schemeAgencyID='L900001'>12</id></loesche>";
    const std::string write =
        "<schreibe><leistung><id schemeAgencyID='L900001'>12</id></leistung></schreibe>";
    const auto counted = [&](const std::string& operations) {
        const FileReport report = import(message(operations));
        const auto orphans =
            std::count_if(report.findings.begin(), report.findings.end(),
                          [](const ImportFinding& f) { return f.code == "import_orphan_delete"; });
        return std::tuple(report.counts.deleted, orphans, report.counts.services);
    };
    EXPECT_EQ(counted(erase + write), std::tuple(0, 1, 1));  // not there yet
    EXPECT_EQ(counted(erase + write), std::tuple(1, 0, 1));  // stored by now
    const std::int64_t number = *catalogue().change_number();
    EXPECT_EQ(counted(write + erase + write), std::tuple(1, 0, 1));
    EXPECT_EQ(*catalogue().change_number(), number);
    EXPECT_TRUE(catalogue().service({"L900001", "12"}).has_value());
    EXPECT_EQ(counted(erase + erase), std::tuple(1, 1, 0));
    EXPECT_FALSE(catalogue().service({"L900001", "12"}).has_value());
}

TEST_P(Import, TellsFollowersWhatHasChanged) {
    import(fixture());
    const auto first = catalogue().changes_since(0, 1);
    ASSERT_EQ(first->size(), 1U);
    EXPECT_TRUE(first->front().offered);
    EXPECT_TRUE(first->front().service.has_value());
    const std::int64_t number = *catalogue().change_number();
    import(message("<loesche klasse='Leistung'><id schemeAgencyID='L900001'>11</id></loesche>"));
    const auto second = catalogue().changes_since(number, 10);
    ASSERT_EQ(second->size(), 1U);
    EXPECT_EQ(second->front().id, dog);
    EXPECT_FALSE(second->front().service.has_value());
    EXPECT_TRUE(catalogue().services_with_key(*ServiceKey::parse("99102013002000"))->empty());
    EXPECT_EQ(catalogue().catalogue_id()->size(), 16U);
}

TEST_P(Import, AResponsibilityMovesWithItsNewVersion) {
    import(fixture());
    const std::string moved = message(
        "<schreibe><zustaendigkeitTransferObjekt>"
        "<uebergeordnetesObjektID schemeAgencyID='L900001' "
        "schemeID='OE'>99</uebergeordnetesObjektID>"
        "<zustaendigkeit><id schemeAgencyID='L900001'>201</id>"
        "<leistungID schemeAgencyID='L900001'>11</leistungID><gebietID>04011</gebietID>"
        "<rolle>01</rolle></zustaendigkeit></zustaendigkeitTransferObjekt></schreibe>");
    const FileReport report = import(moved);
    EXPECT_EQ(report.counts.changed, 1);
    EXPECT_EQ(report.counts.pending, 1);
    EXPECT_TRUE(
        catalogue().competent(*catalogue().service(dog), bremerhaven, day)->competent.empty());
    const auto bremen = catalogue().competent(*catalogue().service(dog), *Ars::parse("04011"), day);
    EXPECT_TRUE(bremen->competent.empty());
    EXPECT_EQ(bremen->judged.front().verdict, Verdict::HolderUnknown);
}

TEST_P(Import, ARefusedFileStoresNothing) {
    const FileReport report = import(fixture().substr(0, fixture().size() - 20));
    EXPECT_TRUE(report.refused);
    EXPECT_EQ(*catalogue().change_number(), 0);
    EXPECT_FALSE(catalogue().service(dog).has_value());
}

TEST_P(Import, ReadsDurationsInBothForms) {
    EXPECT_TRUE(import(fixture("durations.xml")).findings.empty());
    const auto service = catalogue().service({"L900999", "1"});
    ASSERT_TRUE(service.has_value());
    ASSERT_EQ(service->processing_times.size(), 2U);
    EXPECT_EQ(service->processing_times[0].value, 2);
    EXPECT_EQ(service->processing_times[0].unit, "WOCHE");
    EXPECT_EQ(service->processing_times[1].value, 3);
    ASSERT_EQ(service->deadlines.size(), 1U);
    EXPECT_EQ(service->deadlines[0].unit, "JAHR");
}

TEST_P(Import, LeavesNothingOutInSilence) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(
        named(import(fixture("not-taken-over.xml"))),
        (Names{"import_unused modulKosten/kostenFix", "xzufi.left_out modulTextIndividuell"}));
    EXPECT_EQ(named(import(fixture("beside-objects.xml"))),
              (Names{"xzufi.unknown_object rezept", "xzufi.unknown_object schreibn"}));
    EXPECT_EQ(import(fixture("root-of-any-name.xml")).counts.services, 1);
}

TEST_P(Import, TakesHtmlElementsLikeEscapedHtml) {
    const FileReport report = import(fixture("html-elements-in-texts.xml"));
    EXPECT_EQ(named(report), std::vector<std::string>{"import_cleaned"});
    const auto text = catalogue().service({"L900999", "1"})->module("06")->content;
    EXPECT_EQ(in(text, Language::German),
              "Vorher <p>Absatz <a href=\"https://x.example/?a=1&amp;b=2\">Link</a></p> nachher");
}

TEST_P(Import, FindsTheKindOfAParentInTheFile) {
    const FileReport report = import(fixture("parent-of-unstated-kind.xml"));
    EXPECT_EQ(report.counts.pending, 0);
    EXPECT_EQ(catalogue().online_services({"L900999", "1"}, *Ars::parse("09162"), day)->size(), 1U);
}

TEST_P(Import, ReadsTheEncodingOfWindows) {
    import(fixture("windows-1252.xml"));
    const auto office = catalogue().organisation({"L900999", "10"});
    ASSERT_TRUE(office.has_value());
    EXPECT_EQ(in(office->name, Language::German), "Steueramt „Süd“ – €");
}

TEST_P(Import, LeavesOneEventInTheLog) {
    import(fixture());
    const auto reader = store_->reader();
    const auto events = store::load_after(**reader, store_->keys(), store::shared_tenant(), 0, 10);
    ASSERT_EQ(events->size(), 1U);
    EXPECT_EQ(events->front().kind, "catalogue.imported");
    EXPECT_NE(as_text(*events->front().payload).find("test.xml"), std::string_view::npos);
}

TEST_P(Import, TheSameFileAgainLeavesNoFurtherEvent) {
    import(fixture());
    import(fixture());
    const auto reader = store_->reader();
    const auto events = store::load_after(**reader, store_->keys(), store::shared_tenant(), 0, 10);
    EXPECT_EQ(events->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Databases, Import, store::testing::databases(),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::catalogue
