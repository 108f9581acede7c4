#include "base/handover.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace dw {
namespace {

TEST(Handover, KeepsTheOrderAndEndsWithTheLast) {
    Handover<int> handover(2);
    std::thread giver([&] {
        for (int i = 0; i < 100; ++i) EXPECT_TRUE(handover.put(i));
        handover.end();
    });
    std::vector<int> taken;
    while (const auto thing = handover.take()) taken.push_back(*thing);
    giver.join();
    ASSERT_EQ(taken.size(), 100U);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(taken[static_cast<std::size_t>(i)], i);
}

TEST(Handover, WhoPutsIsToldWhenNobodyTakes) {
    Handover<int> handover(1);
    EXPECT_TRUE(handover.put(1));
    std::thread taker([&] { handover.refuse(); });
    EXPECT_FALSE(handover.put(2));
    taker.join();
    EXPECT_FALSE(handover.take());
}

}  // namespace
}  // namespace dw
