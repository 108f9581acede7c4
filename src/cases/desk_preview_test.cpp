// Before something leaves the office, on every database: text blocks on their way into what a clerk
// writes, and the pages that show what the other side gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_deadline_pages.h"
#include "cases/desk_message_pages.h"
#include "cases/desk_opinion_pages.h"
#include "cases/desk_outcome_pages.h"
#include "cases/desk_transfer_pages.h"
#include "cases/opinions.h"
#include "cases/text_block_table.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using Route = web::Response (*)(const Visit&);

class DeskPreview : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        const auto office =
            identity().create_organisation(bremerhaven(), {"Gartenamt", "L900100", "garten"}, {});
        ASSERT_TRUE(office) << office.error().message;
        const auto person = identity().add_person({bremerhaven(), *office, "Gartenamt"},
                                                  {.name = "Gerd",
                                                   .login = "garten@stadt.example",
                                                   .password = "Ein-langes-Passwort-2026",
                                                   .roles = {identity::Role::Clerk},
                                                   .teams = {}},
                                                  {});
        ASSERT_TRUE(person) << person.error().message;
        gardens_ = *identity().principal(bremerhaven(), *person);
        block_ = TextBlockId::make(clock(), random());
        ASSERT_TRUE(save_text_block(store(), {bremerhaven(), who("clara").organisation, {}},
                                    {block_, "Impfung", "Der Impfpass fehlt."}));
        id_ = open_case().id;
        ASSERT_TRUE(cases().take(who("clara"), id_, file().state.sequence));
    }
    CaseFile file() { return file_of("clara", id_); }
    std::int64_t seen() { return file().state.sequence; }
    // What the page answers to a form; with the state of the case as it is now.
    web::Response send(Route route, const Pairs& fields, const std::string& name = "clara") {
        web::Request request;
        request.method = web::Method::Post;
        request.host = "bremerhaven.example";
        request.parameters["id"] = id_.to_string();
        request.form.add("stand", std::to_string(seen()));
        for (const auto& [field, value] : fields) request.form.add(field, value);
        const auto today = berlin_date(clock().now());
        return route({request, cases(), who(name), Language::German, today});
    }
    // The next one: further days are taken for a slip.
    std::string year() {
        return std::to_string(static_cast<int>(berlin_date(clock().now()).year()) + 1);
    }
    std::string gardens() const { return gardens_.organisation.to_string(); }

    identity::Principal gardens_;
    TextBlockId block_;
    CaseId id_;
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskPreview, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskPreview, ATextBlockComesBehindTheReasonsAndNothingTypedIsLost) {
    const Pairs typed = {{"ergebnis", "festgesetzt"},
                         {"begruendung", "Eigener Satz."},
                         {"eigene-nebenbestimmungen", "Leine"},
                         {"zusaetze", "ja"},
                         {"baustein", block_.to_string()}};
    // The tax burdens: no side clauses of one's own, but what was typed is kept.
    auto fields = typed;
    fields.emplace_back("schritt", "einsetzen:begruendung");
    const auto page = send(outcome_route, fields);
    EXPECT_EQ(page.status, 200) << page.body;
    for (const char* words : {"Eigener Satz.\n\nDer Impfpass fehlt.", "value=\"Leine\"",
                              "steht jetzt im Feld „Begründung“", "href=\"#begruendung\""})
        EXPECT_THAT(page.body, HasSubstr(words));
    fields[4].second = "";
    const auto none = send(outcome_route, fields);
    EXPECT_EQ(none.status, 422);
    EXPECT_THAT(none.body, HasSubstr("Wählen Sie einen Textbaustein aus."));
    EXPECT_THAT(none.body, HasSubstr("Eigener Satz."));
    EXPECT_FALSE(file().state.outcome) << "nothing was decided by it";
}

TEST_P(DeskPreview, ATextBlockBringsTheKindOfMessageItIsFor) {
    ASSERT_TRUE(save_text_block(store(), {bremerhaven(), who("clara").organisation, {}},
                                {block_, "Anhörung", "Der Grund: …", Purpose::Hearing}));
    const Pairs fields{
        {"art", "antwort"}, {"baustein", block_.to_string()}, {"schritt", "einsetzen:nachricht"}};
    const auto page = send(message_route, fields).body;
    const auto hearing = page.find("value=\"anhoerung\"");
    ASSERT_NE(hearing, page.npos);
    EXPECT_THAT(page.substr(hearing, 60), HasSubstr("checked"));
    EXPECT_THAT(page, Not(HasSubstr("name=\"luecke\""))) << "it can still be filled in";
}

TEST_P(DeskPreview, AGapIsToldAndGoesOutOnlyWhereItIsMeant) {
    Pairs fields{{"nachricht", "Der Grund: …"}, {"art", "information"}, {"schritt", "senden"}};
    const auto told = send(message_route, fields);
    EXPECT_EQ(told.status, 422);
    EXPECT_THAT(told.body,
                AllOf(HasSubstr("Im Text ist noch eine Lücke"), HasSubstr("name=\"luecke\"")));
    EXPECT_TRUE(file().state.messages.empty());
    fields.emplace_back("luecke", "ja");
    EXPECT_EQ(send(message_route, fields).status, 303);
    EXPECT_EQ(file().state.messages.size(), 1U);

    Pairs decision{
        {"ergebnis", "bestaetigt"}, {"begruendung", "Der Grund: ___"}, {"schritt", "vorschau"}};
    EXPECT_EQ(send(outcome_route, decision).status, 422);
    decision.emplace_back("luecke", "ja");
    const auto preview = send(outcome_route, decision);
    EXPECT_EQ(preview.status, 200);
    EXPECT_THAT(preview.body, HasSubstr("type=\"hidden\" name=\"luecke\" value=\"ja\""));
    Pairs question{{"amt", gardens()}, {"frage", "Ist ... genug?"}, {"bis-day", "1"},
                   {"bis-month", "9"}, {"bis-year", year()},        {"schritt", "vorschau"}};
    EXPECT_EQ(send(ask_opinion_route, question).status, 422);
    question[4].second = "2090";
    EXPECT_THAT(send(ask_opinion_route, question).body, HasSubstr("mehr als zwei Jahre"));
}

TEST_P(DeskPreview, EnterInAFieldDoesWhatTheLastButtonDoes) {
    const auto page = send(outcome_route, {{"ergebnis", "festgesetzt"}, {"schritt", "aendern"}});
    const auto first = page.body.find("type=\"submit\"", page.body.find("/outcome"));
    EXPECT_THAT(page.body.substr(first, 60), HasSubstr("value=\"vorschau\" hidden"));
}

TEST_P(DeskPreview, BeforeACaseIsPassedOnTheClerkSeesWhatGoes) {
    ASSERT_TRUE(cases().add_note(who("clara"), id_, "Nur für uns."));
    Pairs fields = {{"amt", gardens()}, {"grundlage", "§ 3 VwVfG"}, {"schritt", "vorschau"}};
    const auto page = send(transfer_route, fields);
    EXPECT_EQ(page.status, 200) << page.body;
    const auto file = this->file();
    for (const std::string& words :
         {std::string("Das bekommt das andere Amt: Gartenamt"), std::string("§ 3 VwVfG"),
          std::string("Elif"), std::string("Bruno"), std::string("Nur für uns.")})
        EXPECT_THAT(page.body, HasSubstr(words));
    EXPECT_THAT(page.body, Not(HasSubstr("name=\"notiz\""))) << "nothing to act on";
    EXPECT_EQ(file.state.opened.organisation, who("clara").organisation);
    fields.back().second = "aendern";
    EXPECT_THAT(send(transfer_route, fields).body, HasSubstr("§ 3 VwVfG</textarea>"));
    fields.back().second = "abgeben";
    EXPECT_EQ(send(transfer_route, fields).header("Location"), case_path(id_) + "?getan=abgegeben");
    const auto now = cases().case_file(gardens_, id_);
    ASSERT_TRUE(now);
    // The words the preview has shown are the words the person gets.
    const std::string notice = now->state.messages.back().sent.text;
    EXPECT_THAT(page.body, HasSubstr(notice.substr(0, notice.find('\n'))));
}

TEST_P(DeskPreview, PassingOnFromAnOlderStateShowsWhatIsNew) {
    const auto old = seen();
    ASSERT_TRUE(cases().add_note(who("jan"), id_, "Rückruf"));
    web::Request request;
    request.parameters["id"] = id_.to_string();
    for (const auto& [name, value] :
         Pairs{{"stand", std::to_string(old)}, {"amt", gardens()}, {"grundlage", "§ 3 VwVfG"}})
        request.form.add(name, value);
    const auto page = transfer_route(
        {request, cases(), who("clara"), Language::German, berlin_date(clock().now())});
    EXPECT_EQ(page.status, 409);
    EXPECT_THAT(page.body, HasSubstr("§ 3 VwVfG"));
}

TEST_P(DeskPreview, BeforeAnOfficeIsAskedTheClerkSeesItsPage) {
    Pairs fields = {{"amt", gardens()},   {"frage", "Ist der Garten groß genug?"},
                    {"bis-day", "1"},     {"bis-month", "9"},
                    {"bis-year", year()}, {"schritt", "vorschau"}};
    const auto page = send(ask_opinion_route, fields);
    EXPECT_EQ(page.status, 200) << page.body;
    for (const std::string& words :
         {std::string("So fragt Ihr Amt: Gartenamt"), std::string("Ist der Garten groß genug?"),
          std::string("Mehr aus dem Vorgang sehen Sie nicht"), "1. September " + year()})
        EXPECT_THAT(page.body, HasSubstr(words));
    EXPECT_THAT(page.body, Not(HasSubstr("Elif"))) << "the other office reads no name either";
    EXPECT_TRUE(file().state.opinions.empty());
    fields.back().second = "fragen";
    EXPECT_EQ(send(ask_opinion_route, fields).status, 303);
    ASSERT_EQ(file().state.opinions.size(), 1U);
    EXPECT_EQ(opinions_to_give(cases(), gardens_)->size(), 1U);
}

TEST_P(DeskPreview, WhoMayNotWorkOnTheCaseSeesNoPreview) {
    const Pairs transfer = {{"amt", gardens()}, {"grundlage", "§ 3"}};
    web::Request request;
    request.parameters["id"] = id_.to_string();
    for (const auto& [name, value] : transfer) request.form.add(name, value);
    for (const auto& route : {transfer_route, ask_opinion_route, outcome_route}) {
        const auto page =
            route({request, cases(), who("otto"), Language::German, berlin_date(clock().now())});
        EXPECT_EQ(page.status, 404);
        EXPECT_THAT(page.body, Not(HasSubstr("Elif")));
    }
}

}  // namespace
}  // namespace dw::cases
