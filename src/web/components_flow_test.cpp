#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/components.h"

namespace dw::web {

using testing::HasSubstr;
using testing::Not;

TEST(ErrorSummary, LinksToTheFieldInTheFieldsOwnWords) {
    Field name;
    name.id = "name";
    name.label = "Name";
    name.error = "Geben Sie Ihren Namen ein.";
    const std::string summary =
        error_summary({{name.id, name.error}, {"plz", "Fehlt."}}, Language::German).markup();
    EXPECT_THAT(summary, HasSubstr("Bitte prüfen Sie 2 Angaben"));
    EXPECT_THAT(summary, HasSubstr("href=\"#name\">Geben Sie Ihren Namen ein.</a>"));
    EXPECT_THAT(summary, HasSubstr("role=\"alert\" tabindex=\"-1\" autofocus"));
    EXPECT_THAT(text_field(name, Language::German).markup(), HasSubstr(name.error));
}

TEST(ErrorSummary, CountsOneAndNone) {
    EXPECT_TRUE(error_summary({}, Language::German).empty());
    EXPECT_THAT(error_summary({{"a", "b"}}, Language::English).markup(),
                HasSubstr("Please check 1 answer<"));
}

TEST(Form, CarriesTheTokenAndLeavesCheckingToUs) {
    Request request;
    request.csrf_token = "zeichen";
    const std::string form = post_form(request, "/antrag", Html{}, Encoding::Multipart).markup();
    EXPECT_THAT(form, HasSubstr("name=\"csrf\" value=\"zeichen\""));
    EXPECT_THAT(form, HasSubstr("enctype=\"multipart/form-data\""));
    EXPECT_THAT(form, HasSubstr("novalidate"));
    EXPECT_THAT(get_form("/suche", Html{}, "Suche").markup(), Not(HasSubstr("csrf")));
}

TEST(TaskList, ABlockedStepIsNoLinkAndStatusDescribesTheLink) {
    const std::string list =
        task_list("Ihr Plan", {{"Anmelden", "/a", "", Tone::Success, "Erledigt"},
                               {"Parken", "", "Wartet", Tone::Neutral, "Offen"}})
            .markup();
    EXPECT_THAT(list, HasSubstr("href=\"/a\" aria-describedby=\"task-Ihr%20Plan-1\""));
    EXPECT_THAT(list, HasSubstr("id=\"task-Ihr%20Plan-1\""));
    EXPECT_THAT(list, Not(HasSubstr("aria-describedby=\"task-Ihr%20Plan-2\"")));
}

TEST(Summary, TheChangeLinkSaysWhatItChanges) {
    const std::string made =
        summary({{"Adresse", {{"Ort", escape("Bremen")}}, "/adresse", ""}}, Language::German)
            .markup();
    EXPECT_THAT(made, HasSubstr("Ändern<span class=\"kern-sr-only\">: Adresse</span>"));
}

TEST(Progress, SaysTheStepInWords) {
    EXPECT_THAT(progress(2, 5, Language::German).markup(), HasSubstr("Schritt 2 von 5"));
}

TEST(Confirmation, ShowsTheNumberInItsOwnDirection) {
    EXPECT_THAT(confirmation("Angekommen", "Nummer", "26-47").markup(),
                HasSubstr("dir=\"ltr\" translate=\"no\">26-47<"));
}

TEST(Tabs, TheCurrentOneIsMarked) {
    EXPECT_THAT(tabs("Listen", {{"/a", "Meine", true}, {"/b", "Team", false}}).markup(),
                HasSubstr("<a href=\"/a\" aria-current=\"page\">Meine</a>"));
}

}  // namespace dw::web
