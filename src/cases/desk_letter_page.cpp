#include "cases/desk_letter_page.h"

#include <algorithm>

#include "base/text.h"
#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/letter.h"
#include "cases/letter_pdf.h"
#include "cases/texts.h"
#include "catalogue/office_view.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

std::optional<catalogue::Organisation> office_of(const Visit& visit, const CaseFile& file) {
    auto office = visit.cases.neighbours().catalogue.organisation(file.state.opened.office);
    return office ? std::optional(*std::move(office)) : std::nullopt;
}

Html lines(const std::vector<std::string>& parts) {
    Html html;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        html += web::html<"{}<br>">(part);
    }
    return web::html<"<p class=\"kern-body\">{}</p>">(html);
}

Html sender(const Visit& visit, const CaseFile& file) {
    std::vector<std::string> parts{file.office_name};
    const auto office = office_of(visit, file);
    if (office && !office->addresses.empty())
        parts.push_back(catalogue::one_line(office->addresses.front()));
    return lines(parts);
}

Html receiver(const CaseFile& file) {
    const auto& party = file.state.applicant;
    return lines({party.given_name + " " + party.family_name, party.street,
                  party.postcode + " " + party.town});
}

// How somebody answers who has only paper.
Html how_to_answer(const Visit& visit, const CaseFile& file) {
    const Language language = file.state.opened.language;
    Html html =
        web::paragraph(format(texts::letter_how_to_answer, language, {file.state.opened.number}));
    if (const auto office = office_of(visit, file))
        html += web::description_list(catalogue::office_rows(*office, language));
    return html;
}

Html body_of(const Visit& visit, const CaseFile& file, const Event& event) {
    const auto* package = visit.cases.package_of(file.state);
    if (const auto* decided = std::get_if<OutcomeDecided>(&event))
        return decision_letter({.state = file.state,
                                .service_title = file.service_title,
                                .office_name = file.office_name,
                                .outcome = package ? package->outcome(decided->outcome) : nullptr,
                                .reasons = decided->reasons,
                                .details = decided->details});
    const auto* message = std::get_if<MessageSent>(&event);
    const auto& party = file.state.applicant;
    const Language language = file.state.opened.language;
    Html html = web::paragraph(format(texts::desk_outcome_letter_greeting, language,
                                      {party.given_name + " " + party.family_name}));
    html += web::paragraph(
        format(texts::letter_matter, language, {file.service_title, file.state.opened.number}));
    html += message ? written_text(message->text)
                    : web::paragraph(texts::letter_pdf_pay_first.in(language)) +
                          fee_part(file.state, language);
    html += web::paragraph(file.office_name);
    return web::html<"<div class=\"dw-letter dw-stack\" lang=\"{}\">{}</div>">(code_of(language),
                                                                               html);
}

}  // namespace

std::string letter_path(CaseId id, std::int64_t sequence) {
    return case_path(id, "letters") + "/" + std::to_string(sequence);
}

Html letters_to_print(const Visit& visit, const CaseFile& file) {
    const auto& letters = file.state.letters;
    const bool some = std::ranges::any_of(
        letters, [](const Letter& letter) { return letter.ordered.has_value(); });
    const auto* package = visit.cases.package_of(file.state);
    if (!some && reading_way(file.state, package) != ReadingWay::Post) return {};
    std::vector<Html> links;
    for (const auto& entry : file.history) {
        if (!entry.event || !is_for_applicant(*entry.event)) continue;
        const bool decision = std::holds_alternative<OutcomeDecided>(*entry.event);
        if (decision && waits_for_payment(file.state)) continue;
        Text label = decision ? texts::desk_post_print_decision : texts::desk_post_print_message;
        if (std::holds_alternative<FeeSet>(*entry.event)) label = texts::desk_post_print_fee;
        const auto day = written_date(berlin_date(entry.at), visit.language);
        links.push_back(web::html<"<a class=\"kern-link\" href=\"{}\">{}</a>">(
            web::url(letter_path(file.id, entry.sequence)), visit.say(label, {day})));
    }
    std::ranges::reverse(links);
    return web::heading(2, visit.say(texts::desk_post_title)) +
           web::paragraph(visit.say(texts::desk_post_why)) +
           (links.empty() ? Html{} : web::bullet_list(links));
}

namespace {

// The letter the path names; nullptr for none, and for what is kept back until it is paid for.
const HistoryEntry* letter_of(const Visit& visit, const CaseFile& file) {
    const auto sequence = parse_integer(visit.request.parameter("sequence"));
    const auto found = std::ranges::find_if(file.history, [&](const HistoryEntry& entry) {
        return entry.sequence == sequence && entry.event && is_for_applicant(*entry.event);
    });
    if (found == file.history.end()) return nullptr;
    const bool decision = std::holds_alternative<OutcomeDecided>(*found->event);
    return decision && waits_for_payment(file.state) ? nullptr : &*found;
}

}  // namespace

web::Response letter_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    // The receipt of a recorded case has no page: it is made when it is printed.
    if (!letter && file->state.recorded) return web::see_other(case_path(file->id));
    if (!letter) return web::error_page(visit.request, 404);
    const std::string title = visit.say(texts::letter_title, {file->state.opened.subject});
    Html main = web::html<"<div class=\"dw-no-print dw-stack\">{}{}{}</div>">(
        web::heading(1, title), web::lead(visit.say(texts::letter_print_hint)),
        web::link_button(letter_path(file->id, letter->sequence) + "/pdf",
                         visit.say(texts::letter_pdf_open), web::Weight::Secondary));
    main += sender(visit, *file) + receiver(*file) +
            web::paragraph(written_date(berlin_date(letter->at), file->state.opened.language)) +
            body_of(visit, *file, *letter->event) + how_to_answer(visit, *file);
    return desk_page(visit, {.title = title, .main = main, .back_path = case_path(file->id)});
}

web::Response letter_pdf_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    if (!letter) return web::error_page(visit.request, 404);
    const auto text = letter_text(visit.cases, {.state = file->state,
                                                .service_title = file->service_title,
                                                .office_name = file->office_name,
                                                .writer = letter->actor,
                                                .at = letter->at,
                                                .event = *letter->event});
    if (!text) return web::error_response(visit.request, text.error());
    const auto pdf = forms::pdf_document(*text);
    if (!pdf) return web::error_response(visit.request, pdf.error());
    note_reading(visit, file->id);
    return web::file_response(std::string(as_text(*pdf)), "application/pdf",
                              visit.say(texts::letter_pdf_file, {file->state.opened.number}));
}

}  // namespace dw::cases
