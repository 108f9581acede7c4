#include "identity/security_log.h"

#include "base/json.h"
#include "store/canonical.h"
#include "web/log.h"

namespace dw::identity {

namespace {

using store::of;
using EventId = Id<struct SecurityEventTag>;

constexpr std::chrono::minutes told_again_after{15};
constexpr std::size_t remembered = 20'000;  // beyond: everything is told again

// frozen: stored (docs/formats.md)
store::Canonical fields_of(const EventId& id, const SecurityEvent& event) {
    return std::move(store::Canonical("dienstweg.row.security-event.v1")
                         .add(id)
                         .add(to_microseconds(event.at))
                         .add(event.tenant)
                         .add(std::string_view(event.kind))
                         .add(event.actor)
                         .add(std::string_view(event.object))
                         .add(std::string_view(event.network)));
}

void say(const SecurityEvent& event) {
    web::log_line(to_string(Json::object({{"security", event.kind},
                                          {"at", to_string(event.at)},
                                          {"tenant", event.tenant.to_string()},
                                          {"actor", event.actor.to_string()},
                                          {"object", event.object},
                                          {"network", event.network}})));
}

}  // namespace

void SecurityLog::note(SecurityEvent event) {
    event.at = store_.clock().now();
    say(event);
    // When nothing can be written, the line above is what is left.
    store_.commit_async(change_of(event), [](const Result<store::Receipt>&) {});
}

void SecurityLog::note_seldom(SecurityEvent event) {
    const Instant now = store_.clock().now();
    {
        const std::string key =
            event.kind + event.actor.to_string() + event.object + " " + event.network;
        std::lock_guard lock(mutex_);
        if (told_.size() >= remembered) told_.clear();
        const auto [told, fresh] = told_.try_emplace(key, now);
        if (!fresh && now - told->second < told_again_after) return;
        told->second = now;
    }
    note(std::move(event));
}

Outcome SecurityLog::write(SecurityEvent event) {
    event.at = store_.clock().now();
    DW_TRY_DO(store_.commit(change_of(event)));
    return Nothing{};
}

store::Change SecurityLog::change_of(const SecurityEvent& event) {
    const auto id = EventId::make(store_.clock(), store_.random());
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"insert into security_event (id, at, tenant, kind, actor, object, network, seal) "
         "values ($1, $2, $3, $4, $5, $6, $7, $8)",
         {of(id), of(event.at), of(event.tenant), of(event.kind), of(event.actor), of(event.object),
          of(event.network), store_.keys().seals().seal(fields_of(id, event))}});
    return change;
}

Result<std::vector<SecurityEvent>> SecurityLog::since(Instant from, int limit) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto rows,
           reader->query("select id, at, tenant, kind, actor, object, network, seal "
                         "from security_event where at >= $1 order by at limit $2",
                         {of(from), std::int64_t{limit}}));
    std::vector<SecurityEvent> events;
    for (const auto& row : rows) {
        SecurityEvent event{.kind = row.text(3),
                            .tenant = row.id<TenantId>(2),
                            .actor = row.id<ActorId>(4),
                            .object = row.text(5),
                            .network = row.text(6),
                            .at = row.instant(1)};
        event.sealed = store_.keys().seals().holds(fields_of(row.id<EventId>(0), event), row[7]);
        events.push_back(std::move(event));
    }
    return events;
}

Outcome SecurityLog::forget_old() {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from security_event where at < $1", {of(store_.clock().now() - security_days)}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::identity
