#include "catalogue/competent.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

const Ars bremerhaven = *Ars::parse("04012");

struct Given {
    const char* holder;
    const char* area;
    const char* role = "01";
    const char* from = "";
    const char* until = "";
    bool holder_known = true;
    const char* service = "1";
};

Candidate candidate(const Given& given) {
    Candidate c;
    c.responsibility.id = {"L1", given.holder};
    c.responsibility.holder = {"L1", given.holder};
    c.responsibility.service = {"L1", given.service};
    c.responsibility.role = given.role;
    c.area = std::string_view(given.area).empty() ? Ars() : *Ars::parse(given.area);
    Validity validity;
    if (*given.from != 0) validity.from = parse_date(given.from);
    if (*given.until != 0) validity.until = parse_date(given.until);
    if (validity != Validity{}) c.responsibility.validity.push_back(validity);
    c.holder_known = given.holder_known;
    return c;
}

std::vector<Candidate> candidates(std::initializer_list<Given> given) {
    std::vector<Candidate> all;
    for (const Given& g : given) all.push_back(candidate(g));
    return all;
}

Competence judge(std::initializer_list<Given> given) {
    return resolve(candidates(given), bremerhaven, *parse_date("2026-06-01"));
}

Competence judge_for(const char* service, std::initializer_list<Given> given) {
    return resolve_for({"L1", service}, candidates(given), bremerhaven, *parse_date("2026-06-01"));
}

std::string competent(const Competence& competence) {
    std::string holders;
    for (const Candidate& c : competence.competent) holders += c.responsibility.holder.value + " ";
    return holders;
}

TEST(Competent, TheMostSpecificAreaWins) {
    const Competence competence = judge({{.holder = "bund", .area = ""},
                                         {.holder = "land", .area = "04"},
                                         {.holder = "stadt", .area = "04012"},
                                         {.holder = "bremen", .area = "04011"}});
    EXPECT_EQ(competent(competence), "stadt ");
    ASSERT_EQ(competence.judged.size(), 3U);
    EXPECT_EQ(competence.judged[1].verdict, Verdict::LessSpecific);
    EXPECT_EQ(competence.judged[2].candidate.responsibility.holder.value, "bund");
}

TEST(Competent, SeveralOnOneLevelAreAllRight) {
    EXPECT_EQ(competent(judge({{.holder = "b", .area = "04012"},
                               {.holder = "a", .area = "04012", .role = "02"},
                               {.holder = "b", .area = "04012"}})),
              "a b ");
}

TEST(Competent, ContactsAndOldOnesArePassedOver) {
    const Competence competence =
        judge({{.holder = "rat", .area = "04012", .role = "03"},
               {.holder = "alt", .area = "04012", .until = "2026-05-31"},
               {.holder = "neu", .area = "04012", .from = "2026-06-02"},
               {.holder = "fremd", .area = "04012", .holder_known = false},
               {.holder = "land", .area = "04", .from = "2026-06-01", .until = "2026-06-01"}});
    EXPECT_EQ(competent(competence), "land ");
    std::vector<Verdict> verdicts;
    for (const Judged& judged : competence.judged) verdicts.push_back(judged.verdict);
    EXPECT_EQ(verdicts, (std::vector<Verdict>{Verdict::ContactOnly, Verdict::NotYetValid,
                                              Verdict::NoLongerValid, Verdict::HolderUnknown,
                                              Verdict::Competent}));
}

TEST(Competent, OnTheWinningLevelTheServiceItselfCountsAlone) {
    const std::initializer_list<Given> given{{.holder = "a", .area = "04012", .service = "1"},
                                             {.holder = "b", .area = "04012", .service = "2"},
                                             {.holder = "land", .area = "04", .service = "3"}};
    EXPECT_EQ(competent(judge_for("1", given)), "a ");
    EXPECT_EQ(competent(judge_for("2", given)), "b ");
    // Its own entry is less exact than those of the others, or it has none.
    EXPECT_EQ(competent(judge_for("3", given)), "a b ");
    EXPECT_EQ(competent(judge_for("4", given)), "a b ");
    EXPECT_EQ(competent(judge(given)), "a b ");
    const auto judged = judge_for("2", given).judged;
    ASSERT_EQ(judged.size(), 3U);
    EXPECT_EQ(judged[0].verdict, Verdict::OtherService);
    EXPECT_EQ(judged[1].verdict, Verdict::Competent);
    EXPECT_EQ(judged[2].verdict, Verdict::LessSpecific);
}

TEST(Competent, AnEntryOfItsOwnThatIsOverHidesNobody) {
    EXPECT_EQ(competent(judge_for("1", {{.holder = "alt", .area = "04012", .until = "2026-05-31"},
                                        {.holder = "b", .area = "04012", .service = "2"}})),
              "b ");
}

TEST(Competent, NobodyIsGuessed) {
    EXPECT_EQ(competent(judge({{.holder = "bremen", .area = "04011"}})), "");
    EXPECT_EQ(competent(judge({})), "");
}

}  // namespace
}  // namespace dw::catalogue
