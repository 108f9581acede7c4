// Calendar feeds on every database: who reads what, and for how long.
#include "cases/calendar_feed.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;

class CalendarFeed : public testing::CasesTest {
  protected:
    std::string feed_for(const std::string& name, identity::ScopeId scope) {
        const auto token = make_feed(store(), who(name), scope);
        EXPECT_TRUE(token) << (token ? "" : token.error().message);
        return token.value_or("");
    }
    std::string text_of(const std::string& token) {
        const auto text = feed_text(cases(), token);
        return text ? *text : text.error().code;
    }
    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, CalendarFeed, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CalendarFeed, TellsNumberAndKindAndNothingElse) {
    const auto mine = open_case(), other = open_case();
    const auto& clara = who("clara");
    ASSERT_TRUE(cases().take(clara, mine.id, file_of("clara", mine.id).state.sequence));
    ASSERT_TRUE(cases().ask(clara, mine.id, file_of("clara", mine.id).state.sequence,
                            {.text = "Welche Rasse?", .answer_by = 2026y / 3 / 20}));
    const auto text = text_of(feed_for("clara", identity::scope_of(clara.person)));
    EXPECT_TRUE(has(text, "SUMMARY:" + mine.number + ": Bearbeitung\r\n")) << text;
    EXPECT_TRUE(has(text, "SUMMARY:" + mine.number + ": Antwort der Person\r\n"));
    EXPECT_TRUE(has(text, "DTSTART;VALUE=DATE:20260320\r\n"));
    EXPECT_FALSE(has(text, other.number)) << "with nobody yet";
    for (const auto* content : {"Elif", "Muster", "Rasse", "Hund"})
        EXPECT_FALSE(has(text, content)) << content;
    const auto team = text_of(feed_for("clara", identity::scope_of(clara.teams.front())));
    EXPECT_TRUE(has(team, other.number));
    EXPECT_TRUE(has(team, mine.number + ": Antwort der Person"));
}

TEST_P(CalendarFeed, IsForOnesOwnScopesUntilItIsWithdrawn) {
    const auto& clara = who("clara");
    const auto own = identity::scope_of(clara.person);
    EXPECT_EQ(code_of(make_feed(store(), who("otto"), identity::scope_of(clara.teams.front()))),
              "cases.feed_scope");
    EXPECT_EQ(code_of(make_feed(store(), who("jan"), own)), "cases.feed_scope");
    EXPECT_EQ(text_of("guessed"), "cases.no_feed");
    const auto first = feed_for("clara", own), second = feed_for("clara", own);
    EXPECT_EQ(text_of(first), "cases.no_feed") << "a new address voids the old one";
    EXPECT_TRUE(has(text_of(second), "BEGIN:VCALENDAR"));
    ASSERT_TRUE(withdraw_feed(store(), clara, own));
    EXPECT_EQ(text_of(second), "cases.no_feed");
    const auto reader = store().reader();
    EXPECT_TRUE(feeds_of(**reader, clara)->empty());
}

TEST_P(CalendarFeed, ARowNobodySealedOpensNothing) {
    const auto token = feed_for("clara", identity::scope_of(who("clara").person));
    ASSERT_TRUE(commit(bremerhaven(), {{"update calendar_feed set scope = $1",
                                        {store::of(who("clara").teams.front())}}}));
    EXPECT_EQ(text_of(token), "cases.no_feed");
}

}  // namespace
}  // namespace dw::cases
