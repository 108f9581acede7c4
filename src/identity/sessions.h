// Sessions: rows that hold only the hash of a token, read through a short cache.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

// A session ends after half an hour without a request, and after a working day in any case.
inline constexpr std::chrono::minutes session_idle{30};
inline constexpr std::chrono::hours session_longest{12};

// frozen: stored. Enrolling: the password was right, the second factor is being set up.
enum class Stage { Enrolling = 1, Full = 2 };

struct Session {
    Stage stage = Stage::Enrolling;
    Principal principal;
};

// One of a person's sessions, for the list of them.
struct SessionEntry {
    std::string id;  // the token's hash in hex: tells nobody the token
    Instant begun_at, seen_at;
};

// May be called from any thread. Copies of the program see a changed session after cache_time.
class Sessions {
  public:
    explicit Sessions(store::Store& store) : store_(store) {}

    // Gives the token for the cookie; the `statements` are written in the same change.
    Result<std::string> begin(TenantId tenant, PersonId person, Stage stage,
                              std::vector<store::Statement> statements);
    // Nothing when there is no such session or its time is over.
    Result<std::optional<Session>> find(std::string_view token);
    // Changes nothing; guards a change that believes in the session.
    static store::Statement keep(TenantId tenant, PersonId person, std::string_view token);
    Outcome end(std::string_view token);
    // Those that are not over yet, the latest first.
    Result<std::vector<SessionEntry>> list(TenantId tenant, PersonId person) const;
    static std::string id_of(std::string_view token);
    // Nothing happens when it is none of this person's, or over; NotFound "identity.no_session" for
    // what is no id.
    Outcome end_one(TenantId tenant, PersonId person, std::string_view id);
    // All of a person's sessions, when roles or credentials change.
    Outcome end_all(TenantId tenant, PersonId person);
    Outcome end_others(TenantId tenant, PersonId person, std::string_view token);
    Outcome forget_expired();

  private:
    struct Cached {
        Session session;
        Instant read_at;
        Instant expires_at;
    };
    Result<std::optional<Cached>> read(const Digest& hash, Instant now);
    Outcome touch(const Digest& hash, TenantId tenant, Instant now);
    void drop(const Digest& hash);
    void drop_all(PersonId person);

    store::Store& store_;
    std::mutex mutex_;
    std::map<Digest, Cached> cache_;
};

// The principal of a person: roles, teams and scopes as the tables say on this day. NotFound when
// there is no such person.
Result<Principal> load_principal(store::Connection& connection, store::KeyRing& ring,
                                 TenantId tenant, PersonId person, Date today);

}  // namespace dw::identity
