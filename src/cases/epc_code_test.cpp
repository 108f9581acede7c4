#include "cases/epc_code.h"

#include <gtest/gtest.h>

#include "web/qr_code.h"

namespace dw::cases {
namespace {

// The IBAN of the registry's example for Germany (ISO 13616).
const Payee treasury{"Stadtkasse Bremen (Beispiel)", "DE89370400440532013000", ""};

}  // namespace

TEST(EpcCode, SaysWhatTheGuidelineAsksForLineByLine) {
    EXPECT_EQ(epc_code(treasury, 3070, "5.0810.012345674"),
              "BCD\n002\n1\nSCT\n\nStadtkasse Bremen (Beispiel)\nDE89370400440532013000\n"
              "EUR30.70\n\n\n5.0810.012345674");
    const Payee with_bic{"Kasse", treasury.iban, "COBADEFFXXX"};
    EXPECT_EQ(epc_code(with_bic, 5, "1").substr(0, 29), "BCD\n002\n1\nSCT\nCOBADEFFXXX\nKas");
}

TEST(EpcCode, IsLeftOutWhereItWouldBeWrong) {
    EXPECT_EQ(epc_code(treasury, 0, "1"), "");
    EXPECT_EQ(epc_code(treasury, -100, "1"), "");
    EXPECT_EQ(epc_code({"Kasse", "", ""}, 100, "1"), "");
    EXPECT_EQ(epc_code({"Kasse\nDE00", treasury.iban, ""}, 100, "1"), "");
    EXPECT_EQ(epc_code(treasury, 100, "1\n2"), "");
    EXPECT_EQ(epc_code(treasury, 100'000'000'000, "1"), "");
}

TEST(EpcCode, ALongNameIsCutAndTheCodeStaysBelowVersion13) {
    std::string name;
    for (int i = 0; i < 60; ++i) name += "ä";
    const auto code = epc_code({name, treasury.iban, ""}, 99'999'999'999, std::string(140, '8'));
    EXPECT_NE(code, "");
    EXPECT_LE(code.size(), 331U);
    const auto modules = web::qr_modules(code);
    ASSERT_TRUE(modules);
    EXPECT_LE(modules->width, 69U);
}

TEST(EpcCode, AnIbanIsWrittenInGroupsOfFour) {
    EXPECT_EQ(written_iban("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00");
}

}  // namespace dw::cases
