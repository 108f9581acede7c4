// Public holidays and working days in Germany, per Land and per municipality.
//
// The holidays are data (data/calendar/holidays.csv) with area, years and source. Where a day is a
// holiday in some municipalities of an area only and nobody has said which, the calendar knows that
// it does not know: may_be_holiday().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "base/time.h"
#include "terms/ars.h"
#include "terms/language.h"

namespace dw {

struct Holiday {
    std::string name_de;
    std::string name_en;
    std::string source;  // the law, e.g. "§ 2 Feiertagsgesetz NW"
    const std::string& name(Language language) const {
        return language == Language::German ? name_de : name_en;
    }
};

enum class HolidayKind { Fixed, Easter, Repentance };
enum class HolidayReach { All, Some };

struct HolidayRule {
    HolidayKind kind = HolidayKind::Fixed;
    std::chrono::month_day day{};     // Fixed
    std::chrono::days from_easter{};  // Easter
    Holiday holiday;
    Ars area;
    HolidayReach reach = HolidayReach::All;
    std::chrono::year first_year{0};
    std::chrono::year last_year{9999};
};

struct HolidayTable;

// Read-only after loading; shared by all threads.
class Calendar {
  public:
    // From the table packed into the program.
    static Result<Calendar> load();
    static HolidayTable parse(std::string_view csv);
    explicit Calendar(std::vector<HolidayRule> rules) : rules_(std::move(rules)) {}

    std::optional<Holiday> holiday_on(Date day, const Ars& place) const;
    // A holiday in some municipalities around `place`; whether in this one is not known.
    std::optional<Holiday> may_be_holiday(Date day, const Ars& place) const;
    // Neither Saturday nor Sunday nor a public holiday (§ 193 BGB, § 31 Abs. 3 VwVfG).
    bool is_working_day(Date day, const Ars& place) const;
    Date next_working_day(Date day, const Ars& place) const;  // the day itself if it is one

  private:
    std::optional<Holiday> find(Date day, const Ars& place, HolidayReach reach) const;
    std::vector<HolidayRule> rules_;
};

struct HolidayTable {
    std::vector<HolidayRule> rules;
    Findings findings;  // lines that could not be read; their rules are left out
};

// Gregorian Easter Sunday.
Date easter_sunday(std::chrono::year year);
Date days_after(Date day, std::chrono::days count);
std::chrono::weekday weekday_of(Date day);

}  // namespace dw
