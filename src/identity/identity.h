// The face of identity: tenants, organisations, people; login; the gate before every route.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "identity/login_provider.h"
#include "identity/migrations.h"
#include "identity/organisation.h"
#include "identity/organisation_log.h"
#include "identity/resident_session.h"
#include "identity/security_log.h"
#include "identity/sessions.h"
#include "web/http_client.h"
#include "web/router.h"

namespace dw::identity {

class ProviderLogin;  // provider_login.h

struct NewTenant {
    std::string name;
    std::string host;  // "": reached by every host that no other tenant has
};
struct NewOrganisation {
    std::string name;
    std::string source_agency, source_value;  // its id in the catalogue
};
struct NewPerson {
    std::string name, login, password;
    std::vector<Role> roles;
    std::vector<TeamId> teams;
    // Set where the second factor is known already (the example); else the person enrols at first
    // login.
    std::optional<Bytes> totp_secret = {};
};

struct OrganisationPlace {
    TenantId tenant;
    OrganisationId organisation;
    std::string name;
};
struct Tenant {
    TenantId id;
    std::string name;
};
struct OrganisationSource {
    std::string agency, value;  // its id in the catalogue
};
struct Team {
    TeamId id;
    std::string name;
};
struct Colleague {
    PersonId person;
    ActorId actor;
    std::string name;
};

struct LoginAttempt {
    std::string login, password, code, client_address;
};
// What came of it: a session (its stage says whether the second factor is still to be set up), or
// the time to wait, or neither: login, password or code is wrong.
struct LoginResult {
    std::optional<std::string> token = {};
    Stage stage = Stage::Full;
    std::chrono::seconds wait{0};
    bool by_recovery_code = false;
    bool start_password_expired = false;
    std::vector<std::string> recovery_codes = {};  // after enrolment; shown once
};
// A password to start with goes through other hands: after a week a new one is given out.
inline constexpr std::chrono::hours start_password_lasts{24 * 7};

struct Enrolment {
    Bytes secret;
    std::string name;
};
// Somebody of an organisation as its administrator sees them.
struct Member {
    PersonId person;
    std::string name;
    std::set<Role> roles;
    std::set<TeamId> teams;
    bool has_login = false, enrolled = false;
};
struct Substitution {
    PersonId person, substitute;
    Date first_day, last_day;
};

// May be used from any thread.
class Identity {
  public:
    explicit Identity(store::Store& store);
    ~Identity();

    // Tenants, organisations and people; events are written in the name of `actor`.
    Result<TenantId> create_tenant(const NewTenant& tenant);
    // Conflict "identity.source_taken" when another organisation has this id of the catalogue.
    Result<OrganisationId> create_organisation(TenantId tenant, const NewOrganisation& organisation,
                                               ActorId actor);
    Result<TeamId> create_team(const OrganisationPlace& place, const std::string& name,
                               ActorId actor);
    // Invalid "identity.password_too_short", "identity.password_too_long", "identity.login",
    // Conflict "store.claimed" when the login is taken.
    Result<PersonId> add_person(const OrganisationPlace& place, const NewPerson& person,
                                ActorId actor);
    // The same with a password to start with, which is made here and told once.
    struct Started {
        PersonId person;
        std::string password;
    };
    Result<Started> add_person_to_start(const OrganisationPlace& place, const NewPerson& person,
                                        ActorId actor);
    // All roles and teams of a person at once; ends the sessions of the person where something
    // changed.
    struct Rights {
        std::set<Role> roles;
        std::set<TeamId> teams;
    };
    Outcome change_rights(const OrganisationPlace& place, PersonId person, const Rights& rights,
                          ActorId actor);
    // Grants, revokes, joins, leaves; ends the sessions of the person.
    Outcome record(const OrganisationPlace& place, const OrganisationEvent& event, ActorId actor);

    // All tenants, by name.
    Result<std::vector<Tenant>> tenants() const;
    // The tenant of the host; without one those that have no host of their own (at most 64).
    Result<std::vector<TenantId>> tenants_of(std::string_view host) const;
    Result<std::vector<OrganisationPlace>> organisations(TenantId tenant) const;
    Result<std::optional<OrganisationPlace>> organisation_from_source(std::string_view agency,
                                                                      std::string_view value) const;
    Result<OrganisationPlace> organisation(TenantId tenant, OrganisationId id) const;
    Result<OrganisationSource> source_of(TenantId tenant, OrganisationId id) const;
    Result<std::vector<Team>> teams(TenantId tenant, OrganisationId organisation) const;
    Result<std::vector<Colleague>> people(TenantId tenant, OrganisationId organisation) const;
    Result<Principal> principal(TenantId tenant, PersonId person) const;
    // Everybody with roles and teams, by name.
    Result<std::vector<Member>> members(TenantId tenant, OrganisationId organisation) const;
    // Periods that are not over.
    Result<std::vector<Substitution>> substitutions(TenantId tenant,
                                                    OrganisationId organisation) const;

    // Password and one-time code; guesses are limited by login and network.
    Result<LoginResult> login(const std::vector<TenantId>& tenants, const LoginAttempt& attempt);
    Result<Enrolment> enrolment(const Principal& principal) const;
    // The first code from the app and an own password end the enrolment. Nothing: the code is
    // wrong. Invalid "identity.password_…" as add_person; "identity.password_same" when it is the
    // one to start with.
    Result<LoginResult> finish_enrolment(const Principal& principal, const LoginAttempt& attempt);
    // A new password to start with, for who lost password, phone and recovery codes; the second
    // factor is set up again. Ends the person's sessions.
    Result<std::string> reset_login(const OrganisationPlace& place, PersonId person, ActorId actor);

    // What people do with their own account. The result is empty when the password is wrong or
    // somebody has to wait (LoginResult::wait).
    struct PasswordChange {
        std::string old_password, new_password, client_address, token;
    };
    Result<LoginResult> change_password(const Principal& principal, const PasswordChange& change);
    Result<LoginResult> renew_recovery_codes(const Principal& principal,
                                             const PasswordChange& change);
    Result<std::int64_t> recovery_codes_left(const Principal& principal) const;
    // Only whether the old password is right: then the token comes back.
    Result<LoginResult> confirm_password(const Principal& principal, const PasswordChange& change);

    // When and by whom the login was reset, the latest first, at most five; "" for the command
    // line.
    struct ResetBy {
        Instant at;
        std::string name;
    };
    Result<std::vector<ResetBy>> resets_of(const Principal& principal) const;

    Sessions& sessions() { return sessions_; }
    SecurityLog& security() { return security_; }
    store::Store& store() { return store_; }

    // Sign-in at providers as well; before add_routes(). `http` outlives this object.
    void offer_providers(std::vector<LoginProvider> providers, web::HttpClient& http);
    ProviderLogin* providers() { return providers_.get(); }  // null: there are none
    ResidentSessions& residents() { return residents_; }
    // Who proved at a provider who she is; nothing where that provider is not offered any more, or
    // not at this host.
    Result<std::optional<Resident>> resident(const web::Request& request) const;

    // Pages /anmelden, /anmelden/einrichten, /abmelden, /konto, /verwaltung. They refer to this
    // object.
    void add_routes(web::Router& router);
    // Asked before every route; see web/router.h.
    web::Gate make_gate();
    // Removes sessions, sign-ins under way, guess counters and lines of the security log whose time
    // is over; called by the program's timer.
    Outcome tidy();

  private:
    // The credential of who is signed in, when the password is right; counted as a guess.
    void tell_of(const LoginResult& result, const LoginAttempt& attempt,
                 const std::optional<Principal>& who);
    Result<LoginResult> try_login(const std::vector<TenantId>& tenants, const LoginAttempt& attempt,
                                  std::optional<Principal>& who);
    struct Confirmed;
    Result<Confirmed> confirm(const Principal& principal, const PasswordChange& change);

    store::Store& store_;
    Sessions sessions_;
    ResidentSessions residents_;
    SecurityLog security_;
    std::unique_ptr<ProviderLogin> providers_;
};

// The cookie that carries the session's token.
inline constexpr std::string_view session_cookie = "sitzung";
// The page that the person's work begins with: the inbox, the people, or the own account.
std::string home_of(const Principal& principal);
// A path of our own to go on to after login, else "/desk".
std::string own_path_or_desk(std::string_view path);

}  // namespace dw::identity
