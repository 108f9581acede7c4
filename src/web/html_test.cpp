#include "web/html.h"

#include <gtest/gtest.h>

namespace dw::web {

TEST(Html, EscapesWhatIsSpecialInTextAndAttributes) {
    const std::string hostile = "<b class=\"x\">'&";
    EXPECT_EQ(html<"<p title=\"{}\">{}</p>">(hostile, hostile).markup(),
              "<p title=\"&lt;b class=&quot;x&quot;&gt;&#39;&amp;\">"
              "&lt;b class=&quot;x&quot;&gt;&#39;&amp;</p>");
}

TEST(Html, LeavesOutControlCharactersThatNoDocumentMayContain) {
    EXPECT_EQ(escape(std::string_view("a\0b\x1b\n\tc", 7)).markup(), "ab\n\tc");
}

TEST(Html, KeepsMarkupThatIsHtmlAlready) {
    EXPECT_EQ(html<"<p>{}</p>">(html<"<b>{}</b>">("<")).markup(), "<p><b>&lt;</b></p>");
}

TEST(Html, WritesNumbers) {
    EXPECT_EQ(html<"<i>{}</i>">(-42).markup(), "<i>-42</i>");
}

TEST(Url, LetsOwnPathsAndKnownSchemesPass) {
    for (const char* good : {"/", "/leistungen?q=a#b", "#feld", "?lang=en", "https://example.org/",
                             "HTTP://example.org", "mailto:a@example.org", "tel:115"}) {
        EXPECT_EQ(url(good).value(), good);
    }
}

TEST(Url, MakesHarmlessWhatWouldRunOrLeadElsewhere) {
    for (const char* bad :
         {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
          "java\nscript:x", "data:text/html,x", "//other.example/", "/\\other.example/",
          "\\\\other.example", "/\t/other.example", "vbscript:x", "leistungen"}) {
        EXPECT_EQ(url(bad).value(), "#") << bad;
    }
}

TEST(Url, IsEscapedInAnAttribute) {
    EXPECT_EQ(html<"<a href=\"{}\">x</a>">(url("/?a=1&b=\"")).markup(),
              "<a href=\"/?a=1&amp;b=&quot;\">x</a>");
}

TEST(PercentEncode, KeepsOnlyUnreservedCharacters) {
    EXPECT_EQ(percent_encode("Käse & Co/a-b_c.d~"), "K%C3%A4se%20%26%20Co%2Fa-b_c.d~");
}

}  // namespace dw::web
