#include "catalogue/edit_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/edit_line_values.h"

namespace dw::catalogue {
namespace {

using ::testing::SizeIs;

Money euros(std::int64_t amount) {
    return Money::from_cents(amount * 100);
}

template <class Item>
std::vector<Item> items_of(const Lines<Item>& lines) {
    const auto* items = std::get_if<std::vector<Item>>(&lines);
    EXPECT_NE(items, nullptr) << std::get<WrongLine>(lines).why.de;
    return items ? *items : std::vector<Item>();
}
template <class Item>
std::size_t wrong_line_of(const Lines<Item>& lines) {
    const auto* wrong = std::get_if<WrongLine>(&lines);
    return wrong ? wrong->number : 0;
}

TEST(EditLines, AmountsAreReadAsTheyAreWritten) {
    const std::pair<const char*, Cost> amounts[] = {
        {"12,50 €", {.amount = Money::from_cents(1250)}},
        {"1.234,00 €", {.amount = euros(1234)}},
        {"12,00 € bis 30,00 €",
         {.kind = Cost::Kind::Range, .lower = euros(12), .upper = euros(30)}},
        {"ab 12,00 €", {.kind = Cost::Kind::Range, .lower = euros(12)}},
        {"bis zu 30,00 €", {.kind = Cost::Kind::Range, .upper = euros(30)}},
        {"kostenlos", {.kind = Cost::Kind::Free}},
        {"", {}}};
    for (const auto& [line, cost] : amounts) {
        EXPECT_EQ(amount_from(line), cost) << line;
        EXPECT_EQ(amount_from(amount_line(cost)), cost) << line;
    }
    EXPECT_EQ(amount_from("12–30 Euro"), amount_from("12,00 € bis 30,00 €"));
    for (const char* wrong : {"abc", "12.50 €", "30 bis 12 €", "12,345 €", "-3 €", "12 USD"})
        EXPECT_FALSE(amount_from(wrong)) << wrong;
}

TEST(EditLines, LengthsAndDaysAreReadAsTheyAreWritten) {
    const std::pair<const char*, Period> lengths[] = {
        {"2 Wochen", {.value = 2, .unit = "WOCHE"}},
        {"1 Monat", {.value = 1, .unit = "MONAT"}},
        {"2 bis 4 Wochen", {.value = 2, .upper = 4, .unit = "WOCHE"}},
        {"2 Wochen bis 3 Monate", {.value = 2, .upper = 3, .unit = "WOCHE", .upper_unit = "MONAT"}},
        {"bis 14 Tage", {.value = 0, .upper = 14, .unit = "TAG"}},
        {"bis 31.03.", {.day_until = "--03-31"}},
        {"ab 01.04.2027", {.day_from = "2027-04-01"}},
        {"01.01. bis 31.03.", {.day_from = "--01-01", .day_until = "--03-31"}},
        {"", {}}};
    for (const auto& [line, period] : lengths) {
        EXPECT_EQ(length_from(line), period) << line;
        EXPECT_EQ(length_line(period), line);
    }
    for (const char* wrong : {"bald", "2 Monde", "31.02.", "2", "bis 32.01.", "99999 Tage"})
        EXPECT_FALSE(length_from(wrong)) << wrong;
}

TEST(EditLines, ALineThatStaysKeepsWhatItDoesNotShow) {
    const std::vector<Cost> before{
        {.kind = Cost::Kind::Fixed,
         .amount = euros(10),
         .currency = "EUR",
         .description = {{"de", "<p>Für <b>den</b> ersten</p><ul><li>Hund</li></ul>"},
                         {"fr", "<p>chien</p>"}}},
        {.amount = euros(20)}};
    const auto lines = lines_of(before);
    EXPECT_EQ(items_of(costs_from(lines, before)), before);
    const auto more =
        items_of(costs_from(lines + "\nkostenlos | für Blinde | for the blind", before));
    ASSERT_THAT(more, SizeIs(3));
    EXPECT_EQ(more[0], before[0]);
    EXPECT_EQ(more[2].description.at("de"), "<p>für Blinde</p>");
    EXPECT_EQ(more[2].description.at("en"), "<p>for the blind</p>");
}

TEST(EditLines, DocumentsHaveNamesAndExplanations) {
    const auto documents = items_of(documents_from("Ausweis | oder Pass | ID card\n\n Foto ", {}));
    ASSERT_THAT(documents, SizeIs(2));
    EXPECT_EQ(documents[0].name.at("en"), "ID card");
    EXPECT_EQ(documents[1].name.at("de"), "Foto");
    EXPECT_EQ(lines_of(documents), "Ausweis | oder Pass | ID card\nFoto");
    EXPECT_EQ(wrong_line_of(documents_from("Ausweis\n | nur Erklärung", {})), 2U);
}

TEST(EditLines, KeywordsHaveALineEach) {
    const std::vector<Localized> before{{{"fr", "chien"}}, {{"de", "Hund"}, {"tr", "köpek"}}};
    EXPECT_EQ(lines_of(before), "chien\nHund");
    const auto keywords =
        items_of(keywords_from("chien\nHund\nVierbeiner | four-legged friend\n | doggy", before));
    ASSERT_THAT(keywords, SizeIs(4));
    EXPECT_EQ(keywords[0], before[0]);
    EXPECT_EQ(keywords[1], before[1]) << "what the line does not show stays";
    EXPECT_EQ(keywords[2], (Localized{{"de", "Vierbeiner"}, {"en", "four-legged friend"}}));
    EXPECT_EQ(keywords[3], (Localized{{"en", "doggy"}}));
    EXPECT_EQ(wrong_line_of(keywords_from("Hund\nKatze | cat | chat", {})), 2U);
}

TEST(EditLines, NumbersAndAddressesThatCannotBeRightAreNamed) {
    EXPECT_EQ(wrong_line_of(contacts_from("Telefon | 0471 590-0\nTelefon | abc", {})), 2U);
    EXPECT_EQ(wrong_line_of(contacts_from("E-Mail | amt.stadt.de", {})), 1U);
    EXPECT_EQ(wrong_line_of(contacts_from("E-Mail | amt@stadt", {})), 1U);
    EXPECT_EQ(wrong_line_of(contacts_from("Web | stadt", {})), 1U);
    EXPECT_EQ(wrong_line_of(contacts_from("Formular | https://stadt", {})), 1U);
    EXPECT_EQ(wrong_line_of(contacts_from("Web | https://www.stadt.de", {})), 0U);
    EXPECT_EQ(wrong_line_of(contacts_from("Telefon | +49 (471) 590-0 | Zentrale", {})), 0U);
    EXPECT_EQ(wrong_line_of(addresses_from("Leherstr. 3 | 2757 Bremerhaven", {})), 1U);
    EXPECT_EQ(wrong_line_of(links_from("https://stadt.de | Ort\nhttps://stadt", {})), 2U);
    EXPECT_EQ(wrong_line_of(links_from("mailto:amt", {})), 1U);
    // What the source says stays until somebody changes it.
    const std::vector<Contact> odd{{"02", "siehe Aushang", ""}};
    EXPECT_EQ(items_of(contacts_from("Telefon | siehe Aushang", odd)), odd);
}

}  // namespace
}  // namespace dw::catalogue
