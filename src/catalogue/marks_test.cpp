#include "catalogue/marks.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

Marks marks_of(std::size_t documents, std::initializer_list<std::size_t> marked) {
    Marks marks(documents);
    for (const std::size_t document : marked) marks.set(document);
    return marks;
}

TEST(Marks, AllAreNoMoreThanThereAre) {
    for (const std::size_t documents : {0U, 1U, 63U, 64U, 65U, 1000U})
        EXPECT_EQ(Marks::all(documents).count(), documents);
    EXPECT_FALSE(Marks::all(0).any());
    EXPECT_FALSE(Marks(65).any());
    EXPECT_TRUE(marks_of(65, {64}).any());
}

TEST(Marks, AreAddedKeptAndRemoved) {
    const Marks some = marks_of(130, {0, 63, 64, 129});
    EXPECT_EQ(Marks(some).add(marks_of(130, {1, 64})).count(), 5U);
    const Marks kept = Marks(some).keep(marks_of(130, {1, 64, 129}));
    EXPECT_EQ(kept.count(), 2U);
    EXPECT_TRUE(kept[64] && kept[129] && !kept[63]);
    const Marks rest = Marks(some).remove(marks_of(130, {0, 1, 64}));
    EXPECT_EQ(rest.count(), 2U);
    EXPECT_TRUE(rest[63] && rest[129] && !rest[0]);
}

TEST(Marks, AreGoneThroughFromOneToTheNext) {
    const Marks some = marks_of(200, {0, 63, 64, 130});
    EXPECT_EQ(some.next_from(0), 0U);
    EXPECT_EQ(some.next_from(1), 63U);
    EXPECT_EQ(some.next_from(64), 64U);
    EXPECT_EQ(some.next_from(65), 130U);
    EXPECT_GE(some.next_from(131), 200U);
    EXPECT_GE(some.next_from(5000), 200U);
    EXPECT_GE(Marks(0).next_from(0), 0U);
    EXPECT_FALSE(some.none_near(1));
    EXPECT_TRUE(some.none_near(65));
    EXPECT_TRUE(some.none_near(131));
    Marks none = some;
    none.clear();
    EXPECT_FALSE(none.any());
}

}  // namespace
}  // namespace dw::catalogue
