#include "cases/desk_visit.h"

#include <chrono>

#include "base/limits.h"
#include "base/text.h"
#include "cases/texts.h"
#include "forms/answer_checks.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

web::Response desk_page(const Visit& visit, const DeskPage& page) {
    web::PageOptions options;
    options.title = page.title;
    options.has_errors = page.status == 422;
    options.desk = true;
    options.person = visit.principal.name;
    options.logout_path = "/abmelden";
    options.back_path = page.back_path;
    return web::page_response(web::page(visit.request, options, page.main), page.status);
}

Result<CaseFile> case_file_of(const Visit& visit) {
    const auto id = CaseId::parse(visit.request.parameter("id"));
    if (!id) return not_found("case.none", "the path names no case");
    return visit.cases.case_file(visit.principal, *id);
}

bool can(const CaseFile& file, identity::Act act) {
    return file.state.is_open() && file.allows(act);
}

std::int64_t seen_sequence(const web::Request& request) {
    return parse_integer(request.form.get("stand")).value_or(0);
}

web::Html seen_field(std::int64_t sequence) {
    return web::html<"<input type=\"hidden\" name=\"stand\" value=\"{}\">">(sequence);
}

std::string case_path(CaseId id) {
    return "/desk/cases/" + id.to_string();
}

std::string case_path(CaseId id, std::string_view act) {
    return case_path(id) + "/" + std::string(act);
}

std::string written_time(Instant at, Language language) {
    const auto time = berlin_time(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time.time_of_day);
    const auto two_digits = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return written_date(time.date, language) + ", " + two_digits(minutes.count() / 60) + ":" +
           two_digits(minutes.count() % 60);
}

std::string text_error(const Visit& visit, std::string_view text, Needed needed, Text missing) {
    if (needed == Needed::Yes && trim(text).empty()) return visit.say(missing);
    if (!forms::check_characters(text).empty()) return visit.say(texts::desk_text_characters);
    const std::size_t length = code_points(text);
    if (length <= limits::desk_text) return {};
    return visit.say(texts::desk_text_too_long,
                     {std::to_string(limits::desk_text), std::to_string(length)});
}

}  // namespace dw::cases
