// The one permission rule: may(actor, act, object). Routes, lists, searches, exports and downloads
// all ask it. The acts an object's visible rows grant are bits; what a role may do at all is a
// table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "identity/principal.h"
#include "store/database.h"

namespace dw::identity {

// frozen: stored as bits in visible.acts
enum class Act : std::uint32_t {
    ReadCase = 1,
    WorkOnCase = 2,    // take, note, message
    HandOverCase = 4,  // by whoever works on it
    DecideCase = 8,
    SeeInInbox = 16,
    // Hand over what somebody else works on, keep a closed case from destruction; team leads only.
    AssignCase = 32,
    SignDecision = 64,  // of a draft that waits for a second person
    GiveOpinion = 128,  // of an office that was asked: its compartment, not the case
};

// Acts as routes name them: "case.read", "case.work", "case.hand_over", "case.decide", "case.sign",
// "opinion.give", "case.list", "case.record", "case.retention", "letter.post", "fee.book",
// "fee.import", "organisation.administer", "organisation.channels", "organisation.emergency",
// "organisation.text_blocks", "catalogue.notices", "catalogue.edit", "account.self". An act the
// table does not know is denied; "public" is asked of nobody.
bool role_allows(const Principal& principal, std::string_view act);

// One row of the visibility index: scope may do `acts` with the case.
struct VisibleRow {
    ScopeId scope;
    std::uint32_t acts;
    bool operator==(const VisibleRow&) const = default;
};
// What the rows of one case grant this principal, roles considered.
std::uint32_t acts_of(const Principal& principal, const std::vector<VisibleRow>& rows);
// The bit an act on one case needs; nothing for acts that are not about a case.
std::optional<Act> bit_of(std::string_view act);

// The rule for one case: role_allows and a visible row of one of the principal's scopes with the
// act.
Result<bool> may(store::Connection& connection, const Principal& principal, std::string_view act,
                 store::StreamId case_id);

}  // namespace dw::identity
