#include "cases/treasury_file.h"
#include "cases/csv_cell.h"

#include <gtest/gtest.h>

namespace dw::cases {
namespace {

using namespace std::chrono_literals;

std::vector<TreasuryRow> rows_of(std::string_view bytes) {
    const auto rows = read_treasury_file(bytes);
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().code);
    return rows.value_or({});
}

std::string refusal(std::string_view bytes) {
    const auto rows = read_treasury_file(bytes);
    return rows ? "" : rows.error().code;
}

}  // namespace

TEST(TreasuryFile, IsReadWithAnySeparatorNamesOrNone) {
    for (const auto* file :
         {"Kassenzeichen;Betrag;Tag\n86 095 742 719;30,70;28.2.2026\n",
          "86095742719;30,70;2026-02-28",
          "Datum,Text,Betrag,Kassenzeichen\r\n28.02.2026,\"Miete, Mai\",\"30,70\",86095742719\r\n",
          "\xEF\xBB\xBFKASSENZEICHEN\tBetrag\tBuchungstag\n86-095-742-719\t30.70\t28.02."
          "2026\n\n"}) {
        SCOPED_TRACE(file);
        const auto rows = rows_of(file);
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows[0].fault, RowFault::None);
        EXPECT_EQ(rows[0].plain, "86095742719");
        EXPECT_EQ(rows[0].cents, 3070);
        EXPECT_EQ(rows[0].day, 2026y / 2 / 28);
    }
}

TEST(TreasuryFile, AmountsAreReadAsPeopleWriteThem) {
    const std::pair<const char*, std::int64_t> amounts[] = {
        {"30,70", 3070},   {"1.180,00", 118000}, {"1180", 118000}, {"12,50 €", 1250},
        {"-30,70", -3070}, {"30,70-", -3070},    {"+5", 500},      {"1.180", 118000}};
    for (const auto& [written, cents] : amounts) {
        const auto rows = rows_of("86095742719;" + std::string(written) + ";28.2.2026");
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows[0].fault, RowFault::None) << written;
        EXPECT_EQ(rows[0].cents, cents) << written;
    }
    for (const auto* wrong : {"", "0", "0,00", "1,180", "dreißig", "=1+1", "9999999999999999999"})
        EXPECT_EQ(rows_of("86095742719;" + std::string(wrong) + ";28.2.2026")[0].fault,
                  RowFault::Amount)
            << wrong;
}

TEST(TreasuryFile, EveryRowSaysItsOwnFault) {
    const auto rows = rows_of(
        "Kassenzeichen;Betrag;Tag\n"
        "86095742719;30,70;28.2.2026\n"
        "86095742791;30,70;28.2.2026\n"
        "86095742719;viel;28.2.2026\n"
        "86095742719;30,70;31.2.2026\n"
        "86095742719;30,70;28.2.26\n"
        "86095742719\n");
    ASSERT_EQ(rows.size(), 6U);
    const RowFault faults[] = {RowFault::None, RowFault::Reference, RowFault::Amount,
                               RowFault::Day,  RowFault::Day,       RowFault::Columns};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].fault, faults[i]) << i;
        EXPECT_EQ(rows[i].line, static_cast<int>(i) + 2);
        EXPECT_EQ(rows[i].key.empty(), rows[i].fault != RowFault::None);
    }
}

TEST(TreasuryFile, EqualRowsOfOneFileAreTwoPaymentsAndTheSameInEveryFile) {
    const std::string row = "86095742719;10,00;28.2.2026\n";
    const auto once = rows_of(row), twice = rows_of("Kassenzeichen;Betrag;Tag\n" + row + row);
    ASSERT_EQ(twice.size(), 2U);
    EXPECT_NE(twice[0].key, twice[1].key);
    EXPECT_EQ(once[0].key, twice[0].key);
    EXPECT_EQ(rows_of("86095742719;10;2026-02-28")[0].key, once[0].key);
}

TEST(TreasuryFile, OldFilesAreInLatin1) {
    const auto rows = rows_of("Kassenzeichen;Betrag;Tag\nM\xFCller;1;1.1.2026\n");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].reference, "Müller");
    EXPECT_EQ(rows[0].fault, RowFault::Reference);
}

TEST(TreasuryFile, WhatIsNoSuchFileIsRefusedWithTheReason) {
    EXPECT_EQ(refusal(""), "cases.treasury_empty");
    EXPECT_EQ(refusal("\n\n;;\n"), "cases.treasury_empty");
    EXPECT_EQ(refusal("Kassenzeichen;Betrag;Tag\n"), "cases.treasury_empty");
    EXPECT_EQ(refusal("Kassenzeichen;Betrag\n1;2\n"), "cases.treasury_columns");
    EXPECT_EQ(refusal("\"86095742719;30,70;28.2.2026\n"), "cases.treasury_quote");
    EXPECT_EQ(refusal(std::string_view("%PDF\0", 5)), "cases.treasury_text");
    EXPECT_EQ(refusal(std::string(treasury_bytes + 1, 'a')), "cases.treasury_size");
    std::string many;
    for (std::size_t i = 0; i <= treasury_rows; ++i) many += "86095742719;1;1.1.2026\n";
    EXPECT_EQ(refusal(many), "cases.treasury_rows");
}

TEST(TreasuryFile, WhatIsWrittenIsNoFormula) {
    EXPECT_EQ(csv_cell("86095742719"), "\"86095742719\"");
    EXPECT_EQ(csv_cell("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
    for (const auto* start : {"+", "-", "@", "\t", "\r"})
        EXPECT_EQ(csv_cell(std::string(start) + "1").substr(0, 2), "\"'") << start;
    EXPECT_EQ(csv_cell("a\"b"), "\"a\"\"b\"");
}

}  // namespace dw::cases
