#include "cases/status_pages.h"

#include "base/text.h"
#include "cases/case_mail.h"
#include "cases/desk_visit.h"
#include "cases/desk_words.h"
#include "cases/letter.h"
#include "cases/status_access.h"
#include "cases/texts.h"
#include "catalogue/office_view.h"
#include "forms/answer_checks.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr const char* home = "/status/vorgang";

std::string say(const Request& request, Text text) {
    return std::string(text.in(request.language));
}
std::string say(const Request& request, Text text, const std::vector<std::string>& arguments) {
    return format(text, request.language, arguments);
}

Response show(const Request& request, const std::string& title, const Html& main,
              int status = 200) {
    web::PageOptions options;
    options.title = title;
    options.has_errors = status == 422;
    options.no_index = true;
    return web::page_response(web::page(request, options, main), status);
}

std::string minutes_of(std::chrono::seconds wait) {
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
}

// --- number and code ---------------------------------------------------------------------------

// The page after "Fertig": nothing of the case is left on the device.
Response left_page(const Request& request) {
    const std::string title = say(request, texts::status_left_title);
    return show(request, title,
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
    return show(request, say(request, texts::status_title), main, error.empty() ? 200 : 422);
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

// --- the case ----------------------------------------------------------------------------------

std::string office_name(const Cases& cases, const CaseState& state, Language language) {
    const auto office = cases.neighbours().catalogue.organisation(state.opened.office);
    return office ? std::string(catalogue::in(office->name, language))
                  : state.opened.office.to_string();
}

// What waits for the applicant: what came after her last own word. Who reads it already is told
// where it stands.
Text waiting(const CaseState& state, Depth depth, ReadingWay way) {
    const bool reads = depth == Depth::Content;
    if (way == ReadingWay::Post && state.outcome) return texts::status_waits_letter;
    if (state.outcome) return reads ? texts::status_reads_outcome : texts::status_waits_outcome;
    if (!state.is_open()) return texts::status_waits_closed;
    if (state.state == State::WaitingForApplicant)
        return reads ? texts::status_reads_question : texts::status_waits_question;
    const bool news =
        !state.messages.empty() && state.messages.back().sent.direction == Direction::ToApplicant;
    if (!news) return texts::status_waits_nothing;
    return reads ? texts::status_reads_message : texts::status_waits_message;
}

// The errand in the applicant's words, as on its first page.
std::string matter(const Cases& cases, const CaseState& state, Language language) {
    const auto* package = cases.package_of(state);
    if (package) return std::string(package->title.in(language));
    const auto service = cases.neighbours().catalogue.service(state.opened.service);
    return service ? std::string(catalogue::in(service->title(), language))
                   : state.opened.service.to_string();
}

// What was decided is content; that something was decided is state.
std::string written_state(const StatusVisit& visit, const forms::Package* package,
                          Language language) {
    const auto& state = visit.loaded.state;
    if (state.outcome && visit.depth == Depth::State)
        return std::string(texts::status_decided.in(language));
    const auto* outcome =
        package && state.outcome ? package->outcome(state.outcome->outcome) : nullptr;
    if (outcome) return outcome->result.in(language);
    if (state.state == State::WaitingForApplicant)
        return std::string(texts::status_asked.in(language));
    return state_words(state.state, package,
                       state.outcome ? std::optional(state.outcome->outcome) : std::nullopt,
                       language);
}

Html state_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    const Language language = request.language;
    const auto* package = cases.package_of(state);
    std::vector<web::ListRow> rows{
        {say(request, texts::status_number),
         web::html<"<span dir=\"ltr\">{}</span>">(state.opened.number)},
        {say(request, texts::status_row_state),
         web::escape(written_state(visit, package, language))},
        {say(request, texts::status_row_office), web::escape(office_name(cases, state, language))},
        {say(request, texts::status_row_received),
         web::escape(written_date(state.opened.received, language))}};
    if (state.is_open())
        rows.push_back({say(request, texts::status_row_until),
                        web::escape(written_date(state.due, language))});
    rows.push_back(
        {say(request, texts::status_row_waits),
         web::escape(waiting(state, visit.depth, reading_way(state, package)).in(language))});
    return web::description_list(rows);
}

Html letter(const Cases& cases, const CaseState& state) {
    if (!state.outcome) return {};
    const Language language = state.opened.language;
    const auto* package = cases.package_of(state);
    const auto service = cases.neighbours().catalogue.service(state.opened.service);
    return web::heading(2, std::string(texts::status_decision.in(language))) +
           decision_letter(
               {.state = state,
                .service_title =
                    service ? std::string(catalogue::in(service->title(), language)) : "",
                .office_name = office_name(cases, state, language),
                .outcome = package ? package->outcome(state.outcome->outcome) : nullptr,
                .reasons = state.outcome->reasons,
                .details = state.outcome->details});
}

// How to reach the office besides this page.
Html office_part(const Cases& cases, const Request& request, const CaseState& state) {
    const auto office = cases.neighbours().catalogue.organisation(state.opened.office);
    if (!office) return {};
    return web::details(say(request, texts::status_office_title),
                        web::description_list(catalogue::office_rows(*office, request.language)));
}

// "e…@example.org": enough to know which mailbox to open.
std::string masked(const std::string& email) {
    const auto at = email.find('@');
    return std::string(cut(email, 1)) + "…" + (at == std::string::npos ? "" : email.substr(at));
}

Html messages_part(const Request& request, const LoadedCase& loaded) {
    if (loaded.state.messages.empty()) return {};
    std::vector<web::TimelineEntry> entries;
    for (const auto& message : loaded.state.messages) {
        const bool from_office = message.sent.direction == Direction::ToApplicant;
        const auto at = loaded.history[static_cast<std::size_t>(message.sequence - 1)].at;
        entries.push_back(
            {written_time(at, request.language),
             say(request, from_office ? texts::status_from_office : texts::status_from_you),
             written_text(message.sent.text)});
    }
    return web::heading(2, say(request, texts::status_messages)) + web::timeline(entries);
}

Html answer_form(const Request& request, const std::string& error) {
    web::Field field;
    field.id = "antwort";
    field.label = say(request, texts::status_answer);
    field.hint = say(request, texts::status_answer_hint);
    field.error = error;
    field.value = std::string(request.form.get("antwort"));
    return web::post_form(request, "/status/vorgang/antwort",
                          web::text_area(field, 6, request.language) +
                              web::button(say(request, texts::status_answer_send)));
}

Html by_post(const Request& request, const CaseState& state) {
    Html html = web::paragraph(say(request, texts::status_by_post));
    if (state.state == State::WaitingForApplicant)
        html += web::paragraph(say(request, texts::status_by_post_answer, {state.opened.number}));
    return html;
}

Html content_part(const Cases& cases, const Request& request, const StatusVisit& visit,
                  const std::string& error) {
    const auto& state = visit.loaded.state;
    if (visit.depth == Depth::Content) {
        Html main = letter(cases, state) + messages_part(request, visit.loaded);
        if (state.state == State::WaitingForApplicant) main += answer_form(request, error);
        return main;
    }
    const bool has_content = state.outcome || !state.messages.empty();
    const bool waits_for_code = request.query.has("code-gesendet") || !error.empty();
    if (!has_content && !waits_for_code) return {};
    if (reading_way(state, cases.package_of(state)) == ReadingWay::Post)
        return web::heading(2, say(request, texts::status_content_post)) + by_post(request, state);
    const Html title = web::heading(2, say(request, texts::status_content));
    if (!waits_for_code)
        return title + web::paragraph(say(request, texts::status_code_why)) +
               web::post_form(request, "/status/vorgang/code",
                              web::button(say(request, texts::status_code_send)));
    web::Field field;
    field.id = "einmalcode";
    field.label = say(request, texts::status_once_code);
    field.hint = say(request, texts::status_once_code_hint);
    field.error = error;
    field.autocomplete = "one-time-code";
    field.input_mode = "numeric";
    field.left_to_right = true;
    field.width = 6;
    field.max_length = 12;
    return title +
           web::paragraph(say(request, texts::status_code_sent, {masked(state.applicant.email)})) +
           web::post_form(request, "/status/vorgang/inhalt",
                          web::text_field(field, request.language) +
                              web::button(say(request, texts::status_content_open))) +
           web::post_form(
               request, "/status/vorgang/code",
               web::button(say(request, texts::status_code_again), web::Weight::Tertiary));
}

// What was just done, as the address says it.
Html done_notice(const Request& request) {
    const auto done = request.query.get("getan");
    if (done == "antwort")
        return web::alert(web::Tone::Success, say(request, texts::status_answered), {},
                          web::Live::Yes);
    if (done == "zurueckgenommen")
        return web::alert(web::Tone::Success, say(request, texts::status_withdrawn), {},
                          web::Live::Yes);
    return {};
}

// Number and code stand on paper that others may see; taking back needs the own mailbox as well.
Html withdraw_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (!state.is_open()) return {};
    Html inner = web::paragraph(say(request, texts::status_withdraw_what));
    if (visit.depth == Depth::Content)
        inner += web::post_form(
            request, "/status/vorgang/ruecknahme",
            web::button(say(request, texts::status_withdraw_do), web::Weight::Secondary));
    else if (reading_way(state, cases.package_of(state)) == ReadingWay::Post)
        inner +=
            web::paragraph(say(request, texts::status_withdraw_by_post, {state.opened.number}));
    else
        inner += web::paragraph(
                     say(request, texts::status_withdraw_code, {masked(state.applicant.email)})) +
                 web::post_form(
                     request, "/status/vorgang/code",
                     web::button(say(request, texts::status_code_send), web::Weight::Secondary));
    return web::details(say(request, texts::status_withdraw), inner);
}

Response case_page(const Cases& cases, const Request& request, const StatusVisit& visit,
                   const std::string& error_field = "", const std::string& error = "") {
    const auto& state = visit.loaded.state;
    const std::string title = matter(cases, state, request.language);
    Html main;
    if (!error.empty()) main += web::error_summary({{error_field, error}}, request.language);
    main += done_notice(request) + web::heading(1, title) + state_part(cases, request, visit) +
            content_part(cases, request, visit, error) + office_part(cases, request, state) +
            withdraw_part(cases, request, visit);
    main += web::post_form(request, "/status/ende",
                           web::button(say(request, texts::status_leave), web::Weight::Tertiary));
    return show(request, title, main, error.empty() ? 200 : 422);
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
    return back_home(request, act_as_party(cases, visit.place, Withdraw{}), "zurueckgenommen");
}

Response open_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const std::string code = digits_sent(request);
    if (code.empty())
        return case_page(cases, request, visit, "einmalcode",
                         say(request, texts::status_once_code_missing));
    const auto tried = open_content(cases, request, visit, code);
    if (!tried) return web::error_response(request, tried.error());
    if (tried->right) return web::see_other(home);
    const std::string error = tried->wait.count() > 0
                                  ? say(request, texts::status_wait, {minutes_of(tried->wait)})
                                  : say(request, texts::status_once_code_wrong);
    return case_page(cases, request, visit, "einmalcode", error);
}

Response code_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (reading_way(state, cases.package_of(state)) == ReadingWay::Post)
        return web::see_other(home);
    const auto wait = send_code(cases, request, visit);
    if (!wait) return web::error_response(request, wait.error());
    if (wait->count() > 0)
        return case_page(cases, request, visit, "einmalcode",
                         say(request, texts::status_wait, {minutes_of(*wait)}));
    return web::see_other("/status/vorgang?code-gesendet=1");
}

Response answer_route(Cases& cases, Request& request, const StatusVisit& visit) {
    if (visit.depth != Depth::Content) return web::see_other(home);
    const auto text = trim(request.form.get("antwort"));
    if (text.empty())
        return case_page(cases, request, visit, "antwort",
                         say(request, texts::status_answer_missing));
    if (!forms::check_characters(text).empty())
        return case_page(cases, request, visit, "antwort",
                         say(request, texts::desk_text_characters));
    if (code_points(text) > 5000)
        return case_page(cases, request, visit, "antwort", say(request, texts::status_answer_long));
    auto& store = cases.neighbours().store;
    const MessageSent message{.message = MessageId::make(store.clock(), store.random()),
                              .direction = Direction::FromApplicant,
                              .text = std::string(text)};
    return back_home(request, act_as_party(cases, visit.place, SendMessage{message}), "antwort");
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
        with_visit(cases, [](Cases& all, Request& request, const StatusVisit& visit) {
            return case_page(all, request, visit);
        }));
    add(Post, "/status/vorgang/code", with_visit(cases, code_route), web::Volume::CodeMail);
    add(Post, "/status/vorgang/inhalt", with_visit(cases, open_route), web::Volume::Lookup);
    add(Post, "/status/vorgang/antwort", with_visit(cases, answer_route), web::Volume::DraftSave);
    add(Post, "/status/vorgang/ruecknahme", with_visit(cases, withdraw_route));
    add(Post, "/status/ende", [&cases](Request& request) {
        const auto left = leave(cases, request);
        if (!left) return web::error_response(request, left.error());
        Response response = web::see_other("/status?fertig=1");
        web::set_cookie(response, request,
                        {std::string(status_cookie), "", std::chrono::seconds(0)});
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
             return show(request, title, main);
         }});
}

}  // namespace dw::cases
