#include "catalogue/search_misses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"

namespace dw::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Date day = *parse_date("2026-11-23");

TEST(CountedWords, OnlyWordsThatTellNothingOfAPerson) {
    EXPECT_EQ(counted_words("  Wo ist die Ponyweide? "), "ponyweide");
    EXPECT_EQ(counted_words("Straßen-Name ändern"), "straßen name ändern");
    for (const auto* text : {"", "der die das", "0171 2345678", "Müller 27568", "a@b.example",
                             "Haus Nr 5", "eins zwei drei vier fünf sechs", "\xff\xfe"}) {
        EXPECT_EQ(counted_words(text), "") << text;
    }
    EXPECT_EQ(counted_words(std::string(200, 'x')), "");
}

class Misses : public testing::CatalogueTest {
  protected:
    void ask(std::string_view text, int times, Date on = day) {
        for (int i = 0; i < times; ++i) misses_->note(text, on);
    }
    void write(Date today = day) {
        const auto written = misses_->write(today);
        ASSERT_TRUE(written) << written.error().message;
    }
    std::vector<SearchMiss> found() {
        const auto misses = search_misses(store(), 100);
        EXPECT_TRUE(misses) << misses.error().message;
        return misses ? *misses : std::vector<SearchMiss>{};
    }
    void SetUp() override {
        CatalogueTest::SetUp();
        misses_ = std::make_unique<SearchMisses>(store());
    }
    void TearDown() override {
        misses_.reset();
        CatalogueTest::TearDown();
    }
    std::unique_ptr<SearchMisses> misses_;
};

TEST_P(Misses, AreShownFromTheThirdTimeOn) {
    ask("Ponyweide", 2);
    ask("Drohne fliegen", 4);
    write();
    EXPECT_THAT(found(), ElementsAre(SearchMiss{"drohne fliegen", 4, day}));
    ask("ponyweide", 1);
    write();
    EXPECT_THAT(found(),
                ElementsAre(SearchMiss{"drohne fliegen", 4, day}, SearchMiss{"ponyweide", 3, day}));
}

TEST_P(Misses, AreForgottenAfterAWhile) {
    ask("Ponyweide", 5);
    write();
    const Date later = std::chrono::sys_days(day) + std::chrono::days(91);
    ask("Drohne", 3, later);
    write(later);
    EXPECT_THAT(found(), ElementsAre(SearchMiss{"drohne", 3, later}));
}

TEST_P(Misses, AFloodOfWordsIsBounded) {
    const std::string letters = "abcdefghij";
    for (int i = 0; i < 5000; ++i) {
        std::string word = "wort";
        for (int rest = i; rest > 0; rest /= 10) {
            word += letters[static_cast<std::size_t>(rest % 10)];
        }
        ask(word, 3);
    }
    write();
    EXPECT_THAT(found(), SizeIs(100));
    write();  // nothing new
}

TEST_P(Misses, NothingIsThereAtFirst) {
    write();
    EXPECT_THAT(found(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Databases, Misses, store::testing::databases(),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::catalogue
