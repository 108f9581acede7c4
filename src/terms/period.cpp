#include "terms/period.h"

#include "base/text.h"

namespace dw {

namespace {

constexpr int longest = 9999;  // as many years as a date can have

std::optional<PeriodUnit> unit_from(char letter) {
    switch (letter) {
        case 'D':
            return PeriodUnit::Days;
        case 'W':
            return PeriodUnit::Weeks;
        case 'M':
            return PeriodUnit::Months;
        case 'Y':
            return PeriodUnit::Years;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    if (text.size() < 3 || text.front() != 'P') return std::nullopt;
    const auto unit = unit_from(text.back());
    const auto count = parse_integer(text.substr(1, text.size() - 2));
    if (!unit || !count || *count < 0 || *count > longest) return std::nullopt;
    return Period{static_cast<int>(*count), *unit};
}

}  // namespace dw
