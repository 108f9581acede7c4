#include "cases/filing_plan.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dw::cases {

namespace {

using store::of;

constexpr std::string_view key_mark = "{zeichen}", year_mark = "{jahr}", number_mark = "{nummer}";
constexpr std::size_t remembered = 10'000;  // keys and years of all organisations of a copy

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool may_stand_in_reference(char c) {
    return is_letter_or_digit(c) || std::string_view(".-/_ ").find(c) != std::string_view::npos;
}

std::string replaced(std::string text, std::string_view mark, const std::string& value) {
    const auto at = text.find(mark);
    return at == std::string::npos ? text : text.replace(at, mark.size(), value);
}

std::string written(const FilingPlan& plan, const std::string& key, int year, std::int64_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    // The number last: it holds no mark that could be replaced once more.
    return replaced(
        replaced(replaced(plan.pattern, key_mark, key), year_mark, std::to_string(year)),
        number_mark, digits);
}

}  // namespace

bool is_filing_pattern(std::string_view pattern) {
    if (pattern.size() > filing_pattern_bytes) return false;
    std::string rest(pattern);
    std::array<std::size_t, 3> places{};
    std::array<std::size_t, 3> ends{};
    std::size_t i = 0;
    for (const auto mark : {key_mark, year_mark, number_mark}) {
        places[i] = pattern.find(mark);
        if (places[i] == std::string_view::npos) return false;
        ends[i++] = pattern.find(mark) + mark.size();
        rest = replaced(std::move(rest), mark, "");
    }
    // Twice the same mark leaves a brace, which may not stand there.
    if (!std::ranges::all_of(rest, may_stand_in_reference)) return false;
    std::ranges::sort(places);
    std::ranges::sort(ends);
    for (std::size_t k = 1; k < places.size(); ++k) {
        const auto between = pattern.substr(ends[k - 1], places[k] - ends[k - 1]);
        if (between.empty() || std::ranges::any_of(between, is_letter_or_digit)) return false;
    }
    const bool glued_before = places[0] > 0 && is_letter_or_digit(pattern[places[0] - 1]);
    const bool glued_after = ends[2] < pattern.size() && is_letter_or_digit(pattern[ends[2]]);
    return !glued_before && !glued_after;
}

bool is_filing_key(std::string_view key) {
    return !trim(key).empty() && trim(key) == key && key.size() <= filing_key_bytes &&
           std::ranges::all_of(key, may_stand_in_reference);
}

Result<FilingPlan> read_filing_plan(store::Connection& connection, const FilingPlace& place) {
    DW_TRY(const auto rows,
           connection.query("select plan from filing_plan where tenant = $1 and organisation = $2",
                            {of(place.tenant), of(place.organisation)}));
    FilingPlan plan{.pattern = std::string(default_filing_pattern), .keys = {}};
    if (rows.empty()) return plan;
    DW_TRY(const auto json, parse_json(rows[0].text(0)));
    plan.pattern = json["pattern"].text_or("");
    for (const auto& member : json["keys"].members())
        plan.keys[member.key] = std::string(member.value.text_or(""));
    if (!is_filing_pattern(plan.pattern)) return corrupt("cases.filing_plan", "its pattern");
    return plan;
}

store::Statement write_filing_plan(const FilingPlace& place, const FilingPlan& plan) {
    Json keys = Json::object();
    for (const auto& [package, key] : plan.keys) keys.set(package, key);
    return {
        "insert into filing_plan (tenant, organisation, plan) values ($1, $2, $3) "
        "on conflict (tenant, organisation) do update set plan = excluded.plan",
        {of(place.tenant), of(place.organisation),
         of(to_string(Json::object({{"pattern", plan.pattern}, {"keys", std::move(keys)}})))}};
}

Result<std::optional<ReferenceGiven>> FilingNumbers::next(store::Connection& connection,
                                                          const FilingPlace& place,
                                                          std::string_view package_name, int year,
                                                          std::int64_t skipped) {
    DW_TRY(const auto plan, read_filing_plan(connection, place));
    const auto key = plan.keys.find(std::string(package_name));
    if (key == plan.keys.end()) return std::optional<ReferenceGiven>();
    DW_TRY(const auto rows,
           connection.query("select number from case_reference where tenant = $1 and "
                            "organisation = $2 and filing_key = $3 and year = $4 "
                            "order by number desc limit 1",
                            {of(place.tenant), of(place.organisation), of(key->second),
                             static_cast<std::int64_t>(year)}));
    const std::int64_t stored = rows.empty() ? 0 : rows[0].integer(0);
    // Others of this copy may have got theirs and not have written them yet.
    std::lock_guard lock(mutex_);
    if (given_.size() >= remembered) given_.clear();
    auto& last = given_[{place.tenant, place.organisation, key->second, year}];
    last = std::max(last, stored) + 1 + skipped;
    return std::optional(
        ReferenceGiven{written(plan, key->second, year, last), key->second, year, last});
}

store::Statement claim_reference(const FilingPlace& place, CaseId id,
                                 const ReferenceGiven& reference) {
    return {
        "insert into case_reference (tenant, organisation, filing_key, year, number, reference, "
        "case_id) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        {of(place.tenant), of(place.organisation), of(reference.filing_key), reference.year,
         reference.number, of(reference.reference), of(id)},
        1};
}

}  // namespace dw::cases
