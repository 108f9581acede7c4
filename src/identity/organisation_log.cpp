#include "identity/organisation_log.h"

#include "base/match.h"
#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;
using store::Statement;

std::string compartment_of(OrganisationId organisation) {
    return "organisation/" + organisation.to_string() + "/accounts";
}

Statement insert_organisation(TenantId tenant, OrganisationId id, const OrganisationCreated& e) {
    return {
        "insert into organisation (tenant, id, name, source_agency, source_value) "
        "values ($1, $2, $3, $4, $5)",
        {of(tenant), of(id), of(e.name), of(e.source_agency), of(e.source_value)}};
}
Statement insert_team(TenantId tenant, OrganisationId organisation, const TeamCreated& e) {
    return {"insert into team (tenant, id, organisation, name) values ($1, $2, $3, $4)",
            {of(tenant), of(e.team), of(organisation), of(e.name)}};
}
Statement insert_person(const PersonRow& row, const Bytes& sealed_name,
                        const store::RowSeals& seals) {
    return {
        "insert into person (tenant, id, organisation, actor, name, seal) "
        "values ($1, $2, $3, $4, $5, $6)",
        {of(row.tenant), of(row.person), of(row.organisation), of(row.actor), sealed_name,
         seals.seal(fields_of(row))}};
}
Statement insert_role(const MembershipRow& row, const store::RowSeals& seals) {
    return {"insert into membership (tenant, person, role, seal) values ($1, $2, $3, $4)",
            {of(row.tenant), of(row.person), row.role, seals.seal(fields_of(row))}};
}
Statement insert_team_member(const TeamMemberRow& row, const store::RowSeals& seals) {
    return {"insert into team_member (tenant, person, team, seal) values ($1, $2, $3, $4)",
            {of(row.tenant), of(row.person), of(row.team), seals.seal(fields_of(row))}};
}
Statement put_substitute(const SubstitutionRow& row, const store::RowSeals& seals) {
    return {
        "insert into substitution (tenant, person, substitute, first_day, last_day, seal) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (tenant, person) do update set "
        "substitute = excluded.substitute, first_day = excluded.first_day, "
        "last_day = excluded.last_day, seal = excluded.seal",
        {of(row.tenant), of(row.person), of(row.substitute), of(row.first_day), of(row.last_day),
         seals.seal(fields_of(row))}};
}

struct RowMaker {
    store::KeyRing& ring;
    TenantId tenant;
    OrganisationId organisation;

    // `key` seals the name of a person. Nothing: the event leaves no row.
    std::optional<Statement> row_of(const OrganisationEvent& event,
                                    const store::DataKey& key) const {
        using Row = std::optional<Statement>;
        return match(
            event,
            [&](const OrganisationCreated& e) -> Row {
                return insert_organisation(tenant, organisation, e);
            },
            [&](const TeamCreated& e) -> Row { return insert_team(tenant, organisation, e); },
            [&](const PersonAdded& e) -> Row {
                return insert_person(
                    {tenant, e.person, organisation, e.actor},
                    store::seal_value(ring, key, place_of_name(e.person), as_bytes(e.name)),
                    ring.seals());
            },
            [&](const RoleGranted& e) -> Row {
                return insert_role({tenant, e.person, static_cast<std::int64_t>(e.role)},
                                   ring.seals());
            },
            [&](const RoleRevoked& e) -> Row {
                return Statement{
                    "delete from membership where tenant = $1 and person = $2 and role = $3",
                    {of(tenant), of(e.person), static_cast<std::int64_t>(e.role)}};
            },
            [&](const TeamJoined& e) -> Row {
                return insert_team_member({tenant, e.person, e.team}, ring.seals());
            },
            [&](const TeamLeft& e) -> Row {
                return Statement{
                    "delete from team_member where tenant = $1 and person = $2 and team = $3",
                    {of(tenant), of(e.person), of(e.team)}};
            },
            [&](const SubstituteNamed& e) -> Row {
                return put_substitute({tenant, e.person, e.substitute, e.first_day, e.last_day},
                                      ring.seals());
            },
            [&](const SubstitutionEnded& e) -> Row {
                return Statement{"delete from substitution where tenant = $1 and person = $2",
                                 {of(tenant), of(e.person)}};
            },
            [](const LoginReset&) -> Row { return std::nullopt; });
    }
};

Result<OrganisationState> fold(const std::vector<store::StoredEvent>& events) {
    OrganisationState state;
    for (const auto& stored : events) {
        if (!stored.payload) {  // the person was forgotten; the event still counts
            ++state.sequence;
            continue;
        }
        DW_TRY(const auto payload, parse_json(as_text(*stored.payload)));
        const auto event = organisation_event_from(stored.kind, stored.version, payload);
        if (event) {
            state = apply(std::move(state), *event);
        } else if (event.error().kind == ErrorKind::Unavailable) {
            state.has_unknown_events = true;
            ++state.sequence;
        } else {
            return event.error();
        }
    }
    return state;
}

}  // namespace

std::string place_of_name(PersonId person) {
    return "person/" + person.to_string() + "/name";
}

std::string compartment_of(PersonId person) {
    return "person/" + person.to_string();
}

OrganisationWriter::OrganisationWriter(store::Store& store, TenantId tenant,
                                       OrganisationId organisation, ActorId actor)
    : store_(&store), organisation_(organisation), actor_(actor) {
    change_.tenant = tenant;
}

Result<OrganisationWriter> OrganisationWriter::open(store::Store& store, TenantId tenant,
                                                    OrganisationId organisation, ActorId actor) {
    OrganisationWriter writer(store, tenant, organisation, actor);
    DW_TRY(const auto reader, store.reader());
    const auto events = store::load_stream(*reader, store.keys(), tenant, stream_of(organisation));
    if (!events && events.error().kind == ErrorKind::NotFound) {
        DW_TRY_DO(writer.find_wrapping(*reader));
        auto key = store.keys().create(tenant, compartment_of(organisation), *writer.wrapping_);
        writer.change_.statements.push_back(std::move(key.insert));
        writer.key_ = key.key;
        return writer;
    }
    if (!events) return events.error();
    DW_TRY(writer.state_, fold(*events));
    DW_TRY(writer.key_, store.keys().by_compartment(*reader, tenant, compartment_of(organisation)));
    return writer;
}

Outcome OrganisationWriter::append(const OrganisationEvent& event) {
    DW_TRY_DO(permits(state_, event));
    DW_TRY(const auto key, key_for(event));
    const std::string payload = to_string(to_json(event));
    const store::NewEvent fresh{stream_of(organisation_),
                                state_.sequence + 1,
                                std::string(kind_of(event)),
                                organisation_event_version,
                                actor_,
                                as_bytes(payload)};
    DW_TRY(auto draft, store::seal_event(store_->keys(), change_.tenant, fresh, key));
    change_.events.push_back(std::move(draft));
    const RowMaker rows{store_->keys(), change_.tenant, organisation_};
    if (auto row = rows.row_of(event, key)) change_.statements.push_back(std::move(*row));
    state_ = apply(std::move(state_), event);
    return Nothing{};
}

Result<store::DataKey> OrganisationWriter::key_for(const OrganisationEvent& event) {
    const auto* person = std::get_if<PersonAdded>(&event);
    if (!person) return *key_;
    if (!wrapping_) {
        DW_TRY(const auto reader, store_->reader());
        DW_TRY_DO(find_wrapping(*reader));
    }
    auto key = store_->keys().create(change_.tenant, compartment_of(person->person), *wrapping_);
    change_.statements.push_back(std::move(key.insert));
    person_keys_.emplace(person->person, key.key);
    return key.key;
}

Outcome OrganisationWriter::find_wrapping(store::Connection& connection) {
    DW_TRY(wrapping_, store_->keys().wrapping_key(connection, change_.tenant,
                                                  store::OwnerId{organisation_.bytes()}, change_));
    return Nothing{};
}

store::Projection organisation_projection(store::KeyRing& ring) {
    const auto rows_of =
        [&ring](store::Connection& connection,
                const std::vector<store::StoredEvent>& events) -> Result<std::vector<Statement>> {
        std::vector<Statement> rows;
        for (const auto& stored : events) {
            if (!stored.payload) continue;
            DW_TRY(const auto payload, parse_json(as_text(*stored.payload)));
            DW_TRY(const auto event, organisation_event_from(stored.kind, stored.version, payload));
            store::DataKey key{};
            if (const auto* person = std::get_if<PersonAdded>(&event)) {
                DW_TRY(key, ring.by_compartment(connection, stored.tenant,
                                                compartment_of(person->person)));
            }
            const RowMaker maker{ring, stored.tenant, organisation_of(stored.stream)};
            if (auto row = maker.row_of(event, key)) rows.push_back(std::move(*row));
        }
        return rows;
    };
    return {"identity.organisation_created",
            {"organisation", "team", "person", "membership", "team_member", "substitution"},
            rows_of};
}

}  // namespace dw::identity
