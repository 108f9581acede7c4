// The end of closed cases on every database: when, what goes, what stays, and what a wrong clock
// does.
#include "cases/retention.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "base/limits.h"
#include "cases/case_table.h"
#include "cases/cases_fixture.h"
#include "cases/desk_pages.h"
#include "cases/status_access.h"
#include "cases/status_pages.h"
#include "store/backup.h"
#include "store/event_log.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using store::of;
using testing::code_of;

const std::string planted = "Qxyzzyowa";

const Calendar& calendar() {
    static const auto loaded = Calendar::load();
    return *loaded;
}

forms::DataProtection ten_years(forms::RetentionStart from) {
    forms::DataProtection data;
    data.retention_years = 10;
    data.retention_from = from;
    return data;
}

TEST(RetentionEnd, IsTheEndOfAYearWhenItRunsFromTheEndOfOne) {
    const auto data = ten_years(forms::RetentionStart::EndOfYear);
    EXPECT_EQ(retention_end(data, 2026y / 1 / 1, calendar()), Date{2036y / 12 / 31});
    EXPECT_EQ(retention_end(data, 2026y / 12 / 31, calendar()), Date{2036y / 12 / 31});
    EXPECT_EQ(retention_end(data, 2027y / 1 / 1, calendar()), Date{2037y / 12 / 31});
}

TEST(RetentionEnd, IsTheDayItselfWhenItRunsFromTheClosing) {
    const auto data = ten_years(forms::RetentionStart::Closing);
    // A Sunday: nobody has to do anything on it.
    EXPECT_EQ(retention_end(data, 2026y / 3 / 2, calendar()), Date{2036y / 3 / 2});
    EXPECT_EQ(retention_end(data, 2028y / 2 / 29, calendar()), Date{2038y / 2 / 28});
}

// What the program does about a case on a day, in a word or two.
std::string step(const CaseState& state, Date today, bool steady = true) {
    LoadedCase loaded;
    loaded.state = state;
    const auto next = next_step(loaded, {today, steady}, nullptr, calendar());
    if (const auto* until = std::get_if<Date>(&next)) return "wait until " + to_string(*until);
    const auto* command = std::get_if<Command>(&next);
    if (!command) return "nothing";
    if (std::holds_alternative<EndRetention>(*command)) return "list";
    return std::holds_alternative<DestroyContent>(*command) ? "destroy" : "set";
}

TEST(RetentionStep, FollowsTheStateAndTheDay) {
    CaseState state;
    state.sequence = 5;
    EXPECT_EQ(step(state, 2037y / 1 / 1), "nothing") << "open";
    state.state = State::Decided;
    EXPECT_EQ(step(state, 2037y / 1 / 1), "wait until 2037-01-02") << "its package is not here";
    state.kept_until = 2036y / 12 / 31;
    EXPECT_EQ(step(state, 2036y / 12 / 31), "wait until 2037-01-01");
    EXPECT_EQ(step(state, 2037y / 1 / 1), "list");
    state.destroyed_on = 2037y / 7 / 3;
    EXPECT_EQ(step(state, 2037y / 7 / 2), "wait until 2037-07-03");
    EXPECT_EQ(step(state, 2037y / 7 / 3, false), "wait until 2037-07-04");
    EXPECT_EQ(step(state, 2037y / 7 / 3), "destroy");
    EXPECT_EQ(step(state, 2036y / 6 / 1), "wait until 2037-01-01") << "the clock went back";
    state.hold = HoldPlaced{"Klage", {}};
    EXPECT_EQ(step(state, 2037y / 7 / 3), "nothing");
    state.hold.reset();
    state.has_unknown_events = true;
    EXPECT_EQ(step(state, 2037y / 7 / 3), "wait until 2037-07-04");
}

class RetentionTest : public testing::CasesTest {
  protected:
    forms::Upload upload() {
        auto fresh = store().keys().create(bremerhaven(), "draft/test");
        EXPECT_TRUE(commit(bremerhaven(), {std::move(fresh.insert)}));
        auto writer = blobs().create(bremerhaven(), fresh.key);
        EXPECT_TRUE(writer && (*writer)->write(as_bytes(planted)));
        blob_ = (*writer)->finish().value_or({});
        document_key_ = fresh.key;
        return {.field = "nachweis",
                .file_name = planted + ".pdf",
                .media_type = "application/pdf",
                .size = static_cast<std::int64_t>(planted.size()),
                .blob = blob_,
                .key = fresh.key.id};
    }
    // A case with everything in it, decided.
    Opened decided_with_content() {
        auto sent = submission();
        sent.applicant.family_name = planted;
        sent.answers.set("hund_name", planted);
        sent.uploads = {upload()};
        const auto opened = open_case(sent);
        EXPECT_TRUE(cases().take(who("clara"), opened.id, 4));
        EXPECT_TRUE(cases().add_note(who("clara"), opened.id, planted));
        EXPECT_TRUE(cases().send_message(who("clara"), opened.id, 6, planted, AnswerWanted::No));
        EXPECT_TRUE(cases().decide(who("clara"), opened.id, 7, "festgesetzt", planted));
        return opened;
    }
    Opened decided() {
        const auto opened = open_case();
        EXPECT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
        return opened;
    }
    CaseState state_of(CaseId id) {
        return load_case(**store().reader(), store().keys(), bremerhaven(), id)->state;
    }
    int run() {
        const auto done = cases().end_retention();
        EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
        return done.value_or(-1);
    }
    // As the program does it: it looks at the clock again and again.
    int let_pass(days time) {
        int destroyed = 0;
        for (days passed{0}; passed < time; passed += days(3)) {
            clock().advance(days(3));
            destroyed += run();
        }
        return destroyed;
    }
    void go_to(Date day) {
        clock().advance(start_of(day) + std::chrono::hours(12) - clock().now());
    }
    std::vector<std::string> listed(const std::string& name) {
        std::vector<std::string> all;
        const auto page = cases().inbox(who(name), Inbox::RetentionEnded, "", 100);
        EXPECT_EQ(code_of(page), "");
        for (const auto& row : page ? page->rows : std::vector<InboxRow>())
            all.push_back(row.number + " " + to_string(row.due) + (row.held ? " held" : ""));
        return all;
    }
    std::vector<std::string> rows() {
        std::vector<std::string> all;
        for (const auto* sql :
             {"select tenant, id, number, code_hash, organisation, state, due, received, service, "
              "package, assignee, sequence from case_row",
              "select * from case_document", "select * from visible"})
            for (auto& line : lines(sql)) all.push_back(line);
        return all;
    }
    std::string status_page(Language language) {
        web::Router router;
        cases().add_routes(router);
        web::Request request;
        request.path = request.target = "/status/vorgang";
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.query.add("lang", language == Language::German ? "de" : "en");
        request.cookies[std::string(status_cookie)] = token_;
        return router.handle(request).body;
    }

    std::string desk(const std::string& name, const std::string& path) {
        web::Router router;
        add_desk_routes(router, cases());
        web::Request request;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.principal = who(name);
        return router.handle(request).body;
    }

    store::BlobId blob_;
    store::DataKey document_key_;
    std::string token_;
};

INSTANTIATE_TEST_SUITE_P(Databases, RetentionTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(RetentionTest, WhoeverDecidesSetsTheEndAndTheTimerInTheSameChange) {
    const auto before = store().counters().changes;
    const auto opened = decided();
    EXPECT_EQ(store().counters().changes - before, 2) << "opening and deciding";
    EXPECT_EQ(state_of(opened.id).kept_until, Date{2036y / 12 / 31});
    EXPECT_EQ(count("select due_at from due_timer where kind = 'case.retention'"),
              to_microseconds(start_of(2037y / 1 / 1)));
}

TEST_P(RetentionTest, BeforeTheEndNothingHappens) {
    const auto opened = decided();
    go_to(2036y / 12 / 31);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(state_of(opened.id).sequence, 7);
    EXPECT_TRUE(listed("lena").empty());
}

TEST_P(RetentionTest, AtTheEndItStandsOnTheListOfTheTeamLeadWithTheDay) {
    const auto opened = decided();
    open_case();
    go_to(2037y / 1 / 1);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(listed("lena"), std::vector<std::string>{opened.number + " 2037-07-03"});
    EXPECT_EQ(code_of(cases().inbox(who("clara"), Inbox::RetentionEnded, "", 10)), "cases.list");
    EXPECT_EQ(state_of(opened.id).sequence, 8) << "told once";
    EXPECT_EQ(file_of("clara", opened.id).state.opened.subject, "Elif Muster") << "still there";
}

TEST_P(RetentionTest, ThenTheContentIsGoneAndTheChainIsSound) {
    const auto opened = decided_with_content();
    const auto stays = open_case();
    EXPECT_EQ(end_of_retention(), 1);

    EXPECT_TRUE(store::verify_log(**store().reader())->faults.empty());
    const auto loaded = load_case(**store().reader(), store().keys(), bremerhaven(), opened.id);
    ASSERT_EQ(code_of(loaded), "");
    EXPECT_TRUE(loaded->state.is_destroyed());
    for (std::size_t i = 0; i + 1 < loaded->history.size(); ++i)
        EXPECT_FALSE(loaded->history[i].event) << loaded->history[i].kind;
    EXPECT_EQ(loaded->history.back().kind, "case.content_destroyed");
    EXPECT_TRUE(loaded->history.back().by.is_nil()) << "the program did it";

    const std::string id = opened.id.to_string();
    for (const auto* table : {"case_document", "outbox", "one_time_code"})
        EXPECT_EQ(
            count("select count(*) from " + std::string(table) +
                  (std::string_view(table) == "outbox" ? " where key like '" + id + "/%'" : "")),
            0)
            << table;
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'case/" + id +
                    "/%' or "
                    "compartment = 'draft/test'"),
              0);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.retention'"), 0);
    EXPECT_EQ(
        store().keys().by_id(**store().reader(), bremerhaven(), document_key_.id).error().code,
        "store.key_destroyed");
    EXPECT_TRUE(cases().case_file(who("clara"), stays.id).has_value());
}

// Every envelope there is, opened with every key there is.
TEST_P(RetentionTest, AfterItNoKeyThatIsLeftOpensThePlantedWord) {
    const auto opened = decided_with_content();
    const auto readable = [&] {
        std::string all;
        const auto reader = store().reader();
        const auto events = store::load_after(**reader, store().keys(), bremerhaven(), 0, 1000);
        for (const auto& event : *events)
            if (event.payload) all += as_text(*event.payload);
        const auto line = read_line(**reader, store().keys(), {bremerhaven(), opened.id});
        return all + line->subject;
    };
    EXPECT_NE(readable().find(planted), std::string::npos);
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(readable().find(planted), std::string::npos);
    for (const auto& line : contents())
        EXPECT_EQ(line.find(to_hex(as_bytes(planted))), std::string::npos) << line;
}

TEST_P(RetentionTest, TheFileIsCollectedBecauseNothingRefersToIt) {
    decided_with_content();
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_FALSE(cases().refers_to(bremerhaven(), blob_).value_or(true));
    const auto gone = blobs().collect(clock().now() + days(10000),
                                      [&](store::TenantId tenant, store::BlobId blob) {
                                          return cases().refers_to(tenant, blob);
                                      });
    EXPECT_EQ(gone.value_or(-1), 1);
}

TEST_P(RetentionTest, RowsMadeAnewFromTheLogAreTheSame) {
    decided_with_content();
    const auto held = decided();
    ASSERT_EQ(code_of(cases().place_hold(who("lena"), held.id, "Klage")), "");
    EXPECT_EQ(end_of_retention(), 1);
    open_case();
    const auto before = rows();
    auto connection = store().database().connect(store::Access::Write);
    EXPECT_EQ(store::rebuild(**connection, store().keys(), {case_projection(store().keys())})
                  .value_or(-1),
              3);
    EXPECT_EQ(rows(), before);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.retention'"), 0);
}

TEST_P(RetentionTest, AHeldCaseStaysAndIsTimedAnewWhenItIsFree) {
    const auto opened = decided();
    go_to(2037y / 1 / 2);
    run();
    ASSERT_EQ(code_of(cases().place_hold(who("lena"), opened.id, "Klage beim Verwaltungsgericht")),
              "");
    EXPECT_EQ(listed("lena"), std::vector<std::string>{opened.number + " 2037-07-04 held"});
    EXPECT_EQ(let_pass(days(400)), 0);
    ASSERT_EQ(code_of(cases().lift_hold(who("lena"), opened.id)), "");
    EXPECT_EQ(let_pass(days(limits::archive_days - 3)), 0);
    EXPECT_EQ(let_pass(days(9)), 1);
}

TEST_P(RetentionTest, OnlyATeamLeadHoldsACase) {
    const auto opened = decided();
    EXPECT_EQ(code_of(cases().place_hold(who("clara"), opened.id, "Klage")), "cases.denied");
    EXPECT_EQ(code_of(cases().place_hold(who("hanna"), opened.id, "Klage")), "cases.none");
    EXPECT_EQ(code_of(cases().place_hold(who("ada"), opened.id, "Klage")), "cases.none");
    EXPECT_EQ(code_of(cases().place_hold(who("lena"), opened.id, " ")), "case.no_hold_reason");
}

// As after a dead battery: the clock is years ahead, and somebody sets it right the next day.
TEST_P(RetentionTest, AClockThatJumpsAheadDestroysNothing) {
    const auto opened = decided();
    run();
    clock().advance(days(366 * 20));
    EXPECT_EQ(run(), 0) << "only told";
    clock().advance(days(366 * 20));
    EXPECT_EQ(run(), 0) << "the day on the list is over, but the clock jumped";
    EXPECT_EQ(let_pass(days(24)), 0);
    clock().advance(-days(366 * 40));
    EXPECT_EQ(let_pass(days(60)), 0) << "right again: the period is not over";
    EXPECT_FALSE(state_of(opened.id).is_destroyed());
    EXPECT_EQ(file_of("clara", opened.id).state.opened.subject, "Elif Muster");
}

TEST_P(RetentionTest, AClockThatRanSteadilyForFourWeeksIsBelieved) {
    decided();
    go_to(2037y / 1 / 1);
    run();
    go_to(2037y / 12 / 1);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(let_pass(days(27)), 0);
    EXPECT_EQ(let_pass(days(3)), 1);
}

TEST_P(RetentionTest, SeveralCopiesDestroyOnce) {
    const auto opened = decided_with_content();
    go_to(2037y / 1 / 1);
    run();
    let_pass(days(180));
    clock().advance(days(4));
    std::vector<std::thread> copies;
    for (int i = 0; i < 4; ++i) copies.emplace_back([this] { run(); });
    for (auto& copy : copies) copy.join();
    EXPECT_TRUE(state_of(opened.id).is_destroyed());
    EXPECT_EQ(count("select count(*) from event where kind = 'case.content_destroyed'"), 1);
}

// Release 0.1 closed cases without an end; the day comes from the log.
TEST_P(RetentionTest, ACaseThatWasClosedWithoutAnEndGetsItsOwn) {
    const auto opened = open_case();
    ASSERT_EQ(code_of(act_as_party(cases(), {bremerhaven(), opened.id}, Withdraw{})), "");
    EXPECT_FALSE(state_of(opened.id).kept_until);
    clock().advance(days(366 * 3));
    run();
    EXPECT_EQ(state_of(opened.id).kept_until, Date{2036y / 12 / 31});
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(state_of(opened.id).sequence, 5);
}

TEST_P(RetentionTest, NumberAndCodeStillOpenWhatIsLeft) {
    const auto opened = decided_with_content();
    EXPECT_EQ(end_of_retention(), 1);
    web::Request request;
    request.host = "bremerhaven.example";
    request.client_address = "192.0.2.1";
    EXPECT_FALSE(enter(cases(), request, opened.number, "2222-2222-2222")->token);
    const auto tried = enter(cases(), request, opened.number, opened.code);
    ASSERT_TRUE(tried && tried->token);
    token_ = *tried->token;
    const auto german = status_page(Language::German);
    EXPECT_NE(german.find("Ihre Angaben sind gelöscht"), std::string::npos) << german;
    EXPECT_NE(german.find(opened.number), std::string::npos);
    EXPECT_EQ(german.find(planted), std::string::npos);
    EXPECT_NE(status_page(Language::English).find("your data have been deleted"),
              std::string::npos);
    EXPECT_EQ(code_of(act_as_party(cases(), {bremerhaven(), opened.id}, Withdraw{})),
              "case.destroyed");
}

TEST_P(RetentionTest, TheDeskSeesKindsAndDatesOfWhatWas) {
    const auto opened = decided_with_content();
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(code_of(cases().case_file(who("clara"), opened.id)), "cases.none");
    const auto file = file_of("lena", opened.id);
    EXPECT_EQ(file.history.front().kind, "case.opened");
    EXPECT_TRUE(file.state.opened.subject.empty());
    EXPECT_TRUE(listed("lena").empty());
}

// Somebody may have made a backup just before: its copy is destroyed anew.
TEST_P(RetentionTest, ABackupHoldsWhatIsLeftAndNoMore) {
    const auto opened = decided_with_content();
    EXPECT_EQ(end_of_retention(), 1);
    store::testing::TemporaryDirectory folder;
    const std::string file = folder.path() + "/backup";
    ASSERT_EQ(code_of(store::write_backup(store(), blobs(), file)), "");
    const auto target = *store::testing::make_test_database("sqlite");
    const auto options = target->options(testing::migrations_up_to_cases());
    std::filesystem::create_directories(options.data_dir);
    std::filesystem::copy_file(store().data_dir() + "/master.key",
                               options.data_dir + "/master.key");
    ASSERT_EQ(code_of(store::restore_backup(options, file, random())), "");
    const auto there = *store::Store::open(options, clock(), random());
    const auto reader = there->reader();
    EXPECT_TRUE(store::verify_log(**reader)->faults.empty());
    const auto loaded = load_case(**reader, there->keys(), bremerhaven(), opened.id);
    ASSERT_EQ(code_of(loaded), "");
    EXPECT_TRUE(loaded->state.is_destroyed());
    EXPECT_FALSE(loaded->history.front().event);
    const auto since = (*reader)->query_one("select steady_since from clock_watch");
    EXPECT_TRUE(since.has_value()) << "the clock is watched on from where it was";
}

TEST_P(RetentionTest, TheDeskShowsTheListTheHoldAndWhatIsLeft) {
    const auto opened = decided();
    const std::string path = "/desk/cases/" + opened.id.to_string();
    EXPECT_NE(desk("lena", path).find("bis zum 31. Dezember 2036 aufbewahrt"), std::string::npos);
    EXPECT_NE(desk("lena", path).find("Vernichtung anhalten"), std::string::npos);
    EXPECT_EQ(desk("clara", path).find("Vernichtung anhalten"), std::string::npos);
    go_to(2037y / 1 / 1);
    run();
    const auto list = desk("lena", "/desk/retention");
    EXPECT_NE(list.find(opened.number), std::string::npos);
    EXPECT_NE(list.find("3. Juli 2037"), std::string::npos);
    EXPECT_NE(desk("lena", path + "/hold").find("Warum muss der Inhalt bleiben?"),
              std::string::npos);
    EXPECT_EQ(end_of_retention(), 1);
    const auto left = desk("lena", path);
    EXPECT_NE(left.find("Inhalt vernichtet"), std::string::npos);
    EXPECT_NE(left.find("Das Amt hat entschieden"), std::string::npos);
    EXPECT_EQ(left.find("Muster"), std::string::npos);
    EXPECT_EQ(desk("lena", "/desk/retention").find(opened.number), std::string::npos);
}

}  // namespace
}  // namespace dw::cases
