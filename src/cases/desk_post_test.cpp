// The page of the post room, on every database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_day.h"
#include "cases/desk_post_pages.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class DeskPost : public testing::CasesTest {
  protected:
    Date today() { return berlin_date(clock().now()); }
    // A letter of the decision.
    CaseId decided() {
        const auto id = open_case().id;
        EXPECT_TRUE(cases().decide(who("clara"), id, 3, "bestaetigt", ""));
        return id;
    }
    // The receipt of a case that came by letter: its code is made in print.
    CaseId recorded() {
        auto sent = submission();
        sent.channel = "letter";
        OpenOptions options;
        options.recording = Recording{who("clara"), IdentityCheck::NotChecked, true};
        return open_case(sent, options).id;
    }
    std::string choice(CaseId id) {
        return id.to_string() + "." +
               std::to_string(file_of("clara", id).state.letters.front().sequence);
    }
    bool is_posted(CaseId id) {
        return file_of("clara", id).state.letters.front().posted.has_value();
    }
    web::Response send(Pairs fields) {
        web::Request request;
        request.method = web::Method::Post;
        request.host = "bremerhaven.example";
        const auto day = date_value(today());
        fields.insert(fields.end(),
                      {{"tag-day", day.day}, {"tag-month", day.month}, {"tag-year", day.year}});
        for (const auto& [field, value] : fields) request.form.add(field, value);
        return post_act_route({request, cases(), who("jan"), Language::German, today()});
    }
    static std::size_t ticked(const std::string& page) {
        std::size_t found = 0;
        for (auto at = page.find(" checked"); at != page.npos; at = page.find(" checked", at + 1))
            ++found;
        return found;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskPost, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskPost, NotesWhatCanBeNotedAndSaysWhatCannot) {
    const auto first = decided(), second = decided(), receipt = recorded();
    const auto page = send({{"brief", choice(first)},
                            {"brief", choice(receipt)},
                            {"brief", choice(second)},
                            {"schritt", "abgeschickt"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Festgehalten: 2 abgeschickt"),
                                 HasSubstr("Eine Eingangsbestätigung ist noch nicht gedruckt."),
                                 HasSubstr(choice(receipt)), Not(HasSubstr(choice(first)))));
    EXPECT_TRUE(is_posted(first) && is_posted(second));
    EXPECT_FALSE(is_posted(receipt));
}

TEST_P(DeskPost, OneButtonChoosesAllAndAnotherNone) {
    const auto first = decided();
    decided();
    const auto all = send({{"schritt", "alle"}});
    EXPECT_EQ(all.status, 200);
    EXPECT_EQ(ticked(all.body), 2U);
    EXPECT_THAT(all.body, HasSubstr("Keinen auswählen"));
    const auto none = send({{"brief", choice(first)}, {"schritt", "keine"}});
    EXPECT_EQ(ticked(none.body), 0U);
    EXPECT_THAT(none.body, HasSubstr("Alle auswählen"));
    EXPECT_FALSE(is_posted(first));
}

}  // namespace
}  // namespace dw::cases
