#include "cases/outcome_event_json.h"

namespace dw::cases {

namespace {

Json day_or_null(const std::optional<Date>& day) {
    return day ? Json(to_string(*day)) : Json();
}

}  // namespace

void add_parts(Json& json, const OutcomeDecided& event) {
    if (event.side_clauses) {
        Json texts = Json::array();
        for (const auto& text : event.side_clauses->texts) texts.add(text);
        json.set("side_clauses", std::move(texts));
        json.set("own_side_clauses", event.side_clauses->has_own);
    }
    if (event.enclosures.empty()) return;
    Json list = Json::array();
    for (const auto& each : event.enclosures)
        list.add(Json::object({{"document", each.document.to_string()},
                               {"file_name", each.file_name},
                               {"sha256", to_hex(each.sha256)}}));
    json.set("enclosures", std::move(list));
}

void read_parts(PayloadReader& in, OutcomeDecided& event) {
    if (in.has("side_clauses")) {
        event.side_clauses = SideClauses{in.texts("side_clauses"), in.truth("own_side_clauses")};
    }
    if (!in.has("enclosures")) return;
    for (const Json& item : in.list("enclosures")) {
        PayloadReader each(item);
        event.enclosures.push_back(
            {each.id<DocumentId>("document"), each.text("file_name"), each.digest("sha256")});
        in.require(each.sound());
    }
}

Json json_of(const DecisionContested& e) {
    return Json::object({{"objection", e.objection.to_string()},
                         {"number", e.number},
                         {"received", to_string(e.received)},
                         {"last_day", day_or_null(e.last_day)}});
}
DecisionContested read_contested(PayloadReader& in) {
    return {.objection = in.id<store::StreamId>("objection"),
            .number = in.text("number"),
            .received = in.date("received"),
            .last_day = in.optional_date("last_day")};
}

Json json_of(const ObjectionOpened& e) {
    return Json::object({{"against", e.against.to_string()},
                         {"number", e.number},
                         {"kind", name_of(e.kind)},
                         {"way", name_of(e.way)},
                         {"received", to_string(e.received)},
                         {"last_day", day_or_null(e.last_day)}});
}
ObjectionOpened read_objection(PayloadReader& in) {
    return {.against = in.id<store::StreamId>("against"),
            .number = in.text("number"),
            .kind = in.objection_kind("kind"),
            .way = in.objection_way("way"),
            .received = in.date("received"),
            .last_day = in.optional_date("last_day")};
}

Json json_of(const LetterCalledOff& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}, {"why", name_of(e.why)}});
}

Json json_of(const AnswerTaken& e) {
    return Json::object(
        {{"way", name_of(e.way)}, {"received", to_string(e.received)}, {"by", e.by.to_string()}});
}

AnswerTaken read_taken(PayloadReader& in) {
    PayloadReader taken(in.object("taken"));
    const AnswerTaken e{taken.answer_way("way"), taken.date("received"),
                        taken.id<identity::PersonId>("by")};
    in.require(taken.sound());
    return e;
}

Json json_of(const LetterServed& e) {
    return Json::object({{"letter", e.letter}, {"on", to_string(e.on)}, {"by", e.by.to_string()}});
}
Json json_of(const DeemedWithdrawn& e) {
    return Json::object({{"law", e.law}, {"last_day", to_string(e.last_day)}});
}
Json json_of(const CertificateAsked& e) {
    return Json::object({{"on", to_string(e.on)}});
}
Json json_of(const CertificateIssued& e) {
    return Json::object(
        {{"law", e.law}, {"last_day", to_string(e.last_day)}, {"by", e.by.to_string()}});
}
Json json_of(const ConsentTakenBack& e) {
    return Json::object({{"on", to_string(e.on)}});
}

}  // namespace dw::cases
