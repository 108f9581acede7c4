// The quality report over a small catalogue, on every database.
#include "catalogue/quality_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/editing.h"
#include "catalogue/quality_reports.h"
#include "catalogue/set_aside_table.h"

namespace dw::catalogue {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const SourceId office{"L900100", "rathaus"}, other_office{"L900100", "kreishaus"};
const Ars bevern = *Ars::parse("032555401");      // an association of several municipalities
const Ars village = *Ars::parse("032555401002");  // one of them
constexpr Date day{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2)};

class QualityReading : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        put(Organisation{.id = office, .name = {{"de", "Rathaus"}}});
        put(Organisation{.id = other_office, .name = {{"de", "Kreishaus"}}});
    }
    SourceId service(const std::string& id, std::vector<TextModule> modules = {}) {
        Service made;
        made.id = {"L900100", id};
        made.modules = std::move(modules);
        made.modules.push_back({"03", {{"de", id}}, {}});
        put(made);
        return made.id;
    }
    void in_charge(const SourceId& service, const SourceId& holder, const Ars& area) {
        put(Responsibility{.id = {"L900100", "z" + std::to_string(++entries_)},
                           .holder = holder,
                           .service = service,
                           .areas = {area},
                           .role = "01"});
    }
    std::vector<QualityFinding> findings(QualityKind kind, const Ars& area = bevern) {
        auto report = read_quality(catalogue(), {.area = area, .day = day}, [] { return true; });
        EXPECT_TRUE(report) << report.error().message;
        std::erase_if(report->findings, [&](const auto& one) { return one.kind != kind; });
        return report->findings;
    }

  private:
    int entries_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Databases, QualityReading, store::testing::databases(),
                         store::testing::database_name);

TEST_P(QualityReading, SaysWhereNobodyIsInCharge) {
    const auto none = service("hundesteuer"), gap = service("fundbuero");
    const auto land = service("bafoeg"), all = service("wohnsitz");
    in_charge(gap, office, village);
    in_charge(land, office, *Ars::parse("03"));
    in_charge(all, office, bevern);
    const auto nobody = findings(QualityKind::NobodyInCharge);
    ASSERT_THAT(nobody, SizeIs(1));
    EXPECT_EQ(nobody.front().object, none);
    const auto gaps = findings(QualityKind::PlaceWithGap);
    ASSERT_THAT(gaps, SizeIs(1));
    EXPECT_EQ(gaps.front().object, gap);
    EXPECT_THAT(gaps.front().details, HasSubstr("3 / 4: "));
    EXPECT_THAT(findings(QualityKind::PlaceWithGap, village), IsEmpty());
}

TEST_P(QualityReading, TwoOfficesForOneAreaContradictEachOther) {
    const auto id = service("wohnsitz");
    in_charge(id, office, bevern);
    EXPECT_THAT(findings(QualityKind::Contradiction), IsEmpty());
    in_charge(id, other_office, village);
    EXPECT_THAT(findings(QualityKind::Contradiction), IsEmpty()) << "the narrower one wins";
    in_charge(id, other_office, bevern);
    EXPECT_THAT(findings(QualityKind::Contradiction), SizeIs(1));
}

TEST_P(QualityReading, AnEntryForNobodyIsADeadReference) {
    const auto id = service("wohnsitz");
    in_charge(id, {"L900100", "aufgeloest"}, bevern);
    EXPECT_THAT(findings(QualityKind::DeadReference), SizeIs(1));
}

TEST_P(QualityReading, AFindingThatIsRepairedIsGone) {
    const auto id =
        service("wohnsitz", {{"06", {{"de", "<p>a</p>"}}, {{"https://amt", "", "", ""}}}});
    in_charge(id, office, bevern);
    ASSERT_THAT(findings(QualityKind::DeadReference), SizeIs(1));
    const Editing editing(catalogue());
    const auto editor = [&] {
        return Editor{.tenant = tenant_,
                      .administration = "Bevern",
                      .actor = store::ActorId::make(clock(), random()),
                      .areas = {bevern},
                      .organisations = {}};
    };
    const auto author = editor();
    const TextModule better{"06", {{"de", "<p>a</p>"}}, {{"https://amt.example", "", "", ""}}};
    const auto edit = editing.write(
        author, {.target = {EditKind::Text, id, "06", bevern}, .content = part_from(better)});
    ASSERT_TRUE(edit && editing.submit(author, *edit));
    ASSERT_TRUE(editing.approve(editor(), *edit, {}));
    EXPECT_THAT(findings(QualityKind::DeadReference), IsEmpty());
}

TEST_P(QualityReading, TheReportFollowsTheCatalogue) {
    QualityReports reports(catalogue(), clock());
    service("hundesteuer");
    auto answer = reports.report(bevern);
    for (int i = 0; i < 20 && !answer->report; ++i) answer = reports.report(bevern);
    ASSERT_TRUE(answer->report);
    EXPECT_TRUE(answer->is_current);
    EXPECT_EQ(answer->report->services, 1U);
    service("wohnsitz");
    count_change();
    for (int i = 0; i < 20 && answer->report->services != 2; ++i) answer = reports.report(bevern);
    EXPECT_EQ(answer->report->services, 2U);
}

TEST_P(QualityReading, AFindingIsSetAsideAndTakenBack) {
    service("hundesteuer");
    const auto key = findings(QualityKind::NobodyInCharge).front().key();
    const SetAside why{"Das macht der Kreis", store::ActorId::make(clock(), random()),
                       clock().now()};
    ASSERT_TRUE(set_aside(store(), tenant_, std::span(&key, 1), why));
    ASSERT_TRUE(set_aside(store(), tenant_, std::span(&key, 1), why));
    const auto kept = [&] {
        const auto reader = store().reader();
        return *load_set_aside(**reader, tenant_);
    };
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept().at(key).reason, why.reason);
    ASSERT_TRUE(take_back(store(), tenant_, std::span(&key, 1)));
    EXPECT_THAT(kept(), IsEmpty());
}

}  // namespace
}  // namespace dw::catalogue
