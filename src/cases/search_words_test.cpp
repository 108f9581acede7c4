#include "cases/search_words.h"

#include <gtest/gtest.h>

namespace dw::cases {
namespace {

CaseState someone(std::string given, std::string family) {
    CaseState state;
    state.sequence = 3;
    state.opened.number = "7K4-M9Q-2XC";
    state.applicant.given_name = std::move(given);
    state.applicant.family_name = std::move(family);
    state.applicant.street = "Große Straße 12 a";
    state.applicant.email = "Elif.Muster@Post.example";
    state.applicant.phone = "+49 471 1234";
    return state;
}

bool finds(const CaseState& state, std::string_view typed) {
    const auto words = search_words(state);
    const auto asked = question_words(typed);
    return !asked.empty() && std::ranges::all_of(asked, [&](const std::string& word) {
        return words.contains(word);
    });
}

}  // namespace

TEST(SearchWords, NamesAreFoundHoweverTheyAreSpelled) {
    const auto state = someone("Elif", "Müller-Yıldız");
    for (const auto* typed : {"Müller", "müller", "Mueller", "MULLER", "müller-yıldız",
                              "elif mueller", "Yıldız Elif", "  elif  "})
        EXPECT_TRUE(finds(state, typed)) << typed;
    for (const auto* typed : {"Müll", "Elif Meier", "Elif-Meier", "", " ", "?"})
        EXPECT_FALSE(finds(state, typed)) << typed;
}

TEST(SearchWords, NumbersAndAddressesAreOneWord) {
    const auto state = someone("Elif", "Muster");
    for (const auto* typed : {"7K4-M9Q-2XC", "7k4m9q2xc", "7K4 M9Q 2XC", "elif.muster@post.example",
                              "+49 471 1234", "49-471-1234", "große Straße", "Grosse Strasse",
                              "Muster Große Straße 12", "Muster 7K4-M9Q-2XC"})
        EXPECT_TRUE(finds(state, typed)) << typed;
    EXPECT_FALSE(finds(state, "7K4-M9Q-2XD"));
}

TEST(SearchWords, ANumberWithoutADigitIsANumberToo) {
    auto state = someone("Elif", "Muster");
    state.opened.number = "KHM-WQR-TXG";
    for (const auto* typed : {"KHM-WQR-TXG", "khm-wqr-txg", "KHM WQR TXG", " khmwqrtxg ",
                              "Muster KHM-WQR-TXG", "khm-wqr-txg elif"})
        EXPECT_TRUE(finds(state, typed)) << typed;
    for (const auto* typed : {"KHM-WQR-TXH", "KHM WQR", "Muster KHM"})
        EXPECT_FALSE(finds(state, typed)) << typed;
    EXPECT_EQ(question_words("Jan Erb Gra").size(), 3U) << "names stay names";
    EXPECT_EQ(question_words("schwarzed"), std::vector<std::string>{"schwarzed"});
}

TEST(SearchWords, NothingIsLeftOfADestroyedCase) {
    auto state = someone("Elif", "Muster");
    state.state = State::Destroyed;
    EXPECT_TRUE(search_words(state).empty());
}

TEST(SearchWords, OnlyLongerFamilyNamesStandWithTheirBeginning) {
    EXPECT_EQ(beginning_of("mulle"), "^mull");
    EXPECT_EQ(beginning_of("mull"), "^mull");
    EXPECT_EQ(beginning_of("иванов"), "^иван");
    for (const auto* word : {"", "mul", "27568", "elif@post", "weg12"})
        EXPECT_EQ(beginning_of(word), "") << word;
    const auto words = search_words(someone("Katharina", "Müller Öz Kahn"));
    EXPECT_TRUE(words.contains("^mull"));
    EXPECT_TRUE(words.contains("^muel"));
    EXPECT_EQ(std::ranges::count_if(words, [](const auto& word) { return word[0] == '^'; }), 2)
        << "no given name, no street, no short name";
    EXPECT_TRUE(has_beginning("Elif Müller", "muel"));
    EXPECT_FALSE(has_beginning("Elif Müller", "mulli"));
}

TEST(SearchWords, FormerAddressesStay) {
    CaseState state;
    const PartyAdded first{.given_name = "Elif",
                           .family_name = "Muster",
                           .street = "Altgasse 7",
                           .postcode = "27568",
                           .town = "Bremerhaven",
                           .email = {},
                           .phone = {}};
    auto moved = first;
    moved.street = "Neugasse 2";
    moved.postcode = "24103";
    moved.town = "Kiel";
    for (const Event& event : {Event(first), Event(first), Event(moved)}) apply_to(state, event);
    EXPECT_EQ(state.former_addresses.size(), 1U);
    state.opened.number = "7K4-M9Q-2XC";
    for (const auto* typed : {"Altgasse", "27568", "24103 Kiel", "Neugasse 2", "27568 Bremerhaven"})
        EXPECT_TRUE(finds(state, typed)) << typed;
}

TEST(SearchWords, AreBounded) {
    std::string names;
    for (int i = 0; i < 500; ++i) names += "name" + std::to_string(i) + " ";
    EXPECT_LE(search_words(someone(names, "Muster")).size(), words_of_case);
    EXPECT_LE(question_words(names).size(), words_of_question);
    EXPECT_TRUE(question_words(std::string(5000, 'x')).empty());
}

TEST(SearchWords, AreBlindAndDifferForEachOrganisation) {
    SecretKey one{}, other{};
    other[0] = 1;
    EXPECT_EQ(blind_word(one, "muster"), blind_word(one, "muster"));
    EXPECT_NE(blind_word(one, "muster"), blind_word(one, "muste"));
    EXPECT_NE(blind_word(one, "muster"), blind_word(other, "muster"));
    EXPECT_GE(blind_word(one, "muster"), 0);
    EXPECT_LT(blind_word(one, "muster"), std::int64_t{1} << 32);
}

}  // namespace dw::cases
