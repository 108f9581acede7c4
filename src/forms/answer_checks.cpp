#include "forms/answer_checks.h"

#include <glib.h>

#include <algorithm>
#include <memory>

#include "base/plain_text.h"
#include "base/text.h"

namespace dw::forms {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

struct Range {
    char32_t first, last;
};
template <std::size_t N>
bool lies_in(char32_t c, const Range (&ranges)[N]) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [&](const Range& range) { return c >= range.first && c <= range.last; });
}

// Calls `each` for every character; the text is UTF-8.
template <class Each>
bool all_characters(std::string_view utf8, Each each) {
    const char* end = utf8.data() + utf8.size();
    for (const char* at = utf8.data(); at < end; at = g_utf8_next_char(at)) {
        if (!each(static_cast<char32_t>(g_utf8_get_char(at)))) return false;
    }
    return true;
}

// Letters of DIN 91379 for names of people: the Latin letters with all their marks, and what stands
// between them. The ranges hold some more letters than the standard lists; none of the list is
// refused.
bool may_stand_in_name(char32_t c) {
    constexpr Range letters[] = {
        {'A', 'Z'},       {'a', 'z'},       {0xAA, 0xAA},     {0xBA, 0xBA},    {0xC0, 0xD6},
        {0xD8, 0xF6},     {0xF8, 0x2AF},    {0x2B9, 0x2BF},   {0x2C8, 0x2C8},  {0x300, 0x36F},
        {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F}, {0xA720, 0xA7FF}, {0xFB00, 0xFB06}};
    constexpr Range between[] = {{' ', ' '},   {'\'', '\''}, {'-', '-'},       {'.', '.'},
                                 {',', ','},   {'`', '`'},   {'~', '~'},       {0xA8, 0xA8},
                                 {0xB4, 0xB4}, {0xB7, 0xB7}, {0x2018, 0x201A}, {0x2020, 0x2021}};
    return lies_in(c, letters) || lies_in(c, between);
}

// A letter that no register can hold.
bool is_foreign_letter(char32_t c) {
    return g_unichar_isalpha(static_cast<gunichar>(c)) && !may_stand_in_name(c);
}

std::string_view check_name(std::string_view text) {
    const bool latin = all_characters(text, [](char32_t c) { return !is_foreign_letter(c); });
    if (!latin) return "answer_name_latin";
    if (!all_characters(text, may_stand_in_name)) return "answer_name_letters";
    const bool has_letter = all_characters(text, [](char32_t c) { return c < 'A'; }) == false;
    return has_letter ? "" : "answer_name_letters";
}

// A name of letters; what is more people write in many ways ("Halle (Saale)", "Bremerhaven-Lehe").
std::string_view check_town(std::string_view text) {
    int letters = 0;
    all_characters(text, [&](char32_t c) {
        if (g_unichar_isalpha(static_cast<gunichar>(c))) ++letters;
        return true;
    });
    const bool digits = std::any_of(text.begin(), text.end(), is_digit);
    return letters >= 2 && !digits ? "" : "answer_town";
}

// German postcodes run from 01067 to 99998; below 01000 none was given out.
std::string_view check_postcode(std::string_view text) {
    const bool good = text.size() == 5 && all_digits(text) && text >= "01000";
    return good ? "" : "answer_postcode";
}

// ISO 11784: 15 digits.
std::string_view check_chip_number(std::string_view text) {
    return text.size() == 15 && all_digits(text) ? "" : "answer_chip_number";
}

// ISO 13616: country, two check digits, up to 30 characters; the whole is 1 modulo 97.
std::string_view check_iban(std::string_view text) {
    constexpr std::string_view wrong = "answer_iban";
    if (text.size() < 15 || text.size() > 34) return wrong;
    if (!is_upper(text[0]) || !is_upper(text[1]) || !is_digit(text[2]) || !is_digit(text[3])) {
        return wrong;
    }
    if (text.substr(0, 2) == "DE" && text.size() != 22) return wrong;
    int rest = 0;
    for (const char c : std::string(text.substr(4)) + std::string(text.substr(0, 4))) {
        if (is_digit(c)) {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (is_upper(c)) {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return wrong;
        }
    }
    return rest == 1 ? "" : wrong;
}

std::string composed(std::string_view text) {
    const std::unique_ptr<char, decltype(&g_free)> nfc(
        g_utf8_normalize(text.data(), static_cast<gssize>(text.size()), G_NORMALIZE_NFC), g_free);
    return nfc ? std::string(nfc.get()) : std::string(text);
}

bool groups_digits(std::string_view check) {
    return check == "postcode" || check == "chip_number" || check == "iban";
}

}  // namespace

bool is_named_check(std::string_view name) {
    return name == "name" || name == "town" || name == "postcode" || name == "chip_number" ||
           name == "iban";
}

std::string_view check_named(std::string_view name, std::string_view text) {
    if (name == "name") return check_name(text);
    if (name == "town") return check_town(text);
    if (name == "postcode") return check_postcode(text);
    if (name == "chip_number") return check_chip_number(text);
    if (name == "iban") return check_iban(text);
    return "";
}

std::string_view check_characters(std::string_view text) {
    return is_plain_text(text) ? "" : "answer_characters";
}

std::string_view check_written(std::string_view text) {
    const bool signs_alone = all_characters(
        text, [](char32_t c) { return !g_unichar_isalnum(static_cast<gunichar>(c)); });
    return signs_alone ? "answer_signs_alone" : "";
}

// The parts of RFC 5321 that catch a slip of the hand; whether it works, only a mail can tell.
std::string_view check_email(std::string_view text) {
    constexpr std::string_view wrong = "answer_email";
    const std::size_t at = text.find('@');
    if (at == text.npos || at == 0 || at > 64 || text.size() > 254) return wrong;
    const std::string_view domain = text.substr(at + 1);
    if (domain.find('@') != domain.npos || text.find("..") != text.npos) return wrong;
    if (text.find_first_of(" \t\n\"<>(),;:\\") != text.npos) return wrong;
    const std::size_t dot = domain.rfind('.');
    if (dot == domain.npos || dot == 0 || dot + 2 >= domain.size()) return wrong;
    return domain.front() == '-' || text[at - 1] == '.' || text[0] == '.' ? wrong : "";
}

std::string_view check_phone(std::string_view text) {
    constexpr std::string_view wrong = "answer_phone";
    if (text.find_first_not_of("0123456789+-/() .") != text.npos) return wrong;
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    return digits >= 4 && digits <= 20 ? "" : wrong;
}

std::optional<Money> written_amount(std::string_view text) {
    text = trim(text);
    for (const std::string_view unit : {"€", "EUR", "Euro"}) {
        if (text.ends_with(unit)) text = trim(text.substr(0, text.size() - unit.size()));
    }
    // The cents: one or two digits behind the last sign.
    const auto sign = text.find_last_not_of("0123456789");
    const bool has_cents = sign != text.npos && (text[sign] == ',' || text[sign] == '.') &&
                           sign > 0 && text.size() - sign <= 3 && sign + 1 < text.size();
    std::string_view euros = has_cents ? text.substr(0, sign) : text;
    const char decimal = has_cents ? text[sign] : ',';
    std::string plain;
    const auto group = euros.find_first_not_of("0123456789");
    if (group != euros.npos) {
        const char between = euros[group];
        if (between != '.' && between != ' ' && between != '\'' && between != ',') return {};
        if (between == decimal) return {};
        if (group == 0 || group > 3) return {};
        plain = euros.substr(0, group);
        for (euros.remove_prefix(group); !euros.empty(); euros.remove_prefix(4)) {
            if (euros.size() < 4 || euros[0] != between) return {};
            plain += euros.substr(1, 3);
        }
    } else {
        plain = euros;
    }
    if (has_cents) plain += "." + std::string(text.substr(sign + 1));
    return Money::parse(plain);
}

std::string normalised(std::string_view check, std::string_view text) {
    if (first_invalid_utf8(text)) return std::string(text);
    std::string out;
    for (const char c : trim(text)) {
        if (c == '\r') continue;
        if (groups_digits(check) && (c == ' ' || c == '-')) continue;
        out += c;
    }
    if (check == "iban") {
        for (char& c : out) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return composed(out);
}

}  // namespace dw::forms
