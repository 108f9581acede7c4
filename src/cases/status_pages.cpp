#include "cases/status_pages.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "cases/case_mail.h"
#include "cases/desk_visit.h"
#include "cases/letter.h"
#include "cases/status_access.h"
#include "cases/status_answer.h"
#include "cases/status_objection.h"
#include "cases/status_outcome.h"
#include "cases/status_view.h"
#include "cases/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr const char* home = "/status/vorgang";

std::string minutes_of(std::chrono::seconds wait) {
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
}

// The page after "Fertig": nothing of the case is left on the device.
Response left_page(const Request& request) {
    const std::string title = say(request, texts::status_left_title);
    return status_page(
        request, title,
        web::heading(1, title) + web::lead(say(request, texts::status_left)) +
            web::button_group({web::link_button("/", say(request, texts::status_left_home),
                                                web::Weight::Secondary)}));
}

Response entrance(const Request& request, const std::string& number, const std::string& error) {
    web::Field first;
    first.id = "nummer";
    first.label = say(request, texts::status_number);
    first.hint = say(request, texts::status_number_hint);
    first.error = error;
    first.value = number;
    first.left_to_right = true;
    first.width = 20;
    first.max_length = 40;
    web::Field second;
    second.id = "code";
    second.label = say(request, texts::status_code);
    second.hint = say(request, texts::status_code_hint);
    second.value = cut(request.form.get("code"), 40);
    second.left_to_right = true;
    second.width = 20;
    second.max_length = 40;
    Html main;
    if (!error.empty()) main += web::error_summary({{"nummer", error}}, request.language);
    main += web::heading(1, say(request, texts::status_title)) +
            web::lead(say(request, texts::status_lead)) +
            web::post_form(request, "/status",
                           web::text_field(first, request.language) +
                               web::text_field(second, request.language) +
                               web::button(say(request, texts::status_open)));
    return status_page(request, say(request, texts::status_title), main, error.empty() ? 200 : 422);
}

Response enter_route(Cases& cases, Request& request) {
    const std::string number(cut(trim(request.form.get("nummer")), 40));
    if (number.empty() || trim(request.form.get("code")).empty())
        return entrance(request, number, say(request, texts::status_both));
    const auto result = enter(cases, request, number, request.form.get("code"));
    if (!result) return web::error_response(request, result.error());
    if (result->wait.count() > 0)
        return entrance(request, number,
                        say(request, texts::status_wait, {minutes_of(result->wait)}));
    if (!result->token) return entrance(request, number, say(request, texts::status_wrong));
    Response response = web::see_other(home);
    web::set_cookie(response, request, {std::string(status_cookie), *result->token, std::nullopt});
    return response;
}

// Whoever is shown a decision that was kept ready for her has retrieved it. That is noted down
// before it is shown: the office must prove it. Whether there was something to note.
Result<bool> note_retrieval(Cases& cases, const StatusVisit& visit) {
    const auto& letters = visit.loaded.state.letters;
    if (visit.depth != Depth::Content || std::ranges::none_of(letters, &Letter::waits_online))
        return false;
    const Date today = berlin_date(cases.neighbours().store.clock().now());
    DW_TRY_DO(
        act_as_party(cases, visit.place,
                     Retrieve{today, cases.fee_days_if_retrieved(visit.loaded.state, today)}));
    return true;
}

using VisitPage = Response (*)(Cases&, Request&, const StatusVisit&);

web::Handler with_visit(Cases& cases, VisitPage page) {
    return [&cases, page](Request& request) {
        const auto visit = status_visit(cases, request);
        if (!visit) return web::error_response(request, visit.error());
        if (!*visit) return web::see_other("/status");
        return page(cases, request, **visit);
    };
}

Response back_home(const Request& request, const Outcome& done, const std::string& act) {
    if (done) return web::see_other(home + ("?getan=" + act));
    // Somebody was faster; the page shows what there is now.
    if (done.error().kind == ErrorKind::Conflict) return web::see_other(home);
    return web::error_response(request, done.error());
}

// Mail programs and people put blanks between the digits.
std::string digits_sent(const Request& request) {
    std::string code(cut(request.form.get("einmalcode"), 40));
    std::erase(code, ' ');
    return code;
}

Response withdraw_route(Cases& cases, Request& request, const StatusVisit& visit) {
    if (visit.depth != Depth::Content) return web::see_other(home);
    return back_home(
        request, act_as_party(cases, visit.place, Withdraw{cases.kept_until(visit.loaded.state)}),
        "zurueckgenommen");
}

// Carried on in the address: what the code was asked for.
std::string purpose_of(const Request& request, char before) {
    if (!wants_to_withdraw(request)) return {};
    return before + std::string(purpose_field) + "=" + std::string(to_withdraw);
}

Response open_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const std::string code = digits_sent(request);
    if (code.empty())
        return status_case_page(cases, request, visit, "einmalcode",
                                say(request, texts::status_once_code_missing));
    const auto tried = open_content(cases, request, visit, code);
    if (!tried) return web::error_response(request, tried.error());
    if (tried->right) return web::see_other(home + purpose_of(request, '?'));
    const std::string error = tried->wait.count() > 0
                                  ? say(request, texts::status_wait, {minutes_of(tried->wait)})
                                  : say(request, texts::status_once_code_wrong);
    return status_case_page(cases, request, visit, "einmalcode", error);
}

Response code_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (reading_way(state, cases.package_of(state)) == ReadingWay::Post)
        return web::see_other(home);
    const auto wait = send_code(cases, request, visit);
    if (!wait) return web::error_response(request, wait.error());
    if (wait->count() > 0)
        return status_case_page(cases, request, visit, "einmalcode",
                                say(request, texts::status_wait, {minutes_of(*wait)}));
    return web::see_other("/status/vorgang?code-gesendet=1" + purpose_of(request, '&'));
}

Response letter_file_route(Cases& cases, Request& request, const StatusVisit& visit) {
    if (visit.depth != Depth::Content) return web::see_other(home);
    const auto noted = note_retrieval(cases, visit);
    if (!noted) return web::error_response(request, noted.error());
    const auto text = status_letter(cases, visit);
    if (!text) return web::error_response(request, text.error());
    const auto pdf = forms::pdf_document(*text);
    if (!pdf) return web::error_response(request, pdf.error());
    return web::file_response(
        std::string(as_text(*pdf)), "application/pdf",
        say(request, texts::letter_pdf_file, {visit.loaded.state.opened.number}));
}

}  // namespace

void add_status_routes(web::Router& router, Cases& cases) {
    const auto add = [&](web::Method method, std::string path, web::Handler handler,
                         web::Volume volume = web::Volume::Unlimited) {
        router.add({.method = method,
                    .path = std::move(path),
                    .act = "public",
                    .handler = std::move(handler),
                    .volume = volume});
    };
    using enum web::Method;
    add(Get, "/status", [](Request& request) {
        if (request.query.has("fertig")) return left_page(request);
        return entrance(request, std::string(cut(request.query.get("nummer"), 40)), "");
    });
    add(
        Post, "/status", [&cases](Request& request) { return enter_route(cases, request); },
        web::Volume::Lookup);
    add(Get, "/status/vorgang",
        with_visit(cases, [](Cases& all, Request& request, const StatusVisit& visit) -> Response {
            const auto noted = note_retrieval(all, visit);
            if (!noted) return web::error_response(request, noted.error());
            if (!*noted) return status_case_page(all, request, visit);
            const auto now = status_visit(all, request);
            if (!now) return web::error_response(request, now.error());
            return *now ? status_case_page(all, request, **now) : web::see_other("/status");
        }));
    add(Get, status_letter_path, with_visit(cases, letter_file_route));
    add(Post, "/status/vorgang/code", with_visit(cases, code_route), web::Volume::CodeMail);
    add(Post, "/status/vorgang/inhalt", with_visit(cases, open_route), web::Volume::Lookup);
    router.add({.method = Post,
                .path = "/status/vorgang/antwort",
                .act = "public",
                .handler = with_visit(cases, answer_route),
                .body_limit = limits::upload_bytes,
                .volume = web::Volume::DraftSave});
    add(Post, "/status/vorgang/ruecknahme", with_visit(cases, withdraw_route));
    add(Get, status_objection_path, with_visit(cases, objection_page_route));
    router.add({.method = Post,
                .path = status_objection_path,
                .act = "public",
                .handler = with_visit(cases, objection_route),
                .body_limit = limits::upload_bytes,
                .volume = web::Volume::DraftSave});
    add(Get, "/status/vorgang/anlage/{document}", with_visit(cases, enclosure_route));
    add(Post, "/status/vorgang/bescheinigung", with_visit(cases, certificate_asked_route));
    add(Post, "/status/vorgang/einwilligung", with_visit(cases, consent_route));
    add(Post, "/status/ende", [&cases](Request& request) {
        auto left = leave(cases, request);
        if (left) left = cases.neighbours().identity.residents().end_all(request);
        if (!left) return web::error_response(request, left.error());
        Response response = web::see_other("/status?fertig=1");
        web::set_cookie(response, request,
                        {std::string(status_cookie), "", std::chrono::seconds(0)});
        web::set_cookie(response, request,
                        {std::string(identity::resident_cookie), "", std::chrono::seconds(0)});
        return response;
    });
}

void add_example_mail_route(web::Router& router, Cases& cases) {
    router.add(
        {.path = "/beispiel/post", .act = "public", .handler = [&cases](Request& request) {
             if (!web::site().example) return web::error_page(request, 404);
             const auto& at = cases.neighbours();
             const auto tenants = at.identity.tenants_of(request.host);
             if (!tenants) return web::error_response(request, tenants.error());
             const auto reader = at.store.reader();
             if (!reader) return web::error_response(request, reader.error());
             const auto mails = example_mails(**reader, at.store.keys(), *tenants);
             if (!mails) return web::error_response(request, mails.error());
             std::vector<web::TimelineEntry> entries;
             for (const auto& each : *mails)
                 entries.push_back({written_time(each.at, request.language), each.mail.subject,
                                    web::muted(each.mail.to) + written_text(each.mail.text)});
             const std::string title = say(request, texts::example_mail_title);
             Html main = web::heading(1, title) + web::lead(say(request, texts::example_mail_lead));
             main += entries.empty() ? web::paragraph(say(request, texts::example_mail_none))
                                     : web::timeline(entries);
             return status_page(request, title, main);
         }});
}

}  // namespace dw::cases
