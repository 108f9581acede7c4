// Objections as cases of their own, and where a decision stands, on every database.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "cases/case_table.h"
#include "cases/cases_fixture.h"
#include "cases/standing.h"
#include "cases/status_access.h"
#include "store/projection.h"

namespace dw::cases {
namespace {

using testing::code_of;

// Municipal taxes: in Düsseldorf the objection of the VwGO, in Hannover only the lawsuit, in
// Bremerhaven the objection of the AO.
constexpr std::string_view duesseldorf = "051110000000", hannover_town = "032410001001",
                           bremerhaven_town = "040120000000";

class Objections : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        go_to("2027-09-20");
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    CaseState state_of(CaseId id) { return file_of("clara", id).state; }
    void decide(CaseId id, const std::string& outcome, const Json& details) {
        const auto done = cases().decide(who("clara"), id, state_of(id).sequence, outcome,
                                         "Weil es so ist.", details);
        ASSERT_TRUE(done) << done.error().code;
    }
    void post_decision(CaseId id, std::string_view day) {
        go_to(day);
        const auto letter = state_of(id).outcome_sequence;
        const auto posted = cases().post_letter(who("jan"), id, letter, *parse_date(day));
        ASSERT_TRUE(posted) << posted.error().code;
    }
    // Posted on the day after the decision: the fourth day is a Saturday, so it is known on 27
    // September and can be contested until 27 October.
    CaseId decided_at(std::string_view place) {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        const auto id = open_case(sent).id;
        decide(id, "festgesetzt", Json::object({{"jahresbetrag", 12000}}));
        post_decision(id, "2027-09-21");
        return id;
    }
    CaseId decided_today() {
        auto sent = submission();
        sent.place = *Ars::parse(duesseldorf);
        const auto id = open_case(sent).id;
        decide(id, "festgesetzt", Json::object({{"jahresbetrag", 12000}}));
        return id;
    }
    Result<Opened> object(CaseId id, std::string_view text = "Bruno ist ein Blindenhund.") {
        return cases().object(bremerhaven(), id,
                              {.way = ObjectionWay::Online,
                               .received = berlin_date(clock().now()),
                               .text = std::string(text)});
    }
    DecisionStanding at(CaseId id) {
        const auto file = file_of("clara", id);
        const auto standing =
            standing_of(cases(), bremerhaven(), file.state, decided_on(file.state, file.history));
        EXPECT_TRUE(standing) << (standing ? "" : standing.error().code);
        return standing.value_or({});
    }
    std::string words(CaseId id) { return standing_words(at(id), Language::German); }
    Json costs(std::string_view which) {
        return Json::object({{std::string("kosten_") + std::string(which), "Die Stadt."}});
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Objections, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Objections, OpenACaseOfTheirOwnAndEachKnowsTheOther) {
    const auto id = decided_at(duesseldorf);
    go_to("2027-10-04");
    const auto opened = object(id);
    ASSERT_TRUE(opened) << opened.error().code;
    const auto original = state_of(id), linked = state_of(opened->id);
    ASSERT_EQ(original.objections.size(), 1U);
    EXPECT_EQ(original.objections[0].objection, opened->id);
    EXPECT_EQ(original.objections[0].number, opened->number);
    EXPECT_EQ(original.objections[0].last_day, parse_date("2027-10-27"));
    ASSERT_TRUE(linked.objection);
    EXPECT_EQ(linked.objection->against, id);
    EXPECT_EQ(linked.objection->number, original.opened.number);
    EXPECT_EQ(linked.objection->kind, ObjectionKind::Objection);
    EXPECT_TRUE(is_in_time(linked.objection->received, linked.objection->last_day));
    EXPECT_EQ(linked.opened.subject, "Widerspruch: Elif Muster");
    EXPECT_NE(linked.opened.number, original.opened.number);
    EXPECT_EQ(linked.opened.service, original.opened.service);
    EXPECT_EQ(linked.opened.package_name, original.opened.package_name);
    ASSERT_EQ(linked.messages.size(), 1U);
    EXPECT_EQ(linked.messages[0].sent.text, "Bruno ist ein Blindenhund.");
    EXPECT_TRUE(linked.is_open());
    EXPECT_EQ(audience(linked)[0].row.scope, audience(original)[0].row.scope);
    EXPECT_EQ(at(id).standing, Standing::Contested);
    EXPECT_EQ(words(id),
              "Die Entscheidung ist angefochten. Am Montag, 4. Oktober 2027 kam ein Schreiben "
              "dagegen. Das Amt prüft sie noch einmal.");
    const auto* package = cases().package_of(linked);
    ASSERT_TRUE(package);
    EXPECT_EQ(package->title.de, "Widerspruch: " + cases().package_of(original)->title.de);
    EXPECT_TRUE(package->outcome("abhilfe") && package->outcome("zurueckgewiesen"));
}

TEST_P(Objections, OnlyWhoMayReadTheOriginalReadsThem) {
    const auto id = decided_at(duesseldorf);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    for (const auto* somebody : {"otto", "hanna", "ada"}) {
        EXPECT_FALSE(cases().case_file(who(somebody), opened->id)) << somebody;
        EXPECT_FALSE(cases().record_objection(
            who(somebody), id,
            {.way = ObjectionWay::Letter, .received = *parse_date("2027-09-21"), .text = "Nein"}))
            << somebody;
    }
    EXPECT_TRUE(cases().case_file(who("jan"), opened->id));
}

TEST_P(Objections, TooLateIsRecordedAndShown) {
    const auto id = decided_at(duesseldorf);
    go_to("2027-10-29");
    EXPECT_EQ(at(id).standing, Standing::Final);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    const auto objection = *state_of(opened->id).objection;
    EXPECT_FALSE(is_in_time(objection.received, objection.last_day));
    EXPECT_EQ(at(id).standing, Standing::Contested);
}

TEST_P(Objections, BeforeThePeriodBeginsNothingIsLate) {
    const auto id = decided_today();
    EXPECT_EQ(at(id).standing, Standing::OnItsWay);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    EXPECT_FALSE(state_of(opened->id).objection->last_day);
}

TEST_P(Objections, WhereTheLawKnowsOnlyTheLawsuitThereIsNone) {
    const auto id = decided_at(hannover_town);
    EXPECT_EQ(code_of(object(id)), "case.no_objection");
    EXPECT_EQ(at(id).standing, Standing::Open);
    EXPECT_NE(words(id).find("Verwaltungsgericht Hannover"), std::string::npos) << words(id);
    go_to("2027-12-01");
    EXPECT_EQ(at(id).standing, Standing::Final);
    EXPECT_NE(words(id).find("wenn bis"), std::string::npos) << words(id);
}

TEST_P(Objections, InTaxMattersAreThoseOfTheFiscalCode) {
    const auto id = decided_at(bremerhaven_town);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    const auto linked = state_of(opened->id);
    EXPECT_EQ(linked.objection->kind, ObjectionKind::TaxObjection);
    EXPECT_EQ(linked.opened.subject, "Einspruch: Elif Muster");
    // Which court hears the lawsuit is not known there: then it is not rejected from here.
    EXPECT_EQ(code_of(cases().decide(who("clara"), opened->id, linked.sequence, "zurueckgewiesen",
                                     "Weil.")),
              "case.no_remedy");
    decide(opened->id, "abhilfe", Json::object({{"wirkung", "aufgehoben"}}));
    EXPECT_EQ(at(id).standing, Standing::Amended);
}

TEST_P(Objections, OneAfterTheOther) {
    const auto id = decided_at(duesseldorf);
    const auto first = object(id);
    ASSERT_TRUE(first);
    EXPECT_EQ(code_of(object(id)), "case.contested");
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), first->id}, Withdraw{}));
    EXPECT_EQ(at(id).standing, Standing::Open) << "as if there had been none";
    const auto second = object(id);
    ASSERT_TRUE(second);
    EXPECT_EQ(state_of(id).objections.size(), 2U);
    EXPECT_EQ(at(id).standing, Standing::Contested);
}

TEST_P(Objections, AreRejectedAndTheDecisionIsFinalAfterTheTimeForALawsuit) {
    const auto id = decided_at(duesseldorf);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    go_to("2027-11-02");
    decide(opened->id, "zurueckgewiesen", costs("zurueckweisung"));
    EXPECT_EQ(at(id).standing, Standing::LawsuitOpen);
    EXPECT_FALSE(at(id).lawsuit) << "it is not served yet";
    const auto letter = state_of(opened->id).outcome_sequence;
    EXPECT_EQ(
        code_of(cases().serve_letter(who("jan"), opened->id, letter, *parse_date("2027-11-02"))),
        "case.letter_not_posted");
    post_decision(opened->id, "2027-11-03");
    go_to("2027-11-08");
    EXPECT_EQ(
        code_of(cases().serve_letter(who("jan"), opened->id, letter, *parse_date("2027-11-02"))),
        "case.letter_day");
    ASSERT_TRUE(cases().serve_letter(who("jan"), opened->id, letter, *parse_date("2027-11-05")));
    // § 74 Abs. 1 VwGO: one month; 5 December is a Sunday.
    ASSERT_TRUE(at(id).lawsuit);
    EXPECT_EQ(at(id).lawsuit->last_day, *parse_date("2027-12-06"));
    EXPECT_EQ(at(id).standing, Standing::LawsuitOpen);
    go_to("2027-12-07");
    EXPECT_EQ(at(id).standing, Standing::Final);
    EXPECT_NE(words(id).find("wenn bis Montag, 6. Dezember 2027 niemand geklagt hat"),
              std::string::npos)
        << words(id);
}

TEST_P(Objections, AreAllowedAndTheDecisionAppliesNoMore) {
    const auto id = decided_at(duesseldorf);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    Json details = costs("abhilfe");
    details.set("wirkung", "geaendert");
    decide(opened->id, "abhilfe", details);
    EXPECT_EQ(at(id).standing, Standing::Amended);
    EXPECT_EQ(at(opened->id).standing, Standing::None);
}

TEST_P(Objections, WhatIsLiftedBeforeItWasPostedIsNotPostedAnyMore) {
    const auto waits = [&](CaseId id) {
        const auto letters = cases().letters_to_post(who("clara"));
        EXPECT_TRUE(letters);
        return letters && std::ranges::find(*letters, id, &LetterLine::id) != letters->end();
    };
    const auto grant = [&](CaseId id, const char* effect) {
        const auto opened = object(id);
        ASSERT_TRUE(opened);
        Json details = costs("abhilfe");
        details.set("wirkung", effect);
        details.set("jetzt_gilt", "90 Euro im Jahr.");
        decide(opened->id, "abhilfe", details);
    };
    const auto lifted = decided_today(), changed = decided_today();
    grant(lifted, "aufgehoben");
    grant(changed, "geaendert");
    EXPECT_FALSE(waits(lifted));
    EXPECT_TRUE(waits(changed)) << "what is changed is made known first";
    EXPECT_EQ(state_of(lifted).letters.front().called_off->why, CallOff::Annulled);
    EXPECT_EQ(file_of("clara", lifted).history.back().kind, "case.letter_called_off");
    EXPECT_EQ(at(lifted).standing, Standing::Amended);
    const auto posted = decided_at(duesseldorf);
    const auto before = state_of(posted).sequence;
    grant(posted, "aufgehoben");
    EXPECT_EQ(state_of(posted).sequence, before + 1) << "that it is contested, and no more";
    EXPECT_TRUE(state_of(posted).letters.front().posted);
}

TEST_P(Objections, AreAllowedInPartAndTheRestCanBeTakenToCourt) {
    const auto id = decided_at(duesseldorf);
    const auto opened = object(id);
    ASSERT_TRUE(opened);
    go_to("2027-11-02");
    Json details = costs("teilabhilfe");
    details.set("jetzt_gilt_zum_teil", "Sie zahlen 90 Euro im Jahr.");
    const auto sequence = state_of(opened->id).sequence;
    EXPECT_EQ(
        code_of(cases().decide(who("clara"), opened->id, sequence, "teilabhilfe", " ", details)),
        "case.no_reasons")
        << "the rest is rejected, which burdens";
    decide(opened->id, "teilabhilfe", details);
    EXPECT_EQ(at(id).standing, Standing::LawsuitOpen);
    EXPECT_TRUE(at(id).changed_in_part);
    EXPECT_NE(words(id).find("zum Teil geändert"), std::string::npos) << words(id);
    const auto letter = state_of(opened->id).outcome_sequence;
    ASSERT_EQ(state_of(opened->id).letters.size(), 1U);
    EXPECT_TRUE(state_of(opened->id).letters[0].waits()) << "it is served, never kept ready";
    post_decision(opened->id, "2027-11-03");
    go_to("2027-11-08");
    ASSERT_TRUE(cases().serve_letter(who("jan"), opened->id, letter, *parse_date("2027-11-05")));
    EXPECT_EQ(words(id),
              "Das Amt hat seine Entscheidung zum Teil geändert. Gegen den Rest ist bis Montag, 6. "
              "Dezember 2027 eine Klage möglich.");
    go_to("2027-12-07");
    EXPECT_EQ(at(id).standing, Standing::Final);
    EXPECT_NE(words(id).find("bestandskräftig"), std::string::npos) << words(id);
    EXPECT_EQ(mark_of(at(id)), StandingMark::FinalUnlessInCourt);
}

TEST_P(Objections, ListsSayWhatIsContestedAndWhatIsFinal) {
    const auto contested = decided_at(duesseldorf), other = decided_today();
    const auto objection = object(contested);
    ASSERT_TRUE(objection);
    const auto marks = [&](const InboxFilter& filter = {}) {
        std::map<CaseId, StandingMark> found;
        const auto page = cases().inbox(who("clara"), Inbox::Done, "", 25, filter);
        EXPECT_TRUE(page) << page.error().code;
        for (const auto& row : page.value_or({}).rows) found[row.id] = row.standing;
        return found;
    };
    using enum StandingMark;
    EXPECT_EQ(marks(), (std::map<CaseId, StandingMark>{{contested, Contested}, {other, None}}));
    const InboxFilter only{.contested = true};
    EXPECT_EQ(marks(only), (std::map<CaseId, StandingMark>{{contested, Contested}}));
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), objection->id}, Withdraw{}));
    EXPECT_TRUE(marks(only).empty()) << "taken back: as if there had been none";
    post_decision(other, "2027-09-22");
    go_to("2027-12-01");
    EXPECT_EQ(marks().at(contested), Final);
    EXPECT_EQ(marks().at(other), Final);
    const auto found = cases().search(who("clara"), "Muster", "", 25);
    ASSERT_TRUE(found);
    const auto row = std::ranges::find(found->rows, other, &InboxRow::id);
    ASSERT_NE(row, found->rows.end());
    EXPECT_EQ(row->standing, Final);
}

TEST_P(Objections, WithoutOneTheDecisionBecomesFinal) {
    const auto id = decided_at(duesseldorf);
    EXPECT_EQ(at(id).standing, Standing::Open);
    go_to("2027-10-27");
    EXPECT_EQ(at(id).standing, Standing::Open) << "the last day belongs to it";
    go_to("2027-10-28");
    EXPECT_EQ(at(id).standing, Standing::Final);
}

TEST_P(Objections, RecordedByAClerkHaveAReceiptForThePost) {
    const auto id = decided_at(duesseldorf), other = decided_today();
    go_to("2027-10-05");
    const auto opened = cases().record_objection(who("jan"), id,
                                                 {.way = ObjectionWay::Letter,
                                                  .received = *parse_date("2027-10-01"),
                                                  .text = "Schreibt, Bruno sei tot."});
    ASSERT_TRUE(opened) << opened.error().code;
    const auto linked = state_of(opened->id);
    EXPECT_EQ(linked.opened.channel, Channel::Letter);
    EXPECT_EQ(linked.opened.received, *parse_date("2027-10-01"));
    EXPECT_TRUE(linked.recorded);
    ASSERT_EQ(linked.letters.size(), 1U);
    EXPECT_TRUE(linked.letters[0].waits());
    for (const auto* day : {"2027-10-06", "2027-09-19"})
        EXPECT_FALSE(cases().record_objection(
            who("jan"), other,
            {.way = ObjectionWay::Letter, .received = *parse_date(day), .text = "Nein"}))
            << day;
}

TEST_P(Objections, KeepTheirFilesUnderAKeyOfTheirOwn) {
    const auto id = decided_at(duesseldorf);
    const web::UploadedFile photo{
        .field = "unterlage-1", .name = "bruno.pdf", .content = "%PDF-1.4 Bruno"};
    const auto opened = cases().object(bremerhaven(), id,
                                       {.way = ObjectionWay::Online,
                                        .received = berlin_date(clock().now()),
                                        .text = {},
                                        .files = {&photo}});
    ASSERT_TRUE(opened) << opened.error().code;
    const auto linked = state_of(opened->id);
    ASSERT_EQ(linked.documents.size(), 1U);
    EXPECT_EQ(linked.messages[0].sent.documents,
              std::vector<DocumentId>{linked.documents[0].document});
    const auto content = cases().document(who("clara"), opened->id, linked.documents[0].document);
    ASSERT_TRUE(content) << content.error().code;
    EXPECT_EQ(content->bytes, photo.content);
    const auto reader = store().reader();
    const auto key = store().keys().by_compartment(
        **reader, bremerhaven(), compartment_name(opened->id, Compartment::Shared));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->id, linked.documents[0].key);
}

TEST_P(Objections, AreThereAfterTheRowsWereBuiltAnew) {
    const auto id = decided_at(duesseldorf);
    ASSERT_TRUE(object(id));
    const auto before = lines("select * from visible");
    {
        const auto writer = store().database().connect(store::Access::Write);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(store::rebuild(**writer, store().keys(), {case_projection(store().keys())}));
    }
    EXPECT_EQ(lines("select * from visible"), before);
    EXPECT_EQ(at(id).standing, Standing::Contested);
}

}  // namespace
}  // namespace dw::cases
