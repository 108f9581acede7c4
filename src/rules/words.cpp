#include "rules/words.h"

#include <algorithm>

#include "rules/texts.h"

namespace dw::rules {

namespace {

using feel::Value;

constexpr std::size_t most_words = 5;  // of one value: a sentence has room for two of them
constexpr std::size_t most_items = 3;

std::string quoted(std::string_view text, Language language) {
    return format(texts::word_quoted, language, {cut_words(text, most_words)});
}

std::string number_words(const feel::Number& number, Language language) {
    std::string text = number.to_short_string();
    const std::size_t point = text.find('.');
    if (point != text.npos) text.replace(point, 1, texts::word_decimal_point.in(language));
    return text;
}

std::string day_words(feel::Date date, Language language) {
    if (language == Language::English) return feel::to_string(date);
    const feel::CalendarDay day = feel::calendar_day(date);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(day.day) + "." + two(day.month) + "." + std::to_string(day.year);
}

std::string list_words(const feel::Items& items, Language language) {
    std::string words;
    for (std::size_t i = 0; i < std::min(items.size(), most_items); ++i) {
        words += (i == 0 ? "" : "; ") + words_of(items[i], language);
    }
    if (items.size() <= most_items) return words;
    return format(texts::word_more, language, {words, std::to_string(items.size() - most_items)});
}

std::string context_words(const feel::Context& context, Language language) {
    std::string words;
    for (std::size_t i = 0; i < std::min(context.entries.size(), most_items); ++i) {
        const feel::Entry& entry = context.entries[i];
        words += (i == 0 ? "" : "; ") +
                 format(texts::word_part, language, {*entry.key, words_of(entry.value, language)});
    }
    if (context.entries.size() <= most_items) return words;
    return format(texts::word_more, language,
                  {words, std::to_string(context.entries.size() - most_items)});
}

std::string range_words(const feel::Range& range, Language language) {
    const std::string start = words_of(range.start, language);
    const std::string end = words_of(range.end, language);
    if (range.end.is_null()) {
        const Text text = range.includes_start ? texts::word_at_least : texts::word_above;
        return format(text, language, {start});
    }
    if (range.start.is_null()) {
        return format(range.includes_end ? texts::word_at_most : texts::word_below, language,
                      {end});
    }
    const Text text = range.includes_start
                          ? (range.includes_end ? texts::word_from_to : texts::word_from_below)
                          : (range.includes_end ? texts::word_above_to : texts::word_between);
    return format(text, language, {start, end});
}

}  // namespace

std::string cut_words(std::string_view text, std::size_t most) {
    std::string cut;
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank && !inside && ++words > most) return cut + "\u00A0…";
        if (!blank && !inside && words > 1) cut += ' ';
        inside = !blank;
        if (!blank) cut += c;
    }
    return cut;
}

std::string words_of(const Value& value, Language language) {
    switch (value.kind()) {
        case feel::Kind::Null:
            return std::string(texts::word_nothing.in(language));
        case feel::Kind::Boolean:
            return std::string((value.is_true() ? texts::word_yes : texts::word_no).in(language));
        case feel::Kind::Number:
            return number_words(*value.number(), language);
        case feel::Kind::String:
            return quoted(*value.string(), language);
        case feel::Kind::Date:
            return day_words(*value.date(), language);
        case feel::Kind::List:
            return cut_words(list_words(*value.list(), language), most_words);
        case feel::Kind::Context:
            return cut_words(context_words(*value.context(), language), most_words);
        case feel::Kind::Range:
            return cut_words(range_words(*value.range(), language), most_words);
        case feel::Kind::Function:
            return std::string(texts::word_function.in(language));
        default:
            return cut_words(feel::to_text(value), most_words);
    }
}

std::string words_of(const feel::SimpleTests& tests, Language language) {
    std::string words;
    const auto add = [&](const std::string& alternative) {
        words =
            words.empty() ? alternative : format(texts::word_or, language, {words, alternative});
    };
    for (const Value& value : tests.values) add(words_of(value, language));
    for (const feel::Range& range : tests.ranges) add(range_words(range, language));
    if (tests.is_negated) words = format(texts::word_not, language, {words});
    return cut_words(words, most_words);
}

}  // namespace dw::rules
