#include "catalogue/coverage_memory.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

TEST(CoverageMemory, MeasuresOnceUntilTheCatalogueTheDayOrTheTimeIsAnother) {
    CoverageMemory memory;
    int measured = 0;
    const Instant start{};
    const CatalogueState state{.change = 1, .day = *parse_date("2026-06-01")};
    const auto ask = [&](const CatalogueState& now, std::chrono::seconds after, const char* id) {
        const auto found = memory.of({"L1", id}, now, start + after, [&]() -> Result<Coverage> {
            ++measured;
            return Coverage{};
        });
        EXPECT_TRUE(found.has_value());
        return measured;
    };
    EXPECT_EQ(ask(state, std::chrono::seconds(0), "1"), 1);
    EXPECT_EQ(ask(state, std::chrono::seconds(9), "1"), 1);
    EXPECT_EQ(ask(state, std::chrono::seconds(9), "2"), 2);
    EXPECT_EQ(ask(state, std::chrono::seconds(10), "1"), 3);
    EXPECT_EQ(ask({2, state.day}, std::chrono::seconds(11), "1"), 4);
    EXPECT_EQ(ask({2, *parse_date("2026-06-02")}, std::chrono::seconds(12), "1"), 5);
}

TEST(CoverageMemory, AFailureIsNotKept) {
    CoverageMemory memory;
    const CatalogueState state{};
    const auto failed = memory.of({"L1", "1"}, state, {}, []() -> Result<Coverage> {
        return unavailable("store.disk", "full");
    });
    EXPECT_FALSE(failed.has_value());
    EXPECT_TRUE(memory.of({"L1", "1"}, state, {}, []() -> Result<Coverage> { return Coverage{}; })
                    .has_value());
}

}  // namespace
}  // namespace dw::catalogue
