#include "cases/letter.h"

#include <algorithm>

#include "cases/decision_parts.h"
#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/texts.h"
#include "forms/submission.h"
#include "web/page.h"

namespace dw::cases {

namespace {

web::Html bold_list(Text title, const std::vector<std::string>& lines, Language language) {
    if (lines.empty()) return {};
    std::vector<web::Html> items;
    for (const auto& line : lines) items.push_back(web::escape(line));
    return web::html<"<p class=\"kern-body kern-body--bold\">{}</p>">(title.in(language)) +
           web::bullet_list(items);
}

}  // namespace

ReadingWay reading_way(const CaseState& state, const forms::Package* package) {
    const bool by_code = package && package->level_to_read == AssuranceLevel::Basis &&
                         !state.applicant.email.empty() && web::site().sends_mail;
    return by_code ? ReadingWay::OneTimeCode : ReadingWay::Post;
}

bool announced_online(const CaseState& state, const forms::Package* package) {
    // A decision on an objection is served (§ 73 Abs. 3 S. 1 VwGO).
    if (state.objection && state.objection->kind == ObjectionKind::Objection) return false;
    return state.applicant.reads_online && reading_way(state, package) == ReadingWay::OneTimeCode;
}

bool goes_by_post(const CaseState& state, const forms::Package* package, const Event& event) {
    if (std::holds_alternative<OutcomeDecided>(event)) return !announced_online(state, package);
    // § 42a Abs. 3 VwVfG: in writing.
    if (std::holds_alternative<CertificateIssued>(event)) return true;
    const auto* message = std::get_if<MessageSent>(&event);
    const bool withdraws = message && !message->deemed_withdrawal.empty();
    return withdraws || reading_way(state, package) == ReadingWay::Post;
}

std::string sent_files(const CaseState& state, const MessageSent& message) {
    std::string names;
    for (const auto& document : state.documents) {
        if (std::ranges::find(message.documents, document.document) == message.documents.end())
            continue;
        names += (names.empty() ? "" : ", ") + document.file_name;
    }
    return names;
}

web::Html written_text(std::string_view text) {
    return web::html<"<p class=\"kern-body dw-written\">{}</p>">(text);
}

web::Html decision_letter(const DecisionText& text) {
    const Language language = text.state.opened.language;
    const auto& party = text.state.applicant;
    const std::string outcome = text.outcome ? text.outcome->result.in(language) : "";
    web::Html body = web::paragraph(format(texts::desk_outcome_letter_greeting, language,
                                           {party.given_name + " " + party.family_name}));
    body += web::paragraph(format(texts::desk_outcome_letter_matter, language,
                                  {text.service_title, text.state.opened.number}));
    if (!outcome.empty()) body += web::paragraph(outcome);
    std::vector<web::ListRow> details;
    if (text.outcome) {
        for (const auto& field : text.outcome->details) {
            const Json& value = text.details[field.id];
            if (value.is_null()) continue;
            details.push_back({field.label.in(language),
                               web::escape(forms::answer_in_words(field, value, language))});
        }
    }
    if (!details.empty()) body += web::description_list(details);
    body += bold_list(texts::letter_pdf_side_clauses,
                      side_clause_texts(text.outcome, text.side_clauses, language), language);
    if (!text.reasons.empty()) {
        body += web::html<"<p class=\"kern-body kern-body--bold\">{}</p>">(
            texts::desk_outcome_letter_reasons.in(language));
        body += written_text(text.reasons);
    }
    if (text.state.outcome && text.state.fee)
        body += web::html<"<p class=\"kern-body kern-body--bold\">{}</p>">(
                    texts::fee_title.in(language)) +
                fee_part(text.state, language);
    std::vector<std::string> enclosures;
    for (const auto& each : text.enclosures) enclosures.push_back(enclosure_words(each, language));
    body += bold_list(texts::letter_enclosures, enclosures, language);
    body += web::paragraph(text.office_name);
    return web::html<"<div class=\"dw-letter dw-stack\" lang=\"{}\">{}</div>">(code_of(language),
                                                                               body);
}

bool is_for_applicant(const Event& event) {
    if (std::holds_alternative<OutcomeDecided>(event) ||
        std::holds_alternative<DeemedWithdrawn>(event) ||
        std::holds_alternative<CertificateIssued>(event))
        return true;
    // Before what is decided is handed out, somebody has to know what to pay.
    if (const auto* fee = std::get_if<FeeSet>(&event)) return waits_for_payment(*fee, 0);
    const auto* message = std::get_if<MessageSent>(&event);
    return message && message->direction == Direction::ToApplicant;
}

}  // namespace dw::cases
