#include "cases/status_answer.h"

#include "base/text.h"
#include "cases/kept_files.h"
#include "cases/status_view.h"
#include "cases/texts.h"
#include "terms/written_date.h"
#include "web/components.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr const char* home = "/status/vorgang";

}  // namespace

Html answer_form(const Request& request, const CaseState& state, const std::string& error) {
    web::Field field;
    field.id = "antwort";
    field.label = say(request, texts::status_answer);
    field.hint = say(request, texts::status_answer_hint);
    field.error = error;
    field.value = std::string(request.form.get("antwort"));
    Html until;
    if (state.question && state.question->answer_by)
        until = web::paragraph(say(request, texts::status_answer_until,
                                   {written_day(*state.question->answer_by, request.language)}));
    if (state.question && !state.question->deemed_withdrawal.empty())
        until += web::alert(web::Tone::Warning, say(request, texts::status_withdrawal_warning), {});
    return until +
           web::post_form(request, "/status/vorgang/antwort",
                          web::text_area(field, 6, request.language) + file_fields(request) +
                              web::button(say(request, texts::status_answer_send)),
                          web::Encoding::Multipart);
}

Response answer_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (visit.depth != Depth::Content || state.state != State::WaitingForApplicant)
        return web::see_other(home);
    const auto text = trim(request.form.get("antwort"));
    const auto files = files_in(request);
    if (const auto fault =
            fault_of({request, "antwort", text, files, texts::status_answer_missing}))
        return status_case_page(cases, request, visit, fault->field_id, fault->sentence);
    const auto answer = answer_with(cases, visit.place, text, files, answer_origin);
    if (!answer) return web::error_response(request, answer.error());
    const auto sent = act_as_party(cases, visit.place, *answer);
    if (sent) return web::see_other(std::string(home) + "?getan=antwort");
    // Somebody was faster; the page shows what there is now.
    if (sent.error().kind == ErrorKind::Conflict) return web::see_other(home);
    return web::error_response(request, sent.error());
}

}  // namespace dw::cases
