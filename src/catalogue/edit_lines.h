// Lists as editors write them: a line for each item, its parts with " | " between them.
//
//   addresses   Leherstr. 3 | 27576 Bremerhaven
//   contacts    Telefon | 0471 590-0 | Mo–Fr
//   links       https://stadt.example | Formular
//   costs       12,00 € bis 30,00 € | für den ersten Hund | for the first dog
//   periods     2 bis 4 Wochen | nach dem Umzug | after you move
//   documents   Personalausweis | oder Reisepass | identity card | or passport
//   keywords    Vierbeiner | four-legged friend
//
// A line that stands there as before keeps all of its item, also what the line does not show. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalogue/service.h"
#include "terms/language.h"

namespace dw::catalogue {

std::string lines_of(const std::vector<Link>& links);
std::string lines_of(const std::vector<Address>& addresses);
std::string lines_of(const std::vector<Contact>& contacts);
std::string lines_of(const std::vector<Cost>& costs);
std::string lines_of(const std::vector<Period>& periods);
std::string lines_of(const std::vector<Document>& documents);
std::string lines_of(const std::vector<Localized>& keywords);

// The first line that is wrong, counted from 1.
struct WrongLine {
    std::size_t number = 0;
    Text why;
};
template <class Item>
using Lines = std::variant<std::vector<Item>, WrongLine>;
Lines<Link> links_from(std::string_view lines, const std::vector<Link>& before);
Lines<Address> addresses_from(std::string_view lines, const std::vector<Address>& before);
Lines<Contact> contacts_from(std::string_view lines, const std::vector<Contact>& before);
Lines<Cost> costs_from(std::string_view lines, const std::vector<Cost>& before);
Lines<Period> periods_from(std::string_view lines, const std::vector<Period>& before);
Lines<Document> documents_from(std::string_view lines, const std::vector<Document>& before);
Lines<Localized> keywords_from(std::string_view lines, const std::vector<Localized>& before);

inline constexpr std::size_t most_lines = 100;
inline constexpr std::size_t line_bytes = 4000;

}  // namespace dw::catalogue
