// Notices at the desk, through the router: who reads which, and that settling is said once.
#include "catalogue/notice_desk_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/editing.h"
#include "catalogue/notice_table.h"
#include "identity/identity.h"

namespace dw::catalogue {
namespace {

using identity::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const SourceId dog_tax{"L900100", "hundesteuer"};

class NoticeDesk : public testing::CatalogueTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        static const std::vector<store::Migration> all = [] {
            std::vector<store::Migration> both;
            for (const auto& part : {identity::migrations(), catalogue::migrations()})
                both.insert(both.end(), part.begin(), part.end());
            return both;
        }();
        return all;
    }
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        identity_.emplace(store());
        desk_tenant_ = *identity_->create_tenant({"Bremerhaven", ""});
        office_ = *identity_->create_organisation(desk_tenant_,
                                                  {"Steueramt", "L900100", "steueramt"}, {});
        add_notice_desk_routes(router_, catalogue(), *identity_, clock());
    }
    void TearDown() override {
        router_ = {};
        identity_.reset();
        CatalogueTest::TearDown();
    }

    NoticeId someone_writes(const std::string& organisation, const std::string& words) {
        clock().advance(std::chrono::seconds(1));
        const auto id = NoticeId::make(clock(), random());
        EXPECT_TRUE(store_notice(store(), {.id = id,
                                           .at = clock().now(),
                                           .service = dog_tax,
                                           .place = "040120000000",
                                           .organisation = organisation,
                                           .subject = "office",
                                           .words = words}));
        return id;
    }

    // The route's handler as the gate would call it.
    web::Response visit(web::Method method, const std::string& path, Role role,
                        const std::string& remark = {}) {
        web::Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (const auto cursor = path.find("ab="); cursor != path.npos)
            request.query.add("ab", path.substr(cursor + 3));
        if (path.find("sicht=erledigt") != path.npos) request.query.add("sicht", "erledigt");
        request.form.add("bemerkung", remark);
        identity::Principal principal;
        principal.tenant = desk_tenant_;
        principal.organisation = office_;
        principal.actor = store::ActorId::make(clock(), random());
        principal.roles = {role};
        request.principal = principal;
        const auto found = router_.find(request);
        EXPECT_NE(found.route, nullptr) << path;
        return found.route->handler(request);
    }
    std::string list(Role role, const std::string& query = {}) {
        return visit(web::Method::Get, "/desk/notices" + query, role).body;
    }
    static std::string path(NoticeId id) { return "/desk/notices/" + id.to_string(); }

    web::Router router_;
    std::optional<identity::Identity> identity_;
    identity::TenantId desk_tenant_;
    identity::OrganisationId office_;
};

INSTANTIATE_TEST_SUITE_P(Databases, NoticeDesk, store::testing::databases(),
                         store::testing::database_name);

TEST_P(NoticeDesk, EverybodyReadsWhatIsAboutTheirOwnOffice) {
    someone_writes("L900100.steueramt", "Die Adresse stimmt nicht");
    const auto foreign = someone_writes("L900100.gartenamt", "Geheim");
    const auto nobody = someone_writes("", "Hier fehlt ein Amt");
    EXPECT_THAT(list(Role::TeamLead), AllOf(HasSubstr("Die Adresse"), Not(HasSubstr("Geheim")),
                                            Not(HasSubstr("Hier fehlt"))));
    EXPECT_THAT(list(Role::Administrator),
                AllOf(HasSubstr("Die Adresse"), HasSubstr("Hier fehlt"), Not(HasSubstr("Geheim"))));
    EXPECT_EQ(visit(web::Method::Get, path(foreign), Role::Administrator).status, 404);
    EXPECT_EQ(visit(web::Method::Get, path(nobody), Role::TeamLead).status, 404);
    EXPECT_EQ(visit(web::Method::Post, path(foreign) + "/settlement", Role::TeamLead).status, 404);
}

TEST_P(NoticeDesk, WhoEditsAnAreaReadsWhatComesFromThere) {
    const auto foreign = someone_writes("L900100.gartenamt", "Falsches Amt");
    EXPECT_THAT(list(Role::Editor), Not(HasSubstr("Falsches Amt")));
    ASSERT_TRUE(Editing(catalogue()).assign_area(desk_tenant_, *Ars::parse("04011")));
    EXPECT_THAT(list(Role::Editor), Not(HasSubstr("Falsches Amt")));
    ASSERT_TRUE(Editing(catalogue()).assign_area(desk_tenant_, *Ars::parse("04012")));
    EXPECT_THAT(list(Role::Editor), HasSubstr("Falsches Amt"));
    EXPECT_THAT(list(Role::TeamLead), Not(HasSubstr("Falsches Amt")));
    EXPECT_THAT(visit(web::Method::Get, path(foreign), Role::Editor).body,
                HasSubstr("/desk/catalogue/services/L900100.hundesteuer/responsibility"));
    EXPECT_EQ(visit(web::Method::Get, path(foreign), Role::TeamLead).status, 404);
}

TEST_P(NoticeDesk, ASettledNoticeLeavesTheOpenOnes) {
    const auto id = someone_writes("L900100.steueramt", "Die Adresse stimmt nicht");
    EXPECT_THAT(visit(web::Method::Get, path(id), Role::TeamLead).body,
                AllOf(HasSubstr("Die Adresse"), HasSubstr("ohne Absender")));
    const auto settle = [&](const std::string& remark) {
        return visit(web::Method::Post, path(id) + "/settlement", Role::TeamLead, remark).status;
    };
    EXPECT_EQ(settle("ge\u202Elesen"), 422);
    EXPECT_EQ(settle(std::string(remark_bytes + 1, 'x')), 422);
    EXPECT_EQ(settle("Geändert"), 303);
    EXPECT_EQ(settle("Noch einmal"), 303);
    EXPECT_THAT(list(Role::TeamLead), Not(HasSubstr("Die Adresse")));
    EXPECT_THAT(list(Role::TeamLead, "?sicht=erledigt"), HasSubstr("Die Adresse"));
    EXPECT_THAT(visit(web::Method::Get, path(id), Role::TeamLead).body,
                AllOf(HasSubstr("Geändert"), Not(HasSubstr("Noch einmal"))));
    EXPECT_EQ(count("select count(*) from catalogue_notice where remark = 'Geändert'"), 0);
    const auto reopen = [&] {
        return visit(web::Method::Post, path(id) + "/reopening", Role::TeamLead).status;
    };
    EXPECT_EQ(reopen(), 303);
    EXPECT_EQ(reopen(), 303) << "somebody was faster";
    EXPECT_THAT(list(Role::TeamLead), HasSubstr("Die Adresse"));
    EXPECT_THAT(visit(web::Method::Get, path(id), Role::TeamLead).body, Not(HasSubstr("Geändert")));
}

TEST_P(NoticeDesk, TheListGoesOnWhereItEnded) {
    for (int i = 0; i < 30; ++i)
        someone_writes("L900100.steueramt", "Nummer " + std::to_string(i) + ".");
    const auto first = list(Role::TeamLead);
    EXPECT_THAT(
        first, AllOf(HasSubstr("Nummer 29."), HasSubstr("Nummer 5."), Not(HasSubstr("Nummer 4."))));
    const auto begin = first.find("ab=") + 3;
    const auto cursor = first.substr(begin, first.find('"', begin) - begin);
    EXPECT_THAT(list(Role::TeamLead, "?ab=" + cursor),
                AllOf(HasSubstr("Nummer 4."), HasSubstr("Nummer 0."), Not(HasSubstr("Nummer 5."))));
    EXPECT_THAT(list(Role::TeamLead, "?ab=unsinn"), HasSubstr("Sie sehen den Anfang"));
}

TEST_P(NoticeDesk, TheOpenOnesInReachAreCountedUpToALimit) {
    const std::string office = SourceId{"L900100", "steueramt"}.to_string();
    const auto settled = someone_writes(office, "Alt");
    ASSERT_TRUE(settle_notice(store(), {.notice = settled, .at = clock().now(), .by = {}}));
    someone_writes(office, "Eins");
    someone_writes(office, "Zwei");
    someone_writes("L900100.anderes", "Fremd");
    const auto count = [&](int most) {
        const auto reader = store().reader();
        return *count_open_notices(**reader, {.organisation = office}, most);
    };
    EXPECT_EQ(count(100), 2);
    EXPECT_EQ(count(1), 1);
}

}  // namespace
}  // namespace dw::catalogue
