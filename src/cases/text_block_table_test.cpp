// Text blocks of an office on every database.
#include "cases/text_block_table.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"

namespace dw::cases {
namespace {

class TextBlocks : public testing::CasesTest {
  protected:
    identity::OrganisationPlace place(const std::string& name) const {
        return {who(name).tenant, who(name).organisation, {}};
    }
    std::vector<std::string> labels(const std::string& name) {
        const auto reader = store().reader();
        const auto blocks = text_blocks_of(**reader, place(name));
        EXPECT_TRUE(blocks);
        std::vector<std::string> all;
        for (const auto& block : *blocks) all.push_back(block.label + ": " + block.words);
        return all;
    }
    TextBlockId fresh() { return TextBlockId::make(clock(), random()); }
};

INSTANTIATE_TEST_SUITE_P(Databases, TextBlocks, store::testing::databases(),
                         store::testing::database_name);

TEST_P(TextBlocks, BelongToOneOfficeAndAreChangedAndRemoved) {
    const auto second = fresh(), first = fresh();
    ASSERT_TRUE(save_text_block(store(), place("lena"), {second, "Nachweis", "Bitte senden"}));
    ASSERT_TRUE(save_text_block(store(), place("lena"), {first, "Chip", "Welche Nummer?"}));
    EXPECT_EQ(labels("lena"),
              (std::vector<std::string>{"Chip: Welche Nummer?", "Nachweis: Bitte senden"}));
    EXPECT_TRUE(labels("hanna").empty());
    ASSERT_TRUE(save_text_block(store(), place("lena"), {second, "Nachweis", "Bis bald"}));
    ASSERT_TRUE(remove_text_block(store(), place("hanna"), first));
    ASSERT_TRUE(remove_text_block(store(), place("lena"), first));
    EXPECT_EQ(labels("lena"), std::vector<std::string>{"Nachweis: Bis bald"});
}

}  // namespace
}  // namespace dw::cases
