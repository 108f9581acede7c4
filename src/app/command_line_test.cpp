#include "app/command_line.h"

#include <gtest/gtest.h>

namespace dw::app {

const OptionNames names{{"--data", "--trusted-proxy"}, {"--json"}};

TEST(CommandLine, KeepsWordsOptionsAndSwitchesApart) {
    const auto line =
        CommandLine::parse({"xzufi", "--json", "a.xml", "--data", "d", "--data=e"}, names);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->words(), (std::vector<std::string>{"xzufi", "a.xml"}));
    EXPECT_TRUE(line->has("--json"));
    EXPECT_EQ(line->value("--data"), "e");
    EXPECT_EQ(line->values("--data").size(), 2u);
    EXPECT_EQ(line->value("--trusted-proxy", "none"), "none");
}

TEST(CommandLine, NamesTheOptionItDoesNotKnow) {
    const auto line = CommandLine::parse({"--dta", "d"}, names);
    ASSERT_FALSE(line);
    EXPECT_NE(line.error().message.find("--dta"), std::string::npos);
}

TEST(CommandLine, NamesTheOptionWhoseValueIsMissing) {
    EXPECT_FALSE(CommandLine::parse({"--data"}, names));
    EXPECT_FALSE(CommandLine::parse({"--json=yes"}, names));
}

}  // namespace dw::app
