// The pages for people who write rules: results, reasons, mistakes at their fields, and what a
// hostile rule costs.
#include "catalogue/rule_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/identity.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RulePages : public ::testing::Test {
  protected:
    RulePages() { add_rule_routes(router_, clock_, own_rule_books()); }

    web::Response ask(web::Method method, const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& form = {}) {
        web::Request request;
        request.method = method;
        request.path = path;
        for (const auto& [name, value] : form) request.form.add(name, value);
        identity::Principal principal;
        principal.roles = {identity::Role::Clerk};
        request.principal = principal;
        const auto found = router_.find(request);
        EXPECT_NE(found.route, nullptr);
        return found.route->handler(request);
    }
    web::Response try_rule(const std::string& rule, const std::string& names = "") {
        return ask(web::Method::Post, "/desk/rules", {{"regel", rule}, {"angaben", names}});
    }

    web::Router router_;
    FakeClock clock_{*parse_instant("2026-11-30T10:00:00Z")};
};

}  // namespace

TEST_F(RulePages, ARuleGivesItsResult) {
    const auto page = try_rule("if Alter < 18 then \"Kind\" else \"erwachsen\"", "Alter = 42");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("&quot;erwachsen&quot;"));
    EXPECT_THAT(page.body, HasSubstr("„Alter“ ist 42."));
    EXPECT_THAT(try_rule("today()").body, HasSubstr("2026-11-30"));
    EXPECT_THAT(try_rule("Anzahl Hunde * Satz", "Anzahl Hunde = 2\r\nSatz = 12.50\r\n").body,
                HasSubstr("25.00"));
}

TEST_F(RulePages, MistakesStandAtTheirField) {
    const auto page = try_rule("1 +", "Alter = ");
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Zeile 1 der Angaben"));
    EXPECT_EQ(try_rule("").status, 422);
    EXPECT_EQ(try_rule("1 +").status, 422);
    EXPECT_EQ(try_rule("x + 1").status, 422);
    EXPECT_EQ(try_rule(std::string(30'000, '1')).status, 422);
    EXPECT_THAT(try_rule("\"<script>\" + 1 +").body, Not(HasSubstr("<script>\" + 1")));
}

TEST_F(RulePages, AHostileRuleIsStopped) {
    EXPECT_THAT(try_rule("for a in 1..1000000000 return a").body, HasSubstr("angehalten"));
    EXPECT_EQ(try_rule(std::string(15'000, '(')).status, 422);
}

TEST_F(RulePages, ATableIsATableAndExplainsItself) {
    const auto page = ask(web::Method::Get, "/desk/rules/hundesteuer");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("<table"), HasSubstr("§ 4 Abs. 1 Buchst. b"),
                                 HasSubstr("der Beispielsatzung, gültig ab 1. Januar 2026")));
    // Each input has a field, in the order of the file.
    std::vector<std::string> fields;
    for (auto at = page.body.find("name=\"wert-"); at != std::string::npos;
         at = page.body.find("name=\"wert-", at + 1)) {
        const auto field = page.body.substr(at + 6, page.body.find('"', at + 6) - at - 6);
        if (fields.empty() || fields.back() != field) fields.push_back(field);
    }
    ASSERT_EQ(fields.size(), 7u);
    const auto send = [&](const std::string& number) {
        return ask(web::Method::Post, "/desk/rules/hundesteuer",
                   {{fields[0], "Bello"},
                    {fields[1], "gefaehrlich"},
                    {fields[2], number},
                    {fields[3], "keiner"},
                    {fields[4], "15.10.2026"},
                    {fields[5], "01.11.2026"},
                    {fields[6], "30.11.2026"}});
    };
    const auto answer = send("2");
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body,
                AllOf(HasSubstr("Wie viel Hundesteuer"), HasSubstr("Wie viel ist zuerst zu zahlen"),
                      HasSubstr("600"), HasSubstr("Warum?")));
    EXPECT_EQ(send("zwei").status, 422);
}

TEST_F(RulePages, ABookThatIsNotThereIsNotFound) {
    EXPECT_EQ(ask(web::Method::Get, "/desk/rules/nichts").status, 404);
}

}  // namespace dw::catalogue
