#include "cases/case_event_json.h"

#include <array>

#include "base/match.h"

namespace dw::cases {

namespace {

std::string_view name_of(Channel channel) {
    return channel == Channel::Online ? "online" : "api";
}
std::string_view name_of(Direction direction) {
    return direction == Direction::ToApplicant ? "to_applicant" : "from_applicant";
}

template <class IdType>
Json id_or_null(const std::optional<IdType>& id) {
    return id ? Json(id->to_string()) : Json();
}

// Reads members and remembers whether one was missing or wrong.
class PayloadReader {
  public:
    explicit PayloadReader(const Json& payload) : payload_(payload) {}

    std::string text(std::string_view key) {
        const auto* value = payload_[key].as_string();
        return keep(value ? std::optional(*value) : std::nullopt);
    }
    std::int64_t number(std::string_view key) { return keep(payload_[key].as_integer()); }
    bool truth(std::string_view key) { return keep(payload_[key].as_bool()); }
    Date date(std::string_view key) { return keep(parse_date(payload_[key].text_or(""))); }
    std::optional<Date> optional_date(std::string_view key) {
        if (payload_.has(key) && payload_[key].is_null()) return std::nullopt;
        return date(key);
    }
    template <class IdType>
    IdType id(std::string_view key) {
        return keep(IdType::parse(payload_[key].text_or("")));
    }
    template <class IdType>
    std::optional<IdType> optional_id(std::string_view key) {
        if (payload_.has(key) && payload_[key].is_null()) return std::nullopt;
        return id<IdType>(key);
    }
    catalogue::SourceId source(std::string_view key) {
        return keep(catalogue::SourceId::parse(payload_[key].text_or("")));
    }
    Ars area(std::string_view key) {
        const auto* value = payload_[key].as_string();
        if (value && value->empty()) return Ars{};
        const auto parsed = Ars::parse(value ? *value : "x");
        return keep(parsed ? std::optional(*parsed) : std::nullopt);
    }
    Digest digest(std::string_view key) {
        const auto bytes = from_hex(payload_[key].text_or(""));
        sound_ = sound_ && bytes && bytes->size() == 32;
        Digest digest{};
        if (sound_) std::copy(bytes->begin(), bytes->end(), digest.begin());
        return digest;
    }
    Language language(std::string_view key) {
        return keep(language_from_code(payload_[key].text_or("")));
    }
    forms::OutcomeKind outcome_kind(std::string_view key) {
        return keep(forms::outcome_kind_from(payload_[key].text_or("")));
    }
    // One of two words.
    template <class Enum>
    Enum word(std::string_view key, Enum one, Enum other) {
        const auto written = payload_[key].text_or("");
        sound_ = sound_ && (written == name_of(one) || written == name_of(other));
        return written == name_of(other) ? other : one;
    }
    const Json& object(std::string_view key) {
        sound_ = sound_ && payload_[key].as_object() != nullptr;
        return payload_[key];
    }
    AssuranceLevel level(std::string_view key) {
        return keep(assurance_level_from(payload_[key].text_or("")));
    }
    void require(bool sound) { sound_ = sound_ && sound; }
    bool has(std::string_view key) const { return payload_.has(key); }
    bool sound() const { return sound_; }

  private:
    template <class T>
    T keep(std::optional<T> value) {
        sound_ = sound_ && value.has_value();
        return value ? std::move(*value) : T{};
    }
    const Json& payload_;
    bool sound_ = true;
};

Json json_of(const CaseOpened& e) {
    return Json::object({{"number", e.number},
                         {"code_hash", to_hex(e.code_hash)},
                         {"package", e.package_name},
                         {"package_version", e.package_version},
                         {"service", e.service.to_string()},
                         {"office", e.office.to_string()},
                         {"organisation", e.organisation.to_string()},
                         {"team", id_or_null(e.team)},
                         {"place", e.place.key()},
                         {"language", code_of(e.language)},
                         {"channel", name_of(e.channel)},
                         {"received", to_string(e.received)},
                         {"answers", e.answers},
                         {"subject", e.subject}});
}
CaseOpened read_opened(PayloadReader& in) {
    CaseOpened e;
    e.number = in.text("number");
    e.code_hash = in.digest("code_hash");
    e.package_name = in.text("package");
    e.package_version = in.text("package_version");
    e.service = in.source("service");
    e.office = in.source("office");
    e.organisation = in.id<identity::OrganisationId>("organisation");
    e.team = in.optional_id<identity::TeamId>("team");
    e.place = in.area("place");
    e.language = in.language("language");
    e.channel = in.word("channel", Channel::Online, Channel::Api);
    e.received = in.date("received");
    e.answers = in.object("answers");
    e.subject = in.text("subject");
    return e;
}

Json json_of(const PartyAdded& e) {
    Json json = Json::object({{"given_name", e.given_name},
                              {"family_name", e.family_name},
                              {"street", e.street},
                              {"postcode", e.postcode},
                              {"town", e.town},
                              {"email", e.email},
                              {"phone", e.phone}});
    if (e.proof)
        json.set("proof", Json::object({{"pseudonym", to_hex(e.proof->pseudonym)},
                                        {"level", dw::name_of(e.proof->level)}}));
    if (e.reads_online) json.set("reads_online", true);
    return json;
}
PartyAdded read_party(PayloadReader& in) {
    PartyAdded e{.given_name = in.text("given_name"),
                 .family_name = in.text("family_name"),
                 .street = in.text("street"),
                 .postcode = in.text("postcode"),
                 .town = in.text("town"),
                 .email = in.text("email"),
                 .phone = in.text("phone")};
    // Written only where there is one; so the bytes of those without stay as they were.
    if (in.has("proof")) {
        PayloadReader proof(in.object("proof"));
        e.proof = IdentityProof{proof.digest("pseudonym"), proof.level("level")};
        in.require(proof.sound());
    }
    if (in.has("reads_online")) e.reads_online = in.truth("reads_online");
    return e;
}

Json json_of(const DocumentAdded& e) {
    return Json::object({{"document", e.document.to_string()},
                         {"file_name", e.file_name},
                         {"media_type", e.media_type},
                         {"size", e.size},
                         {"blob", e.blob.to_string()},
                         {"key", e.key.to_string()},
                         {"origin", e.origin}});
}
DocumentAdded read_document(PayloadReader& in) {
    return {.document = in.id<DocumentId>("document"),
            .file_name = in.text("file_name"),
            .media_type = in.text("media_type"),
            .size = in.number("size"),
            .blob = in.id<store::BlobId>("blob"),
            .key = in.id<store::KeyId>("key"),
            .origin = in.text("origin")};
}

Json json_of(const MessageSent& e) {
    return Json::object({{"message", e.message.to_string()},
                         {"direction", name_of(e.direction)},
                         {"text", e.text},
                         {"awaits_answer", e.awaits_answer}});
}
MessageSent read_message(PayloadReader& in) {
    return {.message = in.id<MessageId>("message"),
            .direction = in.word("direction", Direction::ToApplicant, Direction::FromApplicant),
            .text = in.text("text"),
            .awaits_answer = in.truth("awaits_answer")};
}

Json json_of(const CaseHandedOver& e) {
    return Json::object({{"to_person", id_or_null(e.to_person)},
                         {"to_team", id_or_null(e.to_team)},
                         {"note", e.note}});
}
CaseHandedOver read_handed_over(PayloadReader& in) {
    return {.to_person = in.optional_id<identity::PersonId>("to_person"),
            .to_team = in.optional_id<identity::TeamId>("to_team"),
            .note = in.text("note")};
}

Json json_of(const OutcomeDecided& e) {
    Json json = Json::object({{"outcome", e.outcome},
                              {"kind", forms::name_of(e.kind)},
                              {"reasons", e.reasons},
                              {"by", e.by.to_string()}});
    // Left out where there are none: so the bytes of older releases stay what they are.
    if (!e.details.members().empty()) json.set("details", e.details);
    return json;
}
OutcomeDecided read_decided(PayloadReader& in) {
    return {.outcome = in.text("outcome"),
            .kind = in.outcome_kind("kind"),
            .reasons = in.text("reasons"),
            .by = in.id<identity::PersonId>("by"),
            .details = in.has("details") ? in.object("details") : Json::object()};
}

Json json_of(const NoteAdded& e) {
    return Json::object({{"text", e.text}});
}
Json json_of(const CaseTaken& e) {
    return Json::object({{"by", e.by.to_string()}});
}
Json json_of(const DeadlineSet& e) {
    return Json::object({{"due", to_string(e.due)}, {"reason", e.reason}});
}
Json json_of(const CaseWithdrawn&) {
    return Json::object();
}
Json json_of(const ContactConfirmed&) {
    return Json::object();
}

Json json_of(const RetentionSet& e) {
    return Json::object({{"until", to_string(e.until)}});
}
Json json_of(const RetentionEnded& e) {
    return Json::object({{"destroyed_on", to_string(e.destroyed_on)}});
}
Json json_of(const HoldPlaced& e) {
    return Json::object({{"reason", e.reason}, {"by", e.by.to_string()}});
}
Json json_of(const HoldLifted& e) {
    return Json::object(
        {{"destroyed_on", e.destroyed_on ? Json(to_string(*e.destroyed_on)) : Json()},
         {"by", e.by.to_string()}});
}
Json json_of(const ContentDestroyed& e) {
    return Json::object({{"number", e.number},
                         {"code_hash", to_hex(e.code_hash)},
                         {"office", e.office.to_string()},
                         {"organisation", e.organisation.to_string()},
                         {"on", to_string(e.on)}});
}
ContentDestroyed read_destroyed(PayloadReader& in) {
    return {.number = in.text("number"),
            .code_hash = in.digest("code_hash"),
            .office = in.source("office"),
            .organisation = in.id<identity::OrganisationId>("organisation"),
            .on = in.date("on")};
}

Json json_of(const LetterOrdered& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}});
}
Json json_of(const LetterPosted& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}, {"by", e.by.to_string()}});
}
Json json_of(const LetterReturned& e) {
    return Json::object({{"letter", e.letter},
                         {"on", to_string(e.on)},
                         {"reason", e.reason},
                         {"by", e.by.to_string()}});
}

Json json_of(const LetterProvided& e) {
    return Json::object(
        {{"letter", e.letter}, {"on", to_string(e.on)}, {"until", to_string(e.until)}});
}
Json json_of(const LetterRetrieved& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}});
}
Json json_of(const LetterNotRetrieved& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}});
}

// In the order of the variant.
using ReadEvent = Event (*)(PayloadReader&);
constexpr std::array<ReadEvent, std::variant_size_v<Event>> readers{
    [](PayloadReader& in) -> Event { return read_opened(in); },
    [](PayloadReader& in) -> Event { return read_party(in); },
    [](PayloadReader& in) -> Event { return read_document(in); },
    [](PayloadReader& in) -> Event { return read_message(in); },
    [](PayloadReader& in) -> Event { return NoteAdded{in.text("text")}; },
    [](PayloadReader& in) -> Event { return CaseTaken{in.id<identity::PersonId>("by")}; },
    [](PayloadReader& in) -> Event { return read_handed_over(in); },
    [](PayloadReader& in) -> Event {
        return DeadlineSet{in.date("due"), in.text("reason")};
    },
    [](PayloadReader& in) -> Event { return read_decided(in); },
    [](PayloadReader&) -> Event { return CaseWithdrawn{}; },
    [](PayloadReader&) -> Event { return ContactConfirmed{}; },
    [](PayloadReader& in) -> Event { return RetentionSet{in.date("until")}; },
    [](PayloadReader& in) -> Event { return RetentionEnded{in.date("destroyed_on")}; },
    [](PayloadReader& in) -> Event {
        return HoldPlaced{in.text("reason"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return HoldLifted{in.optional_date("destroyed_on"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return read_destroyed(in); },
    [](PayloadReader& in) -> Event {
        return LetterOrdered{in.number("letter"), in.date("on")};
    },
    [](PayloadReader& in) -> Event {
        return LetterPosted{in.number("letter"), in.date("on"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return LetterReturned{in.number("letter"), in.date("on"), in.text("reason"),
                              in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return LetterProvided{in.number("letter"), in.date("on"), in.date("until")};
    },
    [](PayloadReader& in) -> Event {
        return LetterRetrieved{in.number("letter"), in.date("on")};
    },
    [](PayloadReader& in) -> Event {
        return LetterNotRetrieved{in.number("letter"), in.date("on")};
    },
};

}  // namespace

Json to_json(const Event& event) {
    return match(event, [](const auto& e) { return json_of(e); });
}

Result<Event> event_from(std::string_view kind, std::int64_t version, const Json& payload) {
    const auto kinds = event_kinds();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] != kind || version != event_version) continue;
        PayloadReader reader(payload);
        Event event = readers[i](reader);
        if (!reader.sound()) return corrupt("case.event", "payload of " + std::string(kind));
        return event;
    }
    return unavailable("case.newer_release", "unknown event " + std::string(kind));
}

}  // namespace dw::cases
