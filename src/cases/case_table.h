// The rows made from a case: its line in lists, its documents, its visibility.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_news.h"
#include "store/store.h"

namespace dw::cases {

struct CasePlace {
    store::TenantId tenant;
    CaseId id;
};

std::string projection_compartment(identity::OrganisationId organisation);
// The key of plain rows of an organisation; `change` makes it where no case has needed it yet.
Result<store::DataKey> find_or_make_projection_key(store::Store& store, store::Connection& reader,
                                                   identity::OrganisationId organisation,
                                                   store::Change& change);

// The timer of closed cases; its key is the case's id. frozen: stored
inline constexpr const char* retention_timer_kind = "case.retention";
inline constexpr const char* retrieval_timer_kind = "case.retrieval";
// The timer of open cases in which a day brings something; its key is the case's id. frozen: stored
inline constexpr const char* alarm_timer_kind = "case.alarm";

// Writes all rows of the case anew, and its timer once it is closed.
std::vector<store::Statement> case_rows(store::KeyRing& ring, const store::DataKey& projection_key,
                                        const CasePlace& place, const CaseState& state);

struct CaseLine {
    CaseId id;
    std::string number, service, package_name, subject;
    State state = State::Received;
    std::optional<std::string> outcome;
    Date due, received;
    std::optional<identity::PersonId> assignee;
    bool held = false;           // kept from destruction
    std::string reference = {};  // Aktenzeichen; "" for none
    News news = News::None;
    bool was_contested = false;  // at least once; whether it is, standing.h knows
    // Of an objection; nothing in a row of an older release, until its next event.
    std::optional<ObjectionKind> objection = {};
};
// NotFound "store.no_row".
Result<CaseLine> read_line(store::Connection& connection, store::KeyRing& ring,
                           const CasePlace& place);
// In the order of the ids; a case that is gone is left out.
Result<std::vector<CaseLine>> read_lines(store::Connection& connection, store::KeyRing& ring,
                                         store::TenantId tenant, const std::vector<CaseId>& ids);

// What the access code opens.
struct CaseLock {
    CasePlace place;
    Digest code_hash{};
};
Result<std::optional<CaseLock>> find_by_number(store::Connection& connection,
                                               store::TenantId tenant, std::string_view number);

}  // namespace dw::cases
