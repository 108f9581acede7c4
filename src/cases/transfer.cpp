#include "cases/transfer.h"

#include <algorithm>

#include "base/limits.h"
#include "cases/case_log.h"
#include "cases/texts.h"
#include "identity/visibility.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

Result<bool> has_desk(const identity::Identity& identity,
                      const identity::OrganisationPlace& place) {
    DW_TRY(const auto people, identity.people(place.tenant, place.organisation));
    for (const auto& colleague : people) {
        const auto principal = identity.principal(place.tenant, colleague.person);
        if (principal && identity::role_allows(*principal, "case.work")) return true;
    }
    return false;
}

TransferTrace trace_of(const Cases& cases, store::TenantId tenant, const CaseState& state,
                       const TransferDone& transfer) {
    const auto to = cases.neighbours().identity.organisation(tenant, transfer.to);
    return {state.opened.number, to ? to->name : "", transfer.on};
}

}  // namespace

Result<std::vector<identity::OrganisationPlace>> desks_to_transfer_to(
    const Cases& cases, const identity::Principal& principal) {
    const auto& identity = cases.neighbours().identity;
    DW_TRY(const auto all, identity.organisations(principal.tenant));
    std::vector<identity::OrganisationPlace> desks;
    for (const auto& place : all) {
        if (place.organisation == principal.organisation) continue;
        DW_TRY(const bool desk, has_desk(identity, place));
        if (desk) desks.push_back(place);
    }
    std::ranges::sort(desks, {}, &identity::OrganisationPlace::name);
    return desks;
}

Result<TransferToCome> transfer_to_come(const Cases& cases, const identity::Principal& principal,
                                        const CaseState& state, const Transfer& wish) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto desks, desks_to_transfer_to(cases, principal));
    const auto to = std::ranges::find(desks, wish.to, &identity::OrganisationPlace::organisation);
    if (to == desks.end()) return invalid("case.no_desk", "no desk of this installation");
    DW_TRY(const auto source, at.identity.source_of(principal.tenant, wish.to));
    DW_TRY(const auto teams, at.identity.teams(principal.tenant, wish.to));
    const auto office = catalogue::SourceId::parse(source.agency + "." + source.value);
    if (!office) return invalid("case.no_desk", "the office is not in the catalogue");
    TransferToCome coming{.transfer = {.organisation = wish.to,
                                       .office = *office,
                                       .team = {},
                                       .legal_basis = wish.legal_basis,
                                       .on = berlin_date(at.store.clock().now()),
                                       .by = principal.person},
                          .to = to->name,
                          .team = {},
                          .notice = format(texts::letter_transfer, state.opened.language,
                                           {to->name, wish.legal_basis})};
    if (!teams.empty()) {
        coming.transfer.team = teams.front().id;
        coming.team = teams.front().name;
    }
    return coming;
}

Result<store::Receipt> Cases::transfer(const identity::Principal& principal, CaseId id,
                                       std::int64_t seen, const Transfer& wish) {
    DW_TRY(const auto file, case_file(principal, id));
    DW_TRY(const auto coming, transfer_to_come(*this, principal, file.state, wish));
    const MessageSent notice{.message = MessageId::make(at_.store.clock(), at_.store.random()),
                             .direction = Direction::ToApplicant,
                             .text = coming.notice};
    return perform(principal, id, {"case.hand_over", seen},
                   TransferCase{coming.transfer, notice, posting_day(file.state)});
}

// The row of the authority itself is what may() looks at for everything else: without it there is
// nothing to tell, and whoever has the case opens it.
Result<std::optional<TransferTrace>> transfer_trace(const Cases& cases,
                                                    const identity::Principal& principal,
                                                    CaseId id) {
    if (!identity::role_allows(principal, "case.list")) return std::optional<TransferTrace>();
    const auto& at = cases.neighbours();
    const auto scope = identity::scope_of(principal.organisation);
    DW_TRY(const auto reader, at.store.reader());
    DW_TRY(const auto rows, identity::visible_rows(*reader, principal.tenant, id));
    if (std::ranges::find(rows, scope, &identity::VisibleRow::scope) == rows.end())
        return std::optional<TransferTrace>();
    DW_TRY(const auto loaded, load_case(*reader, at.store.keys(), principal.tenant, id));
    const auto& state = loaded.state;
    if (state.opened.organisation == principal.organisation || state.is_destroyed())
        return std::optional<TransferTrace>();
    std::optional<TransferTrace> trace;
    for (const auto& transfer : state.transfers)
        if (transfer.from == principal.organisation)
            trace = trace_of(cases, principal.tenant, state, transfer);
    return trace;
}

Result<std::vector<TransferTrace>> transferred_by(const Cases& cases,
                                                  const identity::Principal& principal) {
    if (!identity::role_allows(principal, "case.list")) return denied("cases.denied", "case.list");
    const auto& at = cases.neighbours();
    const auto scope = identity::scope_of(principal.organisation);
    DW_TRY(const auto reader, at.store.reader());
    DW_TRY(const auto page,
           identity::list_visible(*reader, {.tenant = principal.tenant,
                                            .scopes = {scope},
                                            .shelves = {identity::Shelf::Transferred},
                                            .limit = static_cast<int>(limits::list_items)}));
    std::vector<TransferTrace> traces;
    for (const auto& item : page.items) {
        DW_TRY(const auto loaded,
               load_case(*reader, at.store.keys(), principal.tenant, item.case_id));
        for (const auto& transfer : loaded.state.transfers) {
            if (transfer.from != principal.organisation) continue;
            traces.push_back(trace_of(cases, principal.tenant, loaded.state, transfer));
        }
    }
    std::ranges::sort(traces, std::ranges::greater{},
                      [](const TransferTrace& trace) { return std::pair(trace.on, trace.number); });
    return traces;
}

}  // namespace dw::cases
