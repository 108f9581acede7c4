#include "cases/receipt_letter.h"

#include "cases/letter_pdf.h"
#include "cases/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/page.h"

namespace dw::cases {

namespace {

// Without a street there is nothing for the window of an envelope: a sheet to take along.
std::optional<forms::LetterHead> head_of(const Cases& cases, const PaperReceipt& receipt) {
    const auto& to = receipt.applicant;
    if (to.street.empty() || to.town.empty()) return std::nullopt;
    const auto say = [&](Text text) { return std::string(text.in(receipt.language)); };
    forms::LetterHead head{
        .sender = office_line(cases, receipt.office, receipt.office_name),
        .address = {to.display_name(), to.street, to.postcode + " " + to.town},
        .information = {
            {say(texts::letter_pdf_day), short_date(berlin_date(receipt.at), receipt.language)}}};
    for (auto& line : reference_lines(receipt.number, receipt.reference, receipt.language))
        head.information.push_back(std::move(line));
    head.information.push_back({say(texts::letter_pdf_writer), receipt.writer});
    return head;
}

std::string status_address() {
    const auto& url = web::site().public_url;
    return (url.empty() ? std::string() : url) + "/status";
}

}  // namespace

PaperReceipt receipt_of(const CaseFile& file, const std::string& code,
                        const HistoryEntry& recorded) {
    const auto& state = file.state;
    return {.office = state.opened.office,
            .office_name = file.office_name,
            .service_title = file.service_title,
            .writer = recorded.actor,
            .applicant = submission_of(state).applicant,
            .language = state.opened.language,
            .number = state.opened.number,
            .reference = state.reference ? state.reference->reference : "",
            .code = code,
            .received = state.opened.received,
            .due = state.due,
            .at = recorded.at};
}

forms::PdfText receipt_letter(const Cases& cases, const PaperReceipt& receipt) {
    const Language language = receipt.language;
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    forms::PdfText text;
    text.language = language;
    text.created_at = receipt.at;
    text.head = head_of(cases, receipt);
    text.title = format(texts::receipt_title, language, {receipt.service_title});
    text.sections = {
        {"",
         {{"", format(texts::desk_outcome_letter_greeting, language,
                      {receipt.applicant.display_name()})},
          {"", format(texts::receipt_here, language,
                      {receipt.service_title, written_date(receipt.received, language)})},
          {"", format(texts::receipt_until, language,
                      {receipt.office_name, written_date(receipt.due, language)})}}},
        {say(texts::receipt_see),
         {{"", format(texts::receipt_how, language, {status_address()})},
          {say(texts::receipt_number), receipt.number},
          {say(texts::receipt_code), receipt.code},
          {"", say(texts::receipt_keep)}}},
        {"",
         {{"", say(texts::letter_pdf_regards)}, {"", receipt.writer}, {"", receipt.office_name}}}};
    return text;
}

}  // namespace dw::cases
