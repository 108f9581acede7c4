#include "forms/errand_memory.h"

#include <gtest/gtest.h>

namespace dw::forms {
namespace {

const Date monday = *parse_date("2026-11-23"), tuesday = *parse_date("2026-11-24");

Offers one_offer() {
    return std::make_shared<const std::vector<Offer>>(1);
}

TEST(ErrandMemory, ForgetsWithTheNextChangeOfTheCatalogue) {
    ErrandMemory memory;
    const Offers offers = one_offer();
    memory.keep("hundesteuer", {.change = 7, .day = monday}, offers);
    EXPECT_EQ(memory.find("hundesteuer", {.change = 7, .day = monday}), offers);
    EXPECT_EQ(memory.find("wohnsitz", {.change = 7, .day = monday}), nullptr);
    EXPECT_EQ(memory.find("hundesteuer", {.change = 8, .day = monday}), nullptr);
    EXPECT_EQ(memory.find("hundesteuer", {.change = 7, .day = tuesday}), nullptr)
        << "a responsibility may begin or end with the day";
}

TEST(ErrandMemory, KeepsOnlyWhatWasReadInTheSameState) {
    ErrandMemory memory;
    memory.keep("a", {.change = 7, .day = monday}, one_offer());
    memory.keep("b", {.change = 8, .day = monday}, one_offer());
    EXPECT_EQ(memory.find("a", {.change = 8, .day = monday}), nullptr);
    EXPECT_NE(memory.find("b", {.change = 8, .day = monday}), nullptr);
}

TEST(ErrandMemory, IsBounded) {
    ErrandMemory memory;
    const CatalogueState state{.change = 1, .day = monday};
    for (int i = 0; i < 5000; ++i) memory.keep(std::to_string(i), state, one_offer());
    int kept = 0;
    for (int i = 0; i < 5000; ++i) kept += memory.find(std::to_string(i), state) != nullptr;
    EXPECT_LE(kept, 1000);
    EXPECT_NE(memory.find("4999", state), nullptr);
}

}  // namespace
}  // namespace dw::forms
