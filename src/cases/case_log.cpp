#include "cases/case_log.h"

#include "cases/case_event_json.h"
#include "cases/case_table.h"
#include "cases/word_table.h"

namespace dw::cases {

namespace {

// The keys of a case; each is made together with the first event or row that needs it.
class CaseKeys {
  public:
    CaseKeys(store::Connection& connection, store::KeyRing& ring, store::Change& change,
             identity::OrganisationId organisation)
        : connection_(connection), ring_(ring), change_(change), owner_(organisation.bytes()) {}

    Result<store::DataKey> find_or_make(const std::string& compartment) {
        auto found = ring_.by_compartment(connection_, change_.tenant, compartment);
        if (found || found.error().kind != ErrorKind::NotFound) return found;
        DW_TRY_DO(find_wrapping());
        auto fresh = ring_.create(change_.tenant, compartment, *wrapping_);
        change_.statements.push_back(std::move(fresh.insert));
        return fresh.key;
    }

    // The key of the uploads was the draft's.
    Outcome take_over(store::KeyId key) {
        if (!taken_.insert(key).second) return Nothing{};
        DW_TRY_DO(find_wrapping());
        auto moved = ring_.move_below(connection_, change_.tenant, key, *wrapping_);
        if (!moved && moved.error().kind == ErrorKind::NotFound) return Nothing{};
        if (!moved) return moved.error();
        change_.statements.push_back(std::move(*moved));
        return Nothing{};
    }

  private:
    Outcome find_wrapping() {
        if (wrapping_) return Nothing{};
        DW_TRY(wrapping_, ring_.wrapping_key(connection_, change_.tenant, owner_, change_));
        return Nothing{};
    }

    store::Connection& connection_;
    store::KeyRing& ring_;
    store::Change& change_;
    store::OwnerId owner_;
    std::optional<store::DataKey> wrapping_;
    std::set<store::KeyId> taken_;
};

// The keys of a case that another authority has now.
Outcome take_over_all(store::Connection& connection, store::KeyRing& ring, CaseKeys& keys,
                      const Append& what) {
    for (const auto compartment : {Compartment::Shared, Compartment::Internal}) {
        const auto key =
            ring.by_compartment(connection, what.tenant, compartment_name(what.id, compartment));
        if (!key && key.error().kind == ErrorKind::NotFound) continue;
        if (!key) return key.error();
        DW_TRY_DO(keys.take_over(key->id));
    }
    for (const auto& document : what.before.documents) DW_TRY_DO(keys.take_over(document.key));
    return Nothing{};
}

// Of a case that another authority has now, nothing is found by words in the old one any more.
Result<std::vector<store::Statement>> words_of_change(store::Connection& connection,
                                                      store::KeyRing& ring, const Append& what,
                                                      const store::DataKey& projection_key,
                                                      const CaseState& after) {
    const CasePlace place{what.tenant, what.id};
    const auto& former = what.before.opened.organisation;
    if (what.before.sequence == 0 || former == after.opened.organisation)
        return word_rows(word_key(projection_key), place, what.before, after);
    auto rows = word_rows(word_key(projection_key), place, {}, after);
    const auto key = ring.by_compartment(connection, what.tenant, projection_compartment(former));
    if (!key && key.error().kind == ErrorKind::NotFound) return rows;
    if (!key) return key.error();
    for (auto& row : word_rows(word_key(*key), place, what.before, {}))
        rows.push_back(std::move(row));
    return rows;
}

}  // namespace

std::string compartment_name(CaseId id, Compartment compartment) {
    return "case/" + id.to_string() +
           (compartment == Compartment::Shared ? "/shared" : "/internal");
}

Outcome fold_on(LoadedCase& loaded, const std::vector<store::StoredEvent>& events) {
    loaded.history.reserve(loaded.history.size() + events.size());
    for (const auto& stored : events) {
        auto& recorded = loaded.history.emplace_back(
            HistoryEntry{stored.sequence, stored.at, stored.actor, stored.kind, std::nullopt});
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
            apply_to(loaded.state, *recorded.event);
        } else {
            ++loaded.state.sequence;
        }
    }
    return Nothing{};
}

Result<LoadedCase> fold(const std::vector<store::StoredEvent>& events) {
    LoadedCase loaded;
    DW_TRY_DO(fold_on(loaded, events));
    return loaded;
}

Result<LoadedCase> load_case(store::Connection& connection, store::KeyRing& ring,
                             store::TenantId tenant, CaseId id) {
    DW_TRY(const auto events, store::load_stream(connection, ring, tenant, id));
    return fold(events);
}

Result<Appended> append(store::Connection& connection, store::KeyRing& ring, const Append& what) {
    Appended appended{.after = what.before, .change = {.tenant = what.tenant}, .shared_key = {}};
    for (const auto& event : what.events)
        appended.after = cases::apply(std::move(appended.after), event);
    const auto organisation = appended.after.opened.organisation;
    CaseKeys keys(connection, ring, appended.change, organisation);
    DW_TRY(appended.shared_key, keys.find_or_make(compartment_name(what.id, Compartment::Shared)));
    DW_TRY(const auto projection_key, keys.find_or_make(projection_compartment(organisation)));
    if (what.before.sequence != 0 && what.before.opened.organisation != organisation)
        DW_TRY_DO(take_over_all(connection, ring, keys, what));
    std::optional<store::DataKey> internal_key;
    std::int64_t sequence = what.before.sequence;
    for (const auto& event : what.events) {
        const auto compartment = compartment_of(event);
        if (compartment == Compartment::Internal && !internal_key) {
            DW_TRY(internal_key, keys.find_or_make(compartment_name(what.id, compartment)));
        }
        if (const auto* document = std::get_if<DocumentAdded>(&event))
            DW_TRY_DO(keys.take_over(document->key));
        const store::DataKey& key = compartment == Compartment::Internal    ? *internal_key
                                    : compartment == Compartment::Remaining ? projection_key
                                                                            : appended.shared_key;
        const std::string payload = to_string(to_json(event));
        const store::NewEvent fresh{what.id,       ++sequence, std::string(kind_of(event)),
                                    event_version, what.actor, as_bytes(payload)};
        DW_TRY(auto draft, store::seal_event(ring, what.tenant, fresh, key));
        appended.change.events.push_back(std::move(draft));
    }
    auto rows = case_rows(ring, projection_key, {what.tenant, what.id}, appended.after);
    DW_TRY(auto words, words_of_change(connection, ring, what, projection_key, appended.after));
    rows.insert(rows.end(), std::make_move_iterator(words.begin()),
                std::make_move_iterator(words.end()));
    auto& statements = appended.change.statements;
    statements.insert(statements.end(), std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
    return appended;
}

}  // namespace dw::cases
