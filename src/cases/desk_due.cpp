#include "cases/desk_due.h"

#include <chrono>

#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

constexpr std::int64_t soon_days = 14;  // further away, a date says more than a number of days

std::int64_t days_between(Date from, Date to) {
    return (std::chrono::sys_days{to} - std::chrono::sys_days{from}).count();
}

}  // namespace

DueWords due_words(Date due, Date today, Language language) {
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    const std::int64_t days = days_between(today, due);
    if (days < -1)
        return {format(texts::desk_due_overdue_days, language, {std::to_string(-days)}),
                web::Tone::Danger};
    if (days == -1) return {say(texts::desk_due_overdue_day), web::Tone::Danger};
    if (days == 0) return {say(texts::desk_due_today), web::Tone::Warning};
    if (days == 1) return {say(texts::desk_due_tomorrow), web::Tone::Neutral};
    if (days <= soon_days)
        return {format(texts::desk_due_days, language, {std::to_string(days)}), web::Tone::Neutral};
    return {format(texts::desk_due_date, language, {written_date(due, language)}),
            web::Tone::Neutral};
}

bool says_the_day(Date due, Date today) {
    return days_between(today, due) > soon_days;
}

web::Html due_mark(Date due, Date today, Language language) {
    const auto words = due_words(due, today, language);
    if (words.tone == web::Tone::Neutral) return web::escape(words.text);
    return web::badge(words.tone, words.text);
}

}  // namespace dw::cases
