#include "cases/desk_case_content.h"

#include <algorithm>
#include <ranges>

#include "base/limits.h"
#include "cases/desk_file_lists.h"
#include "cases/desk_fold.h"
#include "cases/desk_history.h"
#include "cases/desk_record_pages.h"
#include "cases/texts.h"
#include "forms/privacy_notice.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

Html contact(const Visit& visit, const CaseFile& file, const Directory& directory) {
    const auto& party = file.state.applicant;
    const auto& opened = file.state.opened;
    std::vector<web::ListRow> rows;
    const auto add = [&](Text key, const std::string& value) {
        if (!value.empty()) rows.push_back({visit.say(key), web::escape(value)});
    };
    add(texts::desk_contact_name, party.given_name + " " + party.family_name);
    std::string address = party.street;
    if (!party.town.empty())
        address += (address.empty() ? "" : ", ") + party.postcode + " " + party.town;
    add(texts::desk_contact_address, address);
    add(texts::desk_contact_email, party.email);
    add(texts::desk_contact_phone, party.phone);
    if (party.proof)
        add(texts::desk_contact_proof,
            visit.say(texts::desk_contact_proof_value,
                      {std::string(forms::name_in_words(party.proof->level).in(visit.language))}));
    add(texts::desk_contact_language,
        visit.say(opened.language == Language::German ? texts::desk_language_german
                                                      : texts::desk_language_english));
    add(texts::desk_contact_channel, visit.say(channel_word(opened.channel)));
    if (const auto& recorded = file.state.recorded) {
        add(texts::desk_contact_recorded, directory.name_of(recorded->by));
        add(texts::desk_contact_identity, visit.say(identity_word(recorded->identity)));
    }
    return web::description_list(rows);
}

Html note_form(const Visit& visit, const CasePage& page) {
    if (!page.file.allows(Act::WorkOnCase)) return {};
    web::Field field;
    field.id = "notiz";
    field.label = visit.say(texts::desk_note_label);
    field.hint = visit.say(texts::desk_case_notes_hint);
    field.value = page.note;
    field.error = page.note_error;
    return web::post_form(
        visit.request, case_path(page.file.id, "notes"),
        seen_field(page.file.state.sequence) + web::text_area(field, 3, visit.language) +
            web::button(visit.say(texts::desk_note_save), web::Weight::Secondary));
}

// Whose words the answers are: typed by the office, from what it heard or from a paper.
Text origin_words(const CaseState& state) {
    switch (state.opened.channel) {
        case Channel::Counter:
            return state.recorded->from_paper ? texts::desk_case_from_paper
                                              : texts::desk_case_from_counter;
        case Channel::Phone:
            return state.recorded->from_paper ? texts::desk_case_from_paper
                                              : texts::desk_case_from_phone;
        case Channel::Letter:
        case Channel::Online:
        case Channel::Api:
            break;
    }
    return texts::desk_case_from_letter;
}

std::size_t answer_count(const Visit& visit, const CaseFile& file) {
    const auto* package = visit.cases.package_of(file.state);
    if (!package) return 0;
    std::size_t count = 0;
    for (const auto& part : forms::readable(*package, file.state.opened.answers, visit.language))
        count += part.answers.size();
    return count;
}

std::size_t note_count(const CaseFile& file) {
    return static_cast<std::size_t>(
        std::ranges::count_if(file.history, [](const HistoryEntry& entry) {
            if (!entry.event) return false;
            const auto* handed = std::get_if<CaseHandedOver>(&*entry.event);
            return std::holds_alternative<NoteAdded>(*entry.event) ||
                   (handed && !handed->note.empty());
        }));
}

// Nobody has looked at it yet, or whoever has it is asked to check them.
bool is_to_be_checked(const Visit& visit, const CaseState& state) {
    return state.state == State::Received ||
           (state.state == State::InWork && state.assignee == visit.principal.person);
}

// Also where that is the objection itself.
bool wrote_last(const CaseState& state) {
    return !state.messages.empty() &&
           state.messages.back().sent.direction == Direction::FromApplicant;
}

bool brought_documents(const CaseState& state) {
    return state.is_open() && wrote_last(state) && !state.messages.back().sent.documents.empty();
}

// The latest stand last; of many the earlier ones are in the history.
Html notes(const Visit& visit, const CasePage& page) {
    std::vector<Html> found;
    for (const auto& entry : page.file.history | std::views::reverse) {
        if (found.size() == entries_shown) break;
        if (!entry.event) continue;
        if (const auto* note = std::get_if<NoteAdded>(&*entry.event))
            found.push_back(writing(visit, entry, entry.actor, written_text(note->text)));
        const auto* handed = std::get_if<CaseHandedOver>(&*entry.event);
        if (handed && !handed->note.empty())
            found.push_back(writing(visit, entry, entry.actor, written_text(handed->note)));
    }
    Html entries;
    for (const auto& entry : found | std::views::reverse) entries += entry;
    const Html list =
        entries.empty() ? web::paragraph(visit.say(texts::desk_case_no_notes)) : writings(entries);
    return list + note_form(visit, page);
}

}  // namespace

Html case_answers(const Visit& visit, const CaseFile& file) {
    const auto* package = visit.cases.package_of(file.state);
    if (!package) return {};
    Html out;
    if (file.state.recorded && !file.state.objection)
        out += web::paragraph(visit.say(origin_words(file.state)));
    for (const auto& part : forms::readable(*package, file.state.opened.answers, visit.language)) {
        std::vector<web::ListRow> rows;
        for (const auto& answer : part.answers)
            rows.push_back({answer.label, web::escape(answer.value)});
        out += web::heading(3, part.title) + web::description_list(rows);
    }
    return out;
}

Html case_content(const Visit& visit, const CasePage& page) {
    const auto& file = page.file;
    const auto& state = file.state;
    const auto part = [&](Text title, std::string about, Fold fold, const Html& body) {
        return folded(visit, {visit.say(title), std::move(about), fold}, body);
    };
    const auto counted = [&](Text title, std::size_t count, Fold fold, const Html& body) {
        return part(title, count_words(visit, count, fold), fold, body);
    };
    const std::string done(visit.request.query.get("getan"));
    const Html data = web::html<"<p>{}</p>">(
        web::link(case_path(file.id, "data"), visit.say(texts::desk_case_data)));
    return part(texts::desk_case_answers, count_words(visit, answer_count(visit, file)),
                is_to_be_checked(visit, state) ? Fold::Open : Fold::Closed,
                case_answers(visit, file) + data) +
           part(texts::desk_case_contact, state.opened.subject, Fold::Closed,
                contact(visit, file, page.directory)) +
           counted(texts::desk_case_documents, state.documents.size(),
                   brought_documents(state) || done == "gescannt" ? Fold::Open : Fold::Closed,
                   documents_part(visit, file)) +
           counted(texts::desk_case_messages, state.messages.size(),
                   state.is_open() && wrote_last(state) ? Fold::Open : Fold::Closed,
                   messages_part(visit, file)) +
           part(texts::desk_case_notes, count_words(visit, note_count(file)),
                page.note_error.empty() && done != "notiert" ? Fold::Closed : Fold::Open,
                notes(visit, page)) +
           part(texts::desk_case_history,
                visit.say(texts::desk_fold_entries, {std::to_string(file.history.size())}),
                Fold::Closed, latest_history(visit, file, page.directory));
}

}  // namespace dw::cases
