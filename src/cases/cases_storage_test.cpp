// The verbs of cases on every database: what one act writes, who may act, and what is never
// written.
#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/cases_fixture.h"
#include "cases/status_access.h"
#include "store/event_log.h"

namespace dw::cases {
namespace {

using store::of;
using testing::code_of;

// What a case tells only those who may read it.
const std::string secret_word = "Qxyzzyowa";

class CasesStorage : public testing::CasesTest {
  protected:
    std::vector<std::string> kinds_of(CaseId id) {
        const auto reader = store().reader();
        const auto rows = (*reader)->query(
            "select kind from event where tenant = $1 and stream = $2 "
            "order by sequence",
            {of(bremerhaven()), of(id)});
        std::vector<std::string> kinds;
        for (const auto& row : *rows) kinds.push_back(row.text(0));
        return kinds;
    }
    Result<store::Receipt> take(const std::string& name, CaseId id, std::int64_t seen) {
        return cases().take(who(name), id, seen);
    }
    Opened taken_by_clara() {
        auto opened = open_case();
        EXPECT_TRUE(take("clara", opened.id, 3));
        return opened;
    }
    // The codes of the verbs that name what was seen: take, hand over, message, decide.
    std::vector<std::string> sequenced_acts(const std::string& name, CaseId id, std::int64_t seen) {
        const auto& person = who(name);
        return {
            code_of(cases().take(person, id, seen)),
            code_of(cases().hand_over(person, id, seen, {person.person, {}, ""})),
            code_of(cases().send_message(person, id, seen, "Rasse?", AnswerWanted::Yes)),
            code_of(cases().decide(person, id, seen, "bestaetigt", "")),
        };
    }
    std::vector<std::string> all_acts(const std::string& name, CaseId id, std::int64_t seen) {
        auto codes = sequenced_acts(name, id, seen);
        codes.push_back(code_of(cases().add_note(who(name), id, "Notiz")));
        return codes;
    }
    std::int64_t mails() { return count("select count(*) from outbox where kind = 'mail'"); }

    store::BlobId keep(const std::string& content, const store::DataKey& key) {
        auto writer = blobs().create(bremerhaven(), key);
        EXPECT_TRUE(writer && (*writer)->write(as_bytes(content)));
        const auto blob = (*writer)->finish();
        EXPECT_TRUE(blob.has_value());
        return blob.value_or({});
    }
    forms::Upload upload(const std::string& content) {
        auto fresh = store().keys().create(bremerhaven(), "draft/test");
        EXPECT_TRUE(commit(bremerhaven(), {std::move(fresh.insert)}));
        return {.field = "nachweis",
                .file_name = "nachweis.pdf",
                .media_type = "application/pdf",
                .size = static_cast<std::int64_t>(content.size()),
                .blob = keep(content, fresh.key),
                .key = fresh.key.id};
    }
    Result<store::DataKey> shared_key_of(CaseId id) {
        DW_TRY(const auto reader, store().reader());
        return store().keys().by_compartment(*reader, bremerhaven(),
                                             compartment_name(id, Compartment::Shared));
    }
    void write_newer_event(CaseId id, std::int64_t sequence) {
        const auto key = shared_key_of(id);
        ASSERT_TRUE(key.has_value());
        const store::NewEvent event{id, sequence, "case.sung", 1, {}, as_bytes("{}")};
        auto draft = store::seal_event(store().keys(), bremerhaven(), event, *key);
        ASSERT_TRUE(draft.has_value());
        ASSERT_TRUE(store().commit({.tenant = bremerhaven(), .events = {*std::move(draft)}}));
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, CasesStorage, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CasesStorage, OpeningWritesEventsRowsVisibilityAndMailInOneChange) {
    const auto before = store().counters();
    const auto opened = open_case();
    const auto after = store().counters();
    EXPECT_EQ(after.changes - before.changes, 1);
    EXPECT_EQ(after.events - before.events, 3);
    EXPECT_EQ(kinds_of(opened.id),
              (std::vector<std::string>{"case.opened", "case.party_added", "case.deadline_set"}));
    EXPECT_EQ(count("select count(*) from case_row"), 1);
    EXPECT_EQ(count("select count(*) from visible"), 2);
    EXPECT_EQ(mails(), 1);
    const auto ends = lines("select position, hash from event where kind = 'case.deadline_set'");
    EXPECT_EQ(ends, std::vector<std::string>{std::to_string(opened.receipt.position) + " " +
                                             to_hex(opened.receipt.hash)});
}

TEST_P(CasesStorage, AnOpeningThatIsRefusedLeavesNothing) {
    const auto before = contents();
    OpenOptions options;
    options.also = [](const Opened&) -> Result<std::vector<store::Statement>> {
        return std::vector<store::Statement>{
            {"delete from case_row where number = $1", {of("none")}, 1}};
    };
    const auto refused = cases().open(submission(), options);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    auto nowhere = submission();
    nowhere.organisation.value = "gartenamt";
    EXPECT_EQ(code_of(cases().open(nowhere, {})), "cases.no_desk");
    auto unknown = submission();
    unknown.package_name = "luftschloss";
    EXPECT_EQ(code_of(cases().open(unknown, {})), "cases.no_package");
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, ApplicantWithoutAnAddressGetsNoMail) {
    auto sent = submission();
    sent.applicant.email = "";
    open_case(sent);
    EXPECT_EQ(mails(), 0);
}

TEST_P(CasesStorage, ACaseGoesThroughTheHandsOfTheOffice) {
    const auto id = open_case().id;
    ASSERT_TRUE(take("clara", id, 3));
    ASSERT_TRUE(cases().add_note(who("clara"), id, "Rückruf"));
    ASSERT_TRUE(cases().send_message(who("clara"), id, 5, "Rasse?", AnswerWanted::Yes));
    EXPECT_EQ(file_of("clara", id).state.state, State::WaitingForApplicant);
    MessageSent answer{.direction = Direction::FromApplicant, .text = "Pudel"};
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), id}, SendMessage{answer}));
    ASSERT_TRUE(cases().hand_over(who("clara"), id, 7, {who("jan").person, {}, "Bitte"}));
    ASSERT_TRUE(cases().decide(who("jan"), id, 8, "festgesetzt", "§ 155 AO"));

    EXPECT_EQ(kinds_of(id),
              (std::vector<std::string>{"case.opened", "case.party_added", "case.deadline_set",
                                        "case.taken", "case.note_added", "case.message_sent",
                                        "case.message_sent", "case.handed_over", "case.decided",
                                        "case.letter_ordered", "case.retention_set"}));
    const auto file = file_of("lena", id);
    std::vector<std::string> actors;
    for (const auto& entry : file.history) actors.push_back(entry.actor);
    EXPECT_EQ(actors, (std::vector<std::string>{"", "", "", "clara", "clara", "clara", "", "clara",
                                                "jan", "jan", "jan"}));
    EXPECT_EQ(file.state.state, State::Decided);
    EXPECT_EQ(file.state.outcome->outcome, "festgesetzt");
    EXPECT_EQ(file.state.notes.size(), 1u);
    EXPECT_EQ(file.state.messages.size(), 2u);
    EXPECT_EQ(file.holder, "jan");
    EXPECT_EQ(file.team, "Hundesteuer");
    EXPECT_EQ(mails(), 3) << "received, question, decided";
}

TEST_P(CasesStorage, DecidingTakesTheCaseInTheSameChange) {
    const auto id = open_case().id;
    const auto before = store().counters();
    ASSERT_TRUE(cases().decide(who("jan"), id, 3, "bestaetigt", ""));
    EXPECT_EQ(store().counters().changes - before.changes, 1);
    const auto kinds = kinds_of(id);
    ASSERT_EQ(kinds.size(), 7u);
    EXPECT_EQ(kinds[3] + " " + kinds[4] + " " + kinds[5] + " " + kinds[6],
              "case.taken case.decided case.letter_ordered case.retention_set");
}

TEST_P(CasesStorage, WhatIsInternalHasAKeyOfItsOwn) {
    const auto id = taken_by_clara().id;
    ASSERT_TRUE(cases().add_note(who("clara"), id, "Rückruf"));
    ASSERT_TRUE(cases().hand_over(who("clara"), id, 5, {{}, who("clara").teams.at(0), "Bitte"}));
    EXPECT_EQ(lines("select count(distinct key_id) from event where kind in "
                    "('case.note_added', 'case.handed_over')"),
              std::vector<std::string>{"1"});
    EXPECT_EQ(lines("select count(distinct key_id) from event where kind like 'case.%'"),
              std::vector<std::string>{"2"});
}

TEST_P(CasesStorage, AStaleWriteIsAConflictAndChangesNothing) {
    const auto id = taken_by_clara().id;
    const auto before = contents();
    for (const std::int64_t seen : {0, 3, 5})
        EXPECT_EQ(sequenced_acts("clara", id, seen), std::vector<std::string>(4, "cases.stale"));
    EXPECT_EQ(contents(), before);
    const auto stale = cases().take(who("clara"), id, 3);
    ASSERT_FALSE(stale.has_value());
    EXPECT_EQ(stale.error().kind, ErrorKind::Conflict);
}

TEST_P(CasesStorage, TakingACaseAgainWritesNothing) {
    const auto id = taken_by_clara().id;
    const auto before = contents();
    const auto again = take("clara", id, 4);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->position, 0);
    EXPECT_EQ(code_of(take("jan", id, 4)), "case.taken");
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, OfTwoClerksWhoTakeAtOnceOneWins) {
    for (int round = 0; round < 4; ++round) {
        const auto id = open_case().id;
        std::barrier start(2);
        std::map<std::string, std::string> refusals{{"clara", "none"}, {"jan", "none"}};
        const auto run = [&](const std::string& name) {
            auto& refusal = refusals.at(name);
            start.arrive_and_wait();
            const auto taken = take(name, id, 3);
            refusal = code_of(taken);
        };
        std::thread other(run, "jan");
        run("clara");
        other.join();
        const bool clara_won = refusals["clara"].empty();
        EXPECT_EQ(refusals[clara_won ? "clara" : "jan"], "");
        EXPECT_EQ(refusals[clara_won ? "jan" : "clara"], "cases.stale");
        const auto file = file_of("lena", id);
        EXPECT_EQ(file.holder, clara_won ? "clara" : "jan");
        EXPECT_EQ(file.state.sequence, 4);
    }
}

TEST_P(CasesStorage, NotesWrittenAtOnceAreBothKept) {
    const auto id = open_case().id;
    std::barrier start(2);
    const auto write = [&](const std::string& name) {
        start.arrive_and_wait();
        for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(cases().add_note(who(name), id, name)), "");
    };
    std::thread other(write, "jan");
    write("clara");
    other.join();
    EXPECT_EQ(file_of("lena", id).state.notes.size(), 6u);
}

TEST_P(CasesStorage, WhoMayNotActChangesNothing) {
    const auto id = taken_by_clara().id;
    const auto before = contents();
    // Clara works on it; Jan of the same team reads along.
    EXPECT_EQ(code_of(cases().decide(who("jan"), id, 4, "bestaetigt", "")), "cases.denied");
    EXPECT_EQ(code_of(cases().hand_over(who("jan"), id, 4, {who("jan").person, {}, ""})),
              "cases.denied");
    EXPECT_EQ(code_of(cases().decide(who("lena"), id, 4, "bestaetigt", "")), "cases.denied");
    // Of no team, without the role, of another town: for them there is no such case.
    for (const auto* name : {"otto", "ada", "hanna"})
        EXPECT_EQ(all_acts(name, id, 4), std::vector<std::string>(5, "cases.none")) << name;
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, ATeamLeadGivesTheCaseToSomebodyElse) {
    const auto id = taken_by_clara().id;
    ASSERT_TRUE(cases().hand_over(who("lena"), id, 4, {who("jan").person, {}, "krank"}));
    EXPECT_EQ(file_of("jan", id).holder, "jan");
    EXPECT_EQ(code_of(cases().decide(who("clara"), id, 5, "bestaetigt", "")), "cases.denied");
    EXPECT_EQ(code_of(cases().decide(who("jan"), id, 5, "bestaetigt", "")), "");
}

TEST_P(CasesStorage, OnlyPeopleAndTeamsOfTheOfficeReceiveACase) {
    const auto id = taken_by_clara().id;
    const auto before = contents();
    const auto& stranger = who("hanna");
    for (const HandOver& wish : {HandOver{stranger.person, {}, ""},
                                 HandOver{{}, stranger.teams.at(0), ""}, HandOver{{}, {}, ""}})
        EXPECT_EQ(code_of(cases().hand_over(who("clara"), id, 4, wish)), "case.no_receiver");
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, FaultyWishesChangeNothing) {
    const auto id = taken_by_clara().id;
    const auto before = contents();
    const auto& clara = who("clara");
    EXPECT_EQ(code_of(cases().decide(clara, id, 4, "festgesetzt", " ")), "case.no_reasons");
    EXPECT_EQ(code_of(cases().decide(clara, id, 4, "geschenkt", "")), "case.unknown_outcome");
    EXPECT_EQ(code_of(cases().send_message(clara, id, 4, " ", AnswerWanted::No)),
              "case.empty_text");
    EXPECT_EQ(code_of(cases().add_note(clara, id, "")), "case.empty_text");
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, AnotherTownSeesNothingOfTheCase) {
    auto sent = submission();
    sent.uploads = {upload("%PDF-1.7")};
    const auto id = open_case(sent).id;
    const auto document = file_of("clara", id).state.documents.at(0).document;
    for (const auto* name : {"hanna", "otto", "ada"}) {
        const auto file = cases().case_file(who(name), id);
        ASSERT_FALSE(file.has_value()) << name;
        EXPECT_EQ(file.error().kind, ErrorKind::NotFound);
        EXPECT_EQ(file.error().code, "cases.none");
        EXPECT_EQ(code_of(cases().document(who(name), id, document)), "cases.none");
    }
    // The same as for a case that is not there.
    EXPECT_EQ(code_of(cases().case_file(who("clara"), CaseId::make(clock(), random()))),
              "cases.none");
}

// Somebody who may write to the database, but has no key.
TEST_P(CasesStorage, ARowOfSomebodyElsesMakingShowsNoCase) {
    const auto id = open_case().id;
    const auto before = file_of("clara", id).state.sequence;
    const auto otto = who("otto");
    ASSERT_TRUE(
        commit(bremerhaven(), {{"insert into visible (tenant, scope, state, due, case_id, acts) "
                                "values ($1, $2, 1, '2026-12-24', $3, 63)",
                                {of(bremerhaven()), of(otto.person), of(id)}}}));
    EXPECT_EQ(code_of(cases().case_file(otto, id)), "cases.none");
    EXPECT_EQ(code_of(cases().take(otto, id, 1)), "cases.none");
    EXPECT_EQ(code_of(cases().add_note(otto, id, "Ich war hier")), "cases.none");
    EXPECT_EQ(file_of("clara", id).state.sequence, before);
}

TEST_P(CasesStorage, ADocumentIsReadAsItWasSent) {
    const std::string content = "%PDF-1.7 " + std::string(100'000, 'x');
    auto sent = submission();
    sent.uploads = {upload(content)};
    const auto id = open_case(sent).id;
    EXPECT_EQ(count("select count(*) from case_document"), 1);
    EXPECT_EQ(count("select count(*) from data_key where compartment = 'draft/test' and wrapped_by "
                    "in (select id from data_key where compartment = 'wrapping/" +
                    who("clara").organisation.to_string() + "')"),
              1)
        << "its key is the office's now";
    EXPECT_TRUE(cases().refers_to(bremerhaven(), sent.uploads[0].blob).value_or(false));
    EXPECT_FALSE(cases().refers_to(hannover(), sent.uploads[0].blob).value_or(true));
    const DocumentAdded added = file_of("clara", id).state.documents.at(0);
    EXPECT_EQ(added.blob, sent.uploads[0].blob);
    const auto read = cases().document(who("clara"), id, added.document);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_TRUE(read->bytes == content);
    EXPECT_EQ(read->file_name, "nachweis.pdf");
    EXPECT_EQ(read->media_type, "application/pdf");
    EXPECT_EQ(code_of(cases().document(who("clara"), id, DocumentId::make(clock(), random()))),
              "cases.document");
}

TEST_P(CasesStorage, ACaseANewerReleaseWroteToIsReadAndNotWritten) {
    const auto id = taken_by_clara().id;
    write_newer_event(id, 5);
    const auto before = contents();
    const auto file = file_of("clara", id);
    EXPECT_EQ(file.state.sequence, 5);
    EXPECT_FALSE(file.history.back().event.has_value());
    EXPECT_EQ(all_acts("clara", id, 5), std::vector<std::string>(5, "case.newer_release"));
    EXPECT_EQ(code_of(act_as_party(cases(), {bremerhaven(), id}, Withdraw{})),
              "case.newer_release");
    EXPECT_EQ(contents(), before);
}

TEST_P(CasesStorage, WordsOfACaseStandNowhereInTheClear) {
    auto sent = submission();
    sent.applicant = {secret_word, secret_word, secret_word,
                      "27568",     secret_word, secret_word + "@post.example",
                      secret_word};
    sent.answers.set("hund_name", secret_word);
    sent.uploads = {upload("%PDF-1.7 " + secret_word)};
    sent.uploads[0].file_name = secret_word + ".pdf";
    const auto opened = open_case(sent);
    ASSERT_TRUE(take("clara", opened.id, 4));
    ASSERT_TRUE(cases().add_note(who("clara"), opened.id, secret_word));
    ASSERT_TRUE(cases().send_message(who("clara"), opened.id, 6, secret_word, AnswerWanted::Yes));
    ASSERT_TRUE(
        cases().hand_over(who("clara"), opened.id, 7, {who("jan").person, {}, secret_word}));
    ASSERT_TRUE(cases().decide(who("jan"), opened.id, 8, "festgesetzt", secret_word));
    EXPECT_EQ(file_of("jan", opened.id).state.applicant.family_name, secret_word);

    bool has_number = false;
    for (const auto& line : contents()) {
        has_number = has_number || line.find(opened.number) != std::string::npos;
        for (const std::string& word : {secret_word, std::string("festgesetzt"), opened.code}) {
            EXPECT_EQ(line.find(word), std::string::npos) << line;
            EXPECT_EQ(line.find(to_hex(as_bytes(word))), std::string::npos) << line;
        }
    }
    EXPECT_TRUE(has_number) << "what stands in the clear is found";
}

TEST_P(CasesStorage, TidyingRemovesOnlyWhatHasExpired) {
    const auto now = clock().now();
    using std::chrono::hours;
    using std::chrono::microseconds;
    const auto token = [](std::uint8_t last) { return Bytes{1, 2, last}; };
    const auto id = CaseId::make(clock(), random());
    const auto later_id = CaseId::make(clock(), random());
    const std::string session =
        "insert into status_session (token_hash, tenant, case_id, opened, expires_at) "
        "values ($1, $2, $3, 0, $4)";
    const std::string code =
        "insert into one_time_code (tenant, case_id, code_hash, expires_at) "
        "values ($1, $2, $3, $4)";
    const std::string key =
        "insert into idempotency_key (tenant, key_hash, body_hash, case_id, answer, created_at) "
        "values ($1, $2, $2, $3, $2, $4)";
    const auto town = of(bremerhaven());
    const microseconds moment{1};
    ASSERT_TRUE(
        commit(bremerhaven(), {{session, {token(0), town, of(id), of(now - moment)}},
                               {session, {token(1), town, of(id), of(now)}},
                               {code, {town, of(id), token(0), of(now - moment)}},
                               {code, {town, of(later_id), token(1), of(now)}},
                               {key, {town, token(0), of(id), of(now - hours(48) - moment)}},
                               {key, {town, token(1), of(id), of(now - hours(48))}}}));
    ASSERT_TRUE(cases().tidy());
    const std::vector<std::string> kept{to_hex(token(1))};
    EXPECT_EQ(lines("select token_hash from status_session"), kept);
    EXPECT_EQ(lines("select code_hash from one_time_code"), kept);
    EXPECT_EQ(lines("select key_hash from idempotency_key"), kept);
}

}  // namespace
}  // namespace dw::cases
