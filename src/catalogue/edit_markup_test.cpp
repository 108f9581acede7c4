#include "catalogue/edit_markup.h"

#include <gtest/gtest.h>

#include "catalogue/html_reduction.h"

namespace dw::catalogue {
namespace {

TEST(EditMarkup, SaysWithSignsWhatTheMarkupSays) {
    const std::string html =
        "<h2>Wann?</h2><p>Bis zum <strong>15.</strong> des Monats.<br>Sonst "
        "<em>später</em>.</p><ul><li>Ausweis<ul><li>gültig</li></ul></li><li><a "
        "href=\"https://stadt.example/a\">Formular</a></li></ul><ol><li>Gehen</li></ol>";
    const std::string markup =
        "## Wann?\n\nBis zum **15.** des Monats.\nSonst __später__.\n\n- Ausweis\n  - gültig\n"
        "- [Formular](https://stadt.example/a)\n\n1. Gehen";
    EXPECT_EQ(markup_of_html(reduce_html(html).html), markup);
    EXPECT_EQ(html_of_markup(markup), reduce_html(html).html);
}

TEST(EditMarkup, KeepsTextThatOnlyLooksLikeSigns) {
    for (const char* html :
         {"<p>1. Juli: 2 * 3 = 6 * 1</p>", "<p>- kein Punkt</p>", "<p># 12</p>",
          "<p>[Anlage](1) und C:\\pfad</p>", "<p>m^{2} und a_{b}</p>", "<p>m<sup>2</sup></p>",
          "<p>Preis &lt; 5 &amp; mehr</p>", "<p>** halb</p>"}) {
        const std::string reduced = reduce_html(html).html;
        EXPECT_EQ(html_of_markup(markup_of_html(reduced)), reduced) << markup_of_html(reduced);
    }
}

TEST(EditMarkup, LetsNothingDangerousThrough) {
    EXPECT_EQ(html_of_markup("<script>alert(1)</script>"),
              "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    EXPECT_EQ(html_of_markup("[hier](javascript:alert(1))").find("href"), std::string::npos);
    EXPECT_EQ(html_of_markup("offen **nie geschlossen"), "<p>offen **nie geschlossen</p>");
    EXPECT_EQ(html_of_markup(""), "");
}

}  // namespace
}  // namespace dw::catalogue
