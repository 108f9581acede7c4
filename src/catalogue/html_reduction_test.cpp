#include "catalogue/html_reduction.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

struct Case {
    const char* source;
    const char* html;
    HtmlRemoval removed;
};

class Reduction : public testing::TestWithParam<Case> {};

TEST_P(Reduction, GivesWhatPagesMayContain) {
    const ReducedHtml reduced = reduce_html(GetParam().source);
    EXPECT_EQ(reduced.html, GetParam().html);
    EXPECT_EQ(reduced.removed, GetParam().removed);
    EXPECT_EQ(reduce_html(reduced.html).html, reduced.html) << "a second time changes nothing";
}

INSTANTIATE_TEST_SUITE_P(
    Html, Reduction,
    testing::Values(
        Case{"Nur Text, 5 > 3", "Nur Text, 5 &gt; 3", HtmlRemoval::None},
        Case{"<p>Guten&nbsp;Tag &uuml;ber &amp; &unbekannt;</p>",
             "<p>Guten\u00A0Tag über &amp; &amp;unbekannt;</p>", HtmlRemoval::None},
        Case{"<P>Gut</P><BR/>", "<p>Gut</p><br>", HtmlRemoval::None},
        Case{"<p>Eins<p>Zwei<ul><li>Drei</b>", "<p>Eins</p><p>Zwei</p><ul><li>Drei</li></ul>",
             HtmlRemoval::None},
        Case{"<li>allein</li>", "<ul><li>allein</li></ul>", HtmlRemoval::None},
        Case{"<ul>ohne Punkt</ul>", "<ul><li>ohne Punkt</li></ul>", HtmlRemoval::None},
        Case{"<ul> <li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>",
             HtmlRemoval::None},
        Case{"<strong><p>fett</p></strong>", "<p>fett</p>", HtmlRemoval::None},
        Case{"<ul> &nbsp;§ 5<li>ä</li> §</ul>", "<ul><li>§ 5</li><li>ä</li><li>§</li></ul>",
             HtmlRemoval::None},
        Case{"<p></p><p>&nbsp;</p>x", "x", HtmlRemoval::None},
        Case{"Guten Tag<script>alert(1)</script>!", "Guten Tag!", HtmlRemoval::Unsafe},
        Case{"a<iframe src='https://example.org'>b</iframe>c", "ac", HtmlRemoval::Unsafe},
        Case{"a<script>b", "a", HtmlRemoval::Unsafe},
        Case{"<p onclick=\"x()\">Hallo</p>", "<p>Hallo</p>", HtmlRemoval::Unsafe},
        Case{"<a href='java\nscript:x()'>Klick</a>", "Klick", HtmlRemoval::Unsafe},
        Case{"<a href=\"jav&#x09;ascript:x()\">Klick</a>", "Klick", HtmlRemoval::Unsafe},
        Case{"<a href='HTTPS://example.org/?a=1&amp;b=\"2'>x</a>",
             "<a href=\"HTTPS://example.org/?a=1&amp;b=%222\">x</a>", HtmlRemoval::None},
        Case{"<a href='mailto:amt@example.org' target=_blank>Post</a>",
             "<a href=\"mailto:amt@example.org\">Post</a>", HtmlRemoval::Markup},
        Case{"<a href='/hier'>hier</a>", "hier", HtmlRemoval::Markup},
        Case{"<div class=x>eins</div><div>zwei</div>", "<p>eins</p><p>zwei</p>",
             HtmlRemoval::Markup},
        Case{"<table><tr><td>a</td><td>b</td></tr></table>", "<p> a b</p>", HtmlRemoval::Markup},
        Case{"<span style='color:red'>rot</span>", "rot", HtmlRemoval::Markup},
        Case{"<!-- still --><?php x ?>da<![CDATA[x]]>", "da", HtmlRemoval::None},
        Case{"1 < 2 und <3", "1 &lt; 2 und &lt;3", HtmlRemoval::None},
        Case{"<b", "", HtmlRemoval::None},
        Case{"&lt;script&gt;", "&lt;script&gt;", HtmlRemoval::None},
        Case{"&#0;&#xD800;&#99999999;ok", "ok", HtmlRemoval::None}));

TEST(TextOfHtml, LeavesTheWordsOnly) {
    EXPECT_EQ(text_of_html("<p>Hund &amp;\n <b>Katze</b></p><p>Maus</p>").html,
              "Hund & Katze Maus");
    EXPECT_EQ(text_of_html("a<script>b</script>c").html, "a c");
}

TEST(SafeAddress, HasAKnownScheme) {
    EXPECT_EQ(safe_address(" https://example.org/a b "), "https://example.org/a%20b");
    EXPECT_EQ(safe_address("tel:+49421"), "tel:+49421");
    EXPECT_EQ(safe_address("https://stadt.example@evil.example/a"), "");
    EXPECT_EQ(safe_address("https://u:p@example.org"), "");
    EXPECT_EQ(safe_address("https://example.org/a@b"), "https://example.org/a@b");
    EXPECT_EQ(safe_address("https:example.org"), "");
    EXPECT_EQ(safe_address("data:text/html,x"), "");
    EXPECT_EQ(safe_address("//example.org"), "");
    EXPECT_EQ(safe_address("www.example.org"), "");
}

}  // namespace
}  // namespace dw::catalogue
