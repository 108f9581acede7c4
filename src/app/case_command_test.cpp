#include <gtest/gtest.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "base/json.h"

namespace dw::app {
namespace {

struct Said {
    int exit;
    std::string out, err;
};

Said said(std::vector<std::string> options) {
    Arguments arguments{"deadline"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int exit = case_command(arguments);
    std::string out = testing::internal::GetCapturedStdout();
    return {exit, std::move(out), testing::internal::GetCapturedStderr()};
}

Json answer(std::vector<std::string> options) {
    options.push_back("--json");
    const auto heard = said(std::move(options));
    EXPECT_EQ(heard.exit, exit_done) << heard.err;
    const auto json = parse_json(heard.out);
    return json ? *json : Json();
}

std::string text_at(const Json& json, std::string_view key) {
    const auto* text = json[key].as_string();
    return text ? *text : "";
}

struct Vector {
    const char* law;
    const char* from;
    const char* area;
    const char* way;
    const char* starts;
    const char* last_day;
};

TEST(CaseDeadline, GivesTheLastDayOfEveryVector) {
    const Vector vectors[] = {
        {"vwgo_70", "2026-01-27", "Düsseldorf", "post", "2026-01-31", "2026-03-02"},
        {"vwgo_70", "2026-04-30", "05111", "post", "2026-05-04", "2026-06-05"},
        {"vwgo_70", "2026-04-30", "08111", "post", "2026-05-04", "2026-06-05"},
        {"vwgo_70", "2026-04-30", "Hannover", "post", "2026-05-04", "2026-06-04"},
        {"vwgo_70", "2026-04-30", "110000000000", "post", "2026-05-04", "2026-06-04"},
        {"vwgo_70", "2026-09-28", "05111000", "post", "2026-10-02", "2026-11-02"},
        {"vwgo_70", "2026-09-28", "Hannover", "post", "2026-10-02", "2026-11-02"},
        {"pstg_28", "2026-04-01", "05111", "", "2026-04-01", "2026-04-08"},
        {"pstg_28", "2026-12-23", "05111", "", "2026-12-23", "2026-12-29"},
        {"bmg_17", "2026-12-12", "05111", "", "2026-12-12", "2026-12-28"},
        {"vwvfg_42a", "2026-11-30", "05111", "", "2026-11-30", "2027-03-01"},
        // Decided on a Friday, posted on the Monday after.
        {"vwgo_74", "2026-05-04", "Düsseldorf", "post", "2026-05-08", "2026-06-08"},
        {"vwgo_74", "2026-09-27", "Düsseldorf", "electronic", "2026-10-01", "2026-11-02"},
        {"vwgo_74", "2026-09-27", "Hannover", "user_account", "2026-09-30", "2026-10-30"},
        {"ao_355", "2026-01-27", "Hannover", "post", "2026-02-02", "2026-03-02"},
    };
    for (const auto& [law, from, area, way, starts, last_day] : vectors) {
        std::vector<std::string> options{"--law", law, "--from", from, "--area", area};
        if (*way) options.insert(options.end(), {"--way", way});
        const Json json = answer(options);
        EXPECT_EQ(text_at(json, "starts"), starts) << law << " " << from << " " << area;
        EXPECT_EQ(text_at(json, "last_day"), last_day) << law << " " << from << " " << area;
        const auto* steps = json["steps"].as_array();
        ASSERT_TRUE(steps);
        for (const auto& step : *steps) EXPECT_FALSE(text_at(step, "citation").empty());
    }
}

TEST(CaseDeadline, TellsPeopleEveryStep) {
    const auto heard = said({"--law", "bmg_17", "--from", "2026-12-12", "--area", "Düsseldorf"});
    EXPECT_EQ(heard.exit, exit_done);
    EXPECT_EQ(heard.out,
              "Anmeldung der Wohnung, Düsseldorf, Stadt\n"
              "  So lang ist die Frist: 2 Wochen (§ 17 Abs. 1 BMG).\n"
              "  Der 12. Dezember 2026 zählt nicht mit. Die Frist beginnt am Tag danach "
              "(§ 187 Abs. 1 BGB).\n"
              "  Die Frist läuft bis zum 26. Dezember 2026 (§ 188 Abs. 2 BGB).\n"
              "  Das Ende fällt auf einen Feiertag (Zweiter Weihnachtstag). Sie haben deshalb Zeit "
              "bis zum 28. Dezember 2026 (§ 31 Abs. 3 VwVfG, § 193 BGB; Feiertagsgesetze aller "
              "Länder).\n"
              "Letzter Tag: Montag, 28. Dezember 2026\n");
}

TEST(CaseDeadline, SaysWhenItCannotBeSure) {
    const auto heard = said({"--law", "bmg_17", "--from", "2025-08-01", "--area", "München"});
    EXPECT_EQ(heard.exit, exit_findings) << heard.err;
    EXPECT_NE(heard.out.find("wissen wir nicht"), std::string::npos);
}

TEST(CaseDeadline, RefusesBadInputWithPlaceAndReason) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
        {{}, "Es fehlt --law. Das Programm kennt:\n  vwgo_70"},
        {{"--law", "vwgo_99"}, "--law: Die Frist „vwgo_99“ kennt das Programm nicht"},
        {{"--law", "vwgo_70"}, "Es fehlt --from"},
        {{"--law", "vwgo_70", "--from", "2026-02-30"}, "--from: Den Tag „2026-02-30“ gibt es"},
        {{"--law", "vwgo_70", "--from", "30.02.2026"}, "--from: Den Tag „30.02.2026“"},
        {{"--law", "vwgo_70", "--from", "1999-12-31"}, "Es kennt sie von 2000 bis 2999"},
        {{"--law", "vwgo_70", "--from", "2026-01-27"}, "Es fehlt --area"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "Atlantis"},
         "--area: Den Ort „Atlantis“ kennt das Programm nicht."},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "99999"}, "„99999“"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "0"}, "Recht der Länder"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "Neustadt"},
         "--area: Welches „Neustadt“?"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "05111", "--way", "pigeon"},
         "--way: Den Weg „pigeon“"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "05111", "--way", "tax_post"},
         "--way: Den Weg „tax_post“"},
        {{"--law", "pstg_28", "--from", "2026-01-27", "--area", "05111", "--way", "post"},
         "beginnt nicht mit einem Schreiben (Anzeige eines Todesfalls, § 28 PStG)"},
        {{"--law", "hbo_65", "--from", "2026-01-27", "--area", "05111"},
         "Für Düsseldorf, Stadt und den 27.01.2026"},
        {{"--law", "bauo_nrw_71", "--from", "2026-01-27", "--area", "05111"}, "--period fehlt"},
        {{"--law", "bauo_nrw_71", "--from", "2026-01-27", "--area", "05111", "--period", "P11Y"},
         "--period: „P11Y“"},
        {{"--law", "bmg_17", "--from", "2026-01-27", "--area", "05111", "--period", "P1M"},
         "steht im Gesetz"},
        {{"--law", "vwgo_70", "--from", "2026-01-27", "--area", "05111", "--arrived", "2026-01-28"},
         "nur zusammen mit --way"},
        {{"--law", "vwgo_70", "--from", "2023-01-27", "--area", "05111", "--way", "user_account"},
         "Wann ein Schreiben auf diesem Weg"},
        {{"--colour", "red"}, "Die Option --colour kenne ich nicht"},
    };
    for (const auto& [options, reason] : wrong) {
        const auto heard = said(options);
        EXPECT_EQ(heard.exit, exit_could_not_run) << reason;
        EXPECT_NE(heard.err.find(reason), std::string::npos) << heard.err;
        EXPECT_TRUE(heard.out.empty()) << heard.out;
    }
    EXPECT_EQ(case_command({"--help", "deadline"}), exit_done);
}

}  // namespace
}  // namespace dw::app
