#include "cases/case.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "cases/case_event_json.h"
#include "cases/case_news.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;

FakeClock test_clock{Instant{}};
SeededRandom dice{7};

template <class IdType>
IdType id() {
    return IdType::make(test_clock, dice);
}

const identity::PersonId clara = id<identity::PersonId>();
const identity::PersonId jan = id<identity::PersonId>();
const identity::TeamId team = id<identity::TeamId>();

CaseOpened opened() {
    return {.number = "HS-1",
            .package_name = "hundesteuer-anmeldung",
            .package_version = "1.0.0",
            .service = {"L900100", "hundesteuer"},
            .office = {"L900100", "steuer"},
            .organisation = id<identity::OrganisationId>(),
            .team = team,
            .place = *Ars::parse("040120000000"),
            .received = 2026y / 11 / 23,
            .answers = Json::object({{"hund_name", "Bello"}}),
            .subject = "Erika Muster"};
}

CaseState after(CaseState state, const Command& command) {
    const auto events = decide(state, command);
    EXPECT_TRUE(events.has_value()) << (events ? "" : events.error().code);
    if (events)
        for (const auto& event : *events) state = apply(std::move(state), event);
    return state;
}

CaseState open_case() {
    return after({},
                 Open{.opened = opened(), .applicant = {}, .documents = {}, .due = 2026y / 12 / 7});
}

std::string refusal(const CaseState& state, const Command& command) {
    const auto events = decide(state, command);
    return events ? "" : events.error().code;
}

const forms::PossibleOutcome assessed{.id = "festgesetzt",
                                      .kind = forms::OutcomeKind::Assessment,
                                      .burdens = true,
                                      .hearing = {forms::HearingNeed::NotNeeded, {}}};
const forms::PossibleOutcome confirmed{"bestaetigt", forms::OutcomeKind::Confirmation, {}, false};

}  // namespace

TEST(Case, StandsUnassignedWithItsTeamUntilSomebodyTakesIt) {
    const auto state = open_case();
    EXPECT_EQ(state.state, State::Received);
    EXPECT_EQ(state.due, Date(2026y / 12 / 7));
    const auto entries = audience(state);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].row.scope, identity::scope_of(team));
    EXPECT_EQ(entries[0].placement.shelf, identity::Shelf::Unassigned);
    EXPECT_EQ(entries[1].placement.shelf, identity::Shelf::Hidden);
}

TEST(Case, IsInWorkForTheOneWhoTookIt) {
    const auto state = after(open_case(), Take{clara});
    EXPECT_EQ(state.state, State::InWork);
    EXPECT_EQ(state.assignee, clara);
    EXPECT_EQ(audience(state).back().row.scope, identity::scope_of(clara));
}

TEST(Case, CannotBeTakenFromSomebody) {
    EXPECT_EQ(refusal(after(open_case(), Take{clara}), Take{jan}), "case.taken");
}

TEST(Case, TakingTwiceChangesNothing) {
    const auto state = after(open_case(), Take{clara});
    EXPECT_EQ(after(state, Take{clara}).sequence, state.sequence);
}

TEST(Case, GoesBackToTheTeamUnassigned) {
    const auto state = after(after(open_case(), Take{clara}), HandOver{std::nullopt, team, ""});
    EXPECT_FALSE(state.assignee);
    EXPECT_EQ(state.state, State::Received);
}

TEST(Case, IsHandedToExactlyOneReceiver) {
    EXPECT_EQ(refusal(open_case(), HandOver{std::nullopt, std::nullopt, ""}), "case.no_receiver");
    EXPECT_EQ(refusal(open_case(), HandOver{jan, team, ""}), "case.no_receiver");
}

TEST(Case, BurdeningOutcomesNeedReasons) {
    EXPECT_EQ(refusal(open_case(), Decide{assessed, "  ", clara}), "case.no_reasons");
    EXPECT_EQ(after(open_case(), Decide{assessed, "Weil …", clara}).state, State::Decided);
    EXPECT_EQ(after(open_case(), Decide{confirmed, "", clara}).state, State::Decided);
}

TEST(Case, IsDecidedOnce) {
    const auto state = after(open_case(), Decide{confirmed, "", clara});
    EXPECT_EQ(refusal(state, Decide{confirmed, "", jan}), "case.closed");
    EXPECT_EQ(refusal(state, Withdraw{}), "case.closed");
}

TEST(Case, NobodyIsBurdenedUnheardWhereThePackageSaysNothing) {
    auto refused = confirmed;
    refused.burdens = true;
    Decide wish{refused, "Es gibt dort keine Parkplätze.", clara};
    EXPECT_EQ(refusal(open_case(), wish), "case.no_hearing");
    wish.no_hearing = "28_2_3";
    EXPECT_EQ(after(open_case(), wish).state, State::Decided);
    wish.no_hearing.clear();
    wish.outcome.hearing.need = forms::HearingNeed::NotNeeded;
    EXPECT_EQ(after(open_case(), wish).state, State::Decided);
    // Whoever was asked may finish.
    auto asked = open_case();
    asked.hearing = Heard{};
    EXPECT_EQ(refusal(asked, wish), "case.no_hearing");
}

TEST(Case, TakesNotesAfterItWasDecided) {
    const auto state = after(open_case(), Decide{confirmed, "", clara});
    EXPECT_EQ(after(state, AddNote{"Rückruf"}).notes.size(), 1u);
    EXPECT_EQ(refusal(state, AddNote{" "}), "case.empty_text");
}

TEST(Case, TakesANoteOnceThatAFormSendsTwice) {
    const auto seen = open_case();
    const auto state = after(seen, AddNote{"Rückruf", seen.sequence});
    EXPECT_EQ(refusal(state, AddNote{"Rückruf", seen.sequence}), "case.note_there");
    EXPECT_EQ(after(state, AddNote{"Rückruf", state.sequence}).notes.size(), 2u) << "once more";
    EXPECT_EQ(after(state, AddNote{"Brief", seen.sequence}).notes.size(), 2u) << "another one";
}

TEST(Case, SaysWhatItBringsUntilSomebodyActs) {
    EXPECT_EQ(news_of(open_case()), News::None);
    MessageSent question{.message = id<MessageId>(), .text = "Rasse?", .awaits_answer = true};
    auto state = after(after(open_case(), Take{clara}), SendMessage{question});
    EXPECT_EQ(news_of(state), News::None);
    state = apply(state, MessageSent{.message = id<MessageId>(),
                                     .direction = Direction::FromApplicant,
                                     .text = "Dackel"});
    EXPECT_EQ(news_of(state), News::Answered);
    const auto decided = after(state, Decide{confirmed, "", clara});
    EXPECT_EQ(news_of(decided), News::None);
    auto posted = apply(decided, LetterOrdered{decided.outcome_sequence, {}});
    posted = apply(posted, LetterPosted{decided.outcome_sequence, {}, clara});
    EXPECT_EQ(news_of(posted), News::None);
    EXPECT_EQ(news_of(apply(posted, LetterReturned{decided.outcome_sequence, {}, "weg", clara})),
              News::Returned);
    for (const auto news : {News::Returned, News::Answered, News::Opinions, News::Payment})
        EXPECT_EQ(news_from(name_of(news)), news);
    EXPECT_EQ(news_from("later"), News::None);
}

TEST(Case, WaitsForTheApplicantAfterAQuestionAndGoesOnAfterTheAnswer) {
    MessageSent question{.message = id<MessageId>(), .text = "Rasse?", .awaits_answer = true};
    auto state = after(after(open_case(), Take{clara}), SendMessage{question});
    EXPECT_EQ(state.state, State::WaitingForApplicant);
    EXPECT_EQ(audience(state)[0].placement.shelf, identity::Shelf::Waiting);
    MessageSent answer{
        .message = id<MessageId>(), .direction = Direction::FromApplicant, .text = "Pudel"};
    EXPECT_EQ(after(state, SendMessage{answer}).state, State::InWork);
}

TEST(Case, OfANewerReleaseIsNotWritten) {
    auto state = open_case();
    state.has_unknown_events = true;
    EXPECT_EQ(refusal(state, Take{clara}), "case.newer_release");
}

TEST(CaseEvents, NamesAreFrozen) {
    EXPECT_EQ(event_kinds(), (std::vector<std::string_view>{"case.opened",
                                                            "case.party_added",
                                                            "case.document_added",
                                                            "case.message_sent",
                                                            "case.note_added",
                                                            "case.taken",
                                                            "case.handed_over",
                                                            "case.deadline_set",
                                                            "case.decided",
                                                            "case.closed",
                                                            "case.contact_confirmed",
                                                            "case.retention_set",
                                                            "case.retention_ended",
                                                            "case.hold_placed",
                                                            "case.hold_lifted",
                                                            "case.content_destroyed",
                                                            "case.letter_ordered",
                                                            "case.letter_posted",
                                                            "case.letter_returned",
                                                            "case.letter_provided",
                                                            "case.letter_retrieved",
                                                            "case.letter_not_retrieved",
                                                            "case.deadline_started",
                                                            "case.deadline_stopped",
                                                            "case.deadline_extended",
                                                            "case.deadline_passed",
                                                            "case.papers_complete",
                                                            "case.answer_reminded",
                                                            "case.answer_overdue",
                                                            "case.decision_drafted",
                                                            "case.draft_cosigned",
                                                            "case.draft_returned",
                                                            "case.opinion_asked",
                                                            "case.opinion_given",
                                                            "case.opinion_silent",
                                                            "case.transferred",
                                                            "case.fee_set",
                                                            "case.payment_booked",
                                                            "case.recorded",
                                                            "case.reference_given",
                                                            "case.reminder_set",
                                                            "case.reminder_came",
                                                            "case.reminder_settled",
                                                            "case.filed",
                                                            "case.exported",
                                                            "case.code_renewed",
                                                            "case.contested",
                                                            "case.objection_opened",
                                                            "case.letter_served",
                                                            "case.deemed_withdrawn",
                                                            "case.certificate_asked",
                                                            "case.certificate_issued",
                                                            "case.consent_taken_back",
                                                            "case.fee_due_set",
                                                            "case.filing_undone",
                                                            "case.letter_called_off"}));
}

TEST(CaseEvents, AreReadAsTheyWereWritten) {
    const std::vector<Event> events{
        opened(),
        PartyAdded{"Erika", "Muster", "Weg 1", "27568", "Bremerhaven", "e@x.example", ""},
        DocumentAdded{id<DocumentId>(), "a.pdf", "application/pdf", 12, id<store::BlobId>(),
                      id<store::KeyId>(), "applicant"},
        MessageSent{id<MessageId>(), Direction::FromApplicant, "Hallo", false},
        NoteAdded{"intern"},
        CaseTaken{clara},
        CaseHandedOver{std::nullopt, team, "bitte"},
        DeadlineSet{2026y / 12 / 7, "deadline_processing"},
        OutcomeDecided{"festgesetzt", forms::OutcomeKind::Assessment, "Weil", clara},
        CaseWithdrawn{},
        ContactConfirmed{},
        RetentionSet{2036y / 12 / 31},
        RetentionEnded{2037y / 7 / 3},
        HoldPlaced{"Klage", clara},
        HoldLifted{2038y / 1 / 10, clara},
        ContentDestroyed{
            "HS-1", {}, {"L900100", "steuer"}, id<identity::OrganisationId>(), 2037y / 7 / 3},
        LetterOrdered{9, 2026y / 4 / 24},
        LetterPosted{9, 2026y / 4 / 27, clara},
        LetterReturned{9, 2026y / 5 / 4, "verzogen", clara},
        LetterProvided{9, 2026y / 4 / 24, 2026y / 5 / 4},
        LetterRetrieved{9, 2026y / 4 / 30},
        LetterNotRetrieved{9, 2026y / 5 / 5},
        DeadlineStarted{"vwvfg_42a", 2026y / 11 / 23, 2027y / 2 / 23, true},
        DeadlineStopped{"vwvfg_42a"},
        DeadlineExtended{"vwvfg_42a", 2027y / 4 / 30, "Gutachten", clara},
        DeadlinePassed{"vwvfg_42a", 2027y / 4 / 30},
        PapersComplete{2026y / 12 / 1, clara},
        AnswerReminded{9},
        AnswerOverdue{9},
        DecisionDrafted{{"festgesetzt", forms::OutcomeKind::Assessment, "Weil", clara},
                        SecondLook::Amount},
        DraftCosigned{jan},
        DraftReturned{"Betrag", jan},
        OpinionAsked{id<OpinionId>(),
                     id<identity::OrganisationId>(),
                     "Frage",
                     {},
                     2026y / 12 / 14,
                     "",
                     clara},
        OpinionGiven{id<OpinionId>(), "Nein", jan},
        OpinionSilent{id<OpinionId>()},
        CaseTransferred{id<identity::OrganisationId>(),
                        {"L900100", "garten"},
                        team,
                        "§ 3 VwVfG",
                        2026y / 12 / 3,
                        clara},
        FeeSet{.reference = "1", .cents = 5, .due = 2026y / 5 / 4, .by = clara},
        PaymentBooked{.cents = 5, .on = 2026y / 5 / 4, .by = clara},
        CaseRecorded{clara, IdentityCheck::IdentityCard, false},
        ReferenceGiven{"20.31-2026/0001", "20.31", 2026, 1},
        ReminderSet{2026y / 6 / 1, "Rechnung da?", clara},
        ReminderCame{12},
        ReminderSettled{12, clara},
        CaseFiled{2026y / 7 / 1, clara},
        FileExported{clara},
        CodeRenewed{{}, clara},
        DecisionContested{id<CaseId>(), "7K4-M9Q-2XC", 2027y / 1 / 4, 2027y / 1 / 8},
        ObjectionOpened{.against = id<CaseId>(),
                        .number = "7K4-M9Q-2XC",
                        .kind = ObjectionKind::TaxObjection,
                        .way = ObjectionWay::Letter,
                        .received = 2027y / 1 / 4},
        LetterServed{7, 2027y / 2 / 3, clara},
        DeemedWithdrawn{"bauo_nrw_71", 2027y / 1 / 15},
        CertificateAsked{2027y / 3 / 1},
        CertificateIssued{"vwvfg_42a", 2027y / 2 / 23, clara},
        ConsentTakenBack{2027y / 3 / 1},
        FeeDueSet{2026y / 5 / 4, 2026y / 5 / 18},
        FilingUndone{2026y / 8 / 3, "Es kam noch ein Brief.", clara},
        LetterCalledOff{9, 2026y / 4 / 25, CallOff::Annulled}};
    ASSERT_EQ(events.size(), std::variant_size_v<Event>);
    for (const auto& event : events) {
        const auto read = event_from(kind_of(event), event_version, to_json(event));
        ASSERT_TRUE(read.has_value()) << kind_of(event) << ": " << read.error().code;
        EXPECT_EQ(*read, event) << kind_of(event);
    }
}

TEST(CaseEvents, OfAnUnknownKindOrVersionAreNotGuessed) {
    EXPECT_EQ(event_from("case.sung", 1, Json::object()).error().code, "case.newer_release");
    EXPECT_EQ(event_from("case.taken", 2, Json::object()).error().code, "case.newer_release");
    EXPECT_EQ(event_from("case.taken", 1, Json::object()).error().code, "case.event");
}

}  // namespace dw::cases
