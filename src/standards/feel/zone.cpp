// Debian's tzdata is read by Howard Hinnant's date library, which throws where a zone is unknown or
// the files are missing; that ends here.
#include "standards/feel/zone.h"

#define USE_OS_TZDB 1
#include <date/tz.h>

#include <algorithm>
#include <cstdlib>
#include <exception>

namespace dw::feel {
namespace {

// The list is read once; nullptr where the system has none.
const std::vector<date::time_zone>* zones() {
    static const auto* list = []() -> const std::vector<date::time_zone>* {
        try {
            return &date::get_tzdb().zones;
        } catch (const std::exception&) {
            return nullptr;
        }
    }();
    return list;
}

// What the library computes with ends at the year 32767; rules are carried on from there.
std::int64_t within_library(std::int64_t seconds) {
    constexpr std::int64_t bound = 900'000'000'000;  // about the year 30,500
    constexpr std::int64_t cycle = 12'622'780'800;   // 400 years
    if (seconds > bound) return seconds - (seconds - bound + cycle - 1) / cycle * cycle;
    if (seconds < -bound) return seconds + (-bound - seconds + cycle - 1) / cycle * cycle;
    return seconds;
}

bool two_digits(std::string_view text, std::size_t at, int& value) {
    if (at + 2 > text.size()) return false;
    const char tens = text[at];
    const char ones = text[at + 1];
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return false;
    value = (tens - '0') * 10 + (ones - '0');
    return true;
}

// +HH:MM[:SS]
std::optional<std::int64_t> offset_seconds(std::string_view text) {
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (text.size() != 6 && text.size() != 9) return std::nullopt;
    if (!two_digits(text, 1, hours) || text[3] != ':' || !two_digits(text, 4, minutes))
        return std::nullopt;
    if (text.size() == 9 && (text[6] != ':' || !two_digits(text, 7, seconds))) return std::nullopt;
    if (minutes > 59 || seconds > 59) return std::nullopt;
    const std::int64_t sum = hours * 3600 + minutes * 60 + seconds;
    return text[0] == '-' ? -sum : sum;
}

}  // namespace

std::optional<Zone> Zone::offset(std::int64_t seconds) {
    if (seconds < -greatest_offset || seconds > greatest_offset) return std::nullopt;
    Zone zone;
    zone.code_ = static_cast<std::int32_t>(seconds);
    return zone;
}

std::optional<Zone> Zone::named(std::string_view name) {
    const auto* list = zones();
    if (list == nullptr || name.empty() || name.size() > 64) return std::nullopt;
    const auto found = std::lower_bound(list->begin(), list->end(), name,
                                        [](const date::time_zone& zone, std::string_view other) {
                                            return std::string_view(zone.name()) < other;
                                        });
    if (found == list->end() || found->name() != name) return std::nullopt;
    Zone zone;
    zone.code_ = first_name + static_cast<std::int32_t>(found - list->begin());
    return zone;
}

std::optional<Zone> Zone::parse(std::string_view suffix) {
    if (suffix.empty()) return Zone();
    if (suffix == "Z" || suffix == "z") return offset(0);
    if (suffix.front() == '@') return named(suffix.substr(1));
    if (suffix.front() != '+' && suffix.front() != '-') return std::nullopt;
    const auto seconds = offset_seconds(suffix);
    return seconds ? offset(*seconds) : std::nullopt;
}

std::int32_t Zone::offset_at_local(std::int64_t local) const {
    if (!is_named()) return code_;
    try {
        const auto& zone = (*zones())[static_cast<std::size_t>(code_ - first_name)];
        const auto info =
            zone.get_info(date::local_seconds(std::chrono::seconds(within_library(local))));
        return static_cast<std::int32_t>(info.first.offset.count());
    } catch (const std::exception&) {
        return 0;
    }
}

std::int32_t Zone::offset_at_instant(std::int64_t instant) const {
    if (!is_named()) return code_;
    try {
        const auto& zone = (*zones())[static_cast<std::size_t>(code_ - first_name)];
        const auto info =
            zone.get_info(date::sys_seconds(std::chrono::seconds(within_library(instant))));
        return static_cast<std::int32_t>(info.offset.count());
    } catch (const std::exception&) {
        return 0;
    }
}

std::string_view Zone::name() const {
    if (!is_named()) return {};
    return (*zones())[static_cast<std::size_t>(code_ - first_name)].name();
}

std::string Zone::suffix() const {
    if (is_absent()) return {};
    if (is_named()) return "@" + std::string(name());
    if (code_ == 0) return "Z";
    const auto size = std::abs(code_);
    std::string text = code_ < 0 ? "-" : "+";
    const auto add = [&](int value) {
        text += static_cast<char>('0' + value / 10);
        text += static_cast<char>('0' + value % 10);
    };
    add(size / 3600);
    text += ':';
    add(size / 60 % 60);
    if (size % 60 != 0) {
        text += ':';
        add(size % 60);
    }
    return text;
}

}  // namespace dw::feel
