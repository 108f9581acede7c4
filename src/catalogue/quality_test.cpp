#include "catalogue/quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Service service_with(std::vector<TextModule> modules, const std::string& id = "sterbefall") {
    Service service;
    service.id = {"L900100", id};
    service.modules = std::move(modules);
    return service;
}
TextModule module(const std::string& code, const std::string& html) {
    return {code, {{"de", html}}, {}};
}
constexpr Date today{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(29)};

TEST(Quality, CountsLongSentencesAndQuotesTheWorst) {
    const auto count = count_sentences(
        "<p>Kurz. Nach § 3 Abs. 2 gilt das z. B. am 15. Mai.</p><ul><li>eins</li><li>zwei</li></ul>"
        "<p>eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
        "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig einundzwanzig.</p>");
    EXPECT_EQ(count.sentences, 5U);
    EXPECT_EQ(count.too_long, 1U);
    EXPECT_EQ(count.worst_words, 21U);
    EXPECT_THAT(count.worst, HasSubstr("einundzwanzig."));
}

TEST(Quality, LawsMayHaveLongNames) {
    std::string words;
    for (int i = 0; i < 30; ++i) words += "wort ";
    EXPECT_THAT(long_sentences(service_with({module("07", "<p>" + words + "</p>")})), IsEmpty());
    EXPECT_THAT(long_sentences(service_with({module("05", "<p>" + words + "</p>")})), SizeIs(1));
}

TEST(Quality, ReadsLengthsOfTimeInWords) {
    EXPECT_THAT(lengths_in("<p>Spätestens am dritten Werktag, sonst in zwei Wochen.</p>"),
                ElementsAre("2 Woche", "3 Werktag"));
    EXPECT_THAT(lengths_in("innerhalb von 14 Tagen"), ElementsAre("14 Tag"));
    EXPECT_THAT(lengths_in("am Tag der Geburt um 3 Uhr"), IsEmpty());
}

TEST(Quality, TwoTextsWithDifferentDeadlinesContradictEachOther) {
    // A registry office and a town about the report of a death (§ 28 PStG).
    const auto law = service_with({module("13", "<p>am dritten Werktag nach dem Tod</p>")});
    const auto town =
        service_with({module("13", "<p>spätestens am nächsten Werktag</p>")}, "todesfall");
    const auto found = differing_deadlines({law, town});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found.front().details, HasSubstr("3 Werktag | 1 Werktag"));
    EXPECT_THAT(differing_deadlines({law, law}), IsEmpty());
    auto with_field = law;
    with_field.deadlines = {{.value = 2, .unit = "WOCHE"}};
    EXPECT_THAT(differing_deadlines({with_field}), SizeIs(1));
}

TEST(Quality, NamesWhatIsMissing) {
    auto service = service_with({module("03", "Sterbefall"), module("06", "<p>Text</p>")});
    std::vector<std::string> parts;
    for (const auto& finding : missing_texts(service)) parts.push_back(finding.part);
    EXPECT_THAT(parts, ElementsAre("11", "08", "25", "10", "13"));
    service.costs = {{.kind = Cost::Kind::Free}};
    EXPECT_THAT(missing_texts(service), SizeIs(4));
    // Where there is no deadline, how long it takes is enough (Art. 10 (1) (g)).
    service.processing_times = {{.value = 2, .unit = "WOCHE"}};
    EXPECT_THAT(missing_texts(service), SizeIs(3));
}

TEST(Quality, TextsAreOldAfterAYear) {
    auto service = service_with({});
    EXPECT_THAT(old_texts(service, today), IsEmpty());
    service.approved_on =
        Date{std::chrono::year(2025), std::chrono::month(11), std::chrono::day(28)};
    EXPECT_THAT(old_texts(service, today), SizeIs(1));
    service.own_words = {{"05", "Bremerhaven", today}};
    EXPECT_THAT(old_texts(service, today), IsEmpty());
}

TEST(Quality, FindsAddressesNobodyCanFollow) {
    for (const char* good : {"https://stadt.example/a?b=1#c", "http://www.stadt.de:8080",
                             "mailto:amt@stadt.example", "tel:+49471590"})
        EXPECT_TRUE(is_well_formed_address(good)) << good;
    for (const char* bad :
         {"https://", "http://http://stadt.de", "https://stadt", "www.stadt.de",
          "https://stadt .de", "mailto:amt", "tel:", "javascript:alert(1)", "https://.de", ""})
        EXPECT_FALSE(is_well_formed_address(bad)) << bad;
    auto service = service_with({module("06", "<p><a href=\"https://stadt\">x</a></p>")});
    service.modules[0].links = {{"https://stadt.example", "gut", "", "de"}};
    EXPECT_THAT(dead_links(service), SizeIs(1));
}

TEST(Quality, AnotherQuoteIsAnotherFinding) {
    QualityFinding one{
        .kind = QualityKind::OldText, .object = {"L1", "a"}, .details = "2024-01-01"};
    QualityFinding other = one;
    EXPECT_EQ(one.key(), other.key());
    other.details = "2025-01-01";
    EXPECT_NE(one.key(), other.key());
}

}  // namespace
}  // namespace dw::catalogue
