#include "web/element.h"

#include <gtest/gtest.h>

namespace dw::web {

TEST(Element, EscapesValuesAndLeavesOutEmptyAttributes) {
    Element input("input");
    input.set("value", "\"><script>").set("autocomplete", "").flag("checked");
    EXPECT_EQ(input.alone().markup(), "<input value=\"&quot;&gt;&lt;script&gt;\" checked>");
}

TEST(Element, TakesContentThatIsHtml) {
    EXPECT_EQ(Element("a").set("href", url("javascript:x")).with(escape("<")).markup(),
              "<a href=\"#\">&lt;</a>");
}

}  // namespace dw::web
