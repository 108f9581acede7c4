// What packages say about the work on their cases.
#include "forms/package_work.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "forms/sample_package.h"

namespace dw::forms {
namespace {

// The dog tax with one member of the manifest set.
LoadedPackage with(const std::string& key, const std::string& json) {
    auto files = sample_files();
    Json manifest = *parse_json(files[0].content);
    manifest.set(key, parse_json(json).value_or(Json()));
    // The rules are about the outcomes they were written for.
    if (key == "outcomes") manifest.set("detail_rules", Json());
    files[0].content = to_string(manifest);
    return load_package("hundesteuer-anmeldung", files);
}

// The place of the only finding; "" when there is none.
std::string fault(const std::string& key, const std::string& json) {
    const auto loaded = with(key, json);
    EXPECT_LE(loaded.findings.size(), 1U);
    EXPECT_EQ(loaded.findings.empty(), loaded.package.has_value());
    return loaded.findings.empty() ? "" : loaded.findings.front().place;
}

TEST(PackageWork, PeriodsAreThoseOfTheLawThatStartWithTheApplication) {
    EXPECT_EQ(fault("deadlines", R"(["vwvfg_42a","bauo_bln_69"])"), "");
    EXPECT_EQ(with("deadlines", R"(["vwvfg_42a"])").package->deadlines,
              std::vector<std::string>{"vwvfg_42a"});
    for (const auto* law : {"lbo_99", "vwgo_70"})
        EXPECT_EQ(fault("deadlines", "[\"" + std::string(law) + "\"]"), "manifest.json: deadlines")
            << law;
}

TEST(PackageWork, ALawCanWithdrawAnApplicationThatIsNotCompleted) {
    EXPECT_EQ(fault("deadlines", R"(["bauo_nrw_71"])"), "");
    EXPECT_EQ(fault("deadlines", R"(["baugb_36"])"), "") << "counts the silence of an office asked";
}

TEST(PackageWork, DecisionsGoByPostUnlessALawAllowsMore) {
    EXPECT_TRUE(sample_package().announcement.by_retrieval);
    EXPECT_EQ(sample_package().announcement.law, DeliveryLaw::Tax);
    EXPECT_NE(sample_package().announcement.source.de.find("122a"), std::string::npos);
    const std::string source = R"("source":{"de":"§ 41 VwVfG.","en":"§ 41 VwVfG."})";
    const auto post = with("announcement", R"({"law":"general","ways":["post"],)" + source + "}");
    ASSERT_TRUE(post.package);
    EXPECT_FALSE(post.package->announcement.by_retrieval);
    const std::string place = "manifest.json: announcement";
    EXPECT_EQ(fault("announcement", R"({"law":"old","ways":["post"],)" + source + "}"),
              place + ".law");
    EXPECT_EQ(fault("announcement", R"({"law":"tax","ways":["pigeon"],)" + source + "}"),
              place + ".ways");
    EXPECT_EQ(fault("announcement", R"({"law":"tax","ways":["post"]})"), place + ".source")
        << "what a law allows names the law";
}

TEST(PackageWork, AnAnswerHasTwoWeeksUnlessThePackageSaysOtherwise) {
    EXPECT_EQ(sample_package().answer_days, 14);
    EXPECT_EQ(with("answer_days", "10").package->answer_days, 10);
    EXPECT_EQ(fault("answer_days", "0"), "manifest.json: answer_days");
    EXPECT_EQ(fault("answer_days", "366"), "manifest.json: answer_days");
}

TEST(PackageWork, TextBlocksHaveNamesOfTheirOwn) {
    const std::string block =
        R"({"id":"a","label":{"de":"A","en":"A"},"text":{"de":"Ja","en":"Yes"}})";
    EXPECT_EQ(with("text_blocks", "[" + block + "]").package->text_blocks.at(0).text.de, "Ja");
    EXPECT_EQ(fault("text_blocks", "[" + block + "," + block + "]"),
              "manifest.json: text_blocks[1].id");
}

TEST(PackageWork, TextBlocksCanBeReasonsOfOutcomes) {
    const auto block = [](const std::string& id, const std::string& more) {
        return R"({"id":")" + id +
               R"(","label":{"de":"A","en":"A"},"text":{"de":"Ja","en":"Yes"},)" + more + "}";
    };
    const std::string suggested = R"("outcomes":["festgesetzt"],"suggested":true)";
    const auto read = with("text_blocks", "[" + block("a", suggested) + "]").package;
    EXPECT_EQ(read->text_blocks.at(0).outcomes, std::vector<std::string>{"festgesetzt"});
    EXPECT_TRUE(read->text_blocks.at(0).is_suggested);
    const std::string place = "manifest.json: text_blocks[0].";
    EXPECT_EQ(fault("text_blocks", "[" + block("a", R"("outcomes":["nichts"])") + "]"),
              place + "outcomes");
    EXPECT_EQ(fault("text_blocks", "[" + block("a", R"("suggested":true)") + "]"),
              place + "outcomes");
    EXPECT_EQ(fault("text_blocks", "[" + block("a", suggested) + "," + block("b", suggested) + "]"),
              "manifest.json: text_blocks[1].suggested")
        << "reasons start with one";
}

TEST(PackageWork, FourEyesLookAlwaysFromAnAmountOrAtAShare) {
    using When = FourEyes::When;
    EXPECT_EQ(sample_package().four_eyes.when, When::Never);
    EXPECT_EQ(with("four_eyes", R"({"when":"always"})").package->four_eyes.when, When::Always);
    const auto amount =
        with("four_eyes", R"({"when":"from_amount","detail":"jahresbetrag","cents":50000})");
    EXPECT_EQ(amount.package->four_eyes.cents, 50000);
    EXPECT_EQ(with("four_eyes", R"({"when":"sample","percent":5})").package->four_eyes.percent, 5);
    EXPECT_EQ(fault("four_eyes", R"({"when":"sometimes"})"), "manifest.json: four_eyes.when");
    EXPECT_EQ(fault("four_eyes", R"({"when":"sample","percent":101})"),
              "manifest.json: four_eyes.percent");
    EXPECT_EQ(fault("four_eyes", R"({"when":"from_amount","detail":"steuermarke","cents":1})"),
              "manifest.json: four_eyes.detail")
        << "no amount";
}

TEST(PackageWork, ADetailStartsWithTheAnswerToAQuestionOfItsKind) {
    const auto outcomes = [](const std::string& detail) {
        const auto outcome = [](const std::string& id, const std::string& details) {
            return R"({"id":")" + id + R"(","kind":"confirmation","label":{"de":"A","en":"A"},)" +
                   R"("result":{"de":"Ja.","en":"Yes."},"details":[)" + details + "]}";
        };
        return "[" + outcome("festgesetzt", detail) + "," + outcome("bestaetigt", "") + "]";
    };
    const auto day = [](const std::string& id, const std::string& more) {
        return R"({"id":")" + id + R"(","type":"date","label":{"de":"Tag","en":"Day"})" + more +
               "}";
    };
    EXPECT_EQ(fault("outcomes", outcomes(day("ab", R"(,"from_answer":"haltung_seit")"))), "");
    for (const auto* question : {"hund_name", "nirgends"})
        EXPECT_EQ(fault("outcomes",
                        outcomes(day("ab", R"(,"from_answer":")" + std::string(question) + '"'))),
                  "manifest.json: outcomes[0].details[0].from_answer");
    EXPECT_EQ(
        fault("outcomes", outcomes(day("ab", "") + "," + day("bis", R"(,"not_before":"ab")"))), "");
    EXPECT_EQ(fault("outcomes", outcomes(day("bis", R"(,"not_before":"ab")"))),
              "manifest.json: outcomes[0].details[0].not_before");
}

TEST(PackageWork, AHearingHasItsSource) {
    const auto* outcome = sample_package().outcome("festgesetzt");
    EXPECT_EQ(outcome->hearing.need, HearingNeed::NotNeeded);
    EXPECT_FALSE(outcome->hearing.source.de.empty());
    EXPECT_EQ(sample_package().outcome("bestaetigt")->hearing.need, HearingNeed::Unsaid);
}

}  // namespace
}  // namespace dw::forms
