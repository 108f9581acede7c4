// The verbs of the post room (Poststelle): what waits, what was posted, what came back.
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/letter_table.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

constexpr int letters_listed = 100;

}  // namespace

Result<std::vector<LetterLine>> Cases::letters_to_post(const identity::Principal& principal) const {
    if (!identity::role_allows(principal, "letter.post"))
        return denied("cases.denied", "letter.post");
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto waiting, waiting_letters(*reader, principal, letters_listed));
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
                                           std::int64_t letter) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"letter.post", std::nullopt}, OrderLetter{letter, today});
}

Result<ExplainedDeadline> Cases::open_until(const CaseState& state, const Letter& letter,
                                            Date decided) const {
    const auto* package = package_of(state);
    if (!letter.posted || letter.returned || !package)
        return not_found("cases.not_known", "the letter is not on its way");
    DW_TRY(const auto remedy, at_.law.remedies.find(package->remedy, state.opened.place, decided));
    return remedy_deadline(at_.law.tables,
                           {remedy, letter.posted->on, DeliveryChannel::Post, state.opened.place});
}

}  // namespace dw::cases
