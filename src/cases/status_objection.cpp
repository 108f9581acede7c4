// Whoever has number and code may object: that takes nothing from anybody, and a day that is missed
// is hard to get back. What was decided is told only to who may read it.
#include "cases/status_objection.h"

#include "base/text.h"
#include "cases/fee.h"
#include "cases/kept_files.h"
#include "cases/standing.h"
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
constexpr const char* field_name = "widerspruch";

Result<DecisionStanding> standing_at(const Cases& cases, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    return standing_of(cases, visit.place.tenant, state, decided_on(state, visit.loaded.history));
}

bool is_tax(const DecisionStanding& standing) {
    return standing.remedy->rule.kind == RemedyKind::TaxObjection;
}

// Whether the office can be asked to look at its decision again.
bool can_object(const CaseState& state, const DecisionStanding& standing) {
    if (!state.outcome || waits_for_payment(state) || !standing.remedy) return false;
    if (standing.remedy->rule.kind == RemedyKind::Action) return false;
    return standing.standing == Standing::None || standing.standing == Standing::OnItsWay ||
           standing.standing == Standing::Open || standing.standing == Standing::Final;
}

Html steps_of(const Request& request, const DecisionStanding& standing) {
    const auto& day = standing.lawsuit ? standing.lawsuit : standing.until;
    if (!day) return {};
    std::vector<Html> steps;
    for (const auto& step : day->steps)
        steps.push_back(web::escape(explain(step, request.language)));
    return web::details(say(request, texts::desk_post_known_why), web::numbered_list(steps));
}

Html way_out(const Request& request, const CaseState& state, const DecisionStanding& standing) {
    if (!standing.remedy) return {};
    const auto& remedy = *standing.remedy;
    if (remedy.rule.kind == RemedyKind::Action && standing.standing != Standing::Final)
        return web::paragraph(say(request, texts::status_no_objection,
                                  {remedy.court->name, remedy.court->seat, remedy.rule.citation}));
    if (!can_object(state, standing)) return {};
    return web::link_button(status_objection_path,
                            say(request, is_tax(standing) ? texts::status_tax_objection_way
                                                          : texts::status_objection_way),
                            web::Weight::Secondary);
}

// Of a case that is an objection itself.
Html own_part(const Request& request, const ObjectionOpened& objection) {
    const auto day = [&](Date date) { return written_day(date, request.language); };
    Html html = web::paragraph(
        say(request, texts::status_objection_against, {objection.number, day(objection.received)}));
    if (!is_in_time(objection.received, objection.last_day))
        html +=
            web::paragraph(say(request, texts::status_objection_late, {day(*objection.last_day)}));
    return html;
}

Html form_notice(const Request& request, const StatusVisit& visit,
                 const DecisionStanding& standing) {
    const Date today = standing.today;
    Html html;
    const bool late = standing.until && today > standing.until->last_day;
    if (late)
        html += web::alert(
            web::Tone::Warning,
            say(request, texts::status_objection_too_late,
                {written_day(standing.until->last_day, request.language)}),
            web::paragraph(say(request, is_tax(standing) ? texts::status_objection_late_tax
                                                         : texts::status_objection_late_law)));
    else if (standing.until && visit.depth == Depth::Content)
        html += web::paragraph(say(request, texts::status_objection_until,
                                   {written_day(standing.until->last_day, request.language)}));
    if (is_tax(standing)) return html + web::paragraph(say(request, texts::objection_form_tax));
    if (visit.proof == Proof::Sufficient) return html;
    return html + web::alert(web::Tone::Info, say(request, texts::objection_form_title),
                             web::paragraph(say(request, texts::objection_form)));
}

Response form_page(const Request& request, const StatusVisit& visit,
                   const DecisionStanding& standing, const web::SummaryError& error) {
    const bool tax = is_tax(standing);
    const std::string title =
        say(request, tax ? texts::status_tax_objection_way : texts::status_objection_way);
    web::Field text;
    text.id = field_name;
    text.label = say(request, texts::status_objection_text);
    text.hint = say(request, texts::status_objection_text_hint);
    text.value = std::string(request.form.get(field_name));
    text.error = error.field_id == field_name ? error.sentence : "";
    Html main;
    if (!error.sentence.empty()) main += web::error_summary({error}, request.language);
    main += web::heading(1, title) + web::lead(say(request, texts::status_objection_lead)) +
            form_notice(request, visit, standing) +
            web::post_form(request, status_objection_path,
                           web::text_area(text, 8, request.language) + file_fields(request) +
                               web::button(say(request, texts::status_objection_send)),
                           web::Encoding::Multipart) +
            web::html<"<p>{}</p>">(web::link(home, say(request, texts::status_objection_back)));
    return status_page(request, title, main, error.sentence.empty() ? 200 : 422);
}

// Number and code stand here once, and nowhere else.
Response done_page(const Request& request, const Opened& opened, const DecisionStanding& standing) {
    const std::string title = say(request, is_tax(standing) ? texts::status_tax_objection_done
                                                            : texts::status_objection_done);
    const Html code = web::html<"<strong class=\"dw-code\" dir=\"ltr\">{}</strong>">(opened.code);
    const Html main =
        web::confirmation(title, say(request, texts::sent_number), opened.number) +
        web::description_list({{say(request, texts::sent_code), code}}) +
        web::paragraph(say(request, texts::sent_keep)) +
        (is_tax(standing) ? Html{} : web::paragraph(say(request, texts::objection_form))) +
        web::paragraph(say(request, texts::status_objection_next)) +
        web::link_button(home, say(request, texts::status_objection_back), web::Weight::Secondary);
    return status_page(request, title, main);
}

}  // namespace

Html objection_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    Html html;
    if (state.objection) html += own_part(request, *state.objection);
    if (!state.outcome || waits_for_payment(state)) return html;
    const auto standing = standing_at(cases, visit);
    if (!standing) return html;
    Html body;
    if (visit.depth == Depth::Content) {
        const auto words = standing_words(*standing, request.language);
        if (!words.empty()) body += web::paragraph(words) + steps_of(request, *standing);
    }
    if (standing->objection)
        body += web::paragraph(
            say(request, texts::status_objection_number, {standing->objection->number}));
    // What burdens nobody is contested by nobody; who may not read it is not told that.
    const bool burdens = standing->standing != Standing::None;
    if (burdens || visit.depth == Depth::State) body += way_out(request, state, *standing);
    if (body.empty()) return html;
    return html + web::heading(2, say(request, texts::status_standing_title)) + body;
}

Response objection_page_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto standing = standing_at(cases, visit);
    if (!standing) return web::error_response(request, standing.error());
    if (!can_object(visit.loaded.state, *standing)) return web::see_other(home);
    return form_page(request, visit, *standing, {});
}

Response objection_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto standing = standing_at(cases, visit);
    if (!standing) return web::error_response(request, standing.error());
    if (!can_object(visit.loaded.state, *standing)) return web::see_other(home);
    const auto text = trim(request.form.get(field_name));
    const auto files = files_in(request);
    if (const auto fault =
            fault_of({request, field_name, text, files, texts::status_objection_missing}))
        return form_page(request, visit, *standing, *fault);
    const bool proven = visit.proof == Proof::Sufficient;
    const auto opened =
        cases.object(visit.place.tenant, visit.place.id,
                     {.way = proven ? ObjectionWay::OnlineProven : ObjectionWay::Online,
                      .received = berlin_date(cases.neighbours().store.clock().now()),
                      .text = std::string(text),
                      .files = files});
    if (opened) return done_page(request, *opened, *standing);
    // Somebody was faster; the page shows what there is now.
    if (opened.error().kind == ErrorKind::Conflict) return web::see_other(home);
    return web::error_response(request, opened.error());
}

}  // namespace dw::cases
