#include "catalogue/service_wording.h"

#include <array>
#include <cstdlib>

#include "base/text.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

struct Unit {
    std::string_view code;  // XZuFi Zeiteinheit
    Text one, many;
};

const std::array<Unit, 9> units = {{
    {"SEKUNDE", texts::unit_second_one, texts::unit_second_many},
    {"MINUTE", texts::unit_minute_one, texts::unit_minute_many},
    {"STUNDE", texts::unit_hour_one, texts::unit_hour_many},
    {"TAG", texts::unit_day_one, texts::unit_day_many},
    {"WERKTAG", texts::unit_workday_one, texts::unit_workday_many},
    {"ARBEITSTAG", texts::unit_working_day_one, texts::unit_working_day_many},
    {"WOCHE", texts::unit_week_one, texts::unit_week_many},
    {"MONAT", texts::unit_month_one, texts::unit_month_many},
    {"JAHR", texts::unit_year_one, texts::unit_year_many},
}};

const Unit* unit_of(std::string_view code) {
    for (const auto& unit : units) {
        if (unit.code == code) return &unit;
    }
    return nullptr;
}

// "zwei" to "zwölf", then digits.
std::string number_word(int number, Language language) {
    const auto words = split(texts::numbers_from_two.in(language), ' ');
    const bool has_word = number >= 2 && static_cast<std::size_t>(number - 2) < words.size();
    if (has_word) return std::string(words[static_cast<std::size_t>(number - 2)]);
    return std::to_string(number);
}

std::string amount_of(int number, const Unit& unit, Language language) {
    if (number == 1) return std::string(unit.one.in(language));
    return number_word(number, language) + ' ' + std::string(unit.many.in(language));
}

std::string month_name(unsigned month, Language language) {
    const auto names = split(texts::month_names.in(language), ' ');
    return month >= 1 && month <= names.size() ? std::string(names[month - 1]) : std::string();
}

// A date, or "--03-31": the day of every year (XML Schema gMonthDay).
std::string written_day(std::string_view day, Language language) {
    if (const auto date = parse_date(day)) return written(*date, language);
    if (!day.starts_with("--") || day.size() != 7) return {};
    const auto month = parse_integer(day.substr(2, 2));
    const auto of_month = parse_integer(day.substr(5, 2));
    if (!month || !of_month || *month < 1 || *month > 12 || *of_month < 1) return {};
    return format(texts::day_of_month, language,
                  {std::to_string(*of_month), month_name(static_cast<unsigned>(*month), language)});
}

std::string written_span(const Period& period, Language language) {
    const auto* unit = unit_of(period.unit);
    const auto* upper_unit = period.upper_unit.empty() ? unit : unit_of(period.upper_unit);
    if (!period.value || unit == nullptr) return {};
    if (!period.upper || upper_unit == nullptr || period.upper == period.value) {
        return amount_of(*period.value, *unit, language);
    }
    const auto upper = amount_of(*period.upper, *upper_unit, language);
    if (*period.value == 0) return format(texts::up_to, language, {upper});
    if (upper_unit != unit) {
        return format(texts::from_to, language, {amount_of(*period.value, *unit, language), upper});
    }
    const bool one = *period.value == 1;
    const auto lower =
        one ? std::string(texts::number_one.in(language)) : number_word(*period.value, language);
    return format(texts::from_to, language, {lower, upper});
}

}  // namespace

std::string written(Date date, Language language) {
    const auto day = static_cast<unsigned>(date.day());
    const auto month = static_cast<unsigned>(date.month());
    const auto year = std::to_string(static_cast<int>(date.year()));
    if (language == Language::English) {
        return std::to_string(day) + ' ' + month_name(month, language) + ' ' + year;
    }
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(day) + '.' + two(month) + '.' + year;
}

std::string written(Money amount, std::string_view currency, Language language) {
    const bool german = language == Language::German;
    const std::string plain = amount.to_string();  // "-1234.50"
    const auto point = plain.find('.');
    const std::size_t start = plain.starts_with('-') ? 1 : 0;
    std::string euros = plain.substr(start, point - start);
    for (std::size_t i = euros.size(); i > 3;) {
        i -= 3;
        euros.insert(i, german ? "." : ",");
    }
    const std::string number =
        plain.substr(0, start) + euros + (german ? "," : ".") + plain.substr(point + 1);
    if (currency == "EUR") return german ? number + "\u00a0€" : "€" + number;
    return number + "\u00a0" + std::string(currency);
}

std::string written(const Cost& cost, Language language) {
    const auto amount = [&](Money money) { return written(money, cost.currency, language); };
    switch (cost.kind) {
        case Cost::Kind::Free:
            return std::string(texts::free_of_charge.in(language));
        case Cost::Kind::Fixed:
            if (cost.amount && cost.amount->cents() == 0) {
                return std::string(texts::free_of_charge.in(language));
            }
            return cost.amount ? amount(*cost.amount) : std::string();
        case Cost::Kind::Range:
            if (cost.lower && cost.upper) {
                if (cost.lower == cost.upper) return amount(*cost.lower);
                return format(texts::from_to, language, {amount(*cost.lower), amount(*cost.upper)});
            }
            if (cost.lower) return format(texts::at_least, language, {amount(*cost.lower)});
            if (cost.upper) return format(texts::up_to, language, {amount(*cost.upper)});
            return {};
    }
    return {};
}

std::string written(const Period& period, Language language) {
    const auto span = written_span(period, language);
    if (!span.empty()) return span;
    const auto from = written_day(period.day_from, language);
    const auto until = written_day(period.day_until, language);
    if (!from.empty() && !until.empty()) {
        return format(texts::between_days, language, {from, until});
    }
    if (!from.empty()) return format(texts::from_day, language, {from});
    if (!until.empty()) return format(texts::until_day, language, {until});
    return {};
}

}  // namespace dw::catalogue
