// The style sheets are held to the rules that the content security policy and right-to-left scripts
// need.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "base/source_dir.h"

namespace dw::web {

namespace {

const std::filesystem::path assets = std::filesystem::path(source_dir()) / "assets";

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// Declarations that name a side; "left: 50%" stays in KERN where it centres something.
std::vector<std::string> physical_declarations(const std::string& css) {
    static const std::regex physical(
        R"((^|[{;\s])((left|right)|(margin|padding|border)-(left|right)[a-z-]*|border-(top|bottom)-(left|right)-radius)\s*:[^;}]*|(text-align|float|clear)\s*:\s*(left|right))");
    std::vector<std::string> found;
    for (std::sregex_iterator it(css.begin(), css.end(), physical), end; it != end; ++it) {
        const std::string declaration = it->str();
        if (declaration.find("left:50%") == std::string::npos) found.push_back(declaration);
    }
    return found;
}

std::vector<std::string> addresses(const std::string& css) {
    static const std::regex address(R"(url\(([^)]*)\))");
    std::vector<std::string> found;
    for (std::sregex_iterator it(css.begin(), css.end(), address), end; it != end; ++it) {
        found.push_back((*it)[1]);
    }
    return found;
}

}  // namespace

class StyleSheet : public testing::TestWithParam<const char*> {};

TEST_P(StyleSheet, UsesLogicalPropertiesOnly) {
    for (const auto& declaration : physical_declarations(content(assets / GetParam()))) {
        ADD_FAILURE() << declaration;
    }
}

TEST_P(StyleSheet, LoadsOnlyFilesThatAreHere) {
    const auto css = content(assets / GetParam());
    EXPECT_FALSE(css.empty());
    EXPECT_EQ(css.find("@import"), std::string::npos);
    for (const auto& address : addresses(css)) {
        const auto file = assets / std::filesystem::path(GetParam()).parent_path() / address;
        EXPECT_TRUE(std::filesystem::is_regular_file(file)) << address;
    }
}

TEST_P(StyleSheet, HasNoFlagLine) {
    EXPECT_EQ(content(assets / GetParam()).find("kopfzeile"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Assets, StyleSheet, testing::Values("dw.css", "kern/kern.css"));

TEST(Lint, FindsWhatItLooksFor) {
    EXPECT_EQ(
        physical_declarations("a{left:0;color:red;margin-left: 1px}b{text-align:right}").size(),
        3U);
    EXPECT_TRUE(
        physical_declarations("a{margin-inline-start:0;left:50%;justify-content:left}").empty());
}

TEST(Icons, HaveNoActiveContent) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(assets)) {
        if (file.path().extension() != ".svg") continue;
        const auto svg = content(file.path());
        EXPECT_EQ(svg.find("<script"), std::string::npos) << file.path();
        EXPECT_EQ(svg.find("href"), std::string::npos) << file.path();
    }
}

}  // namespace dw::web
