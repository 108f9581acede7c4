// One version: what changes, how the page will look, and the second person's yes.
#include <algorithm>

#include "base/text.h"
#include "catalogue/asked_place.h"
#include "catalogue/edit_pages.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/service_sections.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

Result<Edit> asked_edit(const EditVisit& visit) {
    const auto id = EditId::parse(visit.request.parameter("edit"));
    if (!id) return not_found("catalogue.unknown_edit", "the path names no version");
    return visit.desk.editing.edit(visit.editor.tenant, *id);
}

Html act(const EditVisit& visit, const Edit& edit, std::string_view what, Text label,
         web::Weight weight) {
    return web::post_form(visit.request, path_of(edit.id) + "/" + std::string(what),
                          web::button(visit.say(label), weight));
}

// The words of a version; of one that goes back, the source's.
Result<std::string> words_of(const EditVisit& visit, const Edit& edit, Language language) {
    const Catalogue& catalogue = visit.desk.catalogue;
    if (edit.content) return lines_of(catalogue, edit.target, *edit.content, language);
    // Nothing of our own is said about a responsibility that is as in the source.
    if (edit.target.kind == EditKind::Responsibility) return std::string();
    DW_TRY(const Bytes source, visit.desk.editing.source_part(edit.target));
    return lines_of(catalogue, edit.target, source, language);
}

// Compared with what is public now; a version that was public, with what it took the place of.
Result<Html> what_changes(const EditVisit& visit, const Edit& edit) {
    const Catalogue& catalogue = visit.desk.catalogue;
    const bool open = edit.state == EditState::Draft || edit.state == EditState::Submitted;
    Bytes before = edit.source;
    if (open) {
        DW_TRY(before, visit.desk.editing.part_now(visit.editor.tenant, edit.target));
    }
    const bool by_language = edit.target.kind != EditKind::Responsibility &&
                             edit.target.part != "addresses" && edit.target.part != "contacts";
    Html changes;
    for (const Language language : {Language::German, Language::English}) {
        const bool pages_language = language == visit.language();
        if (!by_language && !pages_language) continue;
        DW_TRY(const std::string old,
               open ? lines_of(catalogue, edit.target, before, language)
                    : lines_of_source(catalogue, edit.target, before, language));
        DW_TRY(const std::string fresh, words_of(visit, edit, language));
        if (old.empty() && fresh.empty()) continue;
        if (by_language) {
            changes += web::heading(
                3,
                visit.say(language == Language::German ? texts::edit_german : texts::edit_english));
        }
        changes += in_language(code_of(language), visit.language(),
                               differences(old, fresh, visit.language()));
    }
    if (changes.empty()) changes = web::paragraph(visit.say(texts::edit_as_the_source));
    return web::heading(2, visit.say(open ? texts::edit_changes : texts::edit_changes_source)) +
           changes;
}

Html facts_of(const EditVisit& visit, const Edit& edit) {
    std::vector<web::ListRow> rows;
    const auto add = [&](Text label, const std::string& value) {
        if (!value.empty()) rows.push_back({visit.say(label), web::escape(value)});
    };
    add(texts::edit_state, state_name(edit.state, visit.language()));
    add(texts::edit_what,
        object_name(visit, edit.target) + ": " + part_name(edit.target, visit.language()));
    if (edit.target.kind != EditKind::Organisation)
        add(texts::edit_where, area_name(visit, edit.target.area));
    add(texts::edit_by, person_name(visit, edit.author));
    add(texts::edit_written, day_of(visit, edit.written));
    add(texts::edit_note, edit.note);
    if (edit.decided && edit.decider != edit.author) {
        add(texts::edit_decided_by, person_name(visit, edit.decider));
        add(texts::edit_decided, day_of(visit, *edit.decided));
    }
    add(texts::edit_remark, edit.remark);
    return web::description_list(rows);
}

std::string path_of_draft(const Edit& edit) {
    const std::string path = path_of(edit.target);
    const char separator = path.find('?') == path.npos ? '?' : '&';
    return path + separator + "fassung=" + edit.id.to_string();
}

Html return_form(const EditVisit& visit, const Edit& edit) {
    web::Field remark;
    remark.id = "bemerkung";
    remark.label = visit.say(texts::edit_remark);
    remark.optional = true;
    return web::details(
        visit.say(texts::edit_return),
        web::post_form(visit.request, path_of(edit.id) + "/return",
                       web::text_area(remark, 3, visit.language()) +
                           web::button(visit.say(texts::edit_return), web::Weight::Secondary)));
}

// Who approves has compared with what was public then.
Html approval_form(const EditVisit& visit, const Edit& edit) {
    const auto seen = visit.desk.editing.public_version(visit.editor.tenant, edit.target);
    return web::post_form(
        visit.request, path_of(edit.id) + "/approval",
        hidden_field("stand", seen && *seen ? (*seen)->to_string() : std::string()) +
            web::button(visit.say(texts::edit_approve)));
}

Html acts_of(const EditVisit& visit, const Edit& edit) {
    const bool own = edit.author == visit.editor.actor;
    const Html withdraw =
        act(visit, edit, "withdrawal", texts::edit_discard, web::Weight::Tertiary);
    switch (edit.state) {
        case EditState::Draft:
            if (!own) return web::paragraph(visit.say(texts::edit_draft_of_another));
            return web::button_group(
                       {act(visit, edit, "submission", texts::edit_submit, web::Weight::Primary),
                        web::link_button(path_of_draft(edit), visit.say(texts::edit_go_on),
                                         web::Weight::Secondary)}) +
                   withdraw;
        case EditState::Submitted:
            if (own)
                return web::alert(web::Tone::Info, visit.say(texts::edit_waits),
                                  web::paragraph(visit.say(texts::edit_waits_text))) +
                       withdraw;
            return approval_form(visit, edit) + return_form(visit, edit);
        case EditState::Public:
            return web::alert(web::Tone::Success, visit.say(texts::edit_is_public), {});
        case EditState::Replaced:
        case EditState::Discarded:
            return act(visit, edit, "restoration", texts::edit_restore, web::Weight::Secondary);
        case EditState::Kept:
            break;
    }
    return {};
}

// The object with the version's words, as it would be read at the place.
Result<Service> service_with(const EditVisit& visit, const Edit& edit, const Ars& place) {
    DW_TRY(Service service,
           visit.desk.catalogue.service_for(edit.target.object, place, visit.desk.today()));
    Overlay words{.target = edit.target, .by = visit.editor.administration};
    words.at = visit.desk.clock.now();
    if (edit.content) {
        words.content = *edit.content;
    } else {
        DW_TRY(words.content, visit.desk.editing.source_part(edit.target));
    }
    DW_TRY_DO(apply_overlays(service, {std::move(words)}));
    return service;
}

Html shown_service(const EditVisit& visit, const Service& service) {
    const Language language = visit.language();
    Html main;
    for (const char* code : {"24", "05"}) {
        const TextModule* module = service.module(code);
        if (module == nullptr) continue;
        const auto text = chosen(module->content, language);
        if (text.empty()) continue;
        main += in_language(text.code, language, web::lead(text_of_html(text.text).html));
        break;
    }
    return main + key_facts(service, language) + service_sections(service, language);
}

Result<EditView> preview_of_service(const EditVisit& visit, const Edit& edit, const Ars& place) {
    DW_TRY(const Service service, service_with(visit, edit, place));
    EditView view{.title = std::string(in(service.title(), visit.language())),
                  .back_path = path_of(edit.id),
                  .main = {}};
    if (view.title.empty()) view.title = service.id.to_string();
    const auto asked = asked_place(visit.desk.catalogue.areas(), place.padded());
    view.main =
        web::alert(web::Tone::Info, visit.say(texts::edit_preview),
                   web::paragraph(visit.say(texts::edit_preview_text, {area_name(visit, place)}))) +
        place_form(path_of(edit.id) + "/preview", asked, texts::edit_preview_other,
                   visit.language()) +
        shown_service(visit, service);
    return view;
}

Result<EditView> preview_of_office(const EditVisit& visit, const Edit& edit) {
    DW_TRY(Organisation office, visit.desk.catalogue.organisation(edit.target.object));
    Overlay words{.target = edit.target, .by = visit.editor.administration};
    words.at = visit.desk.clock.now();
    if (edit.content) {
        words.content = *edit.content;
    } else {
        DW_TRY(words.content, visit.desk.editing.source_part(edit.target));
    }
    DW_TRY_DO(apply_overlays(office, {std::move(words)}));
    return EditView{.title = name_of(office, visit.language()),
                    .back_path = path_of(edit.id),
                    .main = web::alert(web::Tone::Info, visit.say(texts::edit_preview), {}) +
                            web::description_list(office_rows(office, visit.language())) +
                            shown_content(office.description, visit.language())};
}

// Entries of exactly this area; where nobody is left, the next wider area decides.
Result<EditView> preview_of_responsibility(const EditVisit& visit, const Edit& edit) {
    DW_TRY(const Bytes source, visit.desk.editing.source_part(edit.target));
    DW_TRY(const auto entries, entries_from(source));
    OwnResponsibilities own;
    if (edit.content) {
        DW_TRY(own, responsibilities_from(*edit.content));
    }
    std::vector<SourceId> holders = own.added;
    for (const Responsibility& entry : entries) {
        const bool decides = entry.role == "01" || entry.role == "02";
        const bool off = std::ranges::find(own.off, entry.id) != own.off.end();
        if (decides && !off && holds_on(entry.validity, visit.desk.today()))
            holders.push_back(entry.holder);
    }
    std::vector<Html> offices;
    for (const SourceId& id : holders) {
        const auto office = visit.desk.catalogue.organisation(id);
        offices.push_back(
            web::escape(office ? name_of(*office, visit.language()) : id.to_string()));
    }
    const auto where = area_name(visit, edit.target.area);
    return EditView{
        .title = object_name(visit, edit.target),
        .back_path = path_of(edit.id),
        .main = web::alert(web::Tone::Info, visit.say(texts::edit_preview), {}) +
                web::heading(2, visit.say(texts::edit_in_charge, {where})) +
                (offices.empty() ? web::paragraph(visit.say(texts::edit_wider_area_decides))
                                 : web::bullet_list(offices))};
}

// An act on a version, and where it leads.
web::Response after(const EditVisit& visit, const Outcome& done, const std::string& path) {
    return done ? web::see_other(path) : refused(visit, done.error());
}

}  // namespace

web::Response version_page(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    auto changes = what_changes(visit, *edit);
    if (!changes) return web::error_response(visit.request, changes.error());
    const auto preview = web::html<"<p class=\"kern-body\">{}</p>">(
        web::link(path_of(edit->id) + "/preview", visit.say(texts::edit_preview_link)));
    return show(visit,
                {.title = visit.say(texts::edit_version),
                 .back_path = path_of(edit->target),
                 .main = facts_of(visit, *edit) + *changes + preview + acts_of(visit, *edit)});
}

web::Response preview_page(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const auto asked = asked_place(visit.desk.catalogue.areas(), visit.request.query.get("ort"));
    const Ars place = asked.area ? asked.area->ars : edit->target.area;
    const auto view = edit->target.kind == EditKind::Text ? preview_of_service(visit, *edit, place)
                      : edit->target.kind == EditKind::Organisation
                          ? preview_of_office(visit, *edit)
                          : preview_of_responsibility(visit, *edit);
    return view ? show(visit, *view) : web::error_response(visit.request, view.error());
}

web::Response submit_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    return after(visit, visit.desk.editing.submit(visit.editor, edit->id), path_of(edit->id));
}

web::Response approve_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const auto seen = visit.request.form.get("stand");
    const auto compared = EditId::parse(seen);
    if (!compared && !seen.empty())
        return refused(visit, conflict("catalogue.edit_state", "it was compared with no version"));
    return after(visit, visit.desk.editing.approve(visit.editor, edit->id, compared),
                 path_of(edit->id));
}

web::Response return_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const std::string remark(trim(visit.request.form.get("bemerkung")));
    return after(visit, visit.desk.editing.give_back(visit.editor, edit->id, remark),
                 path_of(edit->id));
}

web::Response discard_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    return after(visit, visit.desk.editing.discard(visit.editor, edit->id), std::string(edit_path));
}

web::Response restore_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const auto written = visit.desk.editing.restore(visit.editor, edit->id);
    return written ? web::see_other(path_of(*written)) : refused(visit, written.error());
}

web::Response restore_source_words(const EditVisit& visit) {
    const auto target = target_from(visit.request.form);
    if (!target) return web::see_other(edit_path);
    const auto written = visit.desk.editing.restore_source(visit.editor, *target);
    return written ? web::see_other(path_of(*written)) : refused(visit, written.error());
}

web::Response keep_words(const EditVisit& visit) {
    const auto target = target_from(visit.request.form);
    if (!target) return web::see_other(edit_path);
    return after(visit, visit.desk.editing.keep(visit.editor, *target), std::string(edit_path));
}

Result<Html> versions_of(const EditVisit& visit, const EditTarget& target) {
    DW_TRY(const auto versions, visit.desk.editing.versions(visit.editor.tenant, target));
    if (versions.empty()) return Html{};
    web::Table table;
    table.caption = visit.say(texts::edit_versions);
    table.hide_caption = true;
    for (const auto& label : {texts::edit_written, texts::edit_by, texts::edit_state})
        table.columns.push_back({.label = visit.say(label)});
    bool own_words = false;
    for (const Edit& edit : versions) {
        own_words = own_words || (edit.state == EditState::Public && edit.content);
        table.rows.push_back({web::link(path_of(edit.id), day_of(visit, edit.written)),
                              web::escape(person_name(visit, edit.author)),
                              web::escape(state_name(edit.state, visit.language()))});
    }
    Html all = web::heading(2, visit.say(texts::edit_versions)) + web::table(table);
    if (own_words) {
        all += web::post_form(
            visit.request, std::string(edit_path) + "/source-words",
            target_fields(target) +
                web::button(visit.say(texts::edit_back_to_source), web::Weight::Secondary));
    }
    return all;
}

}  // namespace dw::catalogue
