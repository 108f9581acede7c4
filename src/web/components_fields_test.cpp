#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "web/components.h"

namespace dw::web {

using testing::HasSubstr;
using testing::Not;

namespace {

Field field() {
    Field made;
    made.id = "plz";
    made.label = "Postleitzahl";
    made.hint = "5 Ziffern";
    made.error = "Geben Sie 5 Ziffern ein.";
    made.value = "\"><script>";
    return made;
}

std::vector<Option> options() {
    return {{"ja", "Ja", ""}, {"nein", "Nein", "Auch später möglich"}};
}

}  // namespace

TEST(Fields, AnAreaIsAsHighAsItsText) {
    Field notes = field();
    notes.value = "kurz";
    EXPECT_THAT(text_area(notes, 3, Language::German).markup(), HasSubstr("rows=\"3\""));
    notes.value = std::string(300, 'x') + "\nnoch eine";
    EXPECT_THAT(text_area(notes, 3, Language::German).markup(), HasSubstr("rows=\"6\""));
    notes.value = std::string(10'000, 'x');
    EXPECT_THAT(text_area(notes, 3, Language::German).markup(), HasSubstr("rows=\"30\""));
}

TEST(Fields, HintAndErrorDescribeTheControl) {
    const Html text = text_field(field(), Language::German);
    const Html area = text_area(field(), 3, Language::German);
    const Html select = select_field(field(), options(), Language::German);
    const Html file = file_field(field(), ".pdf", Language::German);
    for (const Html& made : {text, area, select, file}) {
        const std::string& markup = made.markup();
        EXPECT_THAT(markup, HasSubstr("<label class=\"kern-label\" for=\"plz\">"));
        EXPECT_THAT(markup, HasSubstr("id=\"plz\" name=\"plz\""));
        EXPECT_THAT(markup,
                    HasSubstr("aria-describedby=\"plz-hint plz-error\" aria-invalid=\"true\""));
        EXPECT_THAT(markup, HasSubstr("id=\"plz-hint\">5 Ziffern<"));
        EXPECT_THAT(markup, HasSubstr("id=\"plz-error\""));
        EXPECT_THAT(markup, HasSubstr("Fehler: </span>Geben Sie 5 Ziffern ein.<"));
        EXPECT_THAT(markup, Not(HasSubstr("<script>")));
    }
}

TEST(Fields, AFieldInOrderHasNoErrorMarks) {
    Field fine = field();
    fine.error.clear();
    const std::string markup = text_field(fine, Language::English).markup();
    EXPECT_THAT(markup, Not(HasSubstr("error")));
    EXPECT_THAT(markup, Not(HasSubstr("aria-invalid")));
    EXPECT_THAT(markup, HasSubstr("aria-describedby=\"plz-hint\""));
}

TEST(Fields, GroupsAreDescribedAsAWholeAndTheirFirstControlHasTheFieldsId) {
    const Html radio = radio_field(field(), options(), Language::German);
    const Html checks = checkbox_field(field(), options(), {"nein"}, Language::German);
    const Html date = date_field(field(), {"1", "2", "1990"}, Language::German);
    for (const Html& made : {radio, checks, date}) {
        const std::string& markup = made.markup();
        EXPECT_THAT(markup, HasSubstr("aria-describedby=\"plz-hint plz-error\""));
        EXPECT_THAT(markup, HasSubstr("<legend class=\"kern-label\">Postleitzahl</legend>"));
        EXPECT_THAT(markup, HasSubstr(" id=\"plz\""));
    }
    EXPECT_THAT(checks.markup(), HasSubstr("value=\"nein\" checked"));
    EXPECT_THAT(date.markup(), HasSubstr("id=\"plz\" name=\"plz-day\" value=\"1\""));
    EXPECT_THAT(date.markup(), HasSubstr("id=\"plz-year\" name=\"plz-year\" value=\"1990\""));
}

TEST(Fields, AHintOfAChoiceDescribesThatChoice) {
    EXPECT_THAT(
        radio_field(field(), options(), Language::German).markup(),
        HasSubstr("id=\"plz-2\" name=\"plz\" value=\"nein\" aria-describedby=\"plz-2-hint\""));
}

TEST(Fields, NoTwoPartsOfAGroupShareAnId) {
    const std::vector<Option> choices{{"ja", "Ja", "Heute"}, {"nein", "Nein", "Später"}};
    for (const Html& made : {radio_field(field(), choices, Language::German),
                             checkbox_field(field(), choices, {}, Language::German)}) {
        const std::string& markup = made.markup();
        std::multiset<std::string> ids;
        for (auto at = markup.find(" id=\""); at != markup.npos; at = markup.find(" id=\"", at + 1))
            ids.insert(markup.substr(at + 5, markup.find('"', at + 5) - at - 5));
        EXPECT_EQ(ids, (std::multiset<std::string>{"plz", "plz-1-hint", "plz-2", "plz-2-hint",
                                                   "plz-error", "plz-hint"}));
        EXPECT_THAT(markup, HasSubstr("aria-describedby=\"plz-1-hint\""));
    }
}

TEST(Fields, ABirthdayTellsItsPurpose) {
    Field birthday = field();
    birthday.autocomplete = "bday";
    EXPECT_THAT(date_field(birthday, {}, Language::German).markup(),
                HasSubstr("autocomplete=\"bday-month\""));
    EXPECT_THAT(date_field(field(), {}, Language::German).markup(), Not(HasSubstr("autocomplete")));
}

TEST(Fields, OptionalIsSaidInTheLabel) {
    Field optional = field();
    optional.optional = true;
    EXPECT_THAT(text_field(optional, Language::English).markup(), HasSubstr("(optional)"));
}

TEST(Fields, AnEmptyOptionSendsAnEmptyValue) {
    EXPECT_THAT(select_field(field(), {{"", "Bitte wählen", ""}}, Language::German).markup(),
                HasSubstr("<option value=\"\">Bitte wählen</option>"));
}

}  // namespace dw::web
