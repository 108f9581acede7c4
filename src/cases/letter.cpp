#include "cases/letter.h"

#include <algorithm>

#include "cases/fee.h"
#include "forms/submission.h"
#include "web/page.h"

namespace dw::cases {

ReadingWay reading_way(const CaseState& state, const forms::Package* package) {
    const bool by_code = package && package->level_to_read == AssuranceLevel::Basis &&
                         !state.applicant.email.empty() && web::site().sends_mail;
    return by_code ? ReadingWay::OneTimeCode : ReadingWay::Post;
}

bool announced_online(const CaseState& state, const forms::Package* package) {
    if (!package || !package->announcement.by_retrieval) return false;
    return state.applicant.reads_online && reading_way(state, package) == ReadingWay::OneTimeCode;
}

bool goes_by_post(const CaseState& state, const forms::Package* package, const Event& event) {
    // So does the request for payment before it.
    if (std::holds_alternative<OutcomeDecided>(event) || std::holds_alternative<FeeSet>(event))
        return !announced_online(state, package);
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
