#include "forms/answer_checks.h"

#include <gtest/gtest.h>

namespace dw::forms {
namespace {

TEST(AnswerChecks, NameTakesLettersOfDin91379) {
    for (const char* name :
         {"Müller-Lüdenscheid", "O’Connor", "D'Angelo", "Đặng Thị Ngọc Ánh", "Şahin", "Łukasz",
          "Þórður", "Ǆemal", "ẞ", "M̄ira", "Nguyễn", "von der Ähre, geb. Ölz", "Ŋuur", "Ẹ̀kọ́"}) {
        EXPECT_EQ(check_named("name", name), "") << name;
        EXPECT_EQ(check_characters(name), "") << name;
    }
}

TEST(AnswerChecks, NameRefusesDigitsMarkupAndEmptiness) {
    for (const char* name : {"R2D2", "<b>Eva</b>", "Eva; drop", "---", "👩", "=1+1"}) {
        EXPECT_EQ(check_named("name", name), "answer_name_letters") << name;
    }
}

TEST(AnswerChecks, LettersNoRegisterCanHoldAreNamed) {
    for (const char* name : {"Иван", "Ιωάννης", "محمد", "伟", "Eva Иванова"}) {
        EXPECT_EQ(check_named("name", name), "answer_name_latin") << name;
    }
}

TEST(AnswerChecks, TownIsMadeOfLetters) {
    for (const char* town : {"Bremerhaven", "Halle (Saale)", "Bremerhaven-Lehe", "Au", "Łódź"}) {
        EXPECT_EQ(check_named("town", town), "") << town;
    }
    for (const char* wrong : {"123", "27568 Bremerhaven", "-", "X"}) {
        EXPECT_EQ(check_named("town", wrong), "answer_town") << wrong;
    }
}

TEST(AnswerChecks, ControlAndHiddenCharactersAreRefused) {
    EXPECT_EQ(check_characters("Eva\x01"), "answer_characters");
    EXPECT_EQ(check_characters("Eva\x7F"), "answer_characters");
    EXPECT_EQ(check_characters("Eva\u202Egpj.exe"), "answer_characters");
    EXPECT_EQ(check_characters("Eva\u200B"), "answer_characters");
    EXPECT_EQ(check_characters("\xC3"), "answer_characters");
    EXPECT_EQ(check_characters("Zeile 1\nZeile 2\t👋 مرحبا"), "");
}

TEST(AnswerChecks, PostcodeHasFiveDigits) {
    EXPECT_EQ(check_named("postcode", "01067"), "");
    EXPECT_EQ(check_named("postcode", "27568"), "");
    for (const char* wrong : {"2756", "275688", "2756a", "00100", "٢٧٥٦٨"}) {
        EXPECT_EQ(check_named("postcode", wrong), "answer_postcode") << wrong;
    }
}

TEST(AnswerChecks, IbanIsHeldAgainstItsCheckDigits) {
    EXPECT_EQ(check_named("iban", "DE89370400440532013000"), "");
    EXPECT_EQ(check_named("iban", "GB82WEST12345698765432"), "");
    EXPECT_EQ(check_named("iban", "DE88370400440532013000"), "answer_iban");
    EXPECT_EQ(check_named("iban", "DE8937040044053201300"), "answer_iban");
    EXPECT_EQ(check_named("iban", ""), "answer_iban");
}

TEST(AnswerChecks, ChipNumberHasFifteenDigits) {
    EXPECT_EQ(check_named("chip_number", "276098106234567"), "");
    EXPECT_EQ(check_named("chip_number", "27609810623456"), "answer_chip_number");
}

TEST(AnswerChecks, EmailNeedsNameAndDomain) {
    for (const char* good : {"a@b.de", "vor.nach+x@sub.beispiel.de", "käthe@müller.de"}) {
        EXPECT_EQ(check_email(good), "") << good;
    }
    for (const char* wrong : {"", "a", "@b.de", "a@", "a@b", "a@b.", "a b@c.de", "a@@b.de",
                              "a@b..de", "a@b.d", "a\nb@c.de", "<a@b.de>"}) {
        EXPECT_EQ(check_email(wrong), "answer_email") << wrong;
    }
}

TEST(AnswerChecks, PhoneIsMadeOfDigits) {
    EXPECT_EQ(check_phone("+49 (0)471 123-456/7"), "");
    EXPECT_EQ(check_phone("0471"), "");
    EXPECT_EQ(check_phone("ruf mich an"), "answer_phone");
    EXPECT_EQ(check_phone("12"), "answer_phone");
}

TEST(AnswerChecks, SignsAloneAreNoAnswer) {
    for (const auto* text : {"????", "-", ". . .", "…"})
        EXPECT_EQ(check_written(text), "answer_signs_alone") << text;
    for (const auto* text : {"Q 7", "4", "Ä", "ул. 5"}) EXPECT_EQ(check_written(text), "") << text;
}

TEST(AnswerChecks, AmountsAreReadAsPeopleWriteThem) {
    const auto cents = [](std::string_view text) {
        const auto amount = written_amount(text);
        return amount ? amount->cents() : -1;
    };
    EXPECT_EQ(cents("12,50"), 1250);
    EXPECT_EQ(cents("12.5"), 1250);
    EXPECT_EQ(cents("0,5"), 50);
    EXPECT_EQ(cents("96"), 9600);
    EXPECT_EQ(cents("96 €"), 9600);
    EXPECT_EQ(cents("96,00 Euro"), 9600);
    EXPECT_EQ(cents("1180"), 118000);
    EXPECT_EQ(cents("1.180"), 118000);
    EXPECT_EQ(cents("1.180,00"), 118000);
    EXPECT_EQ(cents("1 180,00 EUR"), 118000);
    EXPECT_EQ(cents("1'180.5"), 118050);
    EXPECT_EQ(cents("1,180.00"), 118000);
    EXPECT_EQ(cents("1.234.567,89"), 123456789);
    for (const auto* text :
         {"", ",50", "12,", "1.18.0", "1180.000", "1..180", "1,180,00", "1.180.00", "12,345", "abc",
          "12 €€", "1e3", "0x10", "1.2345,00", "€", "."})
        EXPECT_EQ(cents(text), -1) << text;
}

TEST(AnswerChecks, StoredTextIsTrimmedAndComposed) {
    EXPECT_EQ(normalised("", "  Mu\u0308ller \r\n"), "Müller");
    EXPECT_EQ(normalised("iban", "de89 3704 0044 0532 0130 00"), "DE89370400440532013000");
    EXPECT_EQ(normalised("chip_number", "276 0981 0623 4567"), "276098106234567");
    EXPECT_EQ(normalised("", "a\r\nb"), "a\nb");
}

}  // namespace
}  // namespace dw::forms
