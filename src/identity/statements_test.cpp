// Every statement of this module, as it stands in the sources, is a range scan on both databases.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/source_dir.h"
#include "base/text.h"
#include "identity/identity_fixture.h"
#include "identity/moving.h"
#include "store/plan.h"

namespace dw::identity {
namespace {

namespace fs = std::filesystem;
using testing::code_of;
using testing::value_of;

// Two rows at most, however many there are.
constexpr std::string_view whether_there_is_one_tenant = "select id from tenant limit 2";
// An installation has few; asked at start and on the command line.
constexpr std::string_view all_tenants = "select id, name from tenant";
// An installation has few; asked once, when one is taken in.
constexpr std::string_view whether_the_organisation_is_here =
    "select 1 from organisation where id = $1 limit 1";
// Beginnings of statements that are put together: several scans of the inbox, and what goes when an
// organisation is deleted.
constexpr std::string_view composed[] = {
    "select due, case_id from (", "delete from ", "delete from tenant where id = $1 and ",
    "delete from data_key where tenant = $1 and compartment = $2 and "};

bool has_reason_not_to_be_one(std::string_view sql) {
    return sql == whether_there_is_one_tenant || sql == all_tenants ||
           sql == whether_the_organisation_is_here || std::ranges::count(composed, sql) > 0;
}

bool is_source(const fs::path& path) {
    return path.extension() == ".cpp" && !path.string().ends_with("_test.cpp");
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The literal that begins at the quote; pieces with nothing but blanks between them are one.
std::string literal_at(const std::string& text, std::size_t quote) {
    std::string literal;
    while (quote < text.size() && text[quote] == '"') {
        const auto end = text.find('"', quote + 1);
        literal += text.substr(quote + 1, end - quote - 1);
        quote = text.find_first_not_of(" \n", end + 1);
    }
    return literal;
}

std::vector<std::string> statements() {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(source_dir() + "/src/identity")) {
        if (!is_source(entry.path())) continue;
        // Goes through whole tables, once, at the first start after release 0.1.
        if (entry.path().filename() == "row_seals.cpp") continue;
        const std::string text = text_of(entry.path());
        for (const char* verb : {"\"select ", "\"update ", "\"delete "}) {
            for (auto at = text.find(verb); at != text.npos; at = text.find(verb, at + 1))
                found.push_back(literal_at(text, at));
        }
    }
    return found;
}

std::size_t parameters_of(const std::string& sql) {
    std::size_t number = 0;
    while (sql.find("$" + std::to_string(number + 1)) != sql.npos) ++number;
    return number;
}

class StatementTest : public testing::IdentityTest {
  protected:
    std::string plan_of(store::Connection& connection, const std::string& sql) {
        const auto number = parameters_of(sql);
        if (connection.dialect() == store::Dialect::Sqlite)
            return value_of(
                store::testing::plan_of(connection, sql, store::Values(number, store::null())));
        // Prepared, so that the plan is that for any value.
        EXPECT_EQ(code_of(connection.run_script("prepare asked as " + sql)), "");
        std::string values;
        for (std::size_t i = 0; i < number; ++i) values += i == 0 ? "(null" : ", null";
        if (number > 0) values += ")";
        const auto plan =
            value_of(store::testing::plan_of(connection, "execute asked" + values, {}));
        EXPECT_EQ(code_of(connection.run_script("deallocate asked")), "");
        return plan;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, StatementTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(StatementTest, AScanWouldBeFound) {
    const auto connection = value_of(store().database().connect(store::Access::Write));
    const auto plan = plan_of(*connection, "select id from tenant where name = $1");
    EXPECT_FALSE(store::testing::uses_no_scan_or_sort(plan)) << plan;
}

TEST_P(StatementTest, EachIsARangeScan) {
    const auto all = statements();
    EXPECT_GE(all.size(), 25u);
    const auto connection = value_of(store().database().connect(store::Access::Write));
    for (const auto& sql : all) {
        if (has_reason_not_to_be_one(sql)) continue;
        const auto plan = plan_of(*connection, sql);
        EXPECT_TRUE(store::testing::uses_no_scan_or_sort(plan)) << sql << "\n" << plan;
        EXPECT_FALSE(plan.empty()) << sql;
    }
}

TEST_P(StatementTest, DeletingAnOrganisationLooksOnlyAtItsOwnPeople) {
    const auto connection = value_of(store().database().connect(store::Access::Write));
    const auto removed = movable(store()).remove({});
    EXPECT_EQ(removed.size(), 12u);
    for (const auto& statement : removed) {
        const auto plan = plan_of(*connection, statement.sql);
        EXPECT_TRUE(store::testing::uses_no_scan_or_sort(plan)) << statement.sql << "\n" << plan;
    }
}

}  // namespace
}  // namespace dw::identity
