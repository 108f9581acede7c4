// Who may look at a case from outside: number and code open its state; its content opens at the
// level of trust the package names, here by a one-time code to the address the applicant gave.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cases/case_log.h"
#include "cases/case_table.h"
#include "cases/cases.h"

namespace dw::cases {

// frozen: stored in status_session.opened
enum class Depth { State = 0, Content = 1 };

// What a resident who signed in at a provider has to do with the case.
enum class Proof {
    None,       // nobody is signed in there, or the case was sent without a proof
    Other,      // somebody else is
    TooLow,     // the one who sent it, not surely enough for the content
    Sufficient  // opens the content, as long as that sign-in lasts
};

struct StatusVisit {
    CasePlace place;
    Depth depth = Depth::State;
    Instant expires_at;
    LoadedCase loaded;
    Proof proof = Proof::None;
};

inline constexpr std::string_view status_cookie = "stand";
inline constexpr std::chrono::minutes status_minutes{60};
inline constexpr std::chrono::minutes code_minutes{15};

struct StatusTry {
    std::optional<std::string> token;  // for the cookie; nothing: number or code is wrong
    std::chrono::seconds wait{0};      // too many guesses
};
// Number and code as somebody typed them. Unknown numbers cost and say the same as wrong codes.
Result<StatusTry> enter(const Cases& cases, const web::Request& request, std::string_view number,
                        std::string_view code);
// As it comes from the provider, the same for all cases of a person; and as one case holds it, so
// that who reads two cases does not see that they are of one person.
IdentityProof proof_of(const identity::Resident& resident);
IdentityProof proof_within(store::Store& store, const CasePlace& place, const IdentityProof& proof);

// Nothing when the cookie opens no case any more. A proof opens the content for this request only.
Result<std::optional<StatusVisit>> status_visit(const Cases& cases, const web::Request& request);
Outcome leave(const Cases& cases, const web::Request& request);

// Sends a one-time code by mail; replaces an earlier one. Gives the time to wait when too many were
// asked for; then none is sent.
Result<std::chrono::seconds> send_code(const Cases& cases, const web::Request& request,
                                       const StatusVisit& visit);
// Opens the content when the code is right. Gives the time to wait after too many guesses, or
// whether it was right.
struct CodeTry {
    bool right = false;
    std::chrono::seconds wait{0};
};
Result<CodeTry> open_content(const Cases& cases, const web::Request& request,
                             const StatusVisit& visit, std::string_view code);

// An act of the applicant: withdraw, answer.
Outcome act_as_party(const Cases& cases, const CasePlace& place, const Command& command);

}  // namespace dw::cases
