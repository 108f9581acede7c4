#include "catalogue/service_wording.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

Period lasting(int value, std::string unit) {
    Period period;
    period.value = value;
    period.unit = std::move(unit);
    return period;
}

TEST(ServiceWording, ShortLengthsAreWords) {
    EXPECT_EQ(written(lasting(2, "WOCHE"), Language::German), "zwei Wochen");
    EXPECT_EQ(written(lasting(1, "WOCHE"), Language::German), "eine Woche");
    EXPECT_EQ(written(lasting(1, "TAG"), Language::German), "ein Tag");
    EXPECT_EQ(written(lasting(30, "TAG"), Language::German), "30 Tage");
    EXPECT_EQ(written(lasting(3, "MONAT"), Language::English), "three months");
}

TEST(ServiceWording, ARangeNamesItsUnitOnceWhereItIsTheSame) {
    auto period = lasting(2, "WOCHE");
    period.upper = 4;
    EXPECT_EQ(written(period, Language::German), "zwei bis vier Wochen");
    period.upper_unit = "MONAT";
    EXPECT_EQ(written(period, Language::German), "zwei Wochen bis vier Monate");
    period.value = 0;
    EXPECT_EQ(written(period, Language::German), "bis vier Monate");
}

TEST(ServiceWording, DaysOfTheYearAndDates) {
    Period period;
    period.day_until = "--03-31";
    EXPECT_EQ(written(period, Language::German), "bis 31. März");
    period.day_from = "2026-01-02";
    EXPECT_EQ(written(period, Language::German), "vom 02.01.2026 bis 31. März");
    EXPECT_EQ(written(period, Language::English), "from 2 January 2026 to 31 March");
}

TEST(ServiceWording, AnUnknownUnitSaysNothingRatherThanSomethingWrong) {
    EXPECT_EQ(written(lasting(2, "FORTNIGHT"), Language::German), "");
    EXPECT_EQ(written(Period{}, Language::German), "");
}

TEST(ServiceWording, AmountsAsPeopleWriteThem) {
    EXPECT_EQ(written(Money::from_cents(15000), "EUR", Language::German), "150,00\u00a0€");
    EXPECT_EQ(written(Money::from_cents(123456789), "EUR", Language::German),
              "1.234.567,89\u00a0€");
    EXPECT_EQ(written(Money::from_cents(15000), "EUR", Language::English), "€150.00");
    EXPECT_EQ(written(Money::from_cents(100), "CHF", Language::German), "1,00\u00a0CHF");
}

TEST(ServiceWording, CostsFixedFreeAndInBetween) {
    Cost cost;
    cost.kind = Cost::Kind::Range;
    cost.lower = Money::from_cents(1200);
    EXPECT_EQ(written(cost, Language::German), "ab 12,00\u00a0€");
    cost.upper = Money::from_cents(3000);
    EXPECT_EQ(written(cost, Language::German), "12,00\u00a0€ bis 30,00\u00a0€");
    cost.kind = Cost::Kind::Free;
    EXPECT_EQ(written(cost, Language::German), "keine Gebühr");
    EXPECT_EQ(written(Cost{}, Language::German), "");
}

}  // namespace
}  // namespace dw::catalogue
