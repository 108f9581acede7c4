#include "app/operator_file.h"

#include <gtest/gtest.h>

namespace dw::app {
namespace {

const std::string whole = R"({
  "office": {"de": "Stadt Musterstadt", "en": "City of Musterstadt"},
  "address": "Rathausplatz 1, 12345 Musterstadt",
  "represented": "Bürgermeisterin Maria Muster",
  "phone": "0471 5900", "mail": "rathaus@stadt.example"})";

std::string wrong_in(const std::string& text) {
    const auto run_by = operator_from(text, "operator.json");
    if (run_by) return "";
    EXPECT_EQ(run_by.error().code, "app.operator_file");
    return run_by.error().message;
}

TEST(OperatorFile, GivesTheWordsOfBothLanguages) {
    const auto run_by = operator_from(whole, "operator.json");
    ASSERT_TRUE(run_by) << run_by.error().message;
    EXPECT_EQ(run_by->office.in(Language::English), "City of Musterstadt");
    EXPECT_EQ(run_by->address.in(Language::English), "Rathausplatz 1, 12345 Musterstadt");
    EXPECT_EQ(run_by->mail, "rathaus@stadt.example");
    EXPECT_TRUE(run_by->hours.german.empty());
}

TEST(OperatorFile, NamesWhatIsMissingOrWrong) {
    const auto without = [](const std::string& from, const std::string& to) {
        std::string text = whole;
        return wrong_in(text.replace(text.find(from), from.size(), to));
    };
    EXPECT_EQ(wrong_in("{}"), "operator.json: office");
    EXPECT_NE(wrong_in("{"), "");
    EXPECT_EQ(without("\"address\"", "\"adress\""), "operator.json: adress");
    EXPECT_EQ(without("rathaus@stadt.example", "rathaus"), "operator.json: mail");
    EXPECT_EQ(without("0471 5900", "x"), "operator.json: phone");
    EXPECT_EQ(without("Stadt Musterstadt", ""), "operator.json: office");
}

TEST(OperatorFile, OneThatIsNamedMustBeThere) {
    Settings settings;
    settings.data_dir = "/nowhere";
    const auto none = read_operator(settings);
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
    settings.operator_file = "/nowhere/operator.json";
    const auto named = read_operator(settings);
    ASSERT_FALSE(named);
    EXPECT_EQ(named.error().code, "app.operator_file_missing");
}

}  // namespace
}  // namespace dw::app
