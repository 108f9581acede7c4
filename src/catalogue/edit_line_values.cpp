#include "catalogue/edit_line_values.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/html_reduction.h"
#include "catalogue/service_wording.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view between = " bis ";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Blanks of every kind as one, dashes of a range as the word.
std::string plain(std::string_view written) {
    std::string text;
    for (std::size_t i = 0; i < written.size();) {
        const auto rest = written.substr(i);
        const bool wide_blank = rest.starts_with("\u00a0");
        const bool dash = rest.starts_with("–");
        if (wide_blank || rest.front() == ' ') {
            if (!text.empty() && text.back() != ' ') text += ' ';
            i += wide_blank ? 2 : 1;
        } else if (dash) {
            text += between;
            i += std::string_view("–").size();
        } else {
            text += written[i++];
        }
    }
    // Around the word there may be two blanks now.
    for (auto at = text.find("  "); at != text.npos; at = text.find("  ")) text.erase(at, 1);
    return lower(trim(text));
}

// "1.234,50 €", "12 Euro", "12"
std::optional<Money> money_from(std::string_view written) {
    for (const std::string_view sign : {"€", "euro", "eur"}) {
        if (written.ends_with(sign)) {
            written = trim(written.substr(0, written.size() - sign.size()));
            break;
        }
    }
    std::string number;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != '.') {
            number += written[i] == ',' ? '.' : written[i];
            continue;
        }
        // A point stands before thousands; "12.50" may be an amount or a slip.
        const auto group = written.substr(i + 1, 3);
        const bool thousands = group.size() == 3 && std::ranges::all_of(group, is_digit) &&
                               (i + 4 == written.size() || !is_digit(written[i + 4]));
        if (!thousands) return std::nullopt;
    }
    const bool starts_well = !number.empty() && is_digit(number.front());
    return starts_well ? Money::parse(number) : std::nullopt;
}

// Their names in XZuFi, which are the German ones in capitals.
constexpr std::string_view units[] = {"SEKUNDE",    "MINUTE", "STUNDE", "TAG", "WERKTAG",
                                      "ARBEITSTAG", "WOCHE",  "MONAT",  "JAHR"};

std::string unit_word(const std::string& unit, int number) {
    if (unit.empty()) return {};
    const std::string word = unit.front() + lower(std::string_view(unit).substr(1));
    if (number == 1) return word;
    return word + (word.ends_with('e') ? "n" : "e");
}

struct Amount {
    int number = 0;
    std::string unit;  // "" when only the number stands there
};
std::optional<Amount> amount_of_time(std::string_view written) {
    const auto end = std::ranges::find_if_not(written, is_digit) - written.begin();
    const auto digits = written.substr(0, static_cast<std::size_t>(end));
    const auto number = parse_integer(digits);
    if (!number || *number > 10'000) return std::nullopt;
    const auto word = trim(written.substr(digits.size()));
    if (word.empty()) return Amount{static_cast<int>(*number), {}};
    for (const std::string_view unit : units) {
        const std::string name = lower(unit);
        const auto ending = word.starts_with(name) ? word.substr(name.size()) : "?";
        const bool fits = ending.empty() || ending == "n" || ending == "e" || ending == "en";
        if (fits) return Amount{static_cast<int>(*number), std::string(unit)};
    }
    return std::nullopt;
}

// "31.03.2026" for a date, "31.03." for the day of every year ("--03-31").
std::string day_line(std::string_view day) {
    if (const auto date = parse_date(day)) return written(*date, Language::German);
    if (day.size() != 7 || !day.starts_with("--")) return std::string(day);
    return std::string(day.substr(5, 2)) + "." + std::string(day.substr(2, 2)) + ".";
}

std::string day_from(std::string_view written) {
    const auto parts = split(written, '.');
    if (parts.size() != 3) return {};
    const auto two = [](std::string_view part) {
        return (part.size() == 1 ? "0" : "") + std::string(part);
    };
    const std::string day = two(parts[0]), month = two(parts[1]);
    const bool every_year = parts[2].empty();
    // 2024 has a 29 February.
    const std::string iso = (every_year ? "2024" : std::string(parts[2])) + "-" + month + "-" + day;
    if (!parse_date(iso)) return {};
    return every_year ? "--" + month + "-" + day : iso;
}

std::optional<Period> days_from(std::string_view from, std::string_view until) {
    Period period{.day_from = day_from(from), .day_until = day_from(until)};
    const bool wrong =
        (!from.empty() && period.day_from.empty()) || (!until.empty() && period.day_until.empty());
    return wrong ? std::nullopt : std::optional(period);
}

std::optional<Period> span_from(std::string_view from, std::string_view until) {
    const auto upper = amount_of_time(until);
    if (!upper || upper->unit.empty()) return std::nullopt;
    if (from.empty()) return Period{.value = 0, .upper = upper->number, .unit = upper->unit};
    const auto value = amount_of_time(from);
    if (!value) return std::nullopt;
    Period period{.value = value->number, .upper = upper->number, .unit = value->unit};
    if (period.unit.empty()) period.unit = upper->unit;
    if (upper->unit != period.unit) period.upper_unit = upper->unit;
    return period;
}

}  // namespace

std::string amount_line(const Cost& cost) {
    return written(cost, Language::German);
}

std::optional<Cost> amount_from(std::string_view written) {
    const std::string text = plain(written);
    std::string_view rest = text;
    if (rest.empty()) return Cost{};
    const bool free = rest == "kostenlos" || rest == "kostenfrei" ||
                      rest == lower(texts::free_of_charge.in(Language::German));
    if (free) return Cost{.kind = Cost::Kind::Free};
    Cost cost{.kind = Cost::Kind::Range};
    if (rest.starts_with("ab ")) {
        cost.lower = money_from(rest.substr(3));
        return cost.lower ? std::optional(cost) : std::nullopt;
    }
    for (const std::string_view word : {"bis zu ", "bis "}) {
        if (!rest.starts_with(word)) continue;
        cost.upper = money_from(rest.substr(word.size()));
        return cost.upper ? std::optional(cost) : std::nullopt;
    }
    if (const auto at = rest.find(between); at != rest.npos) {
        cost.lower = money_from(rest.substr(0, at));
        cost.upper = money_from(rest.substr(at + between.size()));
        const bool fits = cost.lower && cost.upper && *cost.lower <= *cost.upper;
        return fits ? std::optional(cost) : std::nullopt;
    }
    const auto amount = money_from(rest);
    return amount ? std::optional(Cost{.amount = amount}) : std::nullopt;
}

std::string length_line(const Period& period) {
    const auto amount = [](int number, const std::string& unit) {
        const std::string word = unit_word(unit, number);
        return std::to_string(number) + (word.empty() ? "" : " " + word);
    };
    if (period.value && period.upper && period.value != period.upper) {
        const auto& unit = period.upper_unit.empty() ? period.unit : period.upper_unit;
        const std::string upper = amount(*period.upper, unit);
        if (*period.value == 0) return "bis " + upper;
        const bool same = unit == period.unit;
        return (same ? std::to_string(*period.value) : amount(*period.value, period.unit)) +
               std::string(between) + upper;
    }
    if (period.value) return amount(*period.value, period.unit);
    const std::string from = day_line(period.day_from), until = day_line(period.day_until);
    if (!from.empty() && !until.empty()) return from + std::string(between) + until;
    if (!from.empty()) return "ab " + from;
    return until.empty() ? std::string() : "bis " + until;
}

std::optional<Period> length_from(std::string_view written) {
    const std::string text = plain(written);
    std::string_view rest = text;
    if (rest.empty()) return Period{};
    if (rest.starts_with("ab ")) return days_from(rest.substr(3), "");
    for (const std::string_view word : {"bis zu ", "bis "}) {
        if (!rest.starts_with(word)) continue;
        rest = rest.substr(word.size());
        const auto span = span_from("", rest);
        return span ? span : days_from("", rest);
    }
    if (const auto at = rest.find(between); at != rest.npos) {
        const auto from = rest.substr(0, at), until = rest.substr(at + between.size());
        const auto span = span_from(from, until);
        return span ? span : days_from(from, until);
    }
    const auto amount = amount_of_time(rest);
    if (!amount || amount->unit.empty()) return std::nullopt;
    return Period{.value = amount->number, .unit = amount->unit};
}

bool is_phone_number(std::string_view written) {
    constexpr std::string_view signs = "0123456789 +()/-.";
    std::string text = plain(written);
    const bool plain_signs = text.find_first_not_of(signs) == text.npos;
    return plain_signs && std::ranges::count_if(text, is_digit) >= 3;
}

bool is_mail_address(std::string_view written) {
    const auto at = written.find('@');
    if (at == written.npos || at == 0 || written.find('@', at + 1) != written.npos) return false;
    if (written.find_first_of(" \t,;<>\"()[]\\") != written.npos) return false;
    const auto host = written.substr(at + 1);
    const auto dot = host.rfind('.');
    return dot != host.npos && dot > 0 && host.size() - dot > 2 && host.find("..") == host.npos;
}

bool is_web_address(std::string_view written) {
    const std::string address = safe_address(written);
    const auto scheme = address.find("://");
    if (address != trim(written) || scheme == address.npos) return false;
    auto host = std::string_view(address).substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#:"));
    const auto dot = host.rfind('.');
    return dot != host.npos && dot > 0 && host.size() - dot > 2 && host.find("..") == host.npos;
}

}  // namespace dw::catalogue
