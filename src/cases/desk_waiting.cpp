#include "cases/desk_waiting.h"

#include "cases/desk_counted_page.h"
#include "cases/fee_table.h"
#include "cases/letter_table.h"
#include "catalogue/notice_desk_pages.h"
#include "identity/visibility.h"
#include "terms/berlin.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using identity::Shelf;

constexpr int counted_most = web::desk_count_most + 1;

Result<int> on_shelf(store::Connection& reader, const identity::Principal& principal,
                     const std::vector<identity::ScopeId>& scopes, Shelf shelf) {
    DW_TRY(const auto page, identity::list_visible(reader, {.tenant = principal.tenant,
                                                            .scopes = scopes,
                                                            .shelves = {shelf},
                                                            .limit = counted_most}));
    return static_cast<int>(page.items.size());
}

// Open notices of residents, as far as this person reads them.
Result<int> open_notices(const Cases& cases, const identity::Principal& principal) {
    const Neighbours& at = cases.neighbours();
    DW_TRY(const auto reach, catalogue::notice_reach(at.catalogue, at.identity, principal));
    DW_TRY(const auto reader, at.store.reader());
    return catalogue::count_open_notices(*reader, reach, counted_most);
}

// As the inbox lists what nobody has yet.
std::vector<identity::ScopeId> shared_scopes(const identity::Principal& principal) {
    const auto own = identity::scope_of(principal.person);
    std::vector<identity::ScopeId> scopes;
    for (const auto& scope : principal.scopes)
        if (scope != own) scopes.push_back(scope);
    return scopes;
}

}  // namespace

Result<std::map<std::string, int>> waiting_at_desk(const Cases& cases,
                                                   const identity::Principal& principal) {
    std::map<std::string, int> waiting;
    const auto may = [&](std::string_view act) { return identity::role_allows(principal, act); };
    DW_TRY(const bool shown, shows_counts(cases, principal));
    if (!shown) return waiting;
    if (may("catalogue.notices")) {
        DW_TRY(waiting["/desk/notices"], open_notices(cases, principal));
    }
    DW_TRY(const auto reader, cases.neighbours().store.reader());
    if (may("case.list")) {
        DW_TRY(const int cases_of_nobody,
               on_shelf(*reader, principal, shared_scopes(principal), Shelf::Unassigned));
        waiting["/desk"] = cases_of_nobody;
    }
    if (may("letter.post")) {
        DW_TRY(const auto letters, waiting_letters(*reader, principal, counted_most));
        waiting["/desk/post"] = static_cast<int>(letters.size());
    }
    if (may("fee.book")) {
        const Date today = berlin_date(cases.neighbours().store.clock().now());
        DW_TRY(waiting["/desk/fees"], overdue_fees(*reader, principal, today, counted_most));
    }
    if (may("opinion.give")) {
        DW_TRY(const int asked,
               on_shelf(*reader, principal, {identity::scope_of(principal.organisation)},
                        Shelf::Opinion));
        waiting["/desk/opinions"] = asked;
    }
    return waiting;
}

std::map<std::string, int> desk_counts(const Cases& cases, const web::Request& request) {
    const auto* principal = identity::principal_of(request);
    if (!principal) return {};
    return waiting_at_desk(cases, *principal).value_or({});
}

}  // namespace dw::cases
