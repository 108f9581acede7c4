#include "identity/sessions.h"

#include <algorithm>

#include "base/limits.h"
#include "identity/organisation_log.h"
#include "identity/row_seals.h"
#include "terms/berlin.h"

namespace dw::identity {

namespace {

using store::of;

constexpr std::chrono::seconds cache_time{10};
// The time of the last request is written this often at most.
constexpr std::chrono::seconds touch_every{60};
constexpr std::size_t cached_sessions = 10'000;
constexpr std::size_t token_bytes = 32;

Digest hash_of_token(std::string_view token) {
    return sha256(as_bytes("dienstweg session\n" + std::string(token)));
}
Bytes bytes_of(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

// What has no seal of ours, somebody else has written: it counts as not there.
Result<std::vector<TeamId>> teams_of(store::Connection& connection, const store::RowSeals& seals,
                                     TenantId tenant, PersonId person) {
    DW_TRY(const auto rows, connection.query("select team, seal from team_member "
                                             "where tenant = $1 and person = $2 order by team",
                                             {of(tenant), of(person)}));
    std::vector<TeamId> teams;
    for (const auto& row : rows) {
        const auto team = row.id<TeamId>(0);
        if (seals.holds(fields_of(TeamMemberRow{tenant, person, team}), row[1]))
            teams.push_back(team);
    }
    return teams;
}

Result<std::vector<Role>> roles_of(store::Connection& connection, const store::RowSeals& seals,
                                   TenantId tenant, PersonId person) {
    DW_TRY(const auto rows, connection.query("select role, seal from membership "
                                             "where tenant = $1 and person = $2 order by role",
                                             {of(tenant), of(person)}));
    std::vector<Role> roles;
    for (const auto& row : rows) {
        const MembershipRow fields{tenant, person, row.integer(0)};
        if (seals.holds(fields_of(fields), row[1])) roles.push_back(static_cast<Role>(fields.role));
    }
    return roles;
}

void add_scope(Principal& principal, ScopeId scope) {
    auto& scopes = principal.scopes;
    const bool there = std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
    if (!there && scopes.size() < limits::scopes) scopes.push_back(scope);
}
void add_scopes(Principal& principal, const std::vector<TeamId>& teams) {
    for (const auto& team : teams) add_scope(principal, scope_of(team));
}

// Whoever stands in sees the cases of the person and of the person's teams. Roles are not lent.
Outcome add_substitutions(store::Connection& connection, const store::RowSeals& seals,
                          Principal& principal, Date today) {
    DW_TRY(const auto rows,
           connection.query("select person, first_day, last_day, seal from substitution "
                            "where tenant = $1 and "
                            "substitute = $2 and last_day >= $3 and first_day <= $3 limit $4",
                            {of(principal.tenant), of(principal.person), of(today),
                             static_cast<std::int64_t>(limits::scopes)}));
    for (const auto& row : rows) {
        const auto person = row.id<PersonId>(0);
        const SubstitutionRow fields{principal.tenant, person, principal.person, row.date(1),
                                     row.date(2)};
        if (!seals.holds(fields_of(fields), row[3])) continue;
        principal.stands_in_for.push_back(person);
        add_scope(principal, scope_of(person));
        DW_TRY(const auto teams, teams_of(connection, seals, principal.tenant, person));
        add_scopes(principal, teams);
    }
    return Nothing{};
}

}  // namespace

Result<Principal> load_principal(store::Connection& connection, store::KeyRing& ring,
                                 TenantId tenant, PersonId person, Date today) {
    DW_TRY(const auto row,
           connection.query_one("select organisation, actor, name, seal from person "
                                "where tenant = $1 and id = $2",
                                {of(tenant), of(person)}));
    const PersonRow fields{tenant, person, row.id<OrganisationId>(0), row.id<ActorId>(1)};
    if (!ring.seals().holds(fields_of(fields), row[3]))
        return not_found("identity.unsealed", "the row of the person has no seal of ours");
    Principal principal{.tenant = tenant,
                        .organisation = row.id<OrganisationId>(0),
                        .person = person,
                        .actor = row.id<ActorId>(1)};
    DW_TRY(const auto name,
           store::open_value(connection, ring, tenant, place_of_name(person), row.bytes(2)));
    principal.name = as_text(name);
    DW_TRY(principal.roles, roles_of(connection, ring.seals(), tenant, person));
    DW_TRY(principal.teams, teams_of(connection, ring.seals(), tenant, person));
    principal.scopes = {scope_of(person), scope_of(principal.organisation)};
    add_scopes(principal, principal.teams);
    DW_TRY_DO(add_substitutions(connection, ring.seals(), principal, today));
    return principal;
}

Result<std::string> Sessions::begin(TenantId tenant, PersonId person, Stage stage,
                                    std::vector<store::Statement> statements) {
    const std::string token = random_token(store_.random(), token_bytes);
    const Bytes hash = bytes_of(hash_of_token(token));
    const SessionRow row{hash, tenant, person, static_cast<std::int64_t>(stage),
                         store_.clock().now()};
    store::Change change{.tenant = tenant, .statements = std::move(statements)};
    change.statements.push_back(
        {"insert into session (token_hash, tenant, person, stage, created_at, seen_at, seal) "
         "values ($1, $2, $3, $4, $5, $5, $6)",
         {hash, of(tenant), of(person), row.stage, of(row.created_at),
          store_.keys().seals().seal(fields_of(row))}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return token;
}

Result<std::optional<Session>> Sessions::find(std::string_view token) {
    const Digest hash = hash_of_token(token);
    const Instant now = store_.clock().now();
    {
        std::lock_guard lock(mutex_);
        const auto cached = cache_.find(hash);
        if (cached != cache_.end() && now - cached->second.read_at < cache_time &&
            now < cached->second.expires_at)
            return std::optional(cached->second.session);
    }
    DW_TRY(auto found, read(hash, now));
    std::lock_guard lock(mutex_);
    if (!found) {
        cache_.erase(hash);
        return std::optional<Session>();
    }
    if (cache_.size() >= cached_sessions) cache_.clear();
    cache_.insert_or_assign(hash, *found);
    return std::optional(std::move(found->session));
}

Result<std::optional<Sessions::Cached>> Sessions::read(const Digest& hash, Instant now) {
    std::optional<Cached> found;
    Instant seen_at{};
    {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(const auto rows,
               reader->query("select tenant, person, stage, created_at, seen_at, seal from session "
                             "where token_hash = $1",
                             {bytes_of(hash)}));
        if (rows.empty()) return found;
        const auto& row = rows[0];
        const Bytes token_hash = bytes_of(hash);
        const SessionRow fields{token_hash, row.id<TenantId>(0), row.id<PersonId>(1),
                                row.integer(2), row.instant(3)};
        if (!store_.keys().seals().holds(fields_of(fields), row[5])) return found;
        seen_at = row.instant(4);
        const Instant expires_at =
            std::min<Instant>(seen_at + session_idle, row.instant(3) + session_longest);
        if (now >= expires_at) return found;
        const auto principal =
            load_principal(*reader, store_.keys(), fields.tenant, fields.person, berlin_date(now));
        if (!principal && principal.error().kind == ErrorKind::NotFound) return found;
        if (!principal) return principal.error();
        found = Cached{{static_cast<Stage>(row.integer(2)), *principal}, now, expires_at};
    }
    // Reading goes on when nothing can be written: the session then ends a little early.
    if (now - seen_at >= touch_every)
        (void)touch(hash, found->session.principal.tenant, now).has_value();
    return found;
}

Outcome Sessions::touch(const Digest& hash, TenantId tenant, Instant now) {
    store::Change change{.tenant = tenant};
    change.statements.push_back(
        {"update session set seen_at = $2 where token_hash = $1", {bytes_of(hash), of(now)}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

void Sessions::drop(const Digest& hash) {
    std::lock_guard lock(mutex_);
    cache_.erase(hash);
}

store::Statement Sessions::keep(TenantId tenant, PersonId person, std::string_view token) {
    return {
        "update session set person = $2 "
        "where tenant = $1 and person = $2 and token_hash = $3",
        {of(tenant), of(person), bytes_of(hash_of_token(token))},
        1};
}

Outcome Sessions::end(std::string_view token) {
    const Digest hash = hash_of_token(token);
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back({"delete from session where token_hash = $1", {bytes_of(hash)}});
    DW_TRY_DO(store_.commit(std::move(change)));
    drop(hash);
    return Nothing{};
}

Outcome Sessions::end_all(TenantId tenant, PersonId person) {
    store::Change change{.tenant = tenant};
    change.statements.push_back(
        {"delete from session where tenant = $1 and person = $2", {of(tenant), of(person)}});
    DW_TRY_DO(store_.commit(std::move(change)));
    drop_all(person);
    return Nothing{};
}

Outcome Sessions::end_others(TenantId tenant, PersonId person, std::string_view token) {
    store::Change change{.tenant = tenant};
    change.statements.push_back(
        {"delete from session where tenant = $1 and person = $2 and token_hash <> $3",
         {of(tenant), of(person), bytes_of(hash_of_token(token))}});
    DW_TRY_DO(store_.commit(std::move(change)));
    drop_all(person);
    return Nothing{};
}

void Sessions::drop_all(PersonId person) {
    std::lock_guard lock(mutex_);
    std::erase_if(
        cache_, [&](const auto& entry) { return entry.second.session.principal.person == person; });
}

std::string Sessions::id_of(std::string_view token) {
    return to_hex(hash_of_token(token));
}

Result<std::vector<SessionEntry>> Sessions::list(TenantId tenant, PersonId person) const {
    const Instant now = store_.clock().now();
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(
        const auto rows,
        reader->query("select token_hash, created_at, seen_at from session "
                      "where tenant = $1 and person = $2 and seen_at > $3 and created_at > $4",
                      {of(tenant), of(person), of(now - session_idle), of(now - session_longest)}));
    std::vector<SessionEntry> entries;
    for (const auto& row : rows)
        entries.push_back({to_hex(row.bytes(0)), row.instant(1), row.instant(2)});
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.begun_at > b.begun_at; });
    return entries;
}

Outcome Sessions::end_one(TenantId tenant, PersonId person, std::string_view id) {
    const auto hash = from_hex(id);
    if (!hash) return not_found("identity.no_session", "no such session");
    store::Change change{.tenant = tenant};
    change.statements.push_back(
        {"delete from session where tenant = $1 and person = $2 and token_hash = $3",
         {of(tenant), of(person), *hash}});
    DW_TRY_DO(store_.commit(std::move(change)));
    drop_all(person);
    return Nothing{};
}

Outcome Sessions::forget_expired() {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from session where seen_at < $1", {of(store_.clock().now() - session_longest)}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::identity
