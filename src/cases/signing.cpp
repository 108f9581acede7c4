// The verbs of the second person (Vier-Augen-Prinzip).
#include "cases/cases.h"
#include "cases/decision_rules.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

// The draw of a case: the same whenever it is asked for, and known to nobody without the keys of
// the installation, so that no drafter sees it coming. frozen: docs/formats.md
bool is_drawn(const store::RowSeals& seals, store::TenantId tenant, CaseId id, int percent) {
    const Bytes hash =
        seals.seal(store::Canonical("dienstweg.four-eyes-sample.v1").add(tenant).add(id));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | hash[i];
    return number % 100 < static_cast<std::uint64_t>(percent);
}

}  // namespace

std::optional<SecondLook> Cases::second_look(store::TenantId tenant, CaseId id,
                                             const forms::Package& package,
                                             const Json& details) const {
    const auto& four_eyes = package.four_eyes;
    const bool drawn = is_drawn(at_.store.keys().seals(), tenant, id, four_eyes.percent);
    return second_look_for(four_eyes, details, drawn);
}

Result<store::Receipt> Cases::sign_draft(const identity::Principal& principal, CaseId id,
                                         std::int64_t seen) {
    DW_TRY(const auto file, case_file(principal, id));
    const auto* package = package_of(file.state);
    const auto* outcome = package && file.state.draft
                              ? package->outcome(file.state.draft->decision.outcome)
                              : nullptr;
    const bool own_clauses = outcome && file.state.draft->decision.side_clauses &&
                             file.state.draft->decision.side_clauses->has_own;
    if (outcome && (outcome->burdens || own_clauses)) DW_TRY_DO(remedy_of(file.state));
    // What it costs as the drafter said; with a Kassenzeichen and a day of today.
    return store::retry_on_conflict([&]() -> Result<store::Receipt> {
        std::optional<FeeSet> fee;
        if (const auto& draft = file.state.draft; draft && draft->fee) {
            DW_TRY(fee, fee_for(principal, file.state, draft->decision.outcome,
                                FeeInput{draft->fee->cents, draft->fee->reason}));
        }
        DW_TRY(auto change,
               prepare(principal, id, {"case.sign", seen},
                       SignDraft{principal.person, kept_until(file.state), decision_day(file.state),
                                 provision(file.state), std::move(fee)}));
        if (file.state.draft)
            DW_TRY_DO(add_called_off(change, principal, file.state, file.state.draft->decision));
        return at_.store.commit(std::move(change));
    });
}

Result<store::Receipt> Cases::cosign_draft(const identity::Principal& principal, CaseId id,
                                           std::int64_t seen) {
    return perform(principal, id, {"case.sign", seen}, CosignDraft{principal.person});
}

Result<store::Receipt> Cases::return_draft(const identity::Principal& principal, CaseId id,
                                           std::int64_t seen, const std::string& words) {
    return perform(principal, id, {"case.sign", seen}, ReturnDraft{words, principal.person});
}

}  // namespace dw::cases
