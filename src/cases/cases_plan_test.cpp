// Every statement of this module that looks for rows is a range over an index, on every database.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

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
        {"delete from emergency_password where tenant = $1 and organisation = $2", {id, id}},
        {"select case_id, letter, since from case_letter where tenant = $1 and scope = $2 "
         "order by since, case_id, letter limit $3",
         {id, id, some}},
        {"select case_id, letter, since from case_letter where tenant = $1 and organisation = $2 "
         "order by since, case_id, letter limit $3",
         {id, id, some}},
        {"delete from case_letter where tenant = $1 and case_id = $2", {id, id}},
        {"delete from case_row where tenant = $1 and id = $2", {id, id}},
        {"delete from case_document where tenant = $1 and case_id = $2", {id, id}},
        {"delete from one_time_code where tenant = $1 and case_id = $2", {id, id}},
        {"delete from outbox where tenant = $1 and kind = 'mail' and key >= $2 and key < $3",
         {id, of("a/"), of("a0")}},
    };
}

// Beginnings of statements that are put together when an organisation is deleted.
const std::vector<std::string> composed{"delete from ",
                                        "delete from idempotency_key where case_id in "};
// In a migration: once for each installation.
constexpr std::string_view in_migrations = "select tenant, id from case_row where state in (3, 4)";
// Tables with rows of hours at most: a deletion goes through them, once.
constexpr std::string_view short_lived[] = {"delete from idempotency_key",
                                            "delete from status_session"};

// As store::for_each_in sends it, with a short list.
std::string with_list(const std::string& sql) {
    return std::regex_replace(sql, std::regex("\\$list"), "($$2, $$3)");
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
    for (const auto& entry : fs::directory_iterator(DW_SOURCE_DIR "/src/cases")) {
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
    EXPECT_EQ(statements.size(), 8u);
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
