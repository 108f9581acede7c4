// The verbs of the post room (Poststelle): what waits, what was posted, what came back.
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/letter_table.h"
#include "terms/berlin.h"

namespace dw::cases {

Result<std::vector<LetterLine>> Cases::letters_to_post(const identity::Principal& principal) const {
    if (!identity::role_allows(principal, "letter.post"))
        return denied("cases.denied", "letter.post");
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto waiting, waiting_letters(*reader, principal, letters_listed + 1));
    std::vector<CaseId> ids;
    for (const auto& letter : waiting) {
        if (ids.empty() || ids.back() != letter.case_id) ids.push_back(letter.case_id);
    }
    DW_TRY(const auto lines, read_lines(*reader, at_.store.keys(), principal.tenant, ids));
    std::vector<LetterLine> letters;
    for (const auto& letter : waiting) {
        for (const auto& line : lines) {
            if (line.id != letter.case_id) continue;
            letters.push_back(
                {letter.case_id, letter.letter, letter.since, line.number, line.subject});
            break;
        }
    }
    return letters;
}

Result<store::Receipt> Cases::post_letter(const identity::Principal& principal, CaseId id,
                                          std::int64_t letter, Date on) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"letter.post", std::nullopt},
                   PostLetter{letter, on, today, principal.person});
}

Result<store::Receipt> Cases::return_letter(const identity::Principal& principal, CaseId id,
                                            std::int64_t letter, const std::string& reason) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"letter.post", std::nullopt},
                   ReturnLetter{letter, today, reason, principal.person});
}

Result<store::Receipt> Cases::order_letter(const identity::Principal& principal, CaseId id,
                                           std::int64_t letter,
                                           const std::optional<PostalAddress>& to) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"letter.post", std::nullopt}, OrderLetter{letter, today, to});
}

Result<ExplainedDeadline> Cases::open_until(const CaseState& state, const Letter& letter,
                                            Date decided) const {
    const auto* package = package_of(state);
    const bool on_its_way = letter.posted && !letter.returned;
    if (!package || (!letter.retrieved && !on_its_way))
        return not_found("cases.not_known", "the letter is not on its way");
    const Ars& seat = state.opened.place;
    DW_TRY(const auto remedy, at_.law.remedies.find(package->remedy, seat, decided));
    SentDecision sent{remedy, {}, DeliveryChannel::Post, seat};
    if (letter.retrieved) {
        const Date noticed = letter.provided->on;
        DW_TRY(const auto rule, at_.law.retrieval.find(remedy.rule.delivery, seat, noticed));
        sent.way = rule.way;
        sent.sent = rule.counts_from_notice ? noticed : *letter.retrieved;
        if (rule.counts_from_notice) sent.arrived = letter.retrieved;
    } else {
        sent.sent = letter.posted->on;
    }
    return remedy_deadline(at_.law.tables, sent);
}

}  // namespace dw::cases
