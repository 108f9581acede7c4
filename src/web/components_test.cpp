#include "web/components.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::web {

using testing::HasSubstr;
using testing::Not;

TEST(Components, EscapeWhatTheyAreGiven) {
    const std::string hostile = "<script>\"'&";
    for (const Html& made :
         {heading(1, hostile), heading(2, hostile), heading(3, hostile), heading(4, hostile),
          paragraph(hostile), lead(hostile), muted(hostile), link("/", hostile), button(hostile),
          link_button("/", hostile), named_button({hostile, hostile, hostile}),
          badge(Tone::Danger, hostile), alert(Tone::Info, hostile, Html{}),
          details(hostile, Html{}), description_list({{hostile, escape(hostile)}}),
          card({hostile, "/", Html{}, hostile, Html{}}), row_checkbox(hostile, hostile, hostile)}) {
        EXPECT_THAT(made.markup(), Not(HasSubstr("<script>")));
        EXPECT_THAT(made.markup(), HasSubstr("&lt;script&gt;"));
    }
}

TEST(Components, NoToneIsToldByColourAlone) {
    EXPECT_THAT(badge(Tone::Warning, "Fehlt").markup(), HasSubstr("kern-icon--warning"));
    EXPECT_THAT(badge(Tone::Neutral, "Offen").markup(), Not(HasSubstr("kern-icon")));
}

TEST(Components, OnlyTheResultOfAnActIsReadAloudAtOnce) {
    EXPECT_THAT(alert(Tone::Danger, "x", Html{}).markup(), Not(HasSubstr("role=")));
    EXPECT_THAT(alert(Tone::Danger, "x", Html{}, Live::Yes).markup(), HasSubstr("role=\"alert\""));
    EXPECT_THAT(alert(Tone::Success, "x", Html{}, Live::Yes).markup(),
                HasSubstr("role=\"status\" tabindex=\"-1\" autofocus"));
    EXPECT_THAT(alert(Tone::Success, "x", Html{}).markup(), Not(HasSubstr("autofocus")));
}

TEST(Components, ACardWithoutPathHasNoLink) {
    EXPECT_THAT(card({"Titel", "", Html{}, "", Html{}}).markup(), Not(HasSubstr("<a ")));
    EXPECT_THAT(card({"Titel", "/x", Html{}, "", Html{}}, 2).markup(), HasSubstr("<h2 "));
}

}  // namespace dw::web
