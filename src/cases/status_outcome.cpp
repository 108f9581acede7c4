#include "cases/status_outcome.h"

#include <algorithm>

#include "cases/decision_parts.h"
#include "cases/fee.h"
#include "cases/status_view.h"
#include "cases/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr const char* home = "/status/vorgang";

const LegalDeadline* law_of(const Cases& cases, const CaseState& state, const std::string& law,
                            Date day) {
    const auto found = cases.neighbours().law.tables.deadlines.find(law, day, state.opened.place);
    return found ? *found : nullptr;
}

std::string day(const Request& request, Date date) {
    return written_day(date, request.language);
}

Html approval_part(const Cases& cases, const Request& request, const CaseState& state) {
    for (const auto& deadline : state.deadlines) {
        if (!deadline.is_passed || !deadline.last_day || !deadline.from) continue;
        const auto* law = law_of(cases, state, deadline.law, *deadline.from);
        if (!law || law->kind != DeadlineKind::DeemedApproval) continue;
        Html body = web::paragraph(say(request, texts::status_deemed_approval,
                                       {day(request, *deadline.last_day), law->citation}));
        if (state.certificate)
            body += web::paragraph(say(request, texts::status_certificate_sent));
        else if (state.certificate_asked)
            body += web::paragraph(say(request, texts::status_certificate_asked,
                                       {day(request, *state.certificate_asked)}));
        else
            body += web::post_form(
                request, "/status/vorgang/bescheinigung",
                web::button(say(request, texts::status_certificate_ask), web::Weight::Secondary));
        return web::heading(2, say(request, texts::status_deemed_title)) + body;
    }
    return {};
}

Response back(const Request& request, const Outcome& done, const char* act) {
    if (done) return web::see_other(std::string(home) + "?getan=" + act);
    // Somebody was faster; the page shows what there is now.
    if (done.error().kind == ErrorKind::Conflict) return web::see_other(home);
    return web::error_response(request, done.error());
}

Date today(const Cases& cases) {
    return berlin_date(cases.neighbours().store.clock().now());
}

}  // namespace

Html enclosures_part(const Request& request, const CaseState& state) {
    if (!state.outcome || state.outcome->enclosures.empty()) return {};
    std::vector<Html> links;
    for (const auto& each : state.outcome->enclosures)
        links.push_back(
            web::link("/status/vorgang/anlage/" + each.document.to_string(), each.file_name));
    return web::heading(3, say(request, texts::letter_enclosures)) + web::bullet_list(links);
}

Html deemed_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (const auto& withdrawn = state.deemed_withdrawn) {
        const auto* law = law_of(cases, state, withdrawn->law, withdrawn->last_day);
        return web::alert(
            web::Tone::Warning,
            say(request, texts::status_deemed_withdrawn,
                {day(request, withdrawn->last_day), law ? law->citation : withdrawn->law}),
            web::paragraph(say(request, texts::status_deemed_withdrawn_next)));
    }
    if (visit.depth != Depth::Content) return {};
    return approval_part(cases, request, state);
}

Html consent_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (!state.applicant.reads_online) return {};
    const auto rule = cases.retrieval_rule(state);
    const Html law =
        rule ? web::paragraph(say(request, texts::status_consent_law, {rule->consent})) : Html{};
    return web::details(
        say(request, texts::status_consent_title),
        web::paragraph(say(request, texts::status_consent_what)) + law +
            web::post_form(request, "/status/vorgang/einwilligung",
                           web::button(say(request, texts::status_consent_take_back),
                                       web::Weight::Secondary)));
}

Response enclosure_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    const auto id = DocumentId::parse(request.parameter("document"));
    if (visit.depth != Depth::Content || !id || !state.outcome || waits_for_payment(state))
        return web::see_other(home);
    const auto& enclosures = state.outcome->enclosures;
    const bool enclosed = std::ranges::any_of(
        enclosures, [&](const Enclosure& each) { return each.document == *id; });
    const auto* document = find_document(state, *id);
    if (!enclosed || !document) return web::error_page(request, 404);
    auto content = read_document(cases, visit.place.tenant, *document);
    if (!content) return web::error_response(request, content.error());
    return web::file_response(std::move(content->bytes), content->media_type, content->file_name);
}

Response certificate_asked_route(Cases& cases, Request& request, const StatusVisit& visit) {
    if (visit.depth != Depth::Content) return web::see_other(home);
    return back(request,
                act_as_party(cases, visit.place, OutcomeCommand{AskCertificate{today(cases)}}),
                "bescheinigung");
}

Response consent_route(Cases& cases, Request& request, const StatusVisit& visit) {
    return back(request,
                act_as_party(cases, visit.place, OutcomeCommand{TakeConsentBack{today(cases)}}),
                "einwilligung");
}

}  // namespace dw::cases
