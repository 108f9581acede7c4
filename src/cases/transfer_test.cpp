// Abgabe on every database: who loses what, who gets it, and what goes on.
#include "cases/transfer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"
#include "cases/desk_pages.h"
#include "web/csrf.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;

class TransferTest : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        gardens_ = add_office("Gartenamt", "garten", identity::Role::Clerk);
        archive_ = add_office("Archiv", "archiv", identity::Role::Administrator);
    }
    identity::Principal add_office(const std::string& name, const std::string& source,
                                   identity::Role role) {
        const auto id =
            identity().create_organisation(bremerhaven(), {name, "L900100", source}, {});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        const auto person = identity().add_person({bremerhaven(), *id, name},
                                                  {.name = name,
                                                   .login = source + "@stadt.example",
                                                   .password = "Ein-langes-Passwort-2026",
                                                   .roles = {role},
                                                   .teams = {}},
                                                  {});
        EXPECT_TRUE(person) << (person ? "" : person.error().message);
        const auto principal = identity().principal(bremerhaven(), *person);
        EXPECT_TRUE(principal);
        return *principal;
    }
    CaseId taken_case() {
        const auto id = open_case().id;
        EXPECT_TRUE(cases().take(who("clara"), id, file_of("clara", id).state.sequence));
        return id;
    }
    std::string transfer(CaseId id, const identity::Principal& to,
                         const std::string& basis = "§ 3 Abs. 1 VwVfG") {
        const auto seen = file_of("clara", id).state.sequence;
        return code_of(cases().transfer(who("clara"), id, seen, {to.organisation, basis}));
    }

    web::Response desk(web::Method method, const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
        web::Router router;
        router.set_csrf_secret({});
        add_desk_routes(router, cases());
        web::Request request;
        request.method = method;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.principal = who("clara");
        if (method == web::Method::Post) {
            request.cookies[std::string(web::form_cookie)] = web::prepare_token(request, {});
            request.form.add(std::string(web::token_field), request.csrf_token);
        }
        for (const auto& [name, value] : fields) request.form.add(name, value);
        return router.handle(request);
    }

    identity::Principal gardens_, archive_;
};

INSTANTIATE_TEST_SUITE_P(Databases, TransferTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(TransferTest, AnAbgabeIsNoDecisionThatLeavesTheCaseHere) {
    const auto id = taken_case();
    const auto seen = file_of("clara", id).state.sequence;
    EXPECT_EQ(code_of(cases().decide(who("clara"), id, seen, "abgegeben", "Hannover ist es.")),
              "case.referral");
    EXPECT_TRUE(file_of("clara", id).state.is_open());
}

TEST_P(TransferTest, ChoosingItOpensTheHandOverWhereSomebodyCanTakeIt) {
    const auto id = taken_case();
    const std::string path = "/desk/cases/" + id.to_string() + "/outcome";
    const auto form = desk(web::Method::Get, path, {});
    EXPECT_NE(form.body.find("/desk/cases/" + id.to_string() + "/transfer\""), std::string::npos);
    const auto stand = std::to_string(file_of("clara", id).state.sequence);
    const auto page = desk(web::Method::Post, path,
                           {{"stand", stand},
                            {"ergebnis", "abgegeben"},
                            {"begruendung", "Das Gartenamt ist zuständig."}});
    EXPECT_NE(page.body.find("/desk/cases/" + id.to_string() + "/transfer\""), std::string::npos);
    EXPECT_NE(page.body.find("Das Gartenamt ist zuständig."), std::string::npos)
        << "nothing typed is lost";
    EXPECT_TRUE(file_of("clara", id).state.is_open());
}

TEST_P(TransferTest, AnOfficeThatWasAskedForAnOpinionCanGetTheCase) {
    const auto id = taken_case();
    ASSERT_EQ(code_of(cases().ask_opinion(who("clara"), id,
                                          {.office = gardens_.organisation,
                                           .question = "Steht der Baum noch?",
                                           .documents = {},
                                           .until = 2027y / 9 / 15})),
              "");
    ASSERT_EQ(transfer(id, gardens_), "");
    const auto file = cases().case_file(gardens_, id);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->allows(identity::Act::WorkOnCase));
    EXPECT_EQ(code_of(cases().case_file(who("clara"), id)), "cases.none");
}

TEST_P(TransferTest, TheOtherOfficeGetsTheCaseAndThisOneKeepsATrace) {
    const auto id = taken_case();
    const auto number = file_of("clara", id).state.opened.number;
    ASSERT_TRUE(cases().ask(who("clara"), id, file_of("clara", id).state.sequence,
                            {.text = "Welche Rasse?", .answer_by = 2026y / 3 / 20}));
    ASSERT_EQ(transfer(id, gardens_), "");
    for (const auto* name : {"clara", "jan", "lena"})
        EXPECT_EQ(code_of(cases().case_file(who(name), id)), "cases.none") << name;
    EXPECT_TRUE(cases().inbox(who("lena"), Inbox::Team, "", 25)->rows.empty());
    const auto file = cases().case_file(gardens_, id);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->state.opened.number, number);
    EXPECT_FALSE(file->state.assignee);
    EXPECT_EQ(file->state.messages.back().sent.direction, Direction::ToApplicant);
    EXPECT_NE(file->state.messages.back().sent.text.find("Gartenamt"), std::string::npos);
    ASSERT_TRUE(file->state.question) << "what runs goes on";
    EXPECT_EQ(file->state.question->answer_by, 2026y / 3 / 20);
    const auto taken = std::ranges::find(file->history, "case.taken", &HistoryEntry::kind);
    EXPECT_EQ(taken->actor, "clara") << "the file says who did what";
    EXPECT_TRUE(cases().take(gardens_, id, file->state.sequence));
    const auto traces = transferred_by(cases(), who("jan"));
    ASSERT_TRUE(traces);
    ASSERT_EQ(traces->size(), 1U);
    EXPECT_EQ(traces->front().number, number);
    EXPECT_EQ(traces->front().to, "Gartenamt");
    EXPECT_TRUE(transferred_by(cases(), gardens_)->empty());
}

TEST_P(TransferTest, OnlyADeskOfThisTenantAndWithALegalBasis) {
    const auto id = taken_case();
    EXPECT_EQ(transfer(id, archive_), "case.no_desk") << "nobody works on cases there";
    EXPECT_EQ(transfer(id, who("hanna")), "case.no_desk") << "another tenant";
    EXPECT_EQ(transfer(id, who("clara")), "case.no_desk") << "its own";
    EXPECT_EQ(transfer(id, gardens_, "  "), "case.no_reasons");
    EXPECT_EQ(code_of(cases().transfer(who("otto"), id, 4, {gardens_.organisation, "x"})),
              "cases.none");
    EXPECT_TRUE(cases().case_file(who("clara"), id));
}

TEST_P(TransferTest, TheGivingOfficeReadsWhereItWentAndNothingElse) {
    const auto id = taken_case();
    const auto number = file_of("clara", id).state.opened.number;
    ASSERT_TRUE(cases().add_note(who("clara"), id, "Rückruf"));
    EXPECT_FALSE(*transfer_trace(cases(), who("clara"), id)) << "it has the case";
    ASSERT_EQ(transfer(id, gardens_), "");
    const std::string path = "/desk/cases/" + id.to_string();
    const auto page = desk(web::Method::Get, path, {});
    EXPECT_EQ(page.status, 200);
    for (const auto& told : {number, std::string("Gartenamt")})
        EXPECT_NE(page.body.find(told), page.body.npos) << told;
    for (const auto* kept : {"Elif", "Bruno", "Rückruf", "§ 3 Abs. 1"})
        EXPECT_EQ(page.body.find(kept), page.body.npos) << kept;
    for (const auto* below : {"/history", "/documents", "/data", "/outcome", "/transfer"})
        EXPECT_EQ(desk(web::Method::Get, path + below, {}).status, 404) << below;
    EXPECT_TRUE(*transfer_trace(cases(), who("jan"), id));
    for (const auto& other : {who("ada"), who("hanna"), gardens_, archive_})
        EXPECT_FALSE(*transfer_trace(cases(), other, id)) << other.name;
    // And back: who has it again opens it.
    const auto seen = cases().case_file(gardens_, id)->state.sequence;
    ASSERT_TRUE(cases().transfer(gardens_, id, seen, {who("clara").organisation, "§ 3"}));
    EXPECT_FALSE(*transfer_trace(cases(), who("clara"), id));
    EXPECT_TRUE(*transfer_trace(cases(), gardens_, id));
}

TEST_P(TransferTest, ACaseThatWasNeverThereIsNoneThatWasGivenAway) {
    const auto id = taken_case();
    for (const auto& other : {gardens_, who("otto"), who("hanna")})
        EXPECT_FALSE(*transfer_trace(cases(), other, id)) << other.name;
    EXPECT_FALSE(*transfer_trace(cases(), who("clara"), CaseId::make(clock(), random())));
}

// Destroying the giving office's keys leaves the case to the one that has it now.
TEST_P(TransferTest, TheKeysGoWithTheCase) {
    const auto id = taken_case();
    ASSERT_TRUE(cases().add_note(who("clara"), id, "Rückruf"));
    ASSERT_EQ(transfer(id, gardens_), "");
    ASSERT_TRUE(commit(bremerhaven(),
                       store::KeyRing::destroy_owner(
                           bremerhaven(), store::OwnerId{who("clara").organisation.bytes()})));
    store().keys().forget_all();
    const auto file = cases().case_file(gardens_, id);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->state.notes.size(), 1U);
    EXPECT_EQ(file->state.notes.front().text, "Rückruf");
    EXPECT_EQ(cases().inbox(gardens_, Inbox::Team, "", 25)->rows.size(), 1U);
}

}  // namespace
}  // namespace dw::cases
