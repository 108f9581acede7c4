#include "cases/payment_reference.h"

#include <gtest/gtest.h>

#include <set>

namespace dw::cases {
namespace {

class Counting : public RandomSource {
  public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = next_++;
    }

  private:
    std::uint8_t next_ = 0;
};

}  // namespace

TEST(PaymentReference, IsWrittenAsThePatternSays) {
    Counting random;
    EXPECT_EQ(new_reference("5.0810.########*", random).substr(0, 15), "5.0810.01234567");
    EXPECT_EQ(new_reference("BW-########*", random).substr(0, 3), "BW-");
}

// Identification numbers for taxes have the same check digit; these two are the authority's
// examples for tests (Bundeszentralamt für Steuern).
TEST(PaymentReference, HasTheCheckDigitOfTheStandard) {
    EXPECT_TRUE(read_reference("86 095 742 719"));
    EXPECT_TRUE(read_reference("02 476 291 358"));
    EXPECT_FALSE(read_reference("86 095 742 791"));
}

TEST(PaymentReference, EverySingleWrongDigitIsFound) {
    Counting random;
    const std::string right = new_reference("##########*", random);
    for (std::size_t i = 0; i < right.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string wrong = right;
            wrong[i] = digit;
            EXPECT_EQ(read_reference(wrong).has_value(), wrong == right) << wrong;
        }
    }
}

TEST(PaymentReference, IsReadWithoutWhatPeopleAndBanksAddToIt) {
    Counting random;
    const std::string written = new_reference("BW-5.0810/########*", random);
    const auto plain = read_reference(written);
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->find_first_of("-./"), std::string::npos);
    EXPECT_EQ(read_reference(*plain), plain);
    EXPECT_EQ(read_reference(" bw 5 0810 " + plain->substr(7)), plain);
    for (const auto* wrong : {"", "1", "Miete Mai", "=1+1", "12345678901234567890123456789", "ß"})
        EXPECT_FALSE(read_reference(wrong)) << wrong;
}

TEST(PaymentReference, PatternsWithoutRoomOrCheckDigitAreNone) {
    EXPECT_TRUE(is_reference_pattern(usual_reference_pattern));
    EXPECT_TRUE(is_reference_pattern("BW-5.0810/########*"));
    for (const auto* wrong :
         {"", "*", "########", "#######*", "*########", "########**", "########* ", "bw########*",
          "5.0810.0815.4711.################*", "=########*"})
        EXPECT_FALSE(is_reference_pattern(wrong)) << wrong;
}

}  // namespace dw::cases
