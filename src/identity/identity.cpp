#include "identity/identity.h"

#include <algorithm>
#include <map>

#include "base/match.h"
#include "base/text.h"
#include "identity/credential_table.h"
#include "identity/guesses.h"
#include "identity/password.h"
#include "identity/provider_login.h"
#include "terms/berlin.h"

namespace dw::identity {

namespace {

using store::of;

constexpr int tenants_of_one_host = 64;
constexpr std::size_t login_max_bytes = 200;
constexpr std::size_t totp_secret_bytes = 20;  // RFC 4226 section 4, R6

OrganisationPlace place_from(const store::Row& row) {
    return {row.id<TenantId>(0), row.id<OrganisationId>(1), row.text(2)};
}

Outcome check_login(std::string_view login) {
    const bool visible = std::ranges::none_of(
        login, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    const bool fits = !trim(login).empty() && login.size() <= login_max_bytes && visible;
    if (!fits)
        return invalid("identity.login", "a login has 1 to 200 bytes, no control characters");
    return Nothing{};
}

std::optional<PersonId> person_of(const OrganisationEvent& event) {
    return match(
        event, [](const OrganisationCreated&) { return std::optional<PersonId>(); },
        [](const TeamCreated&) { return std::optional<PersonId>(); },
        [](const SubstituteNamed&) { return std::optional<PersonId>(); },
        [](const SubstitutionEnded&) { return std::optional<PersonId>(); },
        [](const auto& e) { return std::optional(e.person); });
}

}  // namespace

Result<TenantId> Identity::create_tenant(const NewTenant& tenant) {
    const auto id = TenantId::make(store_.clock(), store_.random());
    auto key = store_.keys().create(id, login_compartment());
    store::Change change{.tenant = id};
    change.statements = {
        std::move(key.insert),
        {"insert into tenant (id, name, host, created_at) values ($1, $2, $3, $4)",
         {of(id), of(tenant.name), of(lower(tenant.host)), of(store_.clock().now())}}};
    DW_TRY_DO(store_.commit(std::move(change)));
    return id;
}

Result<OrganisationId> Identity::create_organisation(TenantId tenant,
                                                     const NewOrganisation& organisation,
                                                     ActorId actor) {
    if (!organisation.source_value.empty()) {
        DW_TRY(const auto known,
               organisation_from_source(organisation.source_agency, organisation.source_value));
        if (known) return conflict("identity.source_taken", organisation.source_value);
    }
    const auto id = OrganisationId::make(store_.clock(), store_.random());
    DW_TRY(auto writer, OrganisationWriter::open(store_, tenant, id, actor));
    DW_TRY_DO(writer.append(OrganisationCreated{organisation.name, organisation.source_agency,
                                                organisation.source_value}));
    DW_TRY_DO(writer.commit());
    return id;
}

Result<TeamId> Identity::create_team(const OrganisationPlace& place, const std::string& name,
                                     ActorId actor) {
    const auto team = TeamId::make(store_.clock(), store_.random());
    DW_TRY_DO(record(place, TeamCreated{team, name}, actor));
    return team;
}

Result<PersonId> Identity::add_person(const OrganisationPlace& place, const NewPerson& person,
                                      ActorId actor) {
    DW_TRY_DO(check_login(person.login));
    DW_TRY_DO(check_password(person.password));
    const std::string password_hash = hash_password(person.password);
    Bytes secret(totp_secret_bytes);
    store_.random().fill(secret);
    if (person.totp_secret) secret = *person.totp_secret;
    return store::retry_on_conflict([&]() -> Result<PersonId> {
        const auto id = PersonId::make(store_.clock(), store_.random());
        const auto person_actor = ActorId::make(store_.clock(), store_.random());
        DW_TRY(auto writer,
               OrganisationWriter::open(store_, place.tenant, place.organisation, actor));
        DW_TRY_DO(writer.append(PersonAdded{id, person_actor, person.name}));
        for (const Role role : person.roles) DW_TRY_DO(writer.append(RoleGranted{id, role}));
        for (const TeamId team : person.teams) DW_TRY_DO(writer.append(TeamJoined{id, team}));
        store::DataKey login_key{};
        {
            DW_TRY(const auto reader, store_.reader());
            DW_TRY(login_key,
                   store_.keys().by_compartment(*reader, place.tenant, login_compartment()));
        }
        writer.add(credential_insert(
            store_.keys(),
            {.tenant = place.tenant,
             .person = id,
             .login = person.login,
             .password_hash = password_hash,
             .totp_secret = secret,
             .enrolled = person.totp_secret.has_value(),
             .given_at = person.totp_secret ? std::nullopt : std::optional(store_.clock().now())},
            login_key, writer.key_of(id)));
        DW_TRY_DO(writer.commit());
        return id;
    });
}

Result<Identity::Started> Identity::add_person_to_start(const OrganisationPlace& place,
                                                        const NewPerson& person, ActorId actor) {
    Bytes random(start_password_random_bytes);
    store_.random().fill(random);
    NewPerson starting = person;
    starting.password = start_password(random);
    DW_TRY(const auto id, add_person(place, starting, actor));
    return Started{id, starting.password};
}

namespace {

// What is wanted and not there is granted first, so that an organisation never stands without an
// administrator in between.
Outcome append_differences(OrganisationWriter& writer, PersonId person,
                           const Identity::Rights& wanted) {
    const OrganisationState before = writer.state();
    for (const Role role : wanted.roles) {
        if (!before.roles.contains({person, role}))
            DW_TRY_DO(writer.append(RoleGranted{person, role}));
    }
    for (const auto& [who, role] : before.roles) {
        if (who == person && !wanted.roles.contains(role))
            DW_TRY_DO(writer.append(RoleRevoked{person, role}));
    }
    for (const auto& [who, team] : before.members) {
        if (who == person && !wanted.teams.contains(team))
            DW_TRY_DO(writer.append(TeamLeft{person, team}));
    }
    for (const TeamId team : wanted.teams) {
        if (!before.members.contains({person, team}))
            DW_TRY_DO(writer.append(TeamJoined{person, team}));
    }
    return Nothing{};
}

}  // namespace

Outcome Identity::change_rights(const OrganisationPlace& place, PersonId person,
                                const Rights& rights, ActorId actor) {
    bool changed = false;
    DW_TRY_DO(store::retry_on_conflict([&]() -> Outcome {
        DW_TRY(auto writer,
               OrganisationWriter::open(store_, place.tenant, place.organisation, actor));
        DW_TRY_DO(append_differences(writer, person, rights));
        changed = writer.has_news();
        if (changed) DW_TRY_DO(writer.commit());
        return Nothing{};
    }));
    return changed ? sessions_.end_all(place.tenant, person) : Outcome(Nothing{});
}

Outcome Identity::record(const OrganisationPlace& place, const OrganisationEvent& event,
                         ActorId actor) {
    DW_TRY_DO(store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY(auto writer,
               OrganisationWriter::open(store_, place.tenant, place.organisation, actor));
        DW_TRY_DO(writer.append(event));
        return writer.commit();
    }));
    if (const auto person = person_of(event)) return sessions_.end_all(place.tenant, *person);
    return Nothing{};
}

Result<std::vector<TenantId>> Identity::tenants_of(std::string_view host) const {
    const auto port = host.rfind(':');
    const bool has_port = port != std::string_view::npos && host.find(']', port) == host.npos;
    const std::string name = lower(has_port ? host.substr(0, port) : host);
    DW_TRY(const auto reader, store_.reader());
    std::vector<TenantId> found;
    for (const std::string_view wanted : {std::string_view(name), std::string_view()}) {
        DW_TRY(const auto rows,
               reader->query("select id from tenant where host = $1 order by created_at limit $2",
                             {of(wanted), std::int64_t{tenants_of_one_host}}));
        for (const auto& row : rows) found.push_back(row.id<TenantId>(0));
        if (!found.empty()) return found;
    }
    // One tenant is reached by any host.
    DW_TRY(const auto rows, reader->query("select id from tenant limit 2"));
    if (rows.size() == 1) found.push_back(rows[0].id<TenantId>(0));
    return found;
}

Result<std::vector<Tenant>> Identity::tenants() const {
    DW_TRY(const auto reader, store_.reader());
    std::vector<Tenant> tenants;
    DW_TRY(const auto rows, reader->query("select id, name from tenant"));
    for (const auto& row : rows) tenants.push_back({row.id<TenantId>(0), row.text(1)});
    std::ranges::sort(tenants, {}, &Tenant::name);
    return tenants;
}

Result<std::vector<OrganisationPlace>> Identity::organisations(TenantId tenant) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(
        const auto rows,
        reader->query("select tenant, id, name from organisation where tenant = $1", {of(tenant)}));
    std::vector<OrganisationPlace> found;
    for (const auto& row : rows) found.push_back(place_from(row));
    return found;
}

Result<std::optional<OrganisationPlace>> Identity::organisation_from_source(
    std::string_view agency, std::string_view value) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows, reader->query("select tenant, id, name from organisation "
                                          "where source_agency = $1 and source_value = $2 limit 1",
                                          {of(agency), of(value)}));
    if (rows.empty()) return std::optional<OrganisationPlace>();
    return std::optional(place_from(rows[0]));
}

Result<OrganisationPlace> Identity::organisation(TenantId tenant, OrganisationId id) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto row, reader->query_one("select tenant, id, name from organisation "
                                             "where tenant = $1 and id = $2",
                                             {of(tenant), of(id)}));
    return place_from(row);
}

Result<OrganisationSource> Identity::source_of(TenantId tenant, OrganisationId id) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto row, reader->query_one("select source_agency, source_value from organisation "
                                             "where tenant = $1 and id = $2",
                                             {of(tenant), of(id)}));
    return OrganisationSource{row.text(0), row.text(1)};
}

Result<std::vector<Team>> Identity::teams(TenantId tenant, OrganisationId organisation) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows, reader->query("select id, name from team where tenant = $1 and "
                                          "organisation = $2 order by name",
                                          {of(tenant), of(organisation)}));
    std::vector<Team> found;
    for (const auto& row : rows) found.push_back({row.id<TeamId>(0), row.text(1)});
    return found;
}

Result<std::vector<Colleague>> Identity::people(TenantId tenant,
                                                OrganisationId organisation) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows, reader->query("select id, actor, name from person where tenant = $1 "
                                          "and organisation = $2",
                                          {of(tenant), of(organisation)}));
    std::vector<Colleague> found;
    for (const auto& row : rows) {
        const auto person = row.id<PersonId>(0);
        DW_TRY(const auto name, store::open_value(*reader, store_.keys(), tenant,
                                                  place_of_name(person), row.bytes(2)));
        found.push_back({person, row.id<ActorId>(1), std::string(as_text(name))});
    }
    std::sort(found.begin(), found.end(), [](const Colleague& a, const Colleague& b) {
        return sort_key(a.name) < sort_key(b.name);
    });
    return found;
}

Result<std::vector<Member>> Identity::members(TenantId tenant, OrganisationId organisation) const {
    DW_TRY(const auto colleagues, people(tenant, organisation));
    std::vector<Member> members;
    std::map<PersonId, std::size_t> at;
    for (const auto& colleague : colleagues) {
        at[colleague.person] = members.size();
        members.push_back({.person = colleague.person, .name = colleague.name});
    }
    const auto fill = [&](const std::vector<store::Row>& rows, const auto& put) {
        for (const auto& row : rows) {
            const auto found = at.find(row.id<PersonId>(0));
            if (found != at.end()) put(members[found->second], row);
        }
    };
    const store::Values place{of(tenant), of(organisation)};
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto roles,
           reader->query("select m.person, m.role from membership m join person p on "
                         "p.tenant = m.tenant and p.id = m.person "
                         "where p.tenant = $1 and p.organisation = $2",
                         place));
    fill(roles, [](Member& member, const store::Row& row) {
        member.roles.insert(static_cast<Role>(row.integer(1)));
    });
    DW_TRY(const auto teams,
           reader->query("select m.person, m.team from team_member m join person p on "
                         "p.tenant = m.tenant and p.id = m.person "
                         "where p.tenant = $1 and p.organisation = $2",
                         place));
    fill(teams,
         [](Member& member, const store::Row& row) { member.teams.insert(row.id<TeamId>(1)); });
    DW_TRY(const auto logins,
           reader->query("select c.person, c.enrolled from credential c join person p on "
                         "p.tenant = c.tenant and p.id = c.person "
                         "where p.tenant = $1 and p.organisation = $2",
                         place));
    fill(logins, [](Member& member, const store::Row& row) {
        member.has_login = true;
        member.enrolled = row.integer(1) != 0;
    });
    return members;
}

Result<std::vector<Substitution>> Identity::substitutions(TenantId tenant,
                                                          OrganisationId organisation) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows,
           reader->query("select s.person, s.substitute, s.first_day, s.last_day "
                         "from substitution s join person p on p.tenant = s.tenant and "
                         "p.id = s.person where p.tenant = $1 and p.organisation = $2 and "
                         "s.last_day >= $3",
                         {of(tenant), of(organisation), of(berlin_date(store_.clock().now()))}));
    std::vector<Substitution> found;
    for (const auto& row : rows)
        found.push_back({row.id<PersonId>(0), row.id<PersonId>(1), row.date(2), row.date(3)});
    return found;
}

Result<Principal> Identity::principal(TenantId tenant, PersonId person) const {
    DW_TRY(const auto reader, store_.reader());
    return load_principal(*reader, store_.keys(), tenant, person,
                          berlin_date(store_.clock().now()));
}

Identity::Identity(store::Store& store)
    : store_(store), sessions_(store), residents_(store), security_(store) {}

Identity::~Identity() = default;

void Identity::offer_providers(std::vector<LoginProvider> providers, web::HttpClient& http) {
    providers_ = std::make_unique<ProviderLogin>(*this, std::move(providers), http);
}

Result<std::optional<Resident>> Identity::resident(const web::Request& request) const {
    DW_TRY(auto found, residents_.find(request));
    const auto* provider =
        found && providers_ ? providers_->find(found->provider, request.host) : nullptr;
    if (!provider || provider->audience != Audience::Residents) return std::optional<Resident>();
    return found;
}

Outcome Identity::tidy() {
    DW_TRY_DO(sessions_.forget_expired());
    DW_TRY_DO(residents_.forget_expired());
    DW_TRY_DO(LoginTransactions(store_).forget_expired());
    DW_TRY_DO(security_.forget_old());
    return forget_old_guesses(store_);
}

}  // namespace dw::identity
