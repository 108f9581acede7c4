// The verbs of the post room (Poststelle): what waits, what was posted, what came back.
#include <algorithm>

#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/decision_parts.h"
#include "cases/letter_table.h"
#include "cases/standing.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

// A photo is no page of a letter: somebody puts it in.
std::vector<std::string> by_hand(const CaseState& state, std::int64_t letter) {
    std::vector<std::string> names;
    if (!state.outcome || letter != state.outcome_sequence) return names;
    for (const auto& each : state.outcome->enclosures) {
        const auto* document = find_document(state, each.document);
        if (!document || document->media_type != pdf_type) names.push_back(each.file_name);
    }
    return names;
}

// The code of a receipt is made when it is printed: before that there is nothing to bring away.
bool is_printed(const CaseFile& file, std::int64_t letter) {
    bool is_receipt = false;
    for (const auto& entry : file.history) {
        if (!entry.event || entry.sequence < letter) continue;
        if (entry.sequence == letter)
            is_receipt = std::holds_alternative<CaseRecorded>(*entry.event);
        else if (std::holds_alternative<CodeRenewed>(*entry.event))
            return true;
    }
    return !is_receipt;
}

}  // namespace

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
            DW_TRY(const auto loaded,
                   load_case(*reader, at_.store.keys(), principal.tenant, letter.case_id));
            const auto told =
                std::ranges::find(loaded.history, letter.letter, &HistoryEntry::sequence);
            letters.push_back({letter.case_id, letter.letter, letter.since, line.number,
                               line.subject, by_hand(loaded.state, letter.letter),
                               told == loaded.history.end() ? std::nullopt : told->event});
            break;
        }
    }
    return letters;
}

Result<store::Receipt> Cases::post_letter(const identity::Principal& principal, CaseId id,
                                          std::int64_t letter, Date on) {
    const Date today = berlin_date(at_.store.clock().now());
    DW_TRY(const auto file, case_file(principal, id));
    if (!is_printed(file, letter))
        return conflict("case.letter_not_printed", "the code of a receipt is made in print");
    PostLetter wish{letter, on, today, principal.person};
    for (Letter each : file.state.letters) {
        if (each.sequence != letter || !each.waits()) continue;
        each.posted = LetterPosted{letter, on, principal.person};
        each.retrieved.reset();
        wish.fee = fee_days(file.state, each);
    }
    return perform(principal, id, {"letter.post", std::nullopt}, wish);
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

Result<store::Receipt> Cases::serve_letter(const identity::Principal& principal, CaseId id,
                                           std::int64_t letter, Date on) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"letter.post", std::nullopt},
                   ServeLetter{letter, on, today, principal.person});
}

std::optional<Date> Cases::known_by_post(const CaseState& state, std::int64_t sequence) const {
    for (const Letter& letter : state.letters) {
        if (letter.sequence != sequence || !letter.posted || letter.returned) continue;
        const auto known = at_.law.tables.delivery.announced(
            DeliveryChannel::Post, letter.posted->on, at_.calendar, state.opened.place);
        if (known) return known->known_on;
    }
    return std::nullopt;
}

Result<ExplainedDeadline> Cases::open_until(const CaseState& state, const Letter& letter,
                                            Date decided) const {
    const auto* package = package_of(state);
    const bool on_its_way = letter.posted && !letter.returned;
    if (!package || (!letter.retrieved && !on_its_way))
        return not_found("cases.not_known", "the letter is not on its way");
    const Ars& seat = state.opened.place;
    DW_TRY(auto remedy, at_.law.remedies.find(package->remedy, seat, decided));
    const auto* outcome = state.outcome ? package->outcome(state.outcome->outcome) : nullptr;
    const bool told = !outcome || has_remedy_notice(state, *outcome, *state.outcome);
    // § 58 Abs. 2 VwGO, § 356 Abs. 2 AO: who was not told has longer.
    if (!told) remedy.rule.deadline = remedy.rule.without_notice;
    if (remedy.rule.delivery == DeliveryLaw::None) {
        if (!letter.served) return not_found("cases.not_known", "it was not served yet");
        return explained_deadline(
            at_.law.tables, {.law = remedy.rule.deadline, .from = *letter.served, .seat = seat});
    }
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
