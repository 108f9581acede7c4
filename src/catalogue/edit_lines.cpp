#include "catalogue/edit_lines.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_line_values.h"
#include "catalogue/edit_markup.h"
#include "catalogue/html_reduction.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view separator = " | ";

std::vector<std::string> fields_of_line(std::string_view line) {
    std::vector<std::string> fields;
    for (const std::string_view field : split(line, '|')) fields.emplace_back(trim(field));
    return fields;
}

// Empty fields at the end are not written.
std::string joined(std::vector<std::string> fields) {
    while (!fields.empty() && fields.back().empty()) fields.pop_back();
    std::string line;
    for (const std::string& field : fields) {
        if (&field != &fields.front()) line += separator;
        line += field;
    }
    return std::string(trim(line));
}

template <class Item>
std::string in_lines(const std::vector<Item>& items, std::string (*line_of)(const Item&)) {
    std::string lines;
    for (const Item& item : items) lines += line_of(item) + "\n";
    if (!lines.empty()) lines.pop_back();
    return lines;
}

// What a line says, or why it says nothing.
template <class Item>
using Read = std::variant<Item, Text>;
using Fields = std::vector<std::string>;

template <class Item, class ReadLine>
Lines<Item> from_lines(std::string_view lines, const std::vector<Item>& before,
                       std::string (*line_of)(const Item&), ReadLine read) {
    std::vector<Item> items;
    std::size_t number = 0;
    for (const std::string_view line : split(lines, '\n')) {
        ++number;
        const auto written = trim(line);
        if (written.empty()) continue;
        if (line.size() > line_bytes || items.size() == most_lines)
            return WrongLine{number, texts::edit_refused_text};
        const auto known = std::ranges::find_if(
            before, [&](const Item& item) { return line_of(item) == written; });
        if (known != before.end()) {
            items.push_back(*known);
            continue;
        }
        Read<Item> item = read(fields_of_line(line), items.size());
        if (const auto* why = std::get_if<Text>(&item)) return WrongLine{number, *why};
        items.push_back(std::get<Item>(std::move(item)));
    }
    return items;
}

std::string street_of(const Address& address) {
    return address.house_number.empty() ? address.street
                                        : address.street + " " + address.house_number;
}

// "Leherstraße 3 a" → street and number; without a number all of it is the street.
void split_street(std::string_view written, Address& address) {
    const auto number = written.find_first_of("0123456789");
    const bool has_number = number != written.npos && number > 1 && written[number - 1] == ' ';
    address.street = trim(has_number ? written.substr(0, number) : written);
    address.house_number = has_number ? trim(written.substr(number)) : "";
}

// Codes of urn:de:xoev:codeliste:erreichbarkeit and how editors write them.
struct Channel {
    std::string_view code, name;
};
constexpr Channel channels[] = {
    {"01", "E-Mail"}, {"02", "Telefon"}, {"03", "Mobil"}, {"04", "Fax"}};

std::string channel_name(const std::string& code) {
    const auto found = std::ranges::find(channels, code, &Channel::code);
    return found == std::end(channels) ? code : std::string(found->name);
}
std::string channel_code(const std::string& name) {
    const auto found = std::ranges::find_if(
        channels, [&](const Channel& channel) { return lower(channel.name) == lower(name); });
    return found == std::end(channels) ? name : std::string(found->code);
}

std::string line_of_link(const Link& link) {
    return joined({link.address, link.title});
}
std::string line_of_address(const Address& address) {
    return joined({street_of(address), std::string(trim(address.postcode + " " + address.town)),
                   address.extra, address.access});
}
std::string line_of_contact(const Contact& contact) {
    return joined({channel_name(contact.channel), contact.value, contact.note});
}

// Content of several lines as part of one.
std::string in_one_line(const Localized& html, Language language) {
    const auto found = html.find(code_of(language));
    std::string text = found == html.end() ? std::string() : markup_of_html(found->second);
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '|', '/');
    return std::string(trim(text));
}
std::string name_in_one_line(const Localized& name, Language language) {
    const auto found = name.find(code_of(language));
    std::string text = found == name.end() ? std::string() : found->second;
    std::ranges::replace(text, '|', '/');
    return text;
}

std::string line_of_cost(const Cost& cost) {
    return joined({amount_line(cost), in_one_line(cost.description, Language::German),
                   in_one_line(cost.description, Language::English)});
}
std::string line_of_period(const Period& period) {
    return joined({length_line(period), in_one_line(period.description, Language::German),
                   in_one_line(period.description, Language::English)});
}
// A source may have keywords in other languages only.
std::string line_of_keyword(const Localized& keyword) {
    const auto in_language = [&](std::string_view code) {
        const auto found = keyword.find(code);
        return found == keyword.end() ? std::string() : found->second;
    };
    std::string line = joined({in_language("de"), in_language("en")});
    if (line.empty() && !keyword.empty()) line = keyword.begin()->second;
    return line;
}

std::string line_of_document(const Document& document) {
    return joined({name_in_one_line(document.name, Language::German),
                   in_one_line(document.description, Language::German),
                   name_in_one_line(document.name, Language::English),
                   in_one_line(document.description, Language::English)});
}

Localized content_from(const Fields& fields, std::size_t german, std::size_t english) {
    Localized content;
    if (fields.size() > german && !fields[german].empty())
        content["de"] = html_of_markup(fields[german]);
    if (fields.size() > english && !fields[english].empty())
        content["en"] = html_of_markup(fields[english]);
    return content;
}

Read<Link> read_link(const Fields& fields, std::size_t) {
    Link link{.address = safe_address(fields[0])};
    if (link.address.starts_with("mailto:") && !is_mail_address(fields[0].substr(7)))
        return texts::edit_refused_mail;
    if (link.address.starts_with("tel:") && !is_phone_number(fields[0].substr(4)))
        return texts::edit_refused_phone;
    const bool known_kind = link.address.starts_with("mailto:") || link.address.starts_with("tel:");
    if (link.address.empty() || fields.size() > 2) return texts::edit_refused_link;
    if (!known_kind && !is_web_address(fields[0])) return texts::edit_refused_link;
    if (fields.size() == 2) link.title = fields[1];
    return link;
}

Read<Contact> read_contact(const Fields& fields, std::size_t) {
    if (fields.size() < 2 || fields.size() > 3 || fields[1].empty())
        return texts::edit_refused_contact;
    Contact contact{.channel = channel_code(fields[0]), .value = fields[1]};
    if (fields.size() == 3) contact.note = fields[2];
    const std::string& value = contact.value;
    const auto& code = contact.channel;
    if (code == "01" && !is_mail_address(value)) return texts::edit_refused_mail;
    if ((code == "02" || code == "03" || code == "04") && !is_phone_number(value))
        return texts::edit_refused_phone;
    const std::string name = lower(fields[0]), start = lower(value);
    const bool is_web = name == "09" || name == "web" || name == "netz" || name == "internet" ||
                        name == "website" || name == "webseite" || start.starts_with("www.") ||
                        start.find("://") != start.npos;
    if (is_web && !is_web_address(value)) return texts::edit_refused_web;
    return contact;
}

// A postcode has five digits.
bool is_postcode(std::string_view written) {
    return written.size() == 5 && written.find_first_not_of("0123456789") == written.npos;
}

}  // namespace

std::string lines_of(const std::vector<Link>& links) {
    return in_lines(links, line_of_link);
}
std::string lines_of(const std::vector<Address>& addresses) {
    return in_lines(addresses, line_of_address);
}
std::string lines_of(const std::vector<Contact>& contacts) {
    return in_lines(contacts, line_of_contact);
}
std::string lines_of(const std::vector<Cost>& costs) {
    return in_lines(costs, line_of_cost);
}
std::string lines_of(const std::vector<Period>& periods) {
    return in_lines(periods, line_of_period);
}
std::string lines_of(const std::vector<Document>& documents) {
    return in_lines(documents, line_of_document);
}
std::string lines_of(const std::vector<Localized>& keywords) {
    return in_lines(keywords, line_of_keyword);
}

Lines<Link> links_from(std::string_view lines, const std::vector<Link>& before) {
    return from_lines(lines, before, line_of_link, read_link);
}

Lines<Address> addresses_from(std::string_view lines, const std::vector<Address>& before) {
    return from_lines(
        lines, before, line_of_address, [&](const Fields& fields, std::size_t at) -> Read<Address> {
            if (fields.size() < 2 || fields.size() > 4) return texts::edit_refused_address;
            // What kind of address it is, is not written: it stays in its place.
            Address address{.type = at < before.size() ? before[at].type : "001"};
            split_street(fields[0], address);
            address.postcode = fields[1].substr(0, fields[1].find(' '));
            address.town = trim(std::string_view(fields[1]).substr(address.postcode.size()));
            if (address.town.empty() || !is_postcode(address.postcode))
                return texts::edit_refused_address;
            if (fields.size() > 2) address.extra = fields[2];
            if (fields.size() > 3) address.access = fields[3];
            return address;
        });
}

Lines<Contact> contacts_from(std::string_view lines, const std::vector<Contact>& before) {
    return from_lines(lines, before, line_of_contact, read_contact);
}

Lines<Cost> costs_from(std::string_view lines, const std::vector<Cost>& before) {
    return from_lines(lines, before, line_of_cost,
                      [](const Fields& fields, std::size_t) -> Read<Cost> {
                          auto cost = amount_from(fields[0]);
                          if (!cost || fields.size() > 3) return texts::edit_refused_cost;
                          cost->description = content_from(fields, 1, 2);
                          if (amount_line(*cost).empty() && cost->description.empty())
                              return texts::edit_refused_cost;
                          return *std::move(cost);
                      });
}

Lines<Period> periods_from(std::string_view lines, const std::vector<Period>& before) {
    return from_lines(lines, before, line_of_period,
                      [&](const Fields& fields, std::size_t at) -> Read<Period> {
                          auto period = length_from(fields[0]);
                          if (!period || fields.size() > 3) return texts::edit_refused_period;
                          // What kind of deadline it is, is not written: it stays in its place.
                          if (at < before.size()) period->type = before[at].type;
                          period->description = content_from(fields, 1, 2);
                          if (fields[0].empty() && period->description.empty())
                              return texts::edit_refused_period;
                          return *std::move(period);
                      });
}

Lines<Document> documents_from(std::string_view lines, const std::vector<Document>& before) {
    return from_lines(lines, before, line_of_document,
                      [](const Fields& fields, std::size_t) -> Read<Document> {
                          if (fields.size() > 4 || fields[0].empty())
                              return texts::edit_refused_document;
                          Document document{.name = {{"de", fields[0]}},
                                            .description = content_from(fields, 1, 3)};
                          if (fields.size() > 2 && !fields[2].empty())
                              document.name["en"] = fields[2];
                          return document;
                      });
}

Lines<Localized> keywords_from(std::string_view lines, const std::vector<Localized>& before) {
    return from_lines(lines, before, line_of_keyword,
                      [](const Fields& fields, std::size_t) -> Read<Localized> {
                          if (fields.size() > 2) return texts::edit_refused_keyword;
                          Localized keyword;
                          if (!fields[0].empty()) keyword["de"] = fields[0];
                          if (fields.size() == 2 && !fields[1].empty()) keyword["en"] = fields[1];
                          if (keyword.empty()) return texts::edit_refused_keyword;
                          return keyword;
                      });
}

}  // namespace dw::catalogue
