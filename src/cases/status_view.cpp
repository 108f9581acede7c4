#include "cases/status_view.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_visit.h"
#include "cases/desk_words.h"
#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/letter.h"
#include "cases/letter_pdf.h"
#include "cases/letter_view.h"
#include "cases/status_answer.h"
#include "cases/status_objection.h"
#include "cases/status_outcome.h"
#include "cases/texts.h"
#include "cases/written_letter.h"
#include "catalogue/office_view.h"
#include "forms/privacy_notice.h"
#include "identity/provider_pages.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::cases {

using web::Html;
using web::Request;
using web::Response;

std::string say(const Request& request, Text text) {
    return std::string(text.in(request.language));
}
std::string say(const Request& request, Text text, const std::vector<std::string>& arguments) {
    return format(text, request.language, arguments);
}

Response status_page(const Request& request, const std::string& title, const Html& main,
                     int status) {
    web::PageOptions options;
    options.title = title;
    options.has_errors = status == 422;
    options.no_index = true;
    return web::page_response(web::page(request, options, main), status);
}

namespace {

std::string office_name(const Cases& cases, const CaseState& state, Language language) {
    const auto office = cases.neighbours().catalogue.organisation(state.opened.office);
    return office ? std::string(catalogue::in(office->name, language))
                  : state.opened.office.to_string();
}

// What waits for the applicant: what came after her last own word. Who reads it already is told
// where it stands.
Text waiting(const CaseState& state, Depth depth, ReadingWay way) {
    const bool reads = depth == Depth::Content;
    if (waits_for_payment(state)) {
        if (reads) return texts::status_reads_fee;
        return way == ReadingWay::Post ? texts::status_waits_fee_letter : texts::status_waits_fee;
    }
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
std::string written_state(const Cases& cases, const StatusVisit& visit, Language language) {
    const auto& state = visit.loaded.state;
    const auto* package = cases.package_of(state);
    if (state.outcome && visit.depth == Depth::State)
        return std::string(texts::status_decided.in(language));
    if (waits_for_payment(state)) return std::string(texts::status_waits_payment.in(language));
    const auto* outcome =
        package && state.outcome ? package->outcome(state.outcome->outcome) : nullptr;
    if (outcome) return outcome->result.in(language);
    if (state.state == State::WaitingForApplicant)
        return std::string(texts::status_asked.in(language));
    return state_words(shown_of(cases, state), language);
}

// What must not be misunderstood, until there is an end of it.
Html caution(const Cases& cases, const Request& request, const CaseState& state) {
    const auto* package = cases.package_of(state);
    if (!package || package->caution.de.empty() || !state.is_open()) return {};
    return web::alert(web::Tone::Warning, package->caution.in(request.language), {});
}

Html state_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    const Language language = request.language;
    const auto* package = cases.package_of(state);
    std::vector<web::ListRow> rows{
        {say(request, texts::status_number),
         web::html<"<span dir=\"ltr\">{}</span>">(state.opened.number)},
        {say(request, texts::status_row_state), web::escape(written_state(cases, visit, language))},
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

// How the decision comes to the applicant, and what counts.
Html decision_way(const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    const auto day = [&](Date date) { return written_date(date, request.language); };
    // The last one: a request for payment was kept ready before the decision.
    const auto found =
        std::find_if(state.letters.rbegin(), state.letters.rend(),
                     [](const Letter& letter) { return letter.provided.has_value(); });
    const bool pays = waits_for_payment(state);
    const auto words = [&](Text fee, Text decision, const std::vector<std::string>& days) {
        return web::paragraph(say(request, pays ? fee : decision, days));
    };
    const bool is_other =
        found != state.letters.rend() && !pays && is_request_for_payment(state, found->sequence);
    if (found != state.letters.rend() && found->called_off) return {};
    const bool none = found == state.letters.rend() || is_other;
    if (none && state.outcome && visit.depth == Depth::Content)
        return words(texts::status_fee_also_post, texts::status_decision_also_post, {});
    if (none) return {};
    const Date until = found->provided->until;
    if (found->not_retrieved)
        return words(texts::status_fee_missed, texts::status_decision_missed, {day(until)});
    if (found->retrieved)
        return words(texts::status_fee_opened, texts::status_decision_opened,
                     {day(*found->retrieved)});
    return words(texts::status_fee_until, texts::status_decision_until, {day(until)});
}

Html letter(const Cases& cases, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (!state.outcome) return {};
    const Language language = state.opened.language;
    if (waits_for_payment(state))
        return web::heading(2, std::string(texts::fee_title.in(language))) +
               web::paragraph(texts::letter_pdf_pay_first.in(language)) +
               fee_part(state, language) +
               web::link_button(status_letter_path, std::string(texts::status_fee_pdf.in(language)),
                                web::Weight::Secondary);
    const auto text = status_letter(cases, visit);
    return web::heading(2, std::string(texts::status_decision.in(language))) +
           (text ? letter_view(*text) : written_text(state.outcome->reasons)) +
           web::link_button(status_letter_path, std::string(texts::status_letter_pdf.in(language)),
                            web::Weight::Secondary);
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

Html files_line(const Request& request, const CaseState& state, const MessageSent& message) {
    const auto names = sent_files(state, message);
    return names.empty() ? Html{} : web::muted(say(request, texts::status_answer_files, {names}));
}

// Who did not answer here reads how the answer came.
Html taken_line(const Request& request, const MessageSent& message) {
    if (!message.taken) return {};
    return web::muted(
        say(request, texts::status_answer_taken, {taken_words(*message.taken, request.language)}));
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
             written_text(message.sent.text) + files_line(request, loaded.state, message.sent) +
                 taken_line(request, message.sent)});
    }
    return web::heading(2, say(request, texts::status_messages)) + web::timeline(entries);
}

Html by_post(const Request& request, const CaseState& state) {
    Html html = web::paragraph(say(request, texts::status_by_post));
    if (state.state == State::WaitingForApplicant)
        html += web::paragraph(say(request, texts::status_by_post_answer, {state.opened.number}));
    return html;
}

AssuranceLevel level_to_read(const Cases& cases, const CaseState& state) {
    const auto* package = cases.package_of(state);
    return package ? package->level_to_read : AssuranceLevel::High;
}

// For who sent the application with a proof of who she is; others have number, code and mail.
Html proof_part(const Cases& cases, const Request& request, const CaseState& state) {
    if (!state.applicant.proof) return {};
    const Html buttons = identity::proof_buttons(cases.neighbours().identity, request,
                                                 level_to_read(cases, state), "/status/vorgang");
    if (buttons.empty()) return {};
    return web::paragraph(say(request, texts::status_proof_why)) + buttons;
}

// Why the proof there is opens nothing.
Html proof_notice(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto level =
        forms::name_in_words(level_to_read(cases, visit.loaded.state)).in(request.language);
    if (visit.proof == Proof::Other)
        return web::alert(web::Tone::Warning, say(request, texts::status_proof_other), {},
                          web::Live::Yes);
    if (visit.proof == Proof::TooLow)
        return web::alert(web::Tone::Warning,
                          say(request, texts::status_proof_low, {std::string(level)}), {},
                          web::Live::Yes);
    return {};
}

Html purpose_field_to_withdraw() {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(purpose_field,
                                                                         to_withdraw);
}

Html purpose_kept(const Request& request) {
    return wants_to_withdraw(request) ? purpose_field_to_withdraw() : Html{};
}

bool has_content(const CaseState& state) {
    return state.outcome || !state.messages.empty();
}

Html content_part(const Cases& cases, const Request& request, const StatusVisit& visit,
                  const std::string& error) {
    const auto& state = visit.loaded.state;
    if (visit.depth == Depth::Content) {
        Html main = letter(cases, visit);
        if (!waits_for_payment(state)) main += enclosures_part(request, state);
        main += messages_part(request, visit.loaded);
        if (state.state == State::WaitingForApplicant) main += answer_form(request, state, error);
        return main;
    }
    const bool waits_for_code = request.query.has("code-gesendet") || !error.empty();
    if (!has_content(state) && !waits_for_code) return {};
    const Html proof = proof_part(cases, request, state);
    if (reading_way(state, cases.package_of(state)) == ReadingWay::Post) {
        const auto title = proof.empty() ? texts::status_content_post : texts::status_content;
        return web::heading(2, say(request, title)) + proof + by_post(request, state);
    }
    const auto purpose =
        wants_to_withdraw(request) ? texts::status_withdraw : texts::status_content;
    const Html title = web::heading(2, say(request, purpose)) + proof;
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
                          purpose_kept(request) + web::text_field(field, request.language) +
                              web::button(say(request, wants_to_withdraw(request)
                                                           ? texts::status_code_go_on
                                                           : texts::status_content_open))) +
           web::post_form(
               request, "/status/vorgang/code",
               purpose_kept(request) +
                   web::button(say(request, texts::status_code_again), web::Weight::Tertiary));
}

// What was just done, as the address says it and the case bears out.
Html done_notice(const Request& request, const CaseState& state) {
    const auto done = request.query.get("getan");
    const bool answered =
        !state.messages.empty() && state.messages.back().sent.direction == Direction::FromApplicant;
    if (done == "antwort" && answered)
        return web::alert(web::Tone::Success, say(request, texts::status_answered), {},
                          web::Live::Yes);
    if (done == "zurueckgenommen" && state.state == State::Withdrawn)
        return web::alert(web::Tone::Success, say(request, texts::status_withdrawn), {},
                          web::Live::Yes);
    if (done == "bescheinigung" && state.certificate_asked)
        return web::alert(web::Tone::Success, say(request, texts::status_certificate_done), {},
                          web::Live::Yes);
    if (done == "einwilligung" && !state.applicant.reads_online)
        return web::alert(web::Tone::Success, say(request, texts::status_consent_done), {},
                          web::Live::Yes);
    return {};
}

// Number and code stand on paper that others may see; taking back needs the own mailbox as well.
Html withdraw_part(const Cases& cases, const Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
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
                 web::post_form(request, "/status/vorgang/code",
                                purpose_field_to_withdraw() +
                                    web::button(say(request, texts::status_code_send),
                                                web::Weight::Secondary));
    // Where there is content the same stands above.
    if (visit.depth == Depth::State && !has_content(state))
        inner += proof_part(cases, request, state);
    return inner;
}

// Nothing else is known any more.
Response destroyed_page(const Cases& cases, const Request& request, const CaseState& state) {
    const std::string title = say(request, texts::status_destroyed_title, {state.opened.number});
    const std::string day = written_date(state.due, request.language);
    const Html main =
        web::heading(1, title) + web::lead(say(request, texts::status_destroyed, {day})) +
        web::paragraph(say(request, texts::status_destroyed_why)) +
        office_part(cases, request, state) +
        web::post_form(request, "/status/ende",
                       web::button(say(request, texts::status_leave), web::Weight::Tertiary));
    return status_page(request, title, main);
}

}  // namespace

bool wants_to_withdraw(const Request& request) {
    return request.query.get(purpose_field) == to_withdraw ||
           request.form.get(purpose_field) == to_withdraw;
}

Response status_case_page(const Cases& cases, const Request& request, const StatusVisit& visit,
                          const std::string& error_field, const std::string& error) {
    const auto& state = visit.loaded.state;
    if (state.is_destroyed()) return destroyed_page(cases, request, state);
    const std::string title = matter(cases, state, request.language);
    Html main;
    if (!error.empty()) main += web::error_summary({{error_field, error}}, request.language);
    const auto withdraw = say(request, texts::status_withdraw);
    const bool withdrawing = state.is_open() && wants_to_withdraw(request);
    main += done_notice(request, state) + proof_notice(cases, request, visit) +
            web::heading(1, title) + caution(cases, request, state) +
            state_part(cases, request, visit) + deemed_part(cases, request, visit) +
            decision_way(request, visit);
    if (withdrawing && visit.depth == Depth::Content)
        main += web::heading(2, withdraw) + withdraw_part(cases, request, visit);
    main += content_part(cases, request, visit, error) + objection_part(cases, request, visit) +
            consent_part(cases, request, visit) + office_part(cases, request, state);
    if (state.is_open() && !withdrawing)
        main += web::details(withdraw, withdraw_part(cases, request, visit));
    main += web::post_form(request, "/status/ende",
                           web::button(say(request, texts::status_leave), web::Weight::Tertiary));
    return status_page(request, title, main, error.empty() ? 200 : 422);
}

Result<forms::PdfText> status_letter(const Cases& cases, const StatusVisit& visit) {
    const auto& history = visit.loaded.history;
    const auto decided =
        std::find_if(history.rbegin(), history.rend(), [&](const HistoryEntry& recorded) {
            if (!recorded.event) return false;
            return waits_for_payment(visit.loaded.state)
                       ? std::holds_alternative<FeeSet>(*recorded.event)
                       : std::holds_alternative<OutcomeDecided>(*recorded.event);
        });
    if (visit.depth != Depth::Content || decided == history.rend())
        return not_found("cases.no_letter", "nothing to read");
    auto written = written_letter(cases, history, *decided, {});
    const auto office = written.state.opened.organisation;
    DW_TRY(const auto people, cases.neighbours().identity.people(visit.place.tenant, office));
    const auto writer = std::ranges::find(people, decided->by, &identity::Colleague::actor);
    if (writer != people.end()) written.writer = writer->name;
    return letter_text(cases, written.source());
}

}  // namespace dw::cases
