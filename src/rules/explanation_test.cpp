#include "rules/explanation.h"

#include "rules/rules_fixture.h"
#include "rules/words.h"

namespace dw::rules {
namespace {

std::string explained(const RuleSet& rules, const std::string& decision, const std::string& inputs,
                      Language language) {
    Evaluator evaluator(rules, {.budget = {}, .now = {}, .explain = Explain::Yes});
    static_cast<void>(evaluator.set_inputs(*feel_value(inputs).context()));
    static_cast<void>(evaluator.decide(*rules.find(Element::Kind::Decision, decision)));
    std::string text;
    for (const ExplanationLine& line : explain(evaluator.trace(), language)) {
        text += std::string(line.depth, '>') + line.text + "\n";
    }
    return text;
}

std::size_t words_in(const std::string& sentence) {
    std::istringstream in(sentence);
    std::size_t count = 0;
    for (std::string word; in >> word;) ++count;
    return count;
}

TEST(Explanation, SaysRowsConditionsAndTheirBasis) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    EXPECT_EQ(explained(made.rules, "Bescheid", "{\"Art\": \"Abschrift\", \"Seiten\": 12}",
                        Language::German),
              "„Bescheid“ ist „Die Gebühr beträgt 7.50 Euro.“.\n"
              ">So wird gerechnet: \"Die Gebühr beträgt \" + string(Gebühr) + \" Euro.\"\n"
              ">„Gebühr“ ist 7,5.\n"
              ">>Summe der Zeilen\n"
              ">>Angabe: „Art“ ist „Abschrift“.\n"
              ">>Angabe: „Seiten“ ist 12.\n"
              ">>In der Tabelle gelten die Zeilen 1, 2.\n"
              ">>Die Ergebnisse der Zeilen werden zusammengezählt.\n"
              ">>>Zeile 1 ergibt 5.\n"
              ">>>>Grundlage: § 1\n"
              ">>>Zeile 2 ergibt 2,5.\n"
              ">>>>„Art“ ist „Abschrift“. Die Zeile verlangt: „Abschrift“.\n"
              ">>>>„Seiten“ ist 12. Die Zeile verlangt: mehr als 10.\n"
              ">>>>Grundlage: § 2\n");
}

TEST(Explanation, SpeaksEnglishToo) {
    const Compilation made = compiled(one(fixture("1.2/fee-table.dmn")));
    EXPECT_EQ(explained(made.rules, "Gebühr", "{\"Art\": \"Auskunft\", \"Seiten\": 1}",
                        Language::English),
              "“Gebühr” is 5.\n"
              ">Summe der Zeilen\n"
              ">Given: “Art” is “Auskunft”.\n"
              ">Given: “Seiten” is 1.\n"
              ">Row 1 of the table applies.\n"
              ">>Grundlage: § 1\n");
}

TEST(Explanation, NamesInputsOfAnImportToo) {
    std::vector<Source> sources = one(fixture("1.5/importing.dmn"));
    sources.push_back(fixture("1.5/imported.dmn"));
    const Compilation made = compiled(std::move(sources));
    const std::string told =
        explained(made.rules, "both", "{\"other age\": 12, \"my lib.age\": 40}", Language::English);
    EXPECT_NE(told.find("Given: “other age” is 12."), std::string::npos) << told;
    EXPECT_NE(told.find("Given: “age” is 40."), std::string::npos) << told;
    EXPECT_NE(told.find("The rule “is adult” gives yes."), std::string::npos) << told;
}

TEST(Explanation, NoSentenceHasMoreThanTwentyWords) {
    const std::string much = "one two three four five six seven eight nine ten eleven twelve";
    const Compilation made = compiled(
        one(model("<inputData id='a' name='" + much + "'/><decision id='d' name='d " + much +
                  "'><informationRequirement><requiredInput href='#a'/></informationRequirement>"
                  "<decisionTable><input label='" +
                  much + "'><inputExpression><text>" + much +
                  "</text></inputExpression></input><output/><annotation name='" + much +
                  "'/><rule><inputEntry><text>\"" + much + "\", \"" + much +
                  " x\"</text></inputEntry><outputEntry><text>\"" + much +
                  "\"</text></outputEntry><annotationEntry><text>" + much + much +
                  "</text></annotationEntry></rule></decisionTable></decision>")));
    std::istringstream lines(explained(made.rules, "d " + much,
                                       "{\"" + much + "\": \"" + much + "\"}", Language::German));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_LE(words_in(line), 20u) << line;
    }
    EXPECT_GE(count, 4u);
}

TEST(Words, ConditionsReadAsPeopleSayThem) {
    feel::Scope scope;
    scope.variables = {{"?", feel::any_type()}};
    const auto words = [&](const std::string& cell, Language language) {
        return words_of(*feel::simple_tests(*feel::parse_unary_tests(cell, scope).expression),
                        language);
    };
    EXPECT_EQ(words("[1..20)", Language::German), "von 1 bis unter 20");
    EXPECT_EQ(words("> 2.5", Language::German), "mehr als 2,5");
    EXPECT_EQ(words("<= 2.5", Language::English), "at most 2.5");
    EXPECT_EQ(words("\"a\", \"b\"", Language::German), "„a“ oder „b“");
    EXPECT_EQ(words("not(\"a\")", Language::English), "not “a”");
    EXPECT_EQ(words(">= date(\"2026-02-01\")", Language::German), "mindestens 01.02.2026");
}

}  // namespace
}  // namespace dw::rules
