// When a case is due, as people say it. In words, because a colour alone tells not everybody.
#pragma once

#include <string>

#include "base/time.h"
#include "terms/language.h"
#include "web/components.h"

namespace dw::cases {

struct DueWords {
    std::string text;  // "heute fällig", "seit 3 Tagen überfällig", "in 5 Tagen fällig"
    web::Tone tone = web::Tone::Neutral;  // Danger: overdue, Warning: today
};
DueWords due_words(Date due, Date today, Language language);

// The words as a badge where something is to be done now, as text otherwise.
web::Html due_mark(Date due, Date today, Language language);

// Whether these words are the day itself.
bool says_the_day(Date due, Date today);

}  // namespace dw::cases
