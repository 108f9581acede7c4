// The security log: who signed in or could not, who was refused, who opened which case, whose login
// was reset, when everything was copied.
//
// Rows hold ids, no names and no content; the line on standard error says the same. Each row has a
// seal, so that one somebody else has written is seen; one taken away is not, therefore the lines
// belong to another machine. Kept for security_days, because more is looked into by nobody.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

// Half a year: an attack is often found after months.
inline constexpr std::chrono::hours security_days{24 * 180};

// frozen: stored in security_event.kind
namespace security {
inline constexpr std::string_view signed_in = "signed_in";
inline constexpr std::string_view signed_in_by_recovery_code = "signed_in_by_recovery_code";
inline constexpr std::string_view signed_in_by_provider = "signed_in_by_provider";
inline constexpr std::string_view sign_in_failed = "sign_in_failed";
inline constexpr std::string_view sign_in_locked = "sign_in_locked";
inline constexpr std::string_view provider_refused = "provider_refused";
inline constexpr std::string_view provider_linked = "provider_linked";
inline constexpr std::string_view provider_unlinked = "provider_unlinked";
inline constexpr std::string_view start_password_expired = "start_password_expired";
inline constexpr std::string_view second_factor_set_up = "second_factor_set_up";
inline constexpr std::string_view refused = "refused";
inline constexpr std::string_view case_opened = "case_opened";
inline constexpr std::string_view login_reset = "login_reset";
inline constexpr std::string_view backup_made = "backup_made";
inline constexpr std::string_view organisation_exported = "organisation_exported";
inline constexpr std::string_view organisation_imported = "organisation_imported";
inline constexpr std::string_view organisation_deleted = "organisation_deleted";
inline constexpr std::string_view emergency_pack_read = "emergency_pack_read";
inline constexpr std::string_view payee_changed = "payee_changed";
}  // namespace security

struct SecurityEvent {
    std::string kind;
    TenantId tenant{};        // nil: not known, or all
    ActorId actor{};          // nil: nobody signed in, or the command line
    std::string object = {};  // a case, a person, a route, a hash of a login that was tried
    std::string network = {};
    Instant at{};
    bool sealed = false;  // read: the program itself has written the row
};

// May be called from any thread.
class SecurityLog {
  public:
    explicit SecurityLog(store::Store& store) : store_(store) {}

    // Does not wait and never stops what it tells of.
    void note(SecurityEvent event);
    // The same thing again is told once in a quarter of an hour, e.g. the pages of one case.
    void note_seldom(SecurityEvent event);
    // Waits until it is written; for commands.
    Outcome write(SecurityEvent event);
    // The oldest first.
    Result<std::vector<SecurityEvent>> since(Instant from, int limit) const;
    Outcome forget_old();

  private:
    store::Change change_of(const SecurityEvent& event);

    store::Store& store_;
    std::mutex mutex_;
    std::map<std::string, Instant> told_;
};

}  // namespace dw::identity
