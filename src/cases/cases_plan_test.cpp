// Every statement of this module that looks for rows is a range over an index, on every database.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/source_dir.h"
#include "cases/cases_fixture.h"
#include "cases/moving.h"
#include "identity/visibility.h"
#include "store/plan.h"

namespace dw::cases {
namespace {

using store::of;

struct Lookup {
    std::string sql;
    store::Values parameters;
};

// Any values do: what is looked at is the plan.
std::vector<Lookup> lookups() {
    const store::Value id = Bytes(16, 7), hash = Bytes(32, 7);
    const std::int64_t some = 50;
    return {
        {"select id, number, state, due, received, service, package, assignee, summary "
         "from case_row where tenant = $1 and id in $list",
         {id, id, id}},
        {"select id, code_hash from case_row where tenant = $1 and number = $2",
         {id, of("7K4-M9Q-2XC")}},
        {"select 1 from case_document where tenant = $1 and blob = $2", {id, id}},
        {"select tenant, case_id, opened, expires_at, seal from status_session "
         "where token_hash = $1 and expires_at > $2",
         {hash, some}},
        {"update status_session set opened = 1, seal = $2 where token_hash = $1", {hash, hash}},
        {"delete from status_session where token_hash = $1", {hash}},
        {"delete from status_session where tenant = $1 and case_id = $2", {id, id}},
        {"delete from one_time_code where tenant = $1 and case_id = $2 and code_hash = $3 "
         "and expires_at > $4",
         {id, id, hash, some}},
        {"select body_hash, case_id, answer from idempotency_key "
         "where tenant = $1 and key_hash = $2",
         {id, hash}},
        {"select position, hash from event where tenant = $1 and stream = $2 "
         "and sequence = $3",
         {id, id, some}},
        {"select mail, created_at from example_mail where tenant = $1 "
         "order by created_at desc limit $2",
         {id, some}},
        {"delete from status_session where expires_at < $1", {some}},
        {"delete from one_time_code where expires_at < $1", {some}},
        {"delete from idempotency_key where created_at < $1", {some}},
        {"select id from case_row where tenant = $1 and organisation = $2", {id, id}},
        {"select compartment from data_key where tenant = $1 and id = $2", {id, id}},
        {"select 1 from case_row where tenant = $1 and id = $2 and organisation = $3",
         {id, id, id}},
        {"select key, payload from outbox where tenant = $1 and kind = 'mail' "
         "and done_at is null order by key",
         {id}},
        {"delete from case_row where tenant = $1 and organisation = $2", {id, id}},
        {"select password from emergency_password where tenant = $1 and organisation = $2",
         {id, id}},
        {"select case_id, letter, since from case_letter where tenant = $1 and scope = $2 "
         "order by since, case_id, letter limit $3",
         {id, id, some}},
        {"select case_id, letter, since from case_letter where tenant = $1 and organisation = $2 "
         "order by since, case_id, letter limit $3",
         {id, id, some}},
        {"select case_id, law, last_day from case_deadline where tenant = $1 and scope = $2 "
         "order by last_day, case_id, law limit $3",
         {id, id, some}},
        {"delete from case_deadline where tenant = $1 and case_id = $2", {id, id}},
        {"select id, label, words, purpose from text_block where tenant = $1 and organisation = $2",
         {id, id}},
        {"delete from text_block where tenant = $1 and organisation = $2 and id = $3",
         {id, id, id}},
        {"select id, words from inbox_filter where tenant = $1 and person = $2", {id, id}},
        {"delete from inbox_filter where tenant = $1 and person = $2 and id = $3", {id, id, id}},
        {"delete from calendar_feed where tenant = $1 and person = $2 and scope = $3",
         {id, id, id}},
        {"select tenant, organisation, person, scope, seal from calendar_feed "
         "where token_hash = $1",
         {hash}},
        {"select scope from calendar_feed where tenant = $1 and person = $2", {id, id}},
        {"delete from case_letter where tenant = $1 and case_id = $2", {id, id}},
        {"select case_id, due from case_fee where tenant = $1 and scope = $2 and settled = 0 "
         "order by due, case_id limit $3",
         {id, id, some}},
        {"select case_id, due from case_fee where tenant = $1 and organisation = $2 "
         "and settled = 0 order by due, case_id limit $3",
         {id, id, some}},
        {"select case_id from case_fee where tenant = $1 and scope = $2 and settled = 0 "
         "and due < $3 limit $4",
         {id, id, of("2026-03-02"), some}},
        {"select case_id from case_fee where tenant = $1 and organisation = $2 and settled = 0 "
         "and due < $3 limit $4",
         {id, id, of("2026-03-02"), some}},
        {"select case_id from case_fee where tenant = $1 and organisation = $2 "
         "and reference = $3",
         {id, id, of("86095742719")}},
        {"delete from case_fee where tenant = $1 and case_id = $2", {id, id}},
        {"select case_id from case_word where tenant = $1 and organisation = $2 and word = $3 "
         "limit $4",
         {id, id, some, some}},
        {"select case_id from case_word where tenant = $1 and organisation = $2 and word = $3 "
         "and case_id in $list",
         {id, id, some, id, id}},
        {"select case_id from case_word where tenant = $1 and organisation = $2 and word = $3 "
         "and case_id < $4 order by case_id desc limit $5",
         {id, id, some, id, some}},
        {"delete from case_word where tenant = $1 and organisation = $2 and word = $3 "
         "and case_id = $4",
         {id, id, some, id}},
        {"select case_id, scope, acts from visible where tenant = $1 and case_id in $list",
         {id, id, id}},
        {"select report, created_at from bulk_run where tenant = $1 and id = $2 and person = $3",
         {id, id, id}},
        {"delete from bulk_run where created_at < $1", {some}},
        {"select counts from desk_setting where tenant = $1 and organisation = $2", {id, id}},
        {"select details from payee where tenant = $1 and organisation = $2", {id, id}},
        {"select report, created_at from treasury_report where tenant = $1 and id = $2 "
         "and organisation = $3",
         {id, id, id}},
        {"delete from treasury_report where created_at < $1", {some}},
        {"delete from case_row where tenant = $1 and id = $2", {id, id}},
        {"delete from case_document where tenant = $1 and case_id = $2", {id, id}},
        {"delete from one_time_code where tenant = $1 and case_id = $2", {id, id}},
        {"select plan from filing_plan where tenant = $1 and organisation = $2", {id, id}},
        {"select number from case_reference where tenant = $1 and organisation = $2 and "
         "filing_key = $3 and year = $4 order by number desc limit 1",
         {id, id, of("20.31"), some}},
        {"delete from case_reminder where tenant = $1 and case_id = $2", {id, id}},
        {"delete from case_reference where tenant = $1 and case_id = $2", {id, id}},
        {"select case_id, reminder, since from case_reminder where tenant = $1 and scope = $2 "
         "order by since, case_id, reminder limit $3",
         {id, id, some}},
        {"select person, seen_at from case_presence where tenant = $1 and case_id = $2 and "
         "seen_at > $3 limit 20",
         {id, id, some}},
        {"delete from case_presence where seen_at <= $1", {some}},
        {"select service, channel, count(*) from case_row where tenant = $1 and "
         "organisation = $2 and received >= $3 and state <> 5 group by service, channel",
         {id, id, some}},
        {"delete from outbox where tenant = $1 and kind = 'mail' and key >= $2 and key < $3",
         {id, of("a/"), of("a0")}},
    };
}

// Beginnings of statements that are put together when an organisation is deleted.
const std::vector<std::string> composed{"delete from ", "delete from ",
                                        "delete from idempotency_key where case_id in "};
// In a migration: once for each installation.
constexpr std::string_view in_migrations = "select tenant, id from case_row where state in (3, 4)";
// Tables with rows of hours at most: a deletion goes through them, once.
constexpr std::string_view short_lived[] = {"delete from idempotency_key",
                                            "delete from status_session"};

// As store::for_each_in sends it, with a list of two behind the other parameters.
std::string with_list(const std::string& sql) {
    static const std::regex parameter("\\$([0-9]+)");
    int last = 0;
    for (std::sregex_iterator at(sql.begin(), sql.end(), parameter), end; at != end; ++at)
        last = std::max(last, std::stoi((*at)[1]));
    const auto list = "($$" + std::to_string(last + 1) + ", $$" + std::to_string(last + 2) + ")";
    return std::regex_replace(sql, std::regex("\\$list"), list);
}

// What the inbox asks of the visibility index.
Lookup inbox() {
    const store::Value id = Bytes(16, 7);
    const std::int64_t some = 26;
    return {identity::visible_list_sql(1), {id, of("2026-03-02"), id, some, id, some}};
}

// The statements that look for rows, as they stand in the sources of this module.
std::vector<std::string> statements_in_sources() {
    namespace fs = std::filesystem;
    static const std::regex seam(R"re("\s*\n\s*")re");
    static const std::regex statement(R"re("((select|update|delete) [^"]*)")re");
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(source_dir() + "/src/cases")) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        const std::string joined = std::regex_replace(text.str(), seam, "");
        for (std::sregex_iterator at(joined.begin(), joined.end(), statement), end; at != end; ++at)
            found.push_back((*at)[1]);
    }
    return found;
}

class CasesPlan : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        return testing::migrations_up_to_cases();
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, CasesPlan, store::testing::databases(),
                         store::testing::database_name);

}  // namespace

TEST_P(CasesPlan, EveryLookupIsARange) {
    const auto reader = store().reader();
    auto all = lookups();
    all.push_back(inbox());
    for (const auto& [sql, parameters] : all) {
        SCOPED_TRACE(sql);
        const auto plan = store::testing::plan_of(**reader, with_list(sql), parameters);
        ASSERT_TRUE(plan.has_value()) << plan.error().message;
        EXPECT_TRUE(store::testing::uses_no_scan_or_sort(*plan)) << *plan;
    }
}

TEST_P(CasesPlan, DeletingAnOrganisationLooksOnlyAtItsOwnCases) {
    const auto reader = store().reader();
    const auto statements = movable(store()).remove({});
    EXPECT_EQ(statements.size(), 22u);
    for (const auto& statement : statements) {
        SCOPED_TRACE(statement.sql);
        const auto plan = store::testing::plan_of(**reader, statement.sql, statement.parameters);
        ASSERT_TRUE(plan.has_value()) << plan.error().message;
        const bool may_scan = std::ranges::any_of(
            short_lived,
            [&](const std::string_view beginning) { return statement.sql.starts_with(beginning); });
        if (!may_scan) EXPECT_TRUE(store::testing::uses_no_scan_or_sort(*plan)) << *plan;
    }
}

TEST(CasesStatements, AreAllLookedAtHere) {
    auto written = statements_in_sources();
    std::vector<std::string> planned;
    for (const auto& lookup : lookups()) planned.push_back(lookup.sql);
    planned.insert(planned.end(), composed.begin(), composed.end());
    planned.emplace_back(in_migrations);
    std::ranges::sort(written);
    std::ranges::sort(planned);
    EXPECT_EQ(written, planned);
}

}  // namespace dw::cases
