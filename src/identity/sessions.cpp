#include "identity/sessions.h"

#include <algorithm>

#include "base/limits.h"
#include "identity/organisation_log.h"

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

}  // namespace

Result<Principal> load_principal(store::Connection& connection, store::KeyRing& ring,
                                 TenantId tenant, PersonId person) {
    DW_TRY(const auto row, connection.query_one("select organisation, actor, name from person "
                                                "where tenant = $1 and id = $2",
                                                {of(tenant), of(person)}));
    Principal principal{.tenant = tenant,
                        .organisation = row.id<OrganisationId>(0),
                        .person = person,
                        .actor = row.id<ActorId>(1)};
    DW_TRY(const auto name,
           store::open_value(connection, ring, tenant, place_of_name(person), row.bytes(2)));
    principal.name = as_text(name);
    DW_TRY(const auto roles, connection.query("select role from membership "
                                              "where tenant = $1 and person = $2 order by role",
                                              {of(tenant), of(person)}));
    for (const auto& role : roles) principal.roles.push_back(static_cast<Role>(role.integer(0)));
    DW_TRY(const auto teams, connection.query("select team from team_member "
                                              "where tenant = $1 and person = $2 order by team",
                                              {of(tenant), of(person)}));
    for (const auto& team : teams) principal.teams.push_back(team.id<TeamId>(0));
    principal.scopes = {scope_of(person), scope_of(principal.organisation)};
    for (const auto& team : principal.teams) {
        if (principal.scopes.size() < limits::scopes) principal.scopes.push_back(scope_of(team));
    }
    return principal;
}

Result<std::string> Sessions::begin(TenantId tenant, PersonId person, Stage stage,
                                    std::vector<store::Statement> statements) {
    const std::string token = random_token(store_.random(), token_bytes);
    const Instant now = store_.clock().now();
    store::Change change{.tenant = tenant, .statements = std::move(statements)};
    change.statements.push_back(
        {"insert into session (token_hash, tenant, person, stage, created_at, seen_at) "
         "values ($1, $2, $3, $4, $5, $6)",
         {bytes_of(hash_of_token(token)), of(tenant), of(person), static_cast<std::int64_t>(stage),
          of(now), of(now)}});
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
               reader->query("select tenant, person, stage, created_at, seen_at from session "
                             "where token_hash = $1",
                             {bytes_of(hash)}));
        if (rows.empty()) return found;
        const auto& row = rows[0];
        seen_at = row.instant(4);
        const Instant expires_at =
            std::min<Instant>(seen_at + session_idle, row.instant(3) + session_longest);
        if (now >= expires_at) return found;
        const auto principal =
            load_principal(*reader, store_.keys(), row.id<TenantId>(0), row.id<PersonId>(1));
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
    std::lock_guard lock(mutex_);
    std::erase_if(
        cache_, [&](const auto& entry) { return entry.second.session.principal.person == person; });
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
