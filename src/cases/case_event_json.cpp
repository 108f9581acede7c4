#include "cases/case_event_json.h"

#include <algorithm>
#include <array>

#include "base/match.h"

namespace dw::cases {

namespace {

// Reads members and remembers whether one was missing or wrong.
class PayloadReader {
  public:
    explicit PayloadReader(const Json& payload) : payload_(payload) {}

    std::string text(std::string_view key) {
        const auto* value = payload_[key].as_string();
        sound_ = sound_ && value != nullptr;
        return value ? *value : std::string();
    }
    std::int64_t number(std::string_view key) {
        const auto value = payload_[key].as_integer();
        sound_ = sound_ && value.has_value();
        return value.value_or(0);
    }
    bool flag(std::string_view key) {
        const auto value = payload_[key].as_bool();
        sound_ = sound_ && value.has_value();
        return value.value_or(false);
    }
    Json json(std::string_view key) {
        sound_ = sound_ && payload_.has(key);
        return payload_[key];
    }
    template <class IdType>
    IdType id(std::string_view key) {
        return take(IdType::parse(payload_[key].text_or("")));
    }
    template <class IdType>
    std::optional<IdType> optional_id(std::string_view key) {
        if (!payload_.has(key)) return std::nullopt;
        return id<IdType>(key);
    }
    Date date(std::string_view key) { return take(parse_date(payload_[key].text_or(""))); }
    Digest digest(std::string_view key) {
        const auto bytes = from_hex(payload_[key].text_or(""));
        Digest digest{};
        sound_ = sound_ && bytes && bytes->size() == digest.size();
        if (sound_) std::ranges::copy(*bytes, digest.begin());
        return digest;
    }
    catalogue::SourceId source(std::string_view key) {
        return take(catalogue::SourceId::parse(payload_[key].text_or("")));
    }
    Ars ars(std::string_view key) {
        const auto value = Ars::parse(payload_[key].text_or(""));
        sound_ = sound_ && value.has_value();
        return value ? *value : Ars{};
    }
    Language language(std::string_view key) {
        return take(language_from_code(payload_[key].text_or("")));
    }
    template <class Choice>
    Choice one_of(std::string_view key, std::initializer_list<std::string_view> names) {
        const auto found = std::ranges::find(names, payload_[key].text_or(""));
        sound_ = sound_ && found != names.end();
        return found == names.end() ? Choice{} : static_cast<Choice>(found - names.begin());
    }
    forms::OutcomeKind outcome_kind(std::string_view key) {
        return take(forms::outcome_kind_from(payload_[key].text_or("")));
    }
    bool sound() const { return sound_; }

  private:
    template <class Value>
    Value take(const std::optional<Value>& value) {
        sound_ = sound_ && value.has_value();
        return value.value_or(Value{});
    }

    const Json& payload_;
    bool sound_ = true;
};

// Members in the order they are written; brace initialisation evaluates from left to right.
using ReadEvent = Event (*)(PayloadReader&);
constexpr std::array<ReadEvent, std::variant_size_v<Event>> readers{
    [](PayloadReader& in) -> Event {
        return CaseOpened{in.text("number"),
                          in.digest("code_hash"),
                          in.text("package"),
                          in.text("package_version"),
                          in.source("service"),
                          in.source("office"),
                          in.id<identity::OrganisationId>("organisation"),
                          in.optional_id<identity::TeamId>("team"),
                          in.ars("place"),
                          in.language("language"),
                          in.one_of<Channel>("channel", {"online", "api"}),
                          in.date("received"),
                          in.json("answers"),
                          in.text("subject")};
    },
    [](PayloadReader& in) -> Event {
        return PartyAdded{in.text("given_name"), in.text("family_name"), in.text("street"),
                          in.text("postcode"),   in.text("town"),        in.text("email"),
                          in.text("phone")};
    },
    [](PayloadReader& in) -> Event {
        return DocumentAdded{in.id<DocumentId>("document"),
                             in.text("file_name"),
                             in.text("media_type"),
                             in.number("size"),
                             in.id<store::BlobId>("blob"),
                             in.id<store::KeyId>("key"),
                             in.text("origin")};
    },
    [](PayloadReader& in) -> Event {
        return MessageSent{in.id<MessageId>("message"),
                           in.one_of<Direction>("direction", {"to_applicant", "from_applicant"}),
                           in.text("text"), in.flag("awaits_answer")};
    },
    [](PayloadReader& in) -> Event { return NoteAdded{in.text("text")}; },
    [](PayloadReader& in) -> Event { return CaseTaken{in.id<identity::PersonId>("by")}; },
    [](PayloadReader& in) -> Event {
        return CaseHandedOver{in.optional_id<identity::PersonId>("to_person"),
                              in.optional_id<identity::TeamId>("to_team"), in.text("note")};
    },
    [](PayloadReader& in) -> Event {
        return DeadlineSet{in.date("due"), in.text("reason")};
    },
    [](PayloadReader& in) -> Event {
        return OutcomeDecided{in.text("outcome"), in.outcome_kind("kind"), in.text("reasons"),
                              in.id<identity::PersonId>("by")};
    },
    [](PayloadReader&) -> Event { return CaseWithdrawn{}; },
    [](PayloadReader&) -> Event { return ContactConfirmed{}; },
};

Json opened_json(const CaseOpened& opened) {
    Json json = Json::object({{"number", opened.number},
                              {"code_hash", to_hex(opened.code_hash)},
                              {"package", opened.package_name},
                              {"package_version", opened.package_version},
                              {"service", opened.service.to_string()},
                              {"office", opened.office.to_string()},
                              {"organisation", opened.organisation.to_string()}});
    if (opened.team) json.set("team", opened.team->to_string());
    json.set("place", opened.place.padded());
    json.set("language", code_of(opened.language));
    json.set("channel", opened.channel == Channel::Online ? "online" : "api");
    json.set("received", to_string(opened.received));
    json.set("answers", opened.answers);
    json.set("subject", opened.subject);
    return json;
}

Json handed_over_json(const CaseHandedOver& handed) {
    Json json = Json::object();
    if (handed.to_person) json.set("to_person", handed.to_person->to_string());
    if (handed.to_team) json.set("to_team", handed.to_team->to_string());
    json.set("note", handed.note);
    return json;
}

}  // namespace

Json to_json(const Event& event) {
    return match(
        event, [](const CaseOpened& opened) { return opened_json(opened); },
        [](const PartyAdded& party) {
            return Json::object({{"given_name", party.given_name},
                                 {"family_name", party.family_name},
                                 {"street", party.street},
                                 {"postcode", party.postcode},
                                 {"town", party.town},
                                 {"email", party.email},
                                 {"phone", party.phone}});
        },
        [](const DocumentAdded& document) {
            return Json::object({{"document", document.document.to_string()},
                                 {"file_name", document.file_name},
                                 {"media_type", document.media_type},
                                 {"size", document.size},
                                 {"blob", document.blob.to_string()},
                                 {"key", document.key.to_string()},
                                 {"origin", document.origin}});
        },
        [](const MessageSent& message) {
            const bool out = message.direction == Direction::ToApplicant;
            return Json::object({{"message", message.message.to_string()},
                                 {"direction", out ? "to_applicant" : "from_applicant"},
                                 {"text", message.text},
                                 {"awaits_answer", message.awaits_answer}});
        },
        [](const NoteAdded& note) {
            return Json::object({{"text", note.text}});
        },
        [](const CaseTaken& taken) {
            return Json::object({{"by", taken.by.to_string()}});
        },
        [](const CaseHandedOver& handed) { return handed_over_json(handed); },
        [](const DeadlineSet& deadline) {
            return Json::object({{"due", to_string(deadline.due)}, {"reason", deadline.reason}});
        },
        [](const OutcomeDecided& outcome) {
            return Json::object({{"outcome", outcome.outcome},
                                 {"kind", forms::name_of(outcome.kind)},
                                 {"reasons", outcome.reasons},
                                 {"by", outcome.by.to_string()}});
        },
        [](const CaseWithdrawn&) { return Json::object(); },
        [](const ContactConfirmed&) { return Json::object(); });
}

Result<Event> event_from(std::string_view kind, std::int64_t version, const Json& payload) {
    const auto kinds = event_kinds();
    const auto found = std::ranges::find(kinds, kind);
    if (found == kinds.end() || version > event_version)
        return unavailable("case.newer_release", "unknown event " + std::string(kind));
    PayloadReader reader(payload);
    Event event = readers[static_cast<std::size_t>(found - kinds.begin())](reader);
    if (!reader.sound()) return corrupt("case.event", "payload of " + std::string(kind));
    return event;
}

}  // namespace dw::cases
