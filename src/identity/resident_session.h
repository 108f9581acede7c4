// A resident who proved at a provider who she is: for half an hour, with the level that was proven.
// No account is made; the row holds a keyed hash of issuer and subject.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "identity/principal.h"
#include "store/store.h"
#include "terms/assurance_level.h"

namespace dw::identity {

inline constexpr std::chrono::minutes resident_minutes{30};
inline constexpr std::string_view resident_cookie = "ausweis";

struct Resident {
    std::string provider;  // where she proved it
    Bytes pseudonym;       // keyed hash of issuer and subject; the same each time she comes
    AssuranceLevel level = AssuranceLevel::Basis;
    Instant expires_at{};
};

// May be called from any thread.
class ResidentSessions {
  public:
    explicit ResidentSessions(store::Store& store) : store_(store) {}

    // Gives the token for the cookie.
    Result<std::string> begin(std::string_view provider, std::string_view issuer,
                              std::string_view subject, AssuranceLevel level);
    // Nothing when the cookie proves nothing any more. Whether the provider counts at this host,
    // Identity::resident() knows.
    Result<std::optional<Resident>> find(const web::Request& request) const;
    // Ends every session of the same person, in whatever browser; nothing happens without one.
    Outcome end_all(const web::Request& request);
    Outcome forget_expired();

  private:
    store::Store& store_;
};

}  // namespace dw::identity
