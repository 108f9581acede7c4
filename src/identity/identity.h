// The face of identity: tenants, organisations, people; login; the gate before every route.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/migrations.h"
#include "identity/organisation.h"
#include "identity/organisation_log.h"
#include "identity/sessions.h"
#include "web/router.h"

namespace dw::identity {

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
};
struct Enrolment {
    Bytes secret;
    std::string name;
};

// May be used from any thread.
class Identity {
  public:
    explicit Identity(store::Store& store) : store_(store), sessions_(store) {}

    // Tenants, organisations and people; events are written in the name of `actor`.
    Result<TenantId> create_tenant(const NewTenant& tenant);
    Result<OrganisationId> create_organisation(TenantId tenant, const NewOrganisation& organisation,
                                               ActorId actor);
    Result<TeamId> create_team(const OrganisationPlace& place, const std::string& name,
                               ActorId actor);
    // Invalid "identity.password_too_short", "identity.password_too_long", Conflict "store.unique"
    // when the login is taken.
    Result<PersonId> add_person(const OrganisationPlace& place, const NewPerson& person,
                                ActorId actor);
    // Grants, revokes, joins, leaves; ends the sessions of the person.
    Outcome record(const OrganisationPlace& place, const OrganisationEvent& event, ActorId actor);

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

    // Password and one-time code; guesses are limited by login and network.
    Result<LoginResult> login(const std::vector<TenantId>& tenants, const LoginAttempt& attempt);
    Result<Enrolment> enrolment(const Principal& principal) const;
    // The first code from the app ends the enrolment. Nothing: the code is wrong.
    Result<LoginResult> finish_enrolment(const Principal& principal, const LoginAttempt& attempt);

    Sessions& sessions() { return sessions_; }
    store::Store& store() { return store_; }

    // Pages /anmelden, /anmelden/einrichten, /abmelden. They refer to this object.
    void add_routes(web::Router& router);
    // Asked before every route; see web/router.h.
    web::Gate make_gate();
    // Removes sessions and guess counters whose time is over; called by the program's timer.
    Outcome tidy();

  private:
    store::Store& store_;
    Sessions sessions_;
};

// The cookie that carries the session's token.
inline constexpr std::string_view session_cookie = "sitzung";
// A path of our own to go on to after login, else "/desk".
std::string own_path_or_desk(std::string_view path);

}  // namespace dw::identity
