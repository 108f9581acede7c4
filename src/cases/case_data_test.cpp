#include "cases/case_data.h"

#include <gtest/gtest.h>

#include "forms/sample_package.h"

namespace dw::cases {

TEST(CaseData, HoldsEveryAnswerInTheOrderOfTheForm) {
    const auto& package = forms::built_in_package("wohnung-anmelden");
    CaseState state;
    state.opened.number = "7K4-M9Q-2XC";
    state.opened.package_name = package.name;
    state.opened.answers = Json::object({{"einzug", "2026-11-02"},
                                         {"vorname", "Mia \"M\" </script>"},
                                         {"nachname", "Muster"},
                                         {"bisher_bleibt", false}});
    state.documents.push_back({.file_name = "bestaetigung.pdf", .media_type = "application/pdf"});
    const Json data = case_data(state, package);
    std::vector<std::string> ids;
    for (const Json& field : data["fields"].items()) ids.emplace_back(field["id"].text_or(""));
    EXPECT_EQ(ids, (std::vector<std::string>{"vorname", "nachname", "einzug", "bisher_bleibt"}));
    EXPECT_EQ(data["fields"].items()[0]["value"].text_or(""), "Mia \"M\" </script>");
    EXPECT_EQ(data["fields"].items()[0]["fim_id"].text_or("-"), "") << "nothing is invented";
    EXPECT_EQ(data["documents"].items()[0]["name"].text_or(""), "bestaetigung.pdf");
    EXPECT_EQ(data["caution"].text_or(""), package.caution.de);
    EXPECT_TRUE(parse_json(to_string(data)));
}

}  // namespace dw::cases
