// A history too long for one page, on every database.
#include "cases/desk_history.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_pages.h"

namespace dw::cases {
namespace {

class DeskHistory : public testing::CasesTest {
  protected:
    std::string page(const std::string& path, const std::string& before = "",
                     const char* parameter = "vor") {
        web::Router router;
        add_desk_routes(router, cases());
        web::Request request;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.principal = who("clara");
        if (!before.empty()) request.query.add(parameter, before);
        return router.handle(request).body;
    }
    CaseId with_messages(int count) {
        const auto id = open_case().id;
        for (int i = 1; i <= count; ++i)
            EXPECT_TRUE(cases().send_message(
                who("clara"), id, 2 + i, "Nachricht-" + std::to_string(i) + ".", AnswerWanted::No));
        return id;
    }
    CaseId with_notes(int count) {
        const auto id = open_case().id;
        for (int i = 1; i <= count; ++i)
            EXPECT_TRUE(cases().add_note(who("clara"), id, "Vermerk-" + std::to_string(i) + "."));
        return id;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskHistory, store::testing::databases(),
                         store::testing::database_name);

bool has(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

TEST_P(DeskHistory, TheCaseShowsTheLatestAndLeadsToAll) {
    const auto path = case_path(with_notes(60));
    const auto shown = page(path);
    EXPECT_TRUE(has(shown, "Vermerk-60."));
    EXPECT_TRUE(has(shown, "Vermerk-15."));
    EXPECT_FALSE(has(shown, "Vermerk-9."));
    EXPECT_TRUE(has(shown, "Ganzen Verlauf zeigen (63 Einträge)"));
    const auto all = page(path + "/history");
    for (const auto* words : {"Vermerk-60.", "Vermerk-1."}) EXPECT_TRUE(has(all, words)) << words;
    EXPECT_FALSE(has(all, "Früheres"));
}

TEST_P(DeskHistory, OfALongOneEachEventStandsOnOnePage) {
    const auto path = case_path(with_notes(210)) + "/history";
    const auto first = page(path), second = page(path, "14");
    EXPECT_TRUE(has(first, "Früheres") && has(first, "?vor=14"));
    EXPECT_TRUE(has(first, "Vermerk-11.") && !has(first, "Vermerk-10."));
    EXPECT_TRUE(has(second, "Vermerk-10.") && !has(second, "Vermerk-11."));
    EXPECT_FALSE(has(second, "Früheres"));
    for (const auto* odd : {"0", "-5", "99999999999999999999", "x"})
        EXPECT_TRUE(has(page(path, odd), "Verlauf")) << odd;
}

TEST_P(DeskHistory, OfManyMessagesTheLatestAreShownAndTheOthersAreALinkAway) {
    const auto path = case_path(with_messages(60));
    const auto shown = page(path);
    EXPECT_TRUE(has(shown, "Alle Nachrichten zeigen (60)"));
    EXPECT_TRUE(has(shown, "dw-written\">Nachricht-60.") && has(shown, "dw-written\">Nachricht-11."));
    EXPECT_FALSE(has(shown, "Nachricht-10."));
    const auto all = page(path + "/correspondence");
    for (const auto* words : {"Nachricht-60.", "Nachricht-1."})
        EXPECT_TRUE(has(all, words)) << words;
    EXPECT_LT(all.find("Nachricht-1."), all.find("Nachricht-60."));
    const auto earlier = page(path + "/correspondence", "50", "ab");
    EXPECT_TRUE(has(earlier, "Nachricht-10.") && !has(earlier, "Nachricht-11."));
    for (const auto* odd : {"-5", "60", "99999999999999999999", "x"})
        EXPECT_TRUE(has(page(path + "/correspondence", odd, "ab"), "<h1")) << odd;
    EXPECT_TRUE(has(page(path + "/documents"), "<h1"));
}

TEST_P(DeskHistory, AShortOneNeedsNoOtherPage) {
    const auto shown = page(case_path(with_notes(3)));
    EXPECT_TRUE(has(shown, "Vermerk-1."));
    EXPECT_FALSE(has(shown, "Ganzen Verlauf"));
}

}  // namespace
}  // namespace dw::cases
