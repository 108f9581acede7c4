#include "cases/desk_day.h"

#include <chrono>

#include "base/text.h"

namespace dw::cases {

web::DateValue date_value(Date day) {
    return {std::to_string(static_cast<unsigned>(day.day())),
            std::to_string(static_cast<unsigned>(day.month())),
            std::to_string(static_cast<int>(day.year()))};
}

std::optional<Date> day_in(const web::DateValue& value) {
    const auto day = parse_integer(value.day), month = parse_integer(value.month),
               year = parse_integer(value.year);
    if (!day || !month || !year || *day < 1 || *month < 1 || *year < 2000 || *year > 2099)
        return std::nullopt;
    const Date date = std::chrono::year{static_cast<int>(*year)} /
                      std::chrono::month{static_cast<unsigned>(*month)} /
                      std::chrono::day{static_cast<unsigned>(*day)};
    return date.ok() ? std::optional(date) : std::nullopt;
}

bool is_too_far(Date day, Date today) {
    const std::chrono::sys_days last{today + std::chrono::years{2}};
    return last < std::chrono::sys_days{day};
}

web::DateValue day_typed(const web::Request& request, std::string_view name) {
    const auto part = [&](const char* ending) {
        return std::string(cut(trim(request.form.get(std::string(name) + ending)), 4));
    };
    return {part("-day"), part("-month"), part("-year")};
}

}  // namespace dw::cases
