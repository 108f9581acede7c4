#include "catalogue/office_view.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/service_wording.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

// Codes of urn:de:xoev:codeliste:erreichbarkeit.
enum class Channel { Mail, Phone, Fax, Web, Other };

Channel channel_of(const Contact& contact) {
    const auto& code = contact.channel;
    const auto name = lower(code);
    if (code == "01" || name == "e-mail" || name == "email") return Channel::Mail;
    if (code == "02" || code == "03" || name == "telefon" || name == "mobil") return Channel::Phone;
    if (code == "04" || name == "fax" || name == "telefax") return Channel::Fax;
    const bool address =
        contact.value.starts_with("http://") || contact.value.starts_with("https://");
    if (address) return Channel::Web;
    return contact.value.find('@') != std::string::npos ? Channel::Mail : Channel::Other;
}

Text label_of(Channel channel) {
    switch (channel) {
        case Channel::Mail:
            return texts::office_mail;
        case Channel::Phone:
            return texts::office_phone;
        case Channel::Fax:
            return texts::office_fax;
        case Channel::Web:
            return texts::office_web;
        case Channel::Other:
            return texts::office_contact;
    }
    return texts::office_contact;
}

// RFC 3966: digits, and a plus in front; extensions in brackets are for people.
std::string dialled(std::string_view number) {
    std::string digits;
    for (const char c : number) {
        const bool plus = c == '+' && digits.empty();
        if ((c >= '0' && c <= '9') || plus) digits += c;
        if (c == '(' && !digits.empty() && digits.front() == '+') break;
    }
    return digits;
}

web::Html left_to_right(std::string_view path, std::string_view text) {
    return web::html<"<a class=\"dw-link\" dir=\"ltr\" href=\"{}\">{}</a>">(web::url(path), text);
}

// XZuFi Anschrifttyp: 001 house, 002 visitors, 003 PO box, 004 bulk receiver, 006 post.
bool is_for_visits(const Address& address) {
    return address.type.empty() || address.type == "001" || address.type == "002";
}

Text label_of(const Address& address) {
    if (address.type == "002") return texts::office_address_visit;
    if (address.type == "003") return texts::office_address_box;
    return is_for_visits(address) ? texts::office_address : texts::office_address_post;
}

// XZuFi Barrierefreiheit is a sentence of the source or a code nobody can read.
std::string access_of(const Address& address) {
    const bool code = address.access.find(' ') == std::string::npos;
    return code ? std::string() : address.access;
}

web::Html first_contact(const Organisation& organisation, Channel channel) {
    for (const auto& contact : organisation.contacts) {
        if (channel_of(contact) == channel) return contact_in_words(contact);
    }
    return {};
}

// A sentence of the catalogue with markup where {0} is.
web::Html sentence(Text text, Language language, const web::Html& part) {
    const auto words = text.in(language);
    const auto hole = words.find("{0}");
    if (hole == words.npos) return web::escape(words);
    return web::escape(words.substr(0, hole)) + part + web::escape(words.substr(hole + 3));
}

}  // namespace

web::Html contact_in_words(const Contact& contact) {
    web::Html shown = web::escape(contact.value);
    switch (channel_of(contact)) {
        case Channel::Mail:
            shown = left_to_right("mailto:" + contact.value, contact.value);
            break;
        case Channel::Phone:
            shown = left_to_right("tel:" + dialled(contact.value), contact.value);
            break;
        case Channel::Web:
            shown = left_to_right(contact.value, contact.value);
            break;
        case Channel::Fax:
        case Channel::Other:
            break;
    }
    if (!contact.note.empty()) {
        shown += web::html<" <span class=\"kern-body--muted\">({})</span>">(contact.note);
    }
    return shown;
}

std::string name_of(const Organisation& organisation, Language language) {
    const auto name = in(organisation.name, language);
    return std::string(name.empty() ? texts::office_unnamed.in(language) : name);
}

std::string one_line(const Address& address) {
    std::string line;
    const auto add = [&](const std::string& part, std::string_view separator) {
        if (part.empty()) return;
        if (!line.empty()) line += separator;
        line += part;
    };
    add(address.extra, ", ");
    add(address.street, ", ");
    add(address.house_number, " ");
    std::string town = address.postcode;
    if (!town.empty() && !address.town.empty()) town += ' ';
    add(town + address.town, ", ");
    return line;
}

std::vector<web::ListRow> office_rows(const Organisation& organisation, Language language) {
    std::vector<web::ListRow> rows;
    bool for_visits = false;
    std::string access;
    for (const auto& address : organisation.addresses) {
        const auto line = one_line(address);
        if (line.empty()) continue;
        rows.push_back({std::string(label_of(address).in(language)), web::escape(line)});
        for_visits |= is_for_visits(address);
        if (access.empty()) access = access_of(address);
    }
    if (for_visits) {
        const auto text = access.empty() ? texts::office_step_free_unknown.in(language) : access;
        rows.push_back({std::string(texts::office_step_free.in(language)), web::escape(text)});
    }
    if (!organisation.opening_hours.empty()) {
        rows.push_back({std::string(texts::office_hours.in(language)),
                        shown_content(organisation.opening_hours, language)});
    }
    for (const auto& contact : organisation.contacts) {
        if (contact.value.empty()) continue;
        rows.push_back(
            {std::string(label_of(channel_of(contact)).in(language)), contact_in_words(contact)});
    }
    std::string own;
    for (const auto& words : organisation.own_words) {
        const auto one = format(texts::own_words_value, language,
                                {words.by, written(words.checked_on, language)});
        if (own.find(one) == std::string::npos) own += (own.empty() ? "" : "; ") + one;
    }
    if (!own.empty())
        rows.push_back({std::string(texts::own_words.in(language)), web::escape(own)});
    return rows;
}

std::vector<web::Html> other_ways(const Organisation& organisation, Language language) {
    std::vector<web::Html> ways;
    const auto& addresses = organisation.addresses;
    const auto visit = std::find_if(addresses.begin(), addresses.end(), is_for_visits);
    const auto post = std::find_if_not(addresses.begin(), addresses.end(), is_for_visits);
    if (visit != addresses.end() && !one_line(*visit).empty()) {
        ways.push_back(sentence(texts::service_go_there, language, web::escape(one_line(*visit))));
    }
    const auto letter = post != addresses.end() ? post : visit;
    if (letter != addresses.end() && !one_line(*letter).empty()) {
        const auto line = name_of(organisation, language) + ", " + one_line(*letter);
        ways.push_back(sentence(texts::service_write_letter, language, web::escape(line)));
    }
    if (const auto phone = first_contact(organisation, Channel::Phone); !phone.empty()) {
        ways.push_back(sentence(texts::service_call, language, phone));
    }
    if (const auto mail = first_contact(organisation, Channel::Mail); !mail.empty()) {
        ways.push_back(sentence(texts::service_write_mail, language, mail));
    }
    if (ways.empty()) {
        const auto name = web::escape(name_of(organisation, language));
        ways.push_back(sentence(texts::service_ask_office, language, name));
    }
    return ways;
}

}  // namespace dw::catalogue
