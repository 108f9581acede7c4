#include "catalogue/search_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dw::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchWords, UmlautsAndTheirWrittenOutFormsAreTheSame) {
    EXPECT_EQ(fold_word("Müll"), fold_word("Muell"));
    EXPECT_EQ(fold_word("Straße"), fold_word("STRASSE"));
    EXPECT_EQ(fold_word("Öffnung"), fold_word("Oeffnung"));
    EXPECT_EQ(fold_word("Café"), "cafe");
}

TEST(SearchWords, OtherScriptsAreTypedWithoutTheirSigns) {
    EXPECT_EQ(fold_word("ПАСПОРТ"), fold_word("паспорт"));
    EXPECT_EQ(fold_word("Жильё"), fold_word("жилье"));
    EXPECT_EQ(fold_word("Їжак"), fold_word("їжак"));
    EXPECT_EQ(fold_word("إقامة"), fold_word("اقامة"));
    EXPECT_EQ(fold_word("Dowód"), "dowod");
    EXPECT_EQ(fold_word("SÜRÜCÜ"), fold_word("sürücü"));
}

TEST(SearchWords, UeAfterAVowelOrQIsNoUmlaut) {
    EXPECT_EQ(fold_word("Steuer"), "steuer");
    EXPECT_EQ(fold_word("neue"), "neue");
    EXPECT_EQ(fold_word("Quelle"), "quelle");
}

TEST(SearchWords, PunctuationParts) {
    EXPECT_THAT(folded_words("„Kfz-Zulassung“ – für Bürger*innen, § 6\u00a0StVG"),
                ElementsAre("kfz", "zulassung", "fur", "burger", "innen", "6", "stvg"));
    EXPECT_THAT(folded_words(" … "), IsEmpty());
}

TEST(SearchWords, BrokenBytesDoNoHarm) {
    EXPECT_THAT(folded_words("Hund\xff\xc3"), ElementsAre("hund"));
    EXPECT_THAT(folded_words("\xe2\x80"), IsEmpty());
}

TEST(SearchWords, StemsJoinFormsOfOneWord) {
    const Stemmer german(Language::German);
    EXPECT_EQ(german.stem(fold_word("Anmeldung")), german.stem(fold_word("anmelden")));
    EXPECT_EQ(german.stem(fold_word("Hunde")), german.stem(fold_word("Hund")));
    const Stemmer english(Language::English);
    EXPECT_EQ(english.stem("dogs"), english.stem("dog"));
}

TEST(SearchWords, ACompoundComesApartIntoKnownWords) {
    const std::set<std::string, std::less<>> words = {"hunde",     "hundes",  "teuer", "steuer",
                                                      "anmeldung", "wohnung", "geber"};
    const auto known = [&](std::string_view word) { return words.contains(word); };
    EXPECT_THAT(compound_parts("hundesteuer", known), ElementsAre("hunde", "steuer"));
    EXPECT_THAT(compound_parts("hundesteueranmeldung", known),
                ElementsAre("hunde", "steuer", "anmeldung"));
    EXPECT_THAT(compound_parts("wohnungsgeber", known), ElementsAre("wohnung", "geber"));
    EXPECT_THAT(compound_parts("personalausweis", known), IsEmpty());
}

TEST(SearchWords, QuestionWordsSayNothing) {
    EXPECT_TRUE(is_stop_word(fold_word("für")));
    EXPECT_TRUE(is_stop_word("ich"));
    EXPECT_FALSE(is_stop_word("hund"));
}

}  // namespace
}  // namespace dw::catalogue
