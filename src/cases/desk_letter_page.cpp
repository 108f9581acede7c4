#include "cases/desk_letter_page.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_fold.h"
#include "cases/fee.h"
#include "cases/letter.h"
#include "cases/letter_view.h"
#include "cases/texts.h"
#include "cases/written_letter.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

using web::Html;

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
        if (std::holds_alternative<CertificateIssued>(*entry.event))
            label = texts::desk_post_print_certificate;
        const auto day = written_date(berlin_date(entry.at), visit.language);
        links.push_back(web::html<"<a class=\"kern-link\" href=\"{}\">{}</a>">(
            web::url(letter_path(file.id, entry.sequence)), visit.say(label, {day})));
    }
    std::ranges::reverse(links);
    if (links.empty()) return {};
    return folded(visit, {visit.say(texts::desk_post_title), count_words(visit, links.size())},
                  web::paragraph(visit.say(texts::desk_post_why)) + web::bullet_list(links));
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

namespace {

// Without the code to pay with: nothing can be paid before it is decided.
Html as_preview(const Visit& visit, const WrittenLetter& letter, const std::string& instead) {
    auto text = letter_text(visit.cases, letter.source());
    if (!text) return written_text(instead);
    text->code.reset();
    return letter_view(*text);
}

}  // namespace

Html letter_to_come(const Visit& visit, const CaseFile& file, const OutcomeDecided& decision,
                    const std::optional<FeeSet>& fee) {
    const std::string& writer = visit.principal.name;
    const Html letter = as_preview(
        visit, letter_to_come(visit.cases, file.state, decision, fee, writer), decision.reasons);
    if (!fee || !waits_for_payment(*fee, 0)) return letter;
    return web::heading(3, visit.say(texts::desk_outcome_pay_letter)) +
           as_preview(visit, request_to_come(visit.cases, file.state, decision, *fee, writer), {}) +
           web::heading(3, visit.say(texts::desk_outcome_paid_letter)) + letter;
}

web::Response letter_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    // The receipt of a recorded case is made when it is printed.
    if (!letter && file->state.recorded) return web::see_other(case_path(file->id));
    if (!letter) return web::error_page(visit.request, 404);
    return web::see_other(letter_path(file->id, letter->sequence) + "/pdf");
}

web::Response letter_pdf_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    if (!letter) return web::error_page(visit.request, 404);
    const auto written = written_letter(visit.cases, file->history, *letter, letter->actor);
    const auto text = letter_text(visit.cases, written.source());
    if (!text) return web::error_response(visit.request, text.error());
    const auto pdf = forms::pdf_document(*text);
    if (!pdf) return web::error_response(visit.request, pdf.error());
    note_reading(visit, file->id);
    return web::file_response(std::string(as_text(*pdf)), "application/pdf",
                              visit.say(texts::letter_pdf_file, {file->state.opened.number}));
}

}  // namespace dw::cases
