#include "terms/retrieval.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

const Ars duesseldorf = *Ars::parse("051110000000");
const Ars hannover = *Ars::parse("032410001001");

std::string wrong_column(std::string_view row) {
    const std::string csv =
        "delivery;within;way;counts_from;area;from;to;consent;citation;source\n" + std::string(row);
    const auto table = RetrievalRules::parse(csv);
    return table.findings.empty() ? "" : table.findings.front().arguments.front();
}

TEST(Retrieval, WaitsTenDaysAndNotLessAtAHoliday) {
    const auto rules = RetrievalRules::load();
    const auto calendar = Calendar::load();
    ASSERT_TRUE(rules && calendar);
    const auto last = [&](std::string_view noticed, const Ars& seat) {
        const Date day = *parse_date(noticed);
        const auto rule = rules->find(DeliveryLaw::General, seat, day);
        EXPECT_TRUE(rule);
        return to_string(last_retrieval_day(*rule, day, *calendar, seat));
    };
    EXPECT_EQ(last("2026-11-30", duesseldorf), "2026-12-10");
    EXPECT_EQ(last("2026-12-03", duesseldorf), "2026-12-14") << "the 13th is a Sunday";
    EXPECT_EQ(last("2026-05-25", duesseldorf), "2026-06-05") << "the 4th is Corpus Christi";
    EXPECT_EQ(last("2026-05-25", hannover), "2026-06-04");
}

TEST(Retrieval, TaxesCountFromTheNotice) {
    const auto rules = RetrievalRules::load();
    ASSERT_TRUE(rules);
    const Date today = *parse_date("2026-11-30");
    EXPECT_FALSE(rules->find(DeliveryLaw::General, hannover, today)->counts_from_notice);
    const auto tax = rules->find(DeliveryLaw::Tax, hannover, today);
    ASSERT_TRUE(tax);
    EXPECT_TRUE(tax->counts_from_notice);
    EXPECT_EQ(tax->way, DeliveryChannel::Electronic);
    EXPECT_FALSE(rules->find(DeliveryLaw::None, hannover, today));
    EXPECT_EQ(tax->consent, "§ 122a Abs. 1 AO") << "the law that wants the consent";
}

TEST(Retrieval, BadRowsNameTheirColumn) {
    EXPECT_EQ(wrong_column("general;P10D;retrieval;retrieval;0;;;§ 2;§ 1;book"), "");
    for (const auto& [row, column] : std::vector<std::pair<std::string, std::string>>{
             {"church;P10D;retrieval;retrieval;0;;;§ 2;§ 1;book", "delivery"},
             {"general;ten;retrieval;retrieval;0;;;§ 2;§ 1;book", "within"},
             {"general;P10D;post;retrieval;0;;;§ 2;§ 1;book", "way"},
             {"general;P10D;retrieval;moon;0;;;§ 2;§ 1;book", "counts_from"},
             {"general;P10D;retrieval;retrieval;x;;;§ 2;§ 1;book", "area"},
             {"general;P10D;retrieval;retrieval;0;2026-13-01;;§ 2;§ 1;book", "from"},
             {"general;P10D;retrieval;retrieval;0;2026-01-02;2026-01-01;§ 2;§ 1;book", "to"},
             {"general;P10D;retrieval;retrieval;0;;;§ 2;;book", "citation"},
             {"general;P10D;retrieval;retrieval;0;;;§ 2;§ 1;", "source"}})
        EXPECT_EQ(wrong_column(row), column) << row;
}

}  // namespace
}  // namespace dw
