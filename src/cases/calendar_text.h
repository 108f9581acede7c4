// A calendar as text (iCalendar, RFC 5545): days only, each with one line of words. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace dw::cases {

struct CalendarDay {
    std::string uid;  // the same for the same thing, so that a calendar moves it
    Date day;
    std::string words;
};
struct CalendarText {
    std::string name;
    Instant made;
    std::vector<CalendarDay> days;
};
std::string calendar_text(const CalendarText& calendar);

}  // namespace dw::cases
