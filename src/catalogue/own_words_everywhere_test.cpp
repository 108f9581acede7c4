// Coverage, dump and export say what residents see: own words included.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/coverage_facts.h"
#include "catalogue/dump_part.h"
#include "catalogue/import.h"
#include "catalogue/overlay_table.h"
#include "catalogue/xzufi_export.h"
#include "store/test_database.h"

namespace dw::catalogue {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const SourceId dog_tax{"L900100", "hundesteuer"};
const SourceId tax_office{"L900100", "steueramt"}, citizens_office{"L900100", "buergeramt"};
const Ars bremerhaven = *Ars::parse("040120000000"), bremen = *Ars::parse("040110000000");
const Ars munich = *Ars::parse("091620000000");
const Date day{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2)};

class OwnWordsEverywhere : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        Service service;
        service.id = dog_tax;
        service.modules = {{"03", {{"de", "Hundesteuer"}}, {}},
                           {"05", {{"de", "<p>Quelle kurz</p>"}}, {}},
                           {"06", {{"de", "<p>Quelle lang</p>"}}, {}},
                           {"16", {{"de", "<p>Quelle Hinweis</p>"}}, {}}};
        put(service);
        put(Organisation{.id = tax_office, .name = {{"de", "Steueramt"}}});
        put(Organisation{.id = citizens_office, .name = {{"de", "Bürgeramt"}}});
        put(Responsibility{.id = {"L900100", "z1"},
                           .holder = tax_office,
                           .service = dog_tax,
                           .areas = {bremen, bremerhaven},
                           .role = "01"});
        text("05", bremerhaven, "<p>Bremerhaven kurz</p>");
        text("16", bremerhaven, "");
        text("06", Ars(), "<p>Überall lang</p>");
        Service lists;
        lists.costs = {
            {.amount = Money::from_cents(12'000), .description = {{"de", "<p>Hund</p>"}}}};
        lists.documents = {{.name = {{"de", "Impfpass"}}, .description = {}}};
        own(EditKind::Text, dog_tax, "costs", bremerhaven, part_of(lists, "costs"));
        own(EditKind::Text, dog_tax, "documents", bremerhaven, part_of(lists, "documents"));
        lists.keywords = {{{"de", "Vierbeiner"}}};
        own(EditKind::Text, dog_tax, "keywords", bremerhaven, part_of(lists, "keywords"));
        own(EditKind::Organisation, tax_office, "name", Ars(),
            part_of(Organisation{.name = {{"de", "Amt für Hunde"}}}, "name"));
        own(EditKind::Responsibility, dog_tax, "", bremerhaven,
            part_from(OwnResponsibilities{.added = {citizens_office}, .off = {{"L900100", "z1"}}}));
    }

    void own(EditKind kind, const SourceId& object, const std::string& part, const Ars& area,
             Bytes content) {
        clock().advance(std::chrono::seconds(1));
        const auto statements = put_overlay({.target = {kind, object, part, area},
                                             .version = EditId::make(clock(), random()),
                                             .tenant = tenant_,
                                             .content = std::move(content),
                                             .by = "Bremerhaven",
                                             .at = clock().now()});
        ASSERT_TRUE(statements.has_value());
        ASSERT_TRUE(commit(tenant_, *statements).has_value());
    }
    void text(const std::string& code, const Ars& area, const std::string& html) {
        own(EditKind::Text, dog_tax, code, area, part_from(TextModule{code, {{"de", html}}, {}}));
    }
    std::string dump(DumpKind kind, DumpFormat format = DumpFormat::JsonLines) {
        const auto part = dump_part(catalogue(), {.kind = kind, .format = format});
        EXPECT_TRUE(part.has_value()) << part.error().message;
        return part ? part->body : "";
    }
    std::string exported() {
        std::string all;
        const auto counts = export_xzufi(store(), [&](std::string_view piece) -> Outcome {
            all += piece;
            return Nothing{};
        });
        EXPECT_TRUE(counts.has_value());
        if (counts) EXPECT_EQ(counts->specialisations, 5);
        return all;
    }
    // What residents read and where they are sent, as one text.
    static std::string seen(const Catalogue& catalogue, const Ars& place) {
        const auto service = catalogue.service_for(dog_tax, place, day);
        if (!service) return service.error().code;
        std::map<std::string, std::string> texts;
        for (const auto& module : service->modules) texts[module.code] = module.content.at("de");
        std::string all;
        for (const auto& [code, text] : texts) all += code + " " + text + "\n";
        for (const auto& cost : service->costs)
            all += cost.amount->to_string() + cost.description.at("de") + "\n";
        for (const auto& document : service->documents) all += document.name.at("de") + "\n";
        const auto competence = catalogue.competent(*service, place, day);
        for (const auto& one : competence->competent)
            all += std::string(
                in(catalogue.organisation(one.responsibility.holder)->name, Language::German));
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, OwnWordsEverywhere, store::testing::databases(),
                         store::testing::database_name);

TEST_P(OwnWordsEverywhere, CoverageCountsWhoIsInChargeByOwnWords) {
    Hooks hooks;
    hooks.has_desk = [](const SourceId& office) { return office == citizens_office; };
    hooks.own_form = [](const Service&, const Organisation&, const Ars&) {
        return std::optional(OwnForm{.path = "/antrag", .button = {}});
    };
    const auto facts = load_coverage_facts(catalogue(), hooks, *catalogue().service(dog_tax), day);
    ASSERT_TRUE(facts.has_value()) << facts.error().message;
    ASSERT_EQ(facts->offices.size(), 2U);
    const auto total = coverage_of(catalogue().areas(), *facts).total;
    EXPECT_EQ(total.covered, 1);  // Bremerhaven, by the office that was added
    hooks.has_desk = [](const SourceId& office) { return office == tax_office; };
    const auto others = load_coverage_facts(catalogue(), hooks, *catalogue().service(dog_tax), day);
    const auto of_source = coverage_of(catalogue().areas(), *others);
    EXPECT_EQ(of_source.total.covered, 1);  // Bremen; in Bremerhaven its entry is switched off
    EXPECT_EQ(of_source.total.covered_residents, 569'396);
}

TEST_P(OwnWordsEverywhere, AnOfficeThatIsNotThereDoesNotHideTheOneAbove) {
    put(Responsibility{.id = {"L900100", "z2"},
                       .holder = {"L900100", "not-yet-here"},
                       .service = dog_tax,
                       .areas = {*Ars::parse("040110000")},
                       .role = "01"});
    const auto facts = load_coverage_facts(catalogue(), {}, *catalogue().service(dog_tax), day);
    EXPECT_EQ(facts->offices.size(), 2U);
}

TEST_P(OwnWordsEverywhere, AnOfficeThatHasEndedLeavesItsPlaceToTheOneAbove) {
    const SourceId former{"L900100", "former"};
    put(Organisation{.id = former,
                     .name = {{"de", "Früheres Amt"}},
                     .validity = {{.from = {}, .until = parse_date("2026-02-28")}}});
    put(Responsibility{.id = {"L900100", "z2"},
                       .holder = former,
                       .service = dog_tax,
                       .areas = {*Ars::parse("040110000")},
                       .role = "01"});
    const auto service = *catalogue().service(dog_tax);
    EXPECT_EQ(load_coverage_facts(catalogue(), {}, service, day)->offices.size(), 2U);
    const auto last_day = *parse_date("2026-02-28");
    EXPECT_EQ(load_coverage_facts(catalogue(), {}, service, last_day)->offices.size(), 3U);
}

TEST_P(OwnWordsEverywhere, TheDumpHoldsThem) {
    const auto services = dump(DumpKind::Services);
    EXPECT_THAT(services, HasSubstr("Überall lang"));
    EXPECT_THAT(services, Not(HasSubstr("Quelle lang")));
    EXPECT_THAT(services, HasSubstr("Quelle kurz"));
    EXPECT_THAT(services,
                HasSubstr(R"({"area":"040120000000","by":"Bremerhaven","checkedOn":"2026-03-02")"));
    EXPECT_THAT(services, HasSubstr("Bremerhaven kurz"));
    EXPECT_THAT(services, HasSubstr(R"("costs":[{"kind":"fixed","amount":"120.00")"));
    EXPECT_THAT(services, HasSubstr("Impfpass"));
    EXPECT_THAT(services, HasSubstr("Vierbeiner"));
    EXPECT_THAT(dump(DumpKind::Organisations), HasSubstr("Amt für Hunde"));
    EXPECT_THAT(dump(DumpKind::Organisations, DumpFormat::Csv), HasSubstr("Amt für Hunde"));
    const auto held = dump(DumpKind::Responsibilities, DumpFormat::Csv);
    EXPECT_THAT(held, HasSubstr(R"("L900100.steueramt","040110000000","01","","")"));
    EXPECT_THAT(held, Not(HasSubstr(R"("L900100.steueramt","040120000000")")));
    EXPECT_THAT(held, HasSubstr(R"("L900100.buergeramt","040120000000","01","","Bremerhaven")"));
}

TEST_P(OwnWordsEverywhere, IdsInTheExportStayWithTheNextVersion) {
    const auto before = exported();
    own(EditKind::Responsibility, dog_tax, "", bremerhaven,
        part_from(OwnResponsibilities{.added = {citizens_office}, .off = {{"L900100", "z1"}}}));
    EXPECT_EQ(exported(), before);
}

TEST_P(OwnWordsEverywhere, AnExportHoldsNoOwnWordsAsADeliveryOfAnAgency) {
    const store::testing::TemporaryDirectory folder;
    const std::string file = folder.path() + "/a.xml";
    std::ofstream(file) << exported();
    const auto report = import_xzufi_files(store(), catalogue().areas(), {file},
                                           {.dry_run = true, .source = "L900100"});
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->files.front().counts.specialisations, 0);
}

TEST_P(OwnWordsEverywhere, ResidentsSeeTheSameWhereTheExportIsImported) {
    auto database = store::testing::make_test_database(GetParam());
    ASSERT_TRUE(database.has_value());
    auto other = store::Store::open((*database)->options(migrations()), clock(), random());
    ASSERT_TRUE(other.has_value());
    const auto report = import_xzufi_text(**other, catalogue().areas(), {"a.xml", exported()});
    ASSERT_TRUE(report.has_value());
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.code;
    const Catalogue there(**other, catalogue().areas());
    for (const Ars& place : {bremerhaven, bremen, munich})
        EXPECT_EQ(seen(there, place), seen(catalogue(), place)) << place.key();
    EXPECT_THAT(seen(there, bremerhaven), HasSubstr("05 <p>Bremerhaven kurz</p>\n06"));
    EXPECT_THAT(seen(there, bremerhaven), Not(HasSubstr("16 ")));
    EXPECT_THAT(seen(there, bremerhaven), HasSubstr("Bürgeramt"));
    EXPECT_THAT(seen(there, bremen), HasSubstr("Amt für Hunde"));
}

}  // namespace
}  // namespace dw::catalogue
