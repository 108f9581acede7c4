#include "cases/case_log.h"

#include "cases/case_event_json.h"
#include "cases/case_table.h"

namespace dw::cases {

namespace {

// The key of a compartment; made together with the first event that needs it.
Result<store::DataKey> key_or_new(store::Connection& connection, store::KeyRing& ring,
                                  const std::string& compartment, store::Change& change) {
    auto found = ring.by_compartment(connection, change.tenant, compartment);
    if (found || found.error().kind != ErrorKind::NotFound) return found;
    auto fresh = ring.create(change.tenant, compartment);
    change.statements.push_back(std::move(fresh.insert));
    return fresh.key;
}

}  // namespace

std::string compartment_name(CaseId id, Compartment compartment) {
    return "case/" + id.to_string() +
           (compartment == Compartment::Shared ? "/shared" : "/internal");
}

Result<LoadedCase> fold(const std::vector<store::StoredEvent>& events) {
    LoadedCase loaded;
    for (const auto& stored : events) {
        Recorded recorded{stored.sequence, stored.at, stored.actor, std::nullopt};
        if (stored.payload) {
            DW_TRY(const auto payload, parse_json(as_text(*stored.payload)));
            auto event = event_from(stored.kind, stored.version, payload);
            if (event) {
                recorded.event = std::move(*event);
            } else if (event.error().kind == ErrorKind::Unavailable) {
                loaded.state.has_unknown_events = true;
            } else {
                return event.error();
            }
        }
        if (recorded.event) {
            loaded.state = cases::apply(std::move(loaded.state), *recorded.event);
        } else {
            ++loaded.state.sequence;
        }
        loaded.history.push_back(std::move(recorded));
    }
    return loaded;
}

Result<LoadedCase> load_case(store::Connection& connection, store::KeyRing& ring,
                             store::TenantId tenant, CaseId id) {
    DW_TRY(const auto events, store::load_stream(connection, ring, tenant, id));
    return fold(events);
}

Result<Appended> append(store::Connection& connection, store::KeyRing& ring, const Append& what) {
    Appended appended{.after = what.before, .change = {.tenant = what.tenant}, .shared_key = {}};
    DW_TRY(appended.shared_key,
           key_or_new(connection, ring, compartment_name(what.id, Compartment::Shared),
                      appended.change));
    std::optional<store::DataKey> internal_key;
    for (const auto& event : what.events) {
        const bool internal = compartment_of(event) == Compartment::Internal;
        if (internal && !internal_key) {
            DW_TRY(internal_key,
                   key_or_new(connection, ring, compartment_name(what.id, Compartment::Internal),
                              appended.change));
        }
        const std::string payload = to_string(to_json(event));
        const store::NewEvent fresh{what.id,
                                    appended.after.sequence + 1,
                                    std::string(kind_of(event)),
                                    event_version,
                                    what.actor,
                                    as_bytes(payload)};
        DW_TRY(auto draft, store::seal_event(ring, what.tenant, fresh,
                                             internal ? *internal_key : appended.shared_key));
        appended.change.events.push_back(std::move(draft));
        appended.after = cases::apply(std::move(appended.after), event);
    }
    DW_TRY(const auto projection_key,
           key_or_new(connection, ring, projection_compartment(appended.after.opened.organisation),
                      appended.change));
    auto rows = case_rows(ring, projection_key, {what.tenant, what.id}, appended.after);
    auto& statements = appended.change.statements;
    statements.insert(statements.end(), std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
    return appended;
}

}  // namespace dw::cases
