// The page of a case, on every database: what stands on top, what is folded away, and what the desk
// calls things.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_case_page.h"
#include "cases/desk_message_pages.h"
#include "cases/desk_objection_pages.h"
#include "cases/desk_outcome_pages.h"
#include "cases/payee.h"
#include "cases/status_access.h"
#include "terms/berlin.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using Route = web::Response (*)(const Visit&);

class DeskCase : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        web::set_site({.example = true});
        go_to("2027-09-20");  // a Monday
        ASSERT_TRUE(set_payee(store(), {bremerhaven(), who("clara").organisation, ""},
                              {{"Stadtkasse", "DE89370400440532013000", ""}, "5.0810.########*"}));
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }
    std::vector<forms::Package> packages() const override {
        return {forms::sample_package(), forms::built_in_package("bewohnerparkausweis")};
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    Date today() { return berlin_date(clock().now()); }
    std::string page_of(Route route, CaseId id, const Pairs& query = {}) {
        web::Request request;
        request.parameters["id"] = id.to_string();
        for (const auto& [name, value] : query) request.query.add(name, value);
        return route({request, cases(), who("clara"), Language::German, today()}).body;
    }
    web::Response send(Route route, CaseId id, const Pairs& fields) {
        web::Request request;
        request.method = web::Method::Post;
        request.parameters["id"] = id.to_string();
        request.form.add("stand", std::to_string(state(id).sequence));
        for (const auto& [name, value] : fields) request.form.add(name, value);
        return route({request, cases(), who("clara"), Language::German, today()});
    }
    CaseState state(CaseId id) { return file_of("clara", id).state; }
    // Whether the part with that title is open, as "open"; "closed"; "" where there is none.
    static std::string fold(const std::string& page, const std::string& title) {
        const auto at = page.find("<h2 class=\"kern-title\">" + title);
        if (at == page.npos) return {};
        const auto from = page.rfind("<details", at);
        return page.substr(from, page.find('>', from) - from).ends_with(" open") ? "open"
                                                                                 : "closed";
    }
    // A permit that waits online for its fee to be paid.
    CaseId granted_online() {
        auto sent = submission();
        sent.package_name = "bewohnerparkausweis";
        sent.answers = Json::object({{"dauer", "ein_jahr"}});
        sent.reads_online = true;
        const auto id = open_case(sent).id;
        const auto done = cases().decide(who("clara"), id, state(id).sequence, "erteilt", "",
                                         Json::object({{"parkgebiet_ausweis", "A"}}));
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
        return id;
    }
    CaseId assessed(std::string_view place) {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        const auto id = open_case(sent).id;
        const auto done = cases().decide(who("clara"), id, state(id).sequence, "festgesetzt",
                                         "Geprüft.", Json::object({{"jahresbetrag", 12000}}));
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
        EXPECT_TRUE(cases().post_letter(who("jan"), id, state(id).outcome_sequence, today()));
        return id;
    }
    Opened recorded(CaseId id) {
        const auto opened = cases().record_objection(
            who("clara"), id,
            {.way = ObjectionWay::Letter, .received = today(), .text = "Bruno ist tot."});
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().code);
        return opened.value_or(Opened{});
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskCase, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskCase, SaysOnTopWhatItIsAndWhatIsToBeDone) {
    const auto id = open_case().id;
    const auto page = page_of(case_route, id);
    const auto number = page.find(state(id).opened.number + "</span>");
    const auto next = page.find("Was jetzt zu tun ist"), rest = page.find("class=\"dw-folds\"");
    ASSERT_NE(number, page.npos);
    EXPECT_LT(number, next);
    EXPECT_LT(next, rest);
    EXPECT_EQ(page.find("<h2 class=\"kern-heading-medium\">", next + 1), page.npos)
        << "everything else is folded away";
}

TEST_P(DeskCase, FoldsAwayWhatIsNotNew) {
    const auto id = open_case().id;
    EXPECT_EQ(fold(page_of(case_route, id), "Angaben: "), "open") << "nobody has read them yet";
    ASSERT_TRUE(cases().take(who("clara"), id, state(id).sequence));
    EXPECT_EQ(fold(page_of(case_route, id, {{"getan", "uebernommen"}}), "Angaben: "), "open");
    auto page = page_of(case_route, id);
    for (const auto* title : {"Name und Kontakt: Elif Muster", "Unterlagen: keine",
                              "Nachrichten: keine", "Vermerke: keine", "Verlauf: ",
                              "Stellungnahmen: keine", "Fristen: Bearbeitung", "Akte: ablegen"})
        EXPECT_EQ(fold(page, title), "closed") << title;
    EXPECT_THAT(page, HasSubstr("Prüfen Sie die Angaben."));
    EXPECT_EQ(fold(page, "Angaben: "), "open") << "what is asked for can be seen";
    ASSERT_TRUE(cases().send_message(who("clara"), id, state(id).sequence, "Wie heißt er?",
                                     AnswerWanted::Yes));
    page = page_of(case_route, id);
    EXPECT_EQ(fold(page, "Nachrichten: 1"), "closed") << "her own";
    EXPECT_EQ(fold(page, "Angaben: "), "closed") << "now it is the person's turn";
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), id},
                             SendMessage{{.message = MessageId::make(clock(), random()),
                                          .direction = Direction::FromApplicant,
                                          .text = "Bruno."}}));
    page = page_of(case_route, id);
    EXPECT_EQ(fold(page, "Nachrichten: 2, neu"), "open");
    EXPECT_THAT(page, HasSubstr("Die Person hat geantwortet."));
    ASSERT_TRUE(cases().add_note(who("clara"), id, "Heißt Bruno."));
    EXPECT_EQ(fold(page_of(case_route, id, {{"getan", "notiert"}}), "Vermerke: 1"), "open");
}

// The decision is no longer the one that waits online while its fee is asked for.
TEST_P(DeskCase, CallsTheRequestForPaymentByItsName) {
    const auto id = granted_online();
    ASSERT_TRUE(state(id).letters.front().waits_online());
    const auto page = page_of(case_route, id, {{"getan", "festgehalten"}});
    EXPECT_THAT(page, AllOf(HasSubstr("liest die Zahlungsaufforderung auf der Statusseite"),
                            HasSubstr("Die Zahlungsaufforderung liegt online bereit"),
                            HasSubstr("Die Zahlungsaufforderung liegt seit"),
                            HasSubstr("Die Entscheidung wartet auf die Zahlung")));
    EXPECT_THAT(page,
                AllOf(Not(HasSubstr("Die Entscheidung liegt online bereit")),
                      Not(HasSubstr("liest die Entscheidung")), Not(HasSubstr("Der Bescheid"))));
    ASSERT_TRUE(
        cases().book_payment(who("clara"), id, {.cents = 3000, .on = today(), .line = "a"}));
    EXPECT_THAT(page_of(case_route, id), HasSubstr("Die Entscheidung liegt online bereit"));
}

TEST_P(DeskCase, OfARecordedObjectionBelongsToWhoeverRecordedIt) {
    const auto opened = recorded(assessed("051110000000"));
    EXPECT_EQ(state(opened.id).assignee, who("clara").person);
    const auto page = page_of(case_route, opened.id, {{"getan", "widersprochen"}});
    EXPECT_THAT(page, AllOf(HasSubstr("Der Widerspruch ist aufgenommen."),
                            HasSubstr("Das schreibt oder sagt die Person dazu"),
                            HasSubstr("Was die Person schreibt oder sagt, steht bei den"),
                            Not(HasSubstr("Die Person hat geantwortet")),
                            Not(HasSubstr("Diese Angaben hat die Stelle"))));
}

// Before which court one goes against the rejection is not known there.
TEST_P(DeskCase, OffersNoRejectionWhoseRemedyIsNotKnown) {
    const auto opened = recorded(assessed("040120000000"));
    EXPECT_THAT(page_of(case_route, opened.id, {{"getan", "widersprochen"}}),
                HasSubstr("Der Einspruch ist aufgenommen."));
    const auto page = page_of(outcome_page_route, opened.id);
    EXPECT_THAT(
        page, AllOf(HasSubstr("?ergebnis=abhilfe"), HasSubstr("bei welchem Gericht"),
                    HasSubstr("data/law/remedies.csv"), Not(HasSubstr("?ergebnis=zurueckgewiesen")),
                    Not(HasSubstr("?ergebnis=teilabhilfe"))));
    EXPECT_THAT(page_of(outcome_page_route, opened.id, {{"ergebnis", "zurueckgewiesen"}}),
                AllOf(HasSubstr("bei welchem Gericht"), Not(HasSubstr("name=\"begruendung\""))));
    EXPECT_THAT(page_of(outcome_page_route, opened.id, {{"ergebnis", "abhilfe"}}),
                AllOf(Not(HasSubstr("value=\"ergebnis:zurueckgewiesen\"")),
                      Not(HasSubstr("Chip-Nummer fehlt"))))
        << "the blocks of the dog tax are for the dog tax";
}

TEST_P(DeskCase, SaysThatADecisionCanStillBeContestedBeforeItIsFiledAway) {
    const auto id = assessed("040120000000");
    const auto page = page_of(case_route, id);
    EXPECT_THAT(page, HasSubstr("Ist wirklich alles fertig?"));
    EXPECT_EQ(fold(page, "Akte: ablegen"), "closed");
    go_to("2027-12-20");
    const auto later = page_of(case_route, id);
    EXPECT_THAT(later, Not(HasSubstr("Ist wirklich alles fertig?")));
    EXPECT_EQ(fold(later, "Akte: ablegen"), "open") << "there is nothing else to do";
}

TEST_P(DeskCase, TellsOnceThatAnAnswerWouldComeAfterTheDeadline) {
    const auto id = open_case().id;
    ASSERT_TRUE(cases().take(who("clara"), id, state(id).sequence));
    Pairs fields{
        {"nachricht", "Wie heißt er?"}, {"art", "antwort"},   {"bis-day", "1"}, {"bis-month", "3"},
        {"bis-year", "2028"},           {"schritt", "senden"}};
    const auto told = send(message_route, id, fields);
    EXPECT_THAT(told.body, AllOf(HasSubstr("liegt nach der Frist des Vorgangs"),
                                 HasSubstr("name=\"gewarnt\" value=\"nach-frist\"")));
    EXPECT_TRUE(state(id).messages.empty());
    fields.emplace_back("gewarnt", "nach-frist");
    EXPECT_EQ(send(message_route, id, fields).status, 303);
    EXPECT_EQ(state(id).messages.size(), 1U);
}

// The desk works at noon of 20 September.
TEST_P(DeskCase, TellsOfADayThatLeavesNoTimeAndRefusesOneThatIsASlip) {
    const auto id = open_case().id;
    ASSERT_TRUE(cases().take(who("clara"), id, state(id).sequence));
    Pairs fields{
        {"nachricht", "Wie heißt er?"}, {"art", "antwort"},   {"bis-day", "20"}, {"bis-month", "9"},
        {"bis-year", "2029"},           {"schritt", "senden"}};
    fields[2].second = "21";
    const auto far = send(message_route, id, fields);
    EXPECT_EQ(far.status, 422);
    EXPECT_THAT(far.body, HasSubstr("mehr als zwei Jahre in der Zukunft"));
    fields[4].second = "2027";
    const auto told = send(message_route, id, fields);
    EXPECT_THAT(told.body, AllOf(HasSubstr("Danach bleibt ihr höchstens ein Tag."),
                                 HasSubstr("name=\"gewarnt\" value=\"kurz\"")));
    EXPECT_TRUE(state(id).messages.empty());
    fields.emplace_back("gewarnt", "kurz");
    EXPECT_EQ(send(message_route, id, fields).status, 303);
}

// The person has no address for mail.
TEST_P(DeskCase, AnAnswerByLetterIsTakenDownAndTheHearingCounts) {
    auto sent = submission();
    sent.applicant.email = "";
    const auto id = open_case(sent).id;
    ASSERT_TRUE(cases().take(who("clara"), id, state(id).sequence));
    ASSERT_TRUE(cases().ask(who("clara"), id, state(id).sequence,
                            {.text = "Wir wollen ablehnen.",
                             .purpose = Purpose::Hearing,
                             .answer_by = *parse_date("2027-10-20")}));
    EXPECT_THAT(page_of(case_route, id), HasSubstr("/answer\""));
    EXPECT_THAT(page_of(outcome_page_route, id, {{"ergebnis", "festgesetzt"}}),
                HasSubstr("Die Antwort ist schon da? Hier festhalten"));
    const auto form = page_of(answer_page_route, id);
    EXPECT_THAT(form, AllOf(HasSubstr("Wir wollen ablehnen."), HasSubstr("value=\"counter\""),
                            HasSubstr("Damit ist sie angehört")));
    const auto question = std::to_string(state(id).question->message);
    Pairs fields{{"frage", question},    {"weg", "letter"},        {"eingang-day", "19"},
                 {"eingang-month", "9"}, {"eingang-year", "2027"}, {"antwort", ""}};
    const auto wrong = send(answer_taken_route, id, fields);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, AllOf(HasSubstr("Die Antwort kann nicht früher gekommen sein."),
                                  HasSubstr("oder laden Sie einen Scan hoch.")));
    fields[2].second = "21";
    EXPECT_THAT(send(answer_taken_route, id, fields).body, HasSubstr("liegt in der Zukunft"));
    fields[2].second = "20";
    fields[5].second = "Bruno ist ein Blindenhund.";
    const auto taken = send(answer_taken_route, id, fields);
    EXPECT_EQ(taken.header("Location"), case_path(id) + "?getan=antwort");
    const auto page = page_of(case_route, id, {{"getan", "antwort"}});
    EXPECT_THAT(page, AllOf(HasSubstr("Die Antwort ist festgehalten."),
                            HasSubstr("Brief, eingegangen am 20. September 2027"),
                            HasSubstr("clara hat die Antwort der Person festgehalten"),
                            Not(HasSubstr("/answer\""))));
    const auto outcome = page_of(outcome_page_route, id, {{"ergebnis", "festgesetzt"}});
    EXPECT_THAT(outcome, HasSubstr("Die Person hat sich geäußert."));
    const auto late = send(answer_taken_route, id, fields);
    EXPECT_EQ(late.status, 409) << "somebody was faster";
    EXPECT_THAT(late.body, HasSubstr("Bruno ist ein Blindenhund."));
}

TEST_P(DeskCase, SaysOnTopThatAnOpinionHasCome) {
    const auto office =
        identity().create_organisation(bremerhaven(), {"Gartenamt", "L900100", "garten"}, {});
    ASSERT_TRUE(office);
    const auto id = open_case().id;
    ASSERT_TRUE(cases().take(who("clara"), id, state(id).sequence));
    ASSERT_TRUE(cases().ask_opinion(who("clara"), id,
                                    {.office = *office,
                                     .question = "Groß genug?",
                                     .documents = {},
                                     .until = *parse_date("2027-09-27")}));
    EXPECT_THAT(page_of(case_route, id), Not(HasSubstr("Neues von anderen Ämtern")));
    go_to("2027-09-28");
    ASSERT_TRUE(cases().pass_days());
    EXPECT_THAT(page_of(case_route, id),
                AllOf(HasSubstr("Neues von anderen Ämtern"),
                      HasSubstr("Keine Stellungnahme bis zum Tag: Gartenamt")));
}

// Before the letter was posted nobody knows the decision.
TEST_P(DeskCase, SaysOfAnObjectionBeforeTheAnnouncementThatItIsNotLate) {
    auto sent = submission();
    sent.place = *Ars::parse("051110000000");
    const auto id = open_case(sent).id;
    ASSERT_TRUE(cases().decide(who("clara"), id, state(id).sequence, "festgesetzt", "Geprüft.",
                               Json::object({{"jahresbetrag", 12000}})));
    const auto opened = recorded(id);
    const auto page = page_of(case_route, opened.id);
    EXPECT_THAT(page,
                AllOf(HasSubstr("noch nicht bekannt gegeben, als er einging"),
                      HasSubstr("Verspätet ist er also nicht."), Not(HasSubstr("Rechtzeitig."))));
    EXPECT_THAT(page_of(case_route, id), HasSubstr("Verspätet ist er also nicht."));

    Pairs fields{{"ergebnis", "abhilfe"},      {"wirkung", "geaendert"},
                 {"kosten_abhilfe", "Keine."}, {"begruendung", "Sie haben recht."},
                 {"zusaetze", "ja"},           {"schritt", "vorschau"}};
    const auto empty = send(outcome_route, opened.id, fields);
    EXPECT_EQ(empty.status, 422) << "what applies now has to be said";
    EXPECT_THAT(empty.body, HasSubstr("href=\"#jetzt_gilt\""));
    fields.emplace_back("jetzt_gilt", "Sie zahlen 90 Euro im Jahr.");
    EXPECT_EQ(send(outcome_route, opened.id, fields).status, 200);
    fields[1].second = "aufgehoben";
    fields.back().second = "";
    fields[5].second = "festhalten";
    ASSERT_EQ(send(outcome_route, opened.id, fields).status, 303);
    EXPECT_FALSE(state(id).letters.front().waits()) << "nobody gets what was lifted";
    const auto after = page_of(case_route, id);
    EXPECT_THAT(after, AllOf(HasSubstr("Der Brief geht nicht mehr hinaus."),
                             HasSubstr("Die Entscheidung ist aufgehoben.")));
}

}  // namespace
}  // namespace dw::cases
