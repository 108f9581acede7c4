#include "terms/written_date.h"

#include <chrono>

#include "base/text.h"
#include "terms/berlin.h"
#include "terms/calendar.h"
#include "terms/texts.h"

namespace dw {

namespace {

// A list of names kept as one text, separated by spaces.
std::string name_at(Text list, Language language, std::size_t index) {
    return std::string(split(list.in(language), ' ').at(index));
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string written_date(Date date, Language language) {
    const auto month = static_cast<unsigned>(date.month());
    return format(terms::texts::date_long, language,
                  {std::to_string(static_cast<unsigned>(date.day())),
                   name_at(terms::texts::month_names, language, month - 1),
                   std::to_string(static_cast<int>(date.year()))});
}

std::string written_day(Date date, Language language) {
    const auto weekday = weekday_of(date).iso_encoding();
    return format(terms::texts::date_with_weekday, language,
                  {name_at(terms::texts::weekday_names, language, weekday - 1),
                   written_date(date, language)});
}

std::string short_date(Date date, Language language) {
    return format(terms::texts::date_short, language,
                  {two_digits(static_cast<unsigned>(date.day())),
                   two_digits(static_cast<unsigned>(date.month())),
                   std::to_string(static_cast<int>(date.year()))});
}

std::string written_time(Instant at, Language language) {
    const auto time = berlin_time(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time.time_of_day);
    return written_date(time.date, language) + ", " +
           two_digits(static_cast<unsigned>(minutes.count() / 60)) + ":" +
           two_digits(static_cast<unsigned>(minutes.count() % 60));
}

}  // namespace dw
