#include "catalogue/compact_ids.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

TEST(CompactIds, ComeOutAsTheyWentIn) {
    const std::vector<SourceId> ids{{"L1", "0"},
                                    {"L1", "42"},
                                    {"L1", "042"},
                                    {"L1", ""},
                                    {"", "7"},
                                    {"B100019", "99999999999999"},
                                    {"B100019", "100000000000000"},
                                    {"B100019", "S1000020010000012345"},
                                    {"L2", "-1"},
                                    {"L2", "ü" + std::string(300, 'x')},
                                    {"L1", "42"}};
    CompactIds compact;
    std::vector<CompactIds::Name> names;
    for (const SourceId& id : ids) names.push_back(*compact.add(id));
    compact.shrink();
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(compact.at(names[i]), ids[i]);
    EXPECT_EQ(names.front(), *compact.add(ids.front()));
}

TEST(CompactIds, SayWhenThereAreTooManyAgencies) {
    CompactIds compact;
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(compact.add({"L" + std::to_string(i), "1"}));
    EXPECT_FALSE(compact.add({"L1", std::string(70'000, 'x')}));
}

}  // namespace
}  // namespace dw::catalogue
