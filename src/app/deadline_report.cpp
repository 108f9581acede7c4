#include "app/deadline_report.h"

#include <algorithm>
#include <array>
#include <set>

#include "app/texts.h"
#include "base/text.h"
#include "terms/written_date.h"

namespace dw::app {

namespace {

constexpr Language german = Language::German;
// The table of holidays begins with 2000; nobody plans beyond 2999.
constexpr std::chrono::year first_year{2000}, last_year{2999};
constexpr std::int64_t longest_years = 10, longest_days = 3660;  // of a period that is set

Error refused(Text text, const std::vector<std::string>& arguments) {
    return invalid("app.command_line", format(text, german, arguments));
}

// What somebody typed goes to a terminal: only its printable beginning.
std::string shown(std::string_view written) {
    std::string safe;
    for (const char c : cut(written, 60)) safe += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    return first_invalid_utf8(safe) ? "?" : safe;
}

Result<std::string> required(const CommandLine& line, const std::string& option) {
    const std::string value(trim(line.value(option)));
    if (value.empty()) return refused(texts::deadline_missing, {option});
    return value;
}

std::string list_of_laws(const LawTables& tables) {
    std::string list;
    std::set<std::string> seen;
    for (const auto& law : tables.deadlines.all()) {
        if (!seen.insert(law.law).second) continue;
        list += "\n  " + law.law + std::string(law.law.size() < 16 ? 16 - law.law.size() : 1, ' ') +
                law.name_de + " (" + law.citation + ")";
    }
    return list;
}

Result<std::string> read_law(const CommandLine& line, const LawTables& tables) {
    const std::string law(trim(line.value("--law")));
    if (law.empty()) return refused(texts::deadline_which_law, {list_of_laws(tables)});
    const auto known = std::ranges::any_of(
        tables.deadlines.all(), [&](const auto& deadline) { return deadline.law == law; });
    if (!known) return refused(texts::deadline_unknown_law, {shown(law), list_of_laws(tables)});
    return law;
}

Result<Date> read_day(const CommandLine& line, const std::string& option) {
    DW_TRY(const std::string written, required(line, option));
    const auto day = parse_date(written);
    if (!day) return refused(texts::deadline_no_day, {option, shown(written)});
    if (day->year() < first_year || day->year() > last_year)
        return refused(texts::deadline_far_day, {option, shown(written)});
    return *day;
}

std::string candidates(const std::vector<catalogue::Place>& places) {
    std::string list;
    for (const auto& place : places)
        list += "\n  " + place.area->ars.padded() + "  " + place.full_name();
    return list;
}

Result<const catalogue::Area*> area_by_key(std::string_view key,
                                           const catalogue::AreaRegister& areas) {
    if (const auto* former = areas.find_former(key))
        return refused(texts::deadline_former_area, {shown(key), former->name, former->today->name,
                                                     former->today->ars.padded()});
    const auto ars = Ars::parse(key);
    const auto* area = Ars::looks_like_ags(key) ? areas.find_ags(key) : nullptr;
    if (!area && ars) area = areas.find(*ars);
    if (!area) return refused(texts::deadline_unknown_area, {shown(key)});
    return area;
}

Result<const catalogue::Area*> read_area(const CommandLine& line,
                                         const catalogue::AreaRegister& areas) {
    DW_TRY(const std::string written, required(line, "--area"));
    // No postcodes: some are also the key of a district elsewhere (08115).
    const bool is_key = std::ranges::all_of(written, [](char c) { return '0' <= c && c <= '9'; });
    if (is_key) {
        // § 31 Abs. 3 VwVfG asks for the holidays at the seat, and holidays are law of the Länder.
        const auto ars = Ars::parse(written);
        if (ars && ars->key().empty()) return refused(texts::deadline_whole_country, {});
        return area_by_key(written, areas);
    }
    constexpr std::size_t shown_places = 8;
    const auto places = areas.find_homes(written, shown_places);
    if (places.empty()) return refused(texts::deadline_unknown_area, {shown(written)});
    const bool one = places.size() == 1 || (places.front().area->short_name == written &&
                                            places[1].area->short_name != written);
    if (!one) return refused(texts::deadline_which_area, {shown(written), candidates(places)});
    return places.front().area;
}

Result<DeliveryChannel> read_way(const std::string& written) {
    const auto way = delivery_channel_from(written);
    const bool inner = way == DeliveryChannel::TaxPost || way == DeliveryChannel::TaxElectronic;
    if (!way || inner) return refused(texts::deadline_unknown_way, {shown(written)});
    return *way;
}

Result<Period> read_period(const std::string& written) {
    const auto period = parse_period(written);
    const bool years = period && period->unit == PeriodUnit::Years;
    const bool short_enough =
        period && period->count > 0 && period->count <= (years ? longest_years : longest_days);
    if (!short_enough) return refused(texts::deadline_bad_period, {shown(written)});
    return *period;
}

Text reason_text(const Error& error) {
    if (error.code == "deadline.not_here") return texts::deadline_not_here;
    if (error.code == "deadline.no_letter") return texts::deadline_no_letter;
    if (error.code == "deadline.period_missing") return texts::deadline_period_missing;
    if (error.code == "deadline.period_fixed") return texts::deadline_period_fixed;
    if (error.code == "deadline.arrived_without_way") return texts::deadline_arrived_alone;
    if (error.code == "deadline.arrived_before") return texts::deadline_arrived_before;
    return texts::deadline_no_rule;
}

Json step_json(const DeadlineStep& step) {
    return Json::object({{"step", std::string(name_of(step.reason))},
                         {"date", to_string(step.date)},
                         {"citation", step.citation},
                         {"text", explain(step, german)}});
}

}  // namespace

Result<AskedDeadline> read_question(const CommandLine& line, const LawTables& tables,
                                    const catalogue::AreaRegister& areas) {
    AskedDeadline asked;
    DW_TRY(asked.question.law, read_law(line, tables));
    DW_TRY(asked.question.from, read_day(line, "--from"));
    DW_TRY(const auto* area, read_area(line, areas));
    asked.question.seat = area->ars;
    asked.area_name = area->name;
    if (line.has("--way")) {
        DW_TRY(asked.question.way, read_way(line.value("--way")));
    }
    if (line.has("--arrived")) {
        DW_TRY(asked.question.arrived, read_day(line, "--arrived"));
    }
    if (line.has("--period")) {
        DW_TRY(asked.question.period, read_period(line.value("--period")));
    }
    return asked;
}

Error refusal_of(const Error& error, const AskedDeadline& asked, const LawTables& tables) {
    std::string citation = asked.question.law;
    for (const auto& law : tables.deadlines.all())
        if (law.law == asked.question.law) citation = law.name_de + ", " + law.citation;
    const std::string day = short_date(asked.question.from, german);
    return refused(reason_text(error), {citation, asked.area_name, day});
}

Json report_json(const ExplainedDeadline& answer, const AskedDeadline& asked) {
    std::vector<Json> steps;
    for (const auto& step : answer.steps) steps.push_back(step_json(step));
    const auto& way = asked.question.way;
    return Json::object({{"law", answer.law.law},
                         {"name", answer.law.name_de},
                         {"kind", std::string(name_of(answer.law.kind))},
                         {"citation", answer.law.citation},
                         {"source", answer.law.source},
                         {"area", asked.question.seat.padded()},
                         {"area_name", asked.area_name},
                         {"from", to_string(asked.question.from)},
                         {"way", way ? Json(std::string(name_of(*way))) : Json()},
                         {"start", std::string(name_of(answer.law.start))},
                         {"starts", to_string(answer.starts)},
                         {"period", in_words(answer.period, german)},
                         {"last_day", to_string(answer.last_day)},
                         {"certain", answer.is_certain()},
                         {"steps", Json(std::move(steps))}});
}

std::string report_text(const ExplainedDeadline& answer, const AskedDeadline& asked) {
    std::string text = answer.law.name_de + ", " + asked.area_name + "\n";
    for (const auto& step : answer.steps) text += "  " + explain(step, german) + "\n";
    return text + format(texts::deadline_last_day, german, {written_day(answer.last_day, german)}) +
           "\n";
}

}  // namespace dw::app
