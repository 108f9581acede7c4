#include "cases/case_event_json.h"

#include <array>

#include "base/match.h"
#include "cases/outcome_event_json.h"
#include "cases/payload_reader.h"

namespace dw::cases {

namespace {

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
    e.channel = in.channel("channel");
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
    Json json = Json::object({{"message", e.message.to_string()},
                              {"direction", name_of(e.direction)},
                              {"text", e.text},
                              {"awaits_answer", e.awaits_answer}});
    // Each only where there is one, as with a proof.
    if (e.purpose != Purpose::Plain) json.set("purpose", name_of(e.purpose));
    if (e.answer_by) json.set("answer_by", to_string(*e.answer_by));
    if (e.remind_on) json.set("remind_on", to_string(*e.remind_on));
    if (!e.documents.empty()) json.set("documents", list_of(e.documents));
    if (!e.deemed_withdrawal.empty()) json.set("deemed_withdrawal", e.deemed_withdrawal);
    if (e.taken) json.set("taken", json_of(*e.taken));
    return json;
}
MessageSent read_message(PayloadReader& in) {
    MessageSent e{
        .message = in.id<MessageId>("message"),
        .direction = in.word("direction", Direction::ToApplicant, Direction::FromApplicant),
        .text = in.text("text"),
        .awaits_answer = in.truth("awaits_answer")};
    if (in.has("purpose")) e.purpose = in.purpose("purpose");
    if (in.has("answer_by")) e.answer_by = in.date("answer_by");
    if (in.has("remind_on")) e.remind_on = in.date("remind_on");
    if (in.has("documents")) e.documents = in.ids<DocumentId>("documents");
    if (in.has("deemed_withdrawal")) e.deemed_withdrawal = in.text("deemed_withdrawal");
    if (in.has("taken")) e.taken = read_taken(in);
    return e;
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
    if (!e.no_hearing.empty()) json.set("no_hearing", e.no_hearing);
    if (e.drafted_by) json.set("drafted_by", e.drafted_by->to_string());
    add_parts(json, e);
    return json;
}
OutcomeDecided read_decided(PayloadReader& in) {
    OutcomeDecided e{.outcome = in.text("outcome"),
                     .kind = in.outcome_kind("kind"),
                     .reasons = in.text("reasons"),
                     .by = in.id<identity::PersonId>("by"),
                     .details = in.has("details") ? in.object("details") : Json::object()};
    if (in.has("no_hearing")) e.no_hearing = in.text("no_hearing");
    if (in.has("drafted_by")) e.drafted_by = in.id<identity::PersonId>("drafted_by");
    read_parts(in, e);
    return e;
}

Json json_of(const FeeSet& e) {
    Json json = Json::object({{"reference", e.reference},
                              {"cents", e.cents},
                              {"rule_cents", e.rule_cents ? Json(*e.rule_cents) : Json()},
                              {"rule", e.rule},
                              {"source", e.source},
                              {"reason", e.reason},
                              {"due", to_string(e.due)},
                              {"released_when", name_of(e.released_when)},
                              {"holder", e.payee.holder},
                              {"iban", e.payee.iban},
                              {"bic", e.payee.bic},
                              {"by", e.by.to_string()}});
    if (!e.due_from) return json;
    json.set("due_from", name_of(*e.due_from));
    json.set("due_days", e.due_days);
    json.set("due_source", e.due_source);
    return json;
}
FeeSet read_fee(PayloadReader& in) {
    FeeSet e{
        .reference = in.text("reference"),
        .cents = in.number("cents"),
        .rule_cents = in.optional_number("rule_cents"),
        .rule = in.text("rule"),
        .source = in.text("source"),
        .reason = in.text("reason"),
        .due = in.date("due"),
        .released_when = in.word("released_when", forms::Release::Decided, forms::Release::Paid),
        .payee = {in.text("holder"), in.text("iban"), in.text("bic")},
        .by = in.id<identity::PersonId>("by")};
    // All three or none, as older releases wrote it.
    if (!in.has("due_from") && !in.has("due_days") && !in.has("due_source")) return e;
    e.due_from = in.word("due_from", forms::DueFrom::Known, forms::DueFrom::Decided);
    e.due_days = static_cast<int>(in.number("due_days"));
    e.due_source = in.text("due_source");
    return e;
}
Json json_of(const FeeDueSet& e) {
    return Json::object({{"known_on", to_string(e.known_on)}, {"due", to_string(e.due)}});
}
Json json_of(const DecisionDrafted& e) {
    Json json = Json::object({{"decision", json_of(e.decision)}, {"why", name_of(e.why)}});
    if (e.fee) json.set("fee", json_of(*e.fee));
    return json;
}
DecisionDrafted read_drafted(PayloadReader& in) {
    PayloadReader decision(in.object("decision"));
    DecisionDrafted e{read_decided(decision), in.second_look("why")};
    in.require(decision.sound());
    if (in.has("fee")) {
        PayloadReader fee(in.object("fee"));
        e.fee = read_fee(fee);
        in.require(fee.sound());
    }
    return e;
}
Json json_of(const DraftCosigned& e) {
    return Json::object({{"by", e.by.to_string()}});
}
Json json_of(const DraftReturned& e) {
    return Json::object({{"words", e.words}, {"by", e.by.to_string()}});
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

Json json_of(const DeadlineStarted& e) {
    return Json::object({{"law", e.law},
                         {"from", to_string(e.from)},
                         {"last_day", to_string(e.last_day)},
                         {"when_complete", e.when_complete}});
}
Json json_of(const DeadlineStopped& e) {
    return Json::object({{"law", e.law}});
}
Json json_of(const DeadlineExtended& e) {
    return Json::object({{"law", e.law},
                         {"last_day", to_string(e.last_day)},
                         {"reason", e.reason},
                         {"by", e.by.to_string()}});
}
Json json_of(const DeadlinePassed& e) {
    return Json::object({{"law", e.law}, {"last_day", to_string(e.last_day)}});
}
Json json_of(const PapersComplete& e) {
    return Json::object({{"on", to_string(e.on)}, {"by", e.by.to_string()}});
}
Json json_of(const AnswerReminded& e) {
    return Json::object({{"message", e.message}});
}
Json json_of(const AnswerOverdue& e) {
    return Json::object({{"message", e.message}});
}

Json json_of(const OpinionAsked& e) {
    return Json::object({{"opinion", e.opinion.to_string()},
                         {"office", e.office.to_string()},
                         {"question", e.question},
                         {"documents", list_of(e.documents)},
                         {"until", to_string(e.until)},
                         {"law", e.law},
                         {"by", e.by.to_string()}});
}
OpinionAsked read_opinion_asked(PayloadReader& in) {
    return {.opinion = in.id<OpinionId>("opinion"),
            .office = in.id<identity::OrganisationId>("office"),
            .question = in.text("question"),
            .documents = in.ids<DocumentId>("documents"),
            .until = in.date("until"),
            .law = in.text("law"),
            .by = in.id<identity::PersonId>("by")};
}
Json json_of(const OpinionGiven& e) {
    return Json::object(
        {{"opinion", e.opinion.to_string()}, {"text", e.text}, {"by", e.by.to_string()}});
}
Json json_of(const OpinionSilent& e) {
    return Json::object({{"opinion", e.opinion.to_string()}});
}

Json json_of(const CaseTransferred& e) {
    return Json::object({{"organisation", e.organisation.to_string()},
                         {"office", e.office.to_string()},
                         {"team", id_or_null(e.team)},
                         {"legal_basis", e.legal_basis},
                         {"on", to_string(e.on)},
                         {"by", e.by.to_string()}});
}
CaseTransferred read_transferred(PayloadReader& in) {
    return {.organisation = in.id<identity::OrganisationId>("organisation"),
            .office = in.source("office"),
            .team = in.optional_id<identity::TeamId>("team"),
            .legal_basis = in.text("legal_basis"),
            .on = in.date("on"),
            .by = in.id<identity::PersonId>("by")};
}

Json json_of(const PaymentBooked& e) {
    return Json::object({{"cents", e.cents},
                         {"on", to_string(e.on)},
                         {"way", name_of(e.way)},
                         {"line", e.line},
                         {"note", e.note},
                         {"by", e.by.to_string()}});
}
PaymentBooked read_payment(PayloadReader& in) {
    return {.cents = in.number("cents"),
            .on = in.date("on"),
            .way = in.word("way", BookedBy::Clerk, BookedBy::Treasury),
            .line = in.text("line"),
            .note = in.text("note"),
            .by = in.id<identity::PersonId>("by")};
}

Json json_of(const CaseRecorded& e) {
    return Json::object({{"by", e.by.to_string()},
                         {"identity", name_of(e.identity)},
                         {"from_paper", e.from_paper}});
}
CaseRecorded read_recorded(PayloadReader& in) {
    return {.by = in.id<identity::PersonId>("by"),
            .identity = in.identity_check("identity"),
            .from_paper = in.truth("from_paper")};
}
Json json_of(const ReferenceGiven& e) {
    return Json::object({{"reference", e.reference},
                         {"filing_key", e.filing_key},
                         {"year", e.year},
                         {"number", e.number}});
}
Json json_of(const ReminderSet& e) {
    return Json::object({{"on", to_string(e.on)}, {"reason", e.reason}, {"by", e.by.to_string()}});
}
Json json_of(const ReminderCame& e) {
    return Json::object({{"reminder", e.reminder}});
}
Json json_of(const ReminderSettled& e) {
    return Json::object({{"reminder", e.reminder}, {"by", e.by.to_string()}});
}
Json json_of(const CaseFiled& e) {
    return Json::object({{"on", to_string(e.on)}, {"by", id_or_null(e.by)}});
}
Json json_of(const FilingUndone& e) {
    return Json::object({{"on", to_string(e.on)}, {"reason", e.reason}, {"by", e.by.to_string()}});
}
Json json_of(const FileExported& e) {
    return Json::object({{"by", e.by.to_string()}});
}
Json json_of(const CodeRenewed& e) {
    return Json::object({{"code_hash", to_hex(e.code_hash)}, {"by", e.by.to_string()}});
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
    [](PayloadReader& in) -> Event {
        return DeadlineStarted{in.text("law"), in.date("from"), in.date("last_day"),
                               in.truth("when_complete")};
    },
    [](PayloadReader& in) -> Event { return DeadlineStopped{in.text("law")}; },
    [](PayloadReader& in) -> Event {
        return DeadlineExtended{in.text("law"), in.date("last_day"), in.text("reason"),
                                in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return DeadlinePassed{in.text("law"), in.date("last_day")};
    },
    [](PayloadReader& in) -> Event {
        return PapersComplete{in.date("on"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return AnswerReminded{in.number("message")}; },
    [](PayloadReader& in) -> Event { return AnswerOverdue{in.number("message")}; },
    [](PayloadReader& in) -> Event { return read_drafted(in); },
    [](PayloadReader& in) -> Event { return DraftCosigned{in.id<identity::PersonId>("by")}; },
    [](PayloadReader& in) -> Event {
        return DraftReturned{in.text("words"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return read_opinion_asked(in); },
    [](PayloadReader& in) -> Event {
        return OpinionGiven{in.id<OpinionId>("opinion"), in.text("text"),
                            in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return OpinionSilent{in.id<OpinionId>("opinion")}; },
    [](PayloadReader& in) -> Event { return read_transferred(in); },
    [](PayloadReader& in) -> Event { return read_fee(in); },
    [](PayloadReader& in) -> Event { return read_payment(in); },
    [](PayloadReader& in) -> Event { return read_recorded(in); },
    [](PayloadReader& in) -> Event {
        return ReferenceGiven{in.text("reference"), in.text("filing_key"), in.number("year"),
                              in.number("number")};
    },
    [](PayloadReader& in) -> Event {
        return ReminderSet{in.date("on"), in.text("reason"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return ReminderCame{in.number("reminder")}; },
    [](PayloadReader& in) -> Event {
        return ReminderSettled{in.number("reminder"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return CaseFiled{in.date("on"), in.optional_id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return FileExported{in.id<identity::PersonId>("by")}; },
    [](PayloadReader& in) -> Event {
        return CodeRenewed{in.digest("code_hash"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return read_contested(in); },
    [](PayloadReader& in) -> Event { return read_objection(in); },
    [](PayloadReader& in) -> Event {
        return LetterServed{in.number("letter"), in.date("on"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return DeemedWithdrawn{in.text("law"), in.date("last_day")};
    },
    [](PayloadReader& in) -> Event { return CertificateAsked{in.date("on")}; },
    [](PayloadReader& in) -> Event {
        return CertificateIssued{in.text("law"), in.date("last_day"),
                                 in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event { return ConsentTakenBack{in.date("on")}; },
    [](PayloadReader& in) -> Event {
        return FeeDueSet{in.date("known_on"), in.date("due")};
    },
    [](PayloadReader& in) -> Event {
        return FilingUndone{in.date("on"), in.text("reason"), in.id<identity::PersonId>("by")};
    },
    [](PayloadReader& in) -> Event {
        return LetterCalledOff{in.number("letter"), in.date("on"), in.call_off("why")};
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
