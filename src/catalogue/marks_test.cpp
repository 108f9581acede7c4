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

}  // namespace
}  // namespace dw::catalogue
