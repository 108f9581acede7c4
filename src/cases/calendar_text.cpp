#include "cases/calendar_text.h"

#include <chrono>

namespace dw::cases {

namespace {

constexpr std::size_t line_octets = 75;  // RFC 5545, 3.1: without the line break

// RFC 5545, 3.3.11; other control characters have no form there.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    }
    return out;
}

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Folded, and never within a letter.
void add_line(std::string& out, const std::string& line) {
    std::size_t begin = 0, room = line_octets;
    while (line.size() - begin > room) {
        std::size_t end = begin + room;
        while (end > begin && continues(line[end])) --end;
        out += line.substr(begin, end - begin) + "\r\n ";
        begin = end;
        room = line_octets - 1;  // the blank that folds counts
    }
    out += line.substr(begin) + "\r\n";
}

std::string digits(Date day) {
    std::string text = to_string(day);
    std::erase(text, '-');
    return text;
}

// "20261130T081500Z"
std::string stamp(Instant instant) {
    using std::chrono::days, std::chrono::seconds;
    const auto day = std::chrono::floor<days>(instant);
    const std::chrono::hh_mm_ss time(std::chrono::floor<seconds>(instant - day));
    const auto two = [](auto number) {
        const std::string text = std::to_string(number);
        return text.size() < 2 ? "0" + text : text;
    };
    return digits(Date{day}) + "T" + two(time.hours().count()) + two(time.minutes().count()) +
           two(time.seconds().count()) + "Z";
}

}  // namespace

std::string calendar_text(const CalendarText& calendar) {
    std::string out;
    for (const auto* line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dienstweg//Fristen//DE",
                             "CALSCALE:GREGORIAN", "METHOD:PUBLISH"})
        add_line(out, line);
    add_line(out, "X-WR-CALNAME:" + escaped(calendar.name));
    for (const auto& day : calendar.days) {
        add_line(out, "BEGIN:VEVENT");
        add_line(out, "UID:" + escaped(day.uid));
        add_line(out, "DTSTAMP:" + stamp(calendar.made));
        add_line(out, "DTSTART;VALUE=DATE:" + digits(day.day));
        add_line(out, "SUMMARY:" + escaped(day.words));
        add_line(out, "TRANSP:TRANSPARENT");
        add_line(out, "END:VEVENT");
    }
    add_line(out, "END:VCALENDAR");
    return out;
}

}  // namespace dw::cases
