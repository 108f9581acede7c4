// What a closed case says is still open, and how the lists and letters name it; on every database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_case_page.h"
#include "cases/desk_inbox_page.h"
#include "cases/payee.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Route = web::Response (*)(const Visit&);

class DeskClosed : public testing::CasesTest {
  protected:
    std::vector<forms::Package> packages() const override {
        // A fee that is asked for with the decision.
        auto package = forms::built_in_package("bewohnerparkausweis");
        package.fee->released_when = forms::Release::Decided;
        return {forms::sample_package(), package};
    }
    Date today() { return berlin_date(clock().now()); }
    CaseId decided(const forms::Submission& sent, const std::string& outcome,
                   const Json& details = Json::object()) {
        const auto id = open_case(sent).id;
        const auto done = cases().decide(who("clara"), id, file_of("clara", id).state.sequence,
                                         outcome, "Geprüft.", details);
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
        return id;
    }
    std::string page_of(Route route, const std::string& id, const std::string& field = "",
                        const std::string& value = "") {
        web::Request request;
        request.host = "bremerhaven.example";
        request.parameters["id"] = id;
        if (!field.empty()) request.query.add(field, value);
        return route({request, cases(), who("clara"), Language::German, today()}).body;
    }
    std::string case_page_of(CaseId id) { return page_of(case_route, id.to_string()); }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskClosed, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskClosed, IsDoneOnlyWhenNothingIsOpen) {
    const auto id = decided(submission(), "bestaetigt");
    const auto letter = file_of("clara", id).state.letters.front().sequence;
    EXPECT_THAT(case_page_of(id), AllOf(HasSubstr("Ein Brief wartet darauf"),
                                        Not(HasSubstr("Der Vorgang ist abgeschlossen."))));
    ASSERT_TRUE(cases().post_letter(who("jan"), id, letter, today()));
    EXPECT_THAT(case_page_of(id), AllOf(HasSubstr("Der Vorgang ist abgeschlossen."),
                                        Not(HasSubstr(">Fällig<")), HasSubstr("Bestätigung vom ")))
        << "nothing is due, and the letter has a name";
    ASSERT_TRUE(cases().return_letter(who("jan"), id, letter, "verzogen"));
    EXPECT_THAT(case_page_of(id), AllOf(HasSubstr("Ein Brief kam zurück."),
                                        Not(HasSubstr("Der Vorgang ist abgeschlossen."))));
}

TEST_P(DeskClosed, OwesAsLongAsTheFeeIsNotPaid) {
    ASSERT_TRUE(set_payee(store(), {bremerhaven(), who("clara").organisation, ""},
                          {{"Stadtkasse", "DE89370400440532013000", ""}, "5.0810.########*"}));
    auto sent = submission();
    sent.package_name = "bewohnerparkausweis";
    sent.answers = Json::object({{"dauer", "ein_jahr"}});
    const auto id = decided(sent, "erteilt", Json::object({{"parkgebiet_ausweis", "A"}}));
    EXPECT_THAT(case_page_of(id), HasSubstr("Das ist noch offen:"));
    const auto done = page_of(inbox_page, "", "sicht", "fertig");
    EXPECT_THAT(done, AllOf(HasSubstr("wartet auf Zahlung"), HasSubstr("Eingegangen am"),
                            Not(HasSubstr(">Fällig<"))));
    ASSERT_TRUE(
        cases().book_payment(who("clara"), id, {.cents = 3000, .on = today(), .line = "a"}));
    EXPECT_THAT(page_of(inbox_page, "", "sicht", "fertig"), Not(HasSubstr("wartet auf Zahlung")));
}

// z. d. A.
TEST_P(DeskClosed, SaysWhyItCannotGoToTheFilesWhileTheDecisionWaitsOnline) {
    auto agreed = submission();
    agreed.reads_online = true;
    const auto id = decided(agreed, "bestaetigt");
    EXPECT_THAT(case_page_of(id),
                AllOf(HasSubstr("liegt online bereit und ist noch nicht abgerufen. Erst danach"),
                      Not(HasSubstr("Zu den Akten legen"))));
    EXPECT_EQ(
        testing::code_of(cases().file_away(who("clara"), id, file_of("clara", id).state.sequence)),
        "case.letter_waits");
}

TEST_P(DeskClosed, LeadsFromAnObjectionThatHadSuccessToTheFirstCase) {
    auto sent = submission();
    sent.place = *Ars::parse("051110000000");
    const auto id = decided(sent, "festgesetzt", Json::object({{"jahresbetrag", 12000}}));
    const auto letter = file_of("clara", id).state.outcome_sequence;
    ASSERT_TRUE(cases().post_letter(who("jan"), id, letter, today()));
    const auto objection = cases().object(
        bremerhaven(), id, {.way = ObjectionWay::Online, .received = today(), .text = "Nein."});
    ASSERT_TRUE(objection) << objection.error().code;
    EXPECT_THAT(case_page_of(objection->id), HasSubstr("Widerspruch eingegangen"));
    EXPECT_THAT(page_of(inbox_page, "", "sicht", "offen"), HasSubstr("Widerspruch eingegangen"));
    EXPECT_THAT(case_page_of(id), HasSubstr("Die Entscheidung ist angefochten."));
    ASSERT_TRUE(cases().decide(
        who("clara"), objection->id, file_of("clara", objection->id).state.sequence, "abhilfe",
        "Ja.", Json::object({{"wirkung", "aufgehoben"}, {"kosten_abhilfe", "Die Stadt."}})));
    EXPECT_THAT(case_page_of(objection->id),
                AllOf(HasSubstr("hatte Erfolg"), HasSubstr("abgeholfen"),
                      HasSubstr("Zum Vorgang " + file_of("clara", id).state.opened.number)));
    EXPECT_THAT(case_page_of(id), HasSubstr("Prüfen Sie, was daraus folgt"));
}

TEST_P(DeskClosed, TheNextCaseIsNoneThatWaitsForThePerson) {
    const auto first = open_case().id, asked = open_case().id, last = open_case().id;
    for (const auto id : {first, asked, last}) ASSERT_TRUE(cases().take(who("clara"), id, 3));
    ASSERT_TRUE(cases().send_message(who("clara"), asked, file_of("clara", asked).state.sequence,
                                     "Wie heißt der Hund?", AnswerWanted::Yes));
    web::Request request;
    const Visit visit{request, cases(), who("clara"), Language::German, today()};
    EXPECT_EQ(*next_case_path(visit, first), case_path(last));
    EXPECT_EQ(*next_case_path(visit, last), case_path(first));
    const auto unassigned = open_case().id;
    for (const auto id : {first, last})
        ASSERT_TRUE(cases().decide(who("clara"), id, file_of("clara", id).state.sequence,
                                   "bestaetigt", ""));
    EXPECT_EQ(*next_case_path(visit, last), case_path(unassigned)) << "then what nobody has";
    EXPECT_EQ(*next_case_path(visit, unassigned), "") << "the one that waits is nothing to do";
}

}  // namespace
}  // namespace dw::cases
