#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/components.h"

namespace dw::web {

using testing::HasSubstr;
using testing::Not;

TEST(Table, FirstNamedColumnHoldsTheRowsHeader) {
    Table made;
    made.caption = "Vorgänge";
    made.columns = {{""}, {"Nummer"}, {"Tage", true}};
    made.rows = {{row_checkbox("fall", "7", "Fall 7"), escape("7"), escape("12")}};
    const std::string markup = table(made).markup();
    EXPECT_THAT(markup, HasSubstr("<caption class=\"kern-title\">Vorgänge</caption>"));
    EXPECT_THAT(markup, HasSubstr("role=\"rowheader\" scope=\"row\" data-label=\"Nummer\""));
    EXPECT_THAT(markup, HasSubstr("kern-table__cell--numeric\" role=\"cell\" data-label=\"Tage\""));
}

TEST(Table, CellsWithoutColumnAreLeftOut) {
    Table made;
    made.columns = {{"Nummer"}};
    made.rows = {{escape("1"), escape("zu viel")}};
    EXPECT_THAT(table(made).markup(), Not(HasSubstr("zu viel")));
}

TEST(Pagination, WithoutNextPageThereIsNothing) {
    EXPECT_TRUE(pagination("", {"Mehr", "More"}, Language::German).empty());
    EXPECT_THAT(pagination("/x?after=1", {"Mehr", "More"}, Language::English).markup(),
                HasSubstr(">More<"));
}

}  // namespace dw::web
