// How the events of an organisation are written. frozen: stored in the event log
#include <array>

#include "base/match.h"
#include "identity/organisation.h"

namespace dw::identity {

namespace {

constexpr std::array<std::string_view, 10> kinds{"identity.organisation_created",
                                                 "identity.team_created",
                                                 "identity.person_added",
                                                 "identity.role_granted",
                                                 "identity.role_revoked",
                                                 "identity.team_joined",
                                                 "identity.team_left",
                                                 "identity.substitute_named",
                                                 "identity.substitution_ended",
                                                 "identity.login_reset"};
static_assert(std::variant_size_v<OrganisationEvent> == kinds.size());

std::optional<Role> role_from(std::int64_t number) {
    if (number < 1 || number > 4) return std::nullopt;
    return static_cast<Role>(number);
}

// Reads members and remembers whether one was missing or wrong.
class PayloadReader {
  public:
    explicit PayloadReader(const Json& payload) : payload_(payload) {}
    std::string text(std::string_view key) {
        const auto* value = payload_[key].as_string();
        sound_ = sound_ && value != nullptr;
        return value ? *value : std::string();
    }
    template <class IdType>
    IdType id(std::string_view key) {
        const auto value = IdType::parse(payload_[key].text_or(""));
        sound_ = sound_ && value.has_value();
        return value.value_or(IdType{});
    }
    Role role() {
        const auto value = role_from(payload_["role"].as_integer().value_or(0));
        sound_ = sound_ && value.has_value();
        return value.value_or(Role::Clerk);
    }
    Date date(std::string_view key) {
        const auto value = parse_date(payload_[key].text_or(""));
        sound_ = sound_ && value.has_value();
        return value.value_or(Date{});
    }
    bool sound() const { return sound_; }

  private:
    const Json& payload_;
    bool sound_ = true;
};

OrganisationCreated read_created(PayloadReader& in) {
    OrganisationCreated e;
    e.name = in.text("name");
    e.source_agency = in.text("agency");
    e.source_value = in.text("value");
    return e;
}
TeamCreated read_team(PayloadReader& in) {
    TeamCreated e;
    e.team = in.id<TeamId>("team");
    e.name = in.text("name");
    return e;
}
PersonAdded read_person(PayloadReader& in) {
    PersonAdded e;
    e.person = in.id<PersonId>("person");
    e.actor = in.id<ActorId>("actor");
    e.name = in.text("name");
    return e;
}

SubstituteNamed read_substitute(PayloadReader& in) {
    SubstituteNamed e;
    e.person = in.id<PersonId>("person");
    e.substitute = in.id<PersonId>("substitute");
    e.first_day = in.date("first_day");
    e.last_day = in.date("last_day");
    return e;
}

// In the order of the variant.
using ReadEvent = OrganisationEvent (*)(PayloadReader&);
constexpr std::array<ReadEvent, kinds.size()> readers{
    [](PayloadReader& in) -> OrganisationEvent { return read_created(in); },
    [](PayloadReader& in) -> OrganisationEvent { return read_team(in); },
    [](PayloadReader& in) -> OrganisationEvent { return read_person(in); },
    [](PayloadReader& in) -> OrganisationEvent {
        return RoleGranted{in.id<PersonId>("person"), in.role()};
    },
    [](PayloadReader& in) -> OrganisationEvent {
        return RoleRevoked{in.id<PersonId>("person"), in.role()};
    },
    [](PayloadReader& in) -> OrganisationEvent {
        return TeamJoined{in.id<PersonId>("person"), in.id<TeamId>("team")};
    },
    [](PayloadReader& in) -> OrganisationEvent {
        return TeamLeft{in.id<PersonId>("person"), in.id<TeamId>("team")};
    },
    [](PayloadReader& in) -> OrganisationEvent { return read_substitute(in); },
    [](PayloadReader& in) -> OrganisationEvent {
        return SubstitutionEnded{in.id<PersonId>("person")};
    },
    [](PayloadReader& in) -> OrganisationEvent { return LoginReset{in.id<PersonId>("person")}; },
};

Json with_role(PersonId person, Role role) {
    return Json::object({{"person", person.to_string()}, {"role", static_cast<int>(role)}});
}
Json with_team(PersonId person, TeamId team) {
    return Json::object({{"person", person.to_string()}, {"team", team.to_string()}});
}

}  // namespace

std::string_view kind_of(const OrganisationEvent& event) {
    return kinds[event.index()];
}

std::vector<std::string_view> organisation_event_kinds() {
    return {kinds.begin(), kinds.end()};
}

Json to_json(const OrganisationEvent& event) {
    return match(
        event,
        [](const OrganisationCreated& e) {
            return Json::object(
                {{"name", e.name}, {"agency", e.source_agency}, {"value", e.source_value}});
        },
        [](const TeamCreated& e) {
            return Json::object({{"team", e.team.to_string()}, {"name", e.name}});
        },
        [](const PersonAdded& e) {
            return Json::object({{"person", e.person.to_string()},
                                 {"actor", e.actor.to_string()},
                                 {"name", e.name}});
        },
        [](const RoleGranted& e) { return with_role(e.person, e.role); },
        [](const RoleRevoked& e) { return with_role(e.person, e.role); },
        [](const TeamJoined& e) { return with_team(e.person, e.team); },
        [](const TeamLeft& e) { return with_team(e.person, e.team); },
        [](const SubstituteNamed& e) {
            return Json::object({{"person", e.person.to_string()},
                                 {"substitute", e.substitute.to_string()},
                                 {"first_day", to_string(e.first_day)},
                                 {"last_day", to_string(e.last_day)}});
        },
        [](const SubstitutionEnded& e) {
            return Json::object({{"person", e.person.to_string()}});
        },
        [](const LoginReset& e) {
            return Json::object({{"person", e.person.to_string()}});
        });
}

Result<OrganisationEvent> organisation_event_from(std::string_view kind, std::int64_t version,
                                                  const Json& payload) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] != kind || version != organisation_event_version) continue;
        PayloadReader reader(payload);
        Result<OrganisationEvent> event(readers[i](reader));
        if (!reader.sound()) return corrupt("identity.event", "payload of " + std::string(kind));
        return event;
    }
    return unavailable("identity.newer_release", "unknown event " + std::string(kind));
}

}  // namespace dw::identity
