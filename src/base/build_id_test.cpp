#include "base/build_id.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(BuildId, IsHexadecimalAndStaysTheSame) {
    const auto id = build_id();
    EXPECT_FALSE(id.empty()) << "no linker this is built with leaves it out";
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), id.npos) << id;
    EXPECT_EQ(build_id(), id);
}

}  // namespace
}  // namespace dw
