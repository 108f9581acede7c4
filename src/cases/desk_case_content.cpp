#include "cases/desk_case_content.h"

#include <ranges>

#include "base/limits.h"
#include "cases/desk_file_lists.h"
#include "cases/desk_history.h"
#include "cases/desk_record_pages.h"
#include "cases/texts.h"
#include "forms/privacy_notice.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

Html section(const Visit& visit, Text title, const Html& content) {
    return web::html<"<section class=\"dw-stack\">{}{}</section>">(
        web::heading(2, visit.say(title)), content);
}

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
    if (file.state.recorded && file.state.recorded->from_paper)
        out += web::paragraph(visit.say(texts::desk_case_from_paper));
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
    return section(visit, texts::desk_case_contact, contact(visit, file, page.directory)) +
           section(visit, texts::desk_case_answers,
                   case_answers(visit, file) +
                       web::html<"<p>{}</p>">(web::link(case_path(file.id, "data"),
                                                        visit.say(texts::desk_case_data)))) +
           section(visit, texts::desk_case_documents, documents_part(visit, file)) +
           section(visit, texts::desk_case_messages, messages_part(visit, file)) +
           section(visit, texts::desk_case_notes, notes(visit, page)) +
           section(visit, texts::desk_case_history, latest_history(visit, file, page.directory));
}

}  // namespace dw::cases
