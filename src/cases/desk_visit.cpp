#include "cases/desk_visit.h"

#include "base/limits.h"
#include "base/text.h"
#include "cases/texts.h"
#include "forms/answer_checks.h"
#include "identity/desk_frame.h"

namespace dw::cases {

web::Response desk_page(const Visit& visit, const DeskPage& page) {
    web::PageOptions options = identity::desk_frame(visit.principal, page.title);
    options.has_errors = page.status == 422;
    options.back_path = page.back_path;
    return web::page_response(web::page(visit.request, options, page.main), page.status);
}

Result<CaseFile> case_file_of(const Visit& visit) {
    const auto id = CaseId::parse(visit.request.parameter("id"));
    if (!id) return not_found("case.none", "the path names no case");
    DW_TRY(auto file, visit.cases.case_file(visit.principal, *id));
    note_reading(visit, *id);
    return file;
}

void note_reading(const Visit& visit, CaseId id) {
    const auto& principal = visit.principal;
    visit.cases.neighbours().identity.security().note_seldom(
        {.kind = std::string(identity::security::case_opened),
         .tenant = principal.tenant,
         .actor = principal.actor,
         .object = id.to_string(),
         .network = web::network_of(visit.request.client_address)});
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

web::Html change_button(const Visit& visit, web::Weight weight) {
    return web::named_button({"schritt", "aendern", visit.say(texts::desk_outcome_change), weight});
}

std::string case_path(CaseId id) {
    return "/desk/cases/" + id.to_string();
}

std::string case_path(CaseId id, std::string_view act) {
    return case_path(id) + "/" + std::string(act);
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
