// What release 0.1 stored (tests/fixtures/events/0.1/case-events.txt) is read and written the same.
#include "cases/case_event_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/source_dir.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using forms::OutcomeKind;

struct Stored {
    std::string kind, payload;
};

const std::vector<Stored>& stored_events() {
    static const auto all = [] {
        std::vector<Stored> lines;
        std::ifstream in(source_dir() + "/tests/fixtures/events/0.1/case-events.txt");
        for (std::string line; std::getline(in, line);) {
            const auto space = line.find(' ');
            lines.push_back({line.substr(0, space), line.substr(space + 1)});
        }
        return lines;
    }();
    return all;
}

Json payload_of(const Stored& stored) {
    const auto json = parse_json(stored.payload);
    EXPECT_TRUE(json.has_value()) << stored.payload;
    return json.value_or(Json());
}

// The id the fixture writes with this last byte.
template <class IdType>
IdType id(int last) {
    const char* digits = "0123456789abcdef";
    std::string text = "0190a5e0-0000-7000-8000-0000000000";
    text += digits[last / 16];
    text += digits[last % 16];
    return *IdType::parse(text);
}

Digest digest(std::uint8_t first, int step) {
    Digest bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(first + step * static_cast<int>(i));
    return bytes;
}

CaseOpened opened_online() {
    return {
        .number = "7K4-M9Q-2XC",
        .code_hash = digest(0x00, 1),
        .package_name = "hundesteuer-anmeldung",
        .package_version = "1.0.0",
        .service = {"L900100", "hundesteuer"},
        .office = {"L900100", "steuer-bremerhaven"},
        .organisation = id<identity::OrganisationId>(0x10),
        .team = id<identity::TeamId>(0x11),
        .place = *Ars::parse("040120000000"),
        .language = Language::German,
        .channel = Channel::Online,
        .received = 2026y / 11 / 23,
        .answers = Json::object({{"vorname", "Elif"},
                                 {"nachname", "Muster-Yıldız"},
                                 {"anzahl_hunde", 1},
                                 {"uebernommen", false},
                                 {"merkmale", Json::array({"gross", "alt"})},
                                 {"bemerkung", "Zeile 1\nZeile 2 mit \"Zitat\" und \\ und </b>"}}),
        .subject = "Elif Muster-Yıldız"};
}

CaseOpened opened_by_program() {
    return {.number = "2XC-7K4-M9Q",
            .code_hash = digest(0xff, -1),
            .package_name = "fischereischein",
            .package_version = "2.10.3",
            .service = {"L.9!", "12:3"},
            .office = {"B100019", "4"},
            .organisation = id<identity::OrganisationId>(0x12),
            .team = std::nullopt,
            .place = Ars(),
            .language = Language::English,
            .channel = Channel::Api,
            .received = 2028y / 2 / 29,
            .answers = Json::object(),
            .subject = ""};
}

std::vector<Event> decisions() {
    const auto clara = id<identity::PersonId>(0x40);
    return {
        OutcomeDecided{"bewilligt", OutcomeKind::DecisionNotice, "§ 35 VwVfG", clara},
        OutcomeDecided{"festgesetzt", OutcomeKind::Assessment, "§ 155 AO", clara},
        OutcomeDecided{"bestaetigt", OutcomeKind::Confirmation, "", clara},
        OutcomeDecided{"bescheinigt", OutcomeKind::Certificate, "", clara},
        OutcomeDecided{"ausgestellt", OutcomeKind::IdentityDocument, "", clara},
        OutcomeDecided{"abgegeben", OutcomeKind::Referral, "zuständig ist Hannover", clara},
        OutcomeDecided{"zurueckgenommen", OutcomeKind::Withdrawal, "", clara},
        OutcomeDecided{"erledigt", OutcomeKind::Completion, "", clara},
    };
}

std::vector<Event> outcome_events() {
    const auto clara = id<identity::PersonId>(0x40);
    const Date received = 2027y / 1 / 4, last_day = 2027y / 1 / 8;
    const auto original = id<store::StreamId>(0x62);
    return {
        DecisionContested{id<store::StreamId>(0x60), "2XC-7K4-M9Q", received, last_day},
        DecisionContested{id<store::StreamId>(0x61), "2XC-7K4-M9Q", received, std::nullopt},
        ObjectionOpened{original, "7K4-M9Q-2XC", ObjectionKind::Objection, ObjectionWay::OnRecord,
                        received, last_day},
        ObjectionOpened{original, "7K4-M9Q-2XC", ObjectionKind::TaxObjection,
                        ObjectionWay::OnlineProven, received, std::nullopt},
        LetterServed{9, 2027y / 2 / 3, clara},
        DeemedWithdrawn{"bauo_nrw_71", 2027y / 1 / 15},
        CertificateAsked{2027y / 3 / 1},
        CertificateIssued{"vwvfg_42a", 2027y / 2 / 23, clara},
        ConsentTakenBack{2027y / 3 / 1},
        FeeDueSet{2026y / 5 / 4, 2026y / 5 / 18},
        FilingUndone{2026y / 8 / 3, "Es kam noch ein Brief.", clara},
        LetterCalledOff{9, 2026y / 4 / 25, CallOff::Paid},
        LetterCalledOff{9, 2026y / 4 / 25, CallOff::Annulled},
    };
}

// What the lines of the fixture mean, in their order.
std::vector<Event> meant_events() {
    std::vector<Event> events{
        opened_online(),
        opened_by_program(),
        PartyAdded{"Elif", "Muster-Yıldız", "Beispielweg 12 a", "27568", "Bremerhaven",
                   "elif@post.example", "+49 471 1234"},
        PartyAdded{},
        DocumentAdded{id<DocumentId>(0x20), "Nachweis für \"Bruno\".pdf", "application/pdf",
                      20'971'520, id<store::BlobId>(0x21), id<store::KeyId>(0x22), "applicant"},
        DocumentAdded{id<DocumentId>(0x23), "bescheid.pdf", "application/pdf", 0,
                      id<store::BlobId>(0x24), id<store::KeyId>(0x25), "office"},
        MessageSent{id<MessageId>(0x30), Direction::ToApplicant, "Welche Rasse …?\tBitte bald.",
                    true},
        MessageSent{id<MessageId>(0x31), Direction::FromApplicant, "Mischling 🐕", false},
        NoteAdded{"Rückruf am 3.\nNicht vor 9 Uhr."},
        CaseTaken{id<identity::PersonId>(0x40)},
        CaseHandedOver{id<identity::PersonId>(0x41), std::nullopt, ""},
        CaseHandedOver{std::nullopt, id<identity::TeamId>(0x11), "Bitte an die Kasse"},
        DeadlineSet{2026y / 12 / 21, "deadline_processing"},
    };
    const auto decided = decisions();
    events.insert(events.end(), decided.begin(), decided.end());
    events.emplace_back(CaseWithdrawn{});
    events.emplace_back(ContactConfirmed{});
    const auto clara = id<identity::PersonId>(0x40);
    events.emplace_back(RetentionSet{2036y / 12 / 31});
    events.emplace_back(RetentionEnded{2037y / 7 / 3});
    events.emplace_back(HoldPlaced{"Klage beim Verwaltungsgericht", clara});
    events.emplace_back(HoldLifted{2038y / 1 / 10, clara});
    events.emplace_back(HoldLifted{std::nullopt, clara});
    events.emplace_back(ContentDestroyed{"7K4-M9Q-2XC",
                                         digest(0, 1),
                                         {"L900100", "steuer-bremerhaven"},
                                         id<identity::OrganisationId>(0x10),
                                         2037y / 7 / 3});
    events.emplace_back(LetterOrdered{9, 2026y / 4 / 24});
    events.emplace_back(LetterPosted{9, 2026y / 4 / 27, clara});
    events.emplace_back(LetterReturned{9, 2026y / 5 / 4, "Empfänger unbekannt verzogen", clara});
    events.emplace_back(LetterProvided{9, 2026y / 4 / 24, 2026y / 5 / 4});
    events.emplace_back(LetterRetrieved{9, 2026y / 4 / 30});
    events.emplace_back(LetterNotRetrieved{9, 2026y / 5 / 5});
    events.emplace_back(DeadlineStarted{"vwvfg_42a", 2026y / 11 / 23, 2027y / 2 / 23, true});
    events.emplace_back(DeadlineStopped{"vwvfg_42a"});
    events.emplace_back(
        DeadlineExtended{"vwvfg_42a", 2027y / 4 / 30, "Das Gutachten fehlt noch.", clara});
    events.emplace_back(DeadlinePassed{"vwvfg_42a", 2027y / 4 / 30});
    events.emplace_back(PapersComplete{2026y / 12 / 1, clara});
    events.emplace_back(AnswerReminded{9});
    events.emplace_back(AnswerOverdue{9});
    events.emplace_back(DecisionDrafted{{"festgesetzt", OutcomeKind::Assessment, "§ 155 AO", clara},
                                        SecondLook::Sample});
    events.emplace_back(DraftCosigned{clara});
    events.emplace_back(DraftReturned{"Der Betrag stimmt nicht.", clara});
    const auto opinion = id<OpinionId>(0x50);
    events.emplace_back(OpinionAsked{opinion,
                                     id<identity::OrganisationId>(0x12),
                                     "Spricht etwas dagegen?",
                                     {id<DocumentId>(0x20)},
                                     2026y / 12 / 14,
                                     "baugb_36",
                                     clara});
    events.emplace_back(OpinionGiven{opinion, "Nein.", clara});
    events.emplace_back(OpinionSilent{opinion});
    events.emplace_back(CaseTransferred{id<identity::OrganisationId>(0x12),
                                        {"L900100", "garten"},
                                        id<identity::TeamId>(0x13),
                                        "§ 3 Abs. 1 VwVfG",
                                        2026y / 12 / 3,
                                        clara});
    events.emplace_back(FeeSet{"5.0810.012345678",
                               3070,
                               3000,
                               "Ein Jahr",
                               "Nr. 265 der Anlage zur GebOSt",
                               "Zweitschrift dabei",
                               2026y / 5 / 24,
                               forms::Release::Paid,
                               {"Stadtkasse (Beispiel)", "DE89370400440532013000", "COBADEFFXXX"},
                               clara});
    events.emplace_back(FeeSet{.reason = "Härtefall", .due = 2026y / 5 / 24, .by = clara});
    events.emplace_back(PaymentBooked{3070, 2026y / 5 / 4, BookedBy::Treasury, "00ff", "", clara});
    events.emplace_back(
        PaymentBooked{-3070, 2026y / 5 / 5, BookedBy::Clerk, "", "Rücklastschrift", clara});
    events.emplace_back(CaseRecorded{clara, IdentityCheck::IdentityCard, false});
    events.emplace_back(CaseRecorded{clara, IdentityCheck::NotChecked, true});
    events.emplace_back(ReferenceGiven{"20.31-2026/0001", "20.31", 2026, 1});
    events.emplace_back(ReminderSet{2026y / 6 / 1, "Rechnung da?", clara});
    events.emplace_back(ReminderCame{12});
    events.emplace_back(ReminderSettled{12, clara});
    events.emplace_back(CaseFiled{2026y / 7 / 1, clara});
    events.emplace_back(CaseFiled{2026y / 7 / 1, std::nullopt});
    events.emplace_back(FileExported{clara});
    events.emplace_back(CodeRenewed{digest(0, 1), clara});
    const auto known = outcome_events();
    events.insert(events.end(), known.begin(), known.end());
    return events;
}

Json without(const Json& payload, const std::string& name) {
    Json rest = Json::object();
    for (const auto& member : payload.members())
        if (member.key != name) rest.set(member.key, member.value);
    return rest;
}

// "" for a payload that was read.
std::string refusal(std::string_view kind, std::int64_t version, const Json& payload) {
    const auto event = event_from(kind, version, payload);
    return event ? "" : event.error().code;
}

bool is_corrupt(const Stored& stored, const Json& payload) {
    const auto event = event_from(stored.kind, event_version, payload);
    return !event && event.error().kind == ErrorKind::Corrupt && event.error().code == "case.event";
}

}  // namespace

TEST(CaseEventJson, KindsAreThoseOfTheGoldenListInTheOrderOfTheVariant) {
    std::vector<std::string_view> kinds;
    for (const auto& stored : stored_events())
        if (kinds.empty() || kinds.back() != stored.kind) kinds.push_back(stored.kind);
    EXPECT_EQ(event_kinds(), kinds);
}

TEST(CaseEventJson, WhatTheFirstReleaseStoredIsRead) {
    const auto meant = meant_events();
    ASSERT_EQ(stored_events().size(), meant.size());
    for (std::size_t i = 0; i < meant.size(); ++i) {
        const auto& stored = stored_events()[i];
        SCOPED_TRACE(stored.kind + " " + stored.payload);
        const auto event = event_from(stored.kind, 1, payload_of(stored));
        ASSERT_TRUE(event.has_value()) << event.error().code;
        EXPECT_EQ(*event, meant[i]);
        EXPECT_EQ(kind_of(meant[i]), stored.kind);
    }
}

TEST(CaseEventJson, TheSameBytesAreWrittenAgain) {
    const auto meant = meant_events();
    ASSERT_EQ(stored_events().size(), meant.size());
    EXPECT_EQ(event_version, 1);
    for (std::size_t i = 0; i < meant.size(); ++i) {
        EXPECT_EQ(to_string(to_json(meant[i])), stored_events()[i].payload);
    }
}

TEST(CaseEventJson, AnOutcomeHasDetailsOnlyWhereTheyWereGiven) {
    const OutcomeDecided decided{
        "festgesetzt", OutcomeKind::Assessment, "Weil", id<identity::PersonId>(0x40),
        Json::object({{"jahresbetrag", 12000}, {"zahlbar_bis", "2027-01-31"}})};
    const Json json = to_json(decided);
    EXPECT_EQ(to_string(json),
              "{\"outcome\":\"festgesetzt\",\"kind\":\"assessment\",\"reasons\":\"Weil\","
              "\"by\":\"0190a5e0-0000-7000-8000-000000000040\","
              "\"details\":{\"jahresbetrag\":12000,\"zahlbar_bis\":\"2027-01-31\"}}");
    const auto read = event_from("case.decided", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(decided));
    Json changed = json;
    changed.set("details", "120 Euro");
    EXPECT_FALSE(event_from("case.decided", 1, changed));
}

TEST(CaseEventJson, AnAnswerSaysHowItCameOnlyWhereTheOfficeTookItDown) {
    MessageSent online{
        .message = id<MessageId>(0x31), .direction = Direction::FromApplicant, .text = "Mischling"};
    EXPECT_FALSE(to_json(online).has("taken"));
    for (const auto way :
         {AnswerWay::Letter, AnswerWay::Phone, AnswerWay::Counter, AnswerWay::Email}) {
        MessageSent taken = online;
        taken.taken = AnswerTaken{way, 2026y / 12 / 1, id<identity::PersonId>(0x40)};
        const auto read = event_from("case.message_sent", 1, to_json(taken));
        ASSERT_TRUE(read) << name_of(way);
        EXPECT_EQ(*read, Event(taken)) << name_of(way);
    }
    Json wrong = to_json(online);
    wrong.set("taken", Json::object({{"way", "fax"}, {"received", "2026-12-01"}}));
    EXPECT_EQ(event_from("case.message_sent", 1, wrong).error().code, "case.event");
}

TEST(CaseEventJson, AQuestionHasADateOnlyWhereOneWasSet) {
    MessageSent asked{id<MessageId>(0x30), Direction::ToApplicant, "Was fehlt?", true};
    for (const auto* member : {"purpose", "answer_by", "remind_on", "documents"})
        EXPECT_FALSE(to_json(asked).has(member)) << member;
    asked.purpose = Purpose::Papers;
    asked.answer_by = 2026y / 12 / 14;
    asked.remind_on = 2026y / 12 / 11;
    asked.documents = {id<DocumentId>(0x20), id<DocumentId>(0x23)};
    const Json json = to_json(asked);
    const auto read = event_from("case.message_sent", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(asked));
    for (const auto& [member, wrong] : std::vector<JsonMember>{
             {"purpose", "fun"}, {"answer_by", "14.12."}, {"remind_on", 7}, {"documents", "x"}}) {
        Json changed = json;
        changed.set(member, wrong);
        EXPECT_FALSE(event_from("case.message_sent", 1, changed)) << member;
    }
    Json changed = json;
    changed.set("documents", Json::array({"no id"}));
    EXPECT_FALSE(event_from("case.message_sent", 1, changed));
}

TEST(CaseEventJson, ADecisionNamesDrafterAndGroundOnlyWhereThereAreSome) {
    OutcomeDecided decided{"festgesetzt", OutcomeKind::Assessment, "Weil",
                           id<identity::PersonId>(0x40)};
    EXPECT_FALSE(to_json(decided).has("drafted_by") || to_json(decided).has("no_hearing"));
    decided.drafted_by = id<identity::PersonId>(0x41);
    decided.no_hearing = "28_2_1";
    const Json json = to_json(decided);
    const auto read = event_from("case.decided", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(decided));
    for (const auto* member : {"drafted_by", "no_hearing"}) {
        Json changed = json;
        changed.set(member, 7);
        EXPECT_FALSE(event_from("case.decided", 1, changed)) << member;
    }
}

TEST(CaseEventJson, ADecisionHasSideClausesAndEnclosuresOnlyWhereSomebodyChose) {
    OutcomeDecided decided{"bewilligt", OutcomeKind::DecisionNotice, "§ 36 VwVfG",
                           id<identity::PersonId>(0x40)};
    EXPECT_FALSE(to_json(decided).has("side_clauses") || to_json(decided).has("enclosures"));
    decided.side_clauses = SideClauses{{"Nur bis 31. Dezember.", "Ohne Musik."}, true};
    decided.enclosures = {{id<DocumentId>(0x20), "plan.pdf", digest(0, 1)}};
    const Json json = to_json(decided);
    EXPECT_EQ(to_string(json["side_clauses"]), "[\"Nur bis 31. Dezember.\",\"Ohne Musik.\"]");
    EXPECT_EQ(json["enclosures"].items()[0]["sha256"].text_or(""), to_hex(digest(0, 1)));
    const auto read = event_from("case.decided", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(decided));
    for (const auto* member : {"side_clauses", "own_side_clauses", "enclosures"}) {
        Json changed = json;
        changed.set(member, Json::array({7}));
        EXPECT_FALSE(event_from("case.decided", 1, changed)) << member;
    }
    decided.side_clauses = SideClauses{};
    const auto none = event_from("case.decided", 1, to_json(decided));
    ASSERT_TRUE(none);
    EXPECT_EQ(*none, Event(decided)) << "all were taken out: not the same as nobody chose";
}

TEST(CaseEventJson, AQuestionNamesTheLawThatWithdraws) {
    MessageSent asked{id<MessageId>(0x30), Direction::ToApplicant, "Es fehlt der Plan.", true};
    EXPECT_FALSE(to_json(asked).has("deemed_withdrawal"));
    asked.deemed_withdrawal = "bauo_nrw_71";
    Json json = to_json(asked);
    const auto read = event_from("case.message_sent", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(asked));
    json.set("deemed_withdrawal", 7);
    EXPECT_FALSE(event_from("case.message_sent", 1, json));
}

TEST(CaseEventJson, APartyHasAProofOnlyWhereThereWasOne) {
    PartyAdded party{"Elif", "Muster", "", "", "", "", ""};
    EXPECT_FALSE(to_json(party).has("proof"));
    party.proof = IdentityProof{digest(0x00, 1), AssuranceLevel::Substantial};
    const Json json = to_json(party);
    EXPECT_EQ(json["proof"]["level"].text_or(""), "substantial");
    const auto read = event_from("case.party_added", 1, json);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, Event(party));
    for (const auto* wrong :
         {"", "{}", "{\"level\":\"high\"}", "{\"level\":\"best\",\"pseudonym\":\"00\"}", "7"}) {
        Json changed = json;
        changed.set("proof", parse_json(wrong).value_or(Json("")));
        EXPECT_FALSE(event_from("case.party_added", 1, changed)) << wrong;
    }
}

TEST(CaseEventJson, EveryKindOfOutcomeHasALine) {
    const auto decided = decisions();
    for (std::size_t i = 0; i < decided.size(); ++i)
        EXPECT_EQ(static_cast<std::size_t>(std::get<OutcomeDecided>(decided[i]).kind), i);
    EXPECT_EQ(decided.size(), static_cast<std::size_t>(OutcomeKind::Completion) + 1);
}

TEST(CaseEventJson, AMissingMemberIsCorrupt) {
    for (const auto& stored : stored_events()) {
        const Json payload = payload_of(stored);
        for (const auto& member : payload.members())
            EXPECT_TRUE(is_corrupt(stored, without(payload, member.key)))
                << stored.kind << " without " << member.key;
    }
}

TEST(CaseEventJson, AMemberOfAnotherTypeIsCorrupt) {
    for (const auto& stored : stored_events()) {
        const Json payload = payload_of(stored);
        for (const auto& member : payload.members()) {
            Json changed = payload;
            changed.set(member.key, Json::array({1}));
            EXPECT_TRUE(is_corrupt(stored, changed)) << stored.kind << " " << member.key;
        }
    }
}

TEST(CaseEventJson, AMemberThatMeansNothingIsCorrupt) {
    const std::vector<std::pair<std::string, JsonMember>> wrong{
        {"case.opened", {"code_hash", "00"}},
        {"case.opened", {"code_hash", "not hex"}},
        {"case.opened", {"service", "without-a-dot"}},
        {"case.opened", {"organisation", "0190A5E0-0000-7000-8000-000000000010"}},
        {"case.opened", {"team", "none"}},
        {"case.opened", {"place", "Bremerhaven"}},
        {"case.opened", {"language", "xx"}},
        {"case.opened", {"channel", "fax"}},
        {"case.recorded", {"identity", "by_sight"}},
        {"case.filed", {"by", "clara"}},
        {"case.opened", {"received", "2026-02-29"}},
        {"case.opened", {"answers", nullptr}},
        {"case.document_added", {"size", "12"}},
        {"case.document_added", {"size", 1.5}},
        {"case.message_sent", {"direction", "sideways"}},
        {"case.message_sent", {"awaits_answer", 1}},
        {"case.handed_over", {"to_person", "jan"}},
        {"case.deadline_set", {"due", "21.12.2026"}},
        {"case.decided", {"kind", "gift"}},
    };
    for (const auto& [kind, member] : wrong) {
        const auto stored = std::ranges::find(stored_events(), kind, &Stored::kind);
        ASSERT_NE(stored, stored_events().end()) << kind;
        Json changed = payload_of(*stored);
        changed.set(member.key, member.value);
        EXPECT_TRUE(is_corrupt(*stored, changed)) << kind << " " << member.key;
    }
}

TEST(CaseEventJson, AnUnknownKindOrAHigherVersionIsOfANewerRelease) {
    EXPECT_EQ(refusal("case.sung", 1, Json::object()), "case.newer_release");
    EXPECT_EQ(refusal("", 1, Json::object()), "case.newer_release");
    EXPECT_EQ(event_from("case.sung", 1, Json::object()).error().kind, ErrorKind::Unavailable);
    for (const auto& stored : stored_events()) {
        EXPECT_EQ(refusal(stored.kind, 2, payload_of(stored)), "case.newer_release");
        EXPECT_EQ(refusal(stored.kind, 1, payload_of(stored)), "");
    }
}

}  // namespace dw::cases
