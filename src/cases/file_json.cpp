// A file as data. Lists hold objects with the same members, so that the XML is the same tree:
// every member an element, every entry of a list an element in the singular.
#include <map>

#include "base/match.h"
#include "cases/desk_history.h"
#include "cases/file_export.h"
#include "cases/letter.h"
#include "catalogue/office_view.h"
#include "forms/submission.h"

namespace dw::cases {

namespace {

template <class T, class Write>
Json or_null(const std::optional<T>& value, Write write) {
    return value ? Json(write(*value)) : Json();
}

std::string_view name_of(State state) {
    switch (state) {
        case State::Received:
            return "received";
        case State::InWork:
            return "in_work";
        case State::WaitingForApplicant:
            return "waiting_for_applicant";
        case State::Decided:
            return "decided";
        case State::Withdrawn:
            return "withdrawn";
        case State::Destroyed:
            break;
    }
    return "destroyed";
}

// Readable and by the id of the field, because the next office knows neither our package nor its
// own words for it.
Json answers(const Cases& cases, const CaseState& state) {
    Json all = Json::array();
    const auto* package = cases.package_of(state);
    for (const auto& member : state.opened.answers.members()) {
        const auto* field = package ? package->field(member.key) : nullptr;
        all.add(Json::object(
            {{"field", member.key},
             {"meaning", field ? field->fim_id : ""},
             {"label", field ? field->label.in(Language::German) : member.key},
             {"text", field ? forms::answer_in_words(*field, member.value, Language::German) : ""},
             {"value",
              member.value.as_string() ? *member.value.as_string() : to_string(member.value)}}));
    }
    return all;
}

Json applicant(const PartyAdded& party) {
    return Json::object({{"given_name", party.given_name},
                         {"family_name", party.family_name},
                         {"street", party.street},
                         {"postcode", party.postcode},
                         {"town", party.town},
                         {"email", party.email},
                         {"phone", party.phone}});
}

Json reminders(const CaseState& state) {
    Json all = Json::array();
    for (const auto& reminder : state.reminders)
        all.add(Json::object({{"on", to_string(reminder.set.on)},
                              {"reason", reminder.set.reason},
                              {"settled", reminder.settled}}));
    return all;
}

Json letters(const CaseState& state) {
    Json all = Json::array();
    for (const auto& letter : state.letters) {
        const auto posted = [](const LetterPosted& e) { return to_string(e.on); };
        const auto returned = [](const LetterReturned& e) { return to_string(e.on); };
        const auto provided = [](const LetterProvided& e) { return to_string(e.on); };
        const auto called_off = [](const LetterCalledOff& e) { return to_string(e.on); };
        const auto day = [](Date on) { return to_string(on); };
        all.add(Json::object({{"event", letter.sequence},
                              {"ordered", or_null(letter.ordered, day)},
                              {"posted", or_null(letter.posted, posted)},
                              {"returned", or_null(letter.returned, returned)},
                              {"provided", or_null(letter.provided, provided)},
                              {"retrieved", or_null(letter.retrieved, day)},
                              {"not_retrieved", or_null(letter.not_retrieved, day)},
                              {"served", or_null(letter.served, day)},
                              {"called_off", or_null(letter.called_off, called_off)}}));
    }
    return all;
}

Json side_clauses(const OutcomeDecided& decided) {
    Json all = Json::array();
    if (decided.side_clauses)
        for (const auto& text : decided.side_clauses->texts)
            all.add(Json::object({{"text", text}}));
    return all;
}

Json enclosures(const OutcomeDecided& decided) {
    Json all = Json::array();
    for (const auto& each : decided.enclosures)
        all.add(Json::object({{"document", each.document.to_string()},
                              {"file_name", each.file_name},
                              {"sha256", to_hex(each.sha256)}}));
    return all;
}

Json objections(const CaseState& state) {
    Json all = Json::array();
    for (const auto& each : state.objections)
        all.add(Json::object({{"number", each.number}, {"received", to_string(each.received)}}));
    return all;
}

// The lists that are told event by event.
struct Told {
    Json documents = Json::array(), messages = Json::array(), notes = Json::array(),
         deadlines = Json::array(), history = Json::array();
    Json decision;
};

void tell(const HistoryEntry& entry, Told& told) {
    const std::string at = to_string(entry.at);
    told.history.add(Json::object(
        {{"event", entry.sequence}, {"at", at}, {"kind", entry.kind}, {"by", entry.actor}}));
    if (!entry.event) return;
    if (const auto* e = std::get_if<DocumentAdded>(&*entry.event))
        told.documents.add(Json::object({{"id", e->document.to_string()},
                                         {"at", at},
                                         {"file_name", e->file_name},
                                         {"media_type", e->media_type},
                                         {"size", e->size},
                                         {"origin", e->origin}}));
    if (const auto* e = std::get_if<MessageSent>(&*entry.event)) {
        Json message = Json::object({{"at", at},
                                     {"by", entry.actor},
                                     {"from_applicant", e->direction == Direction::FromApplicant},
                                     {"awaits_answer", e->awaits_answer},
                                     {"text", e->text}});
        if (e->taken) {
            message.set("answered_by", name_of(e->taken->way));
            message.set("received", to_string(e->taken->received));
        }
        told.messages.add(std::move(message));
    }
    if (const auto* e = std::get_if<NoteAdded>(&*entry.event))
        told.notes.add(Json::object({{"at", at}, {"by", entry.actor}, {"text", e->text}}));
    if (const auto* e = std::get_if<CaseHandedOver>(&*entry.event); e && !e->note.empty())
        told.notes.add(Json::object({{"at", at}, {"by", entry.actor}, {"text", e->note}}));
    if (const auto* e = std::get_if<DeadlineSet>(&*entry.event))
        told.deadlines.add(
            Json::object({{"at", at}, {"due", to_string(e->due)}, {"reason", e->reason}}));
    if (const auto* e = std::get_if<OutcomeDecided>(&*entry.event))
        told.decision = Json::object({{"at", at},
                                      {"by", entry.actor},
                                      {"outcome", e->outcome},
                                      {"kind", forms::name_of(e->kind)},
                                      {"reasons", e->reasons},
                                      {"details", to_string(e->details)},
                                      {"side_clauses", side_clauses(*e)},
                                      {"enclosures", enclosures(*e)}});
}

// The element of one entry of a list.
std::string_view singular_of(std::string_view list) {
    static const std::map<std::string_view, std::string_view> names{
        {"answers", "answer"},       {"documents", "document"},  {"messages", "message"},
        {"notes", "note"},           {"reminders", "reminder"},  {"letters", "letter"},
        {"deadlines", "deadline"},   {"history", "entry"},       {"side_clauses", "side_clause"},
        {"enclosures", "enclosure"}, {"objections", "objection"}};
    const auto found = names.find(list);
    return found == names.end() ? std::string_view("item") : found->second;
}

// XML 1.0 section 2.2 knows no other control characters; they stand for nothing in a text.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            out += c;
    }
    return out;
}

std::string scalar(const Json& json) {
    if (const auto* text = json.as_string()) return escaped(*text);
    return escaped(to_string(json));
}

void write_element(std::string& out, std::string_view name, const Json& json, int depth) {
    if (json.is_null()) return;
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    out += indent + "<" + std::string(name) + ">";
    const bool list = json.as_array() != nullptr;
    if (!list && !json.as_object()) {
        out += scalar(json) + "</" + std::string(name) + ">\n";
        return;
    }
    out += "\n";
    for (const auto& item : json.items()) write_element(out, singular_of(name), item, depth + 1);
    for (const auto& member : json.members())
        write_element(out, member.key, member.value, depth + 1);
    out += indent + "</" + std::string(name) + ">\n";
}

}  // namespace

Json file_json(const Cases& cases, const CaseFile& file) {
    const auto& state = file.state;
    const auto& opened = state.opened;
    Told told;
    for (const auto& entry : file.history) tell(entry, told);
    Json json = Json::object({{"number", opened.number},
                              {"reference", state.reference ? state.reference->reference : ""},
                              {"state", name_of(state.state)},
                              {"service", opened.service.to_string()},
                              {"service_title", file.service_title},
                              {"office", opened.office.to_string()},
                              {"office_name", file.office_name},
                              {"area", opened.place.key()},
                              {"package", opened.package_name},
                              {"package_version", opened.package_version},
                              {"language", code_of(opened.language)},
                              {"subject", opened.subject},
                              {"received", to_string(opened.received)},
                              {"due", to_string(state.due)},
                              {"channel", cases::name_of(opened.channel)}});
    if (state.recorded) {
        json.set("identity_check", cases::name_of(state.recorded->identity));
        json.set("typed_from_paper", state.recorded->from_paper);
    }
    json.set("applicant", applicant(state.applicant));
    json.set("answers", answers(cases, state));
    json.set("documents", std::move(told.documents));
    json.set("messages", std::move(told.messages));
    json.set("notes", std::move(told.notes));
    json.set("reminders", reminders(state));
    json.set("letters", letters(state));
    json.set("deadlines", std::move(told.deadlines));
    if (!told.decision.is_null()) json.set("decision", std::move(told.decision));
    json.set("objections", objections(state));
    if (state.objection)
        json.set("objection_against",
                 Json::object({{"number", state.objection->number},
                               {"received", to_string(state.objection->received)}}));
    if (state.filed) json.set("filed", to_string(state.filed->on));
    if (state.kept_until) json.set("kept_until", to_string(*state.kept_until));
    json.set("history", std::move(told.history));
    return json;
}

std::string file_xml(const Json& json) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out += "<file xmlns=\"urn:dienstweg:akte:1\">\n";
    for (const auto& member : json.members()) write_element(out, member.key, member.value, 1);
    return out + "</file>\n";
}

}  // namespace dw::cases
