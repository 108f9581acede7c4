// One version: what changes, and the second person's yes.
#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_pages.h"
#include "catalogue/edit_version.h"
#include "catalogue/localized_view.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

Html act(const EditVisit& visit, const Edit& edit, std::string_view what, Text label,
         web::Weight weight) {
    return web::post_form(visit.request, path_of(edit.id) + "/" + std::string(what),
                          web::button(visit.say(label), weight));
}

Html facts_of(const EditVisit& visit, const Edit& edit) {
    std::vector<web::ListRow> rows;
    const auto add = [&](Text label, const std::string& value) {
        if (!value.empty()) rows.push_back({visit.say(label), web::escape(value)});
    };
    add(texts::edit_state, state_of(edit, visit.language()));
    add(texts::edit_what,
        object_name(visit, edit.target) + ": " + part_name(edit.target, visit.language()));
    add(texts::edit_where, where_name(visit, edit.target));
    add(texts::edit_by, person_name(visit, edit.author));
    add(texts::edit_written, day_of(visit, edit.written));
    add(texts::edit_note, edit.note);
    if (edit.decided && edit.decider != edit.author) {
        add(texts::edit_decided_by, person_name(visit, edit.decider));
        add(texts::edit_decided, day_of(visit, *edit.decided));
    }
    if (!was_returned(edit)) add(texts::edit_remark, edit.remark);
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
    remark.label = visit.say(texts::edit_return_why);
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
            notices_to_settle(visit, edit) + web::button(visit.say(texts::edit_approve)));
}

Html link_line(std::string_view path, const std::string& label) {
    return web::html<"<p class=\"kern-body\">{}</p>">(web::link(path, label));
}

// Whether it is what everybody reads, what waits to take its place, and what can be done next.
Result<Html> after_publication(const EditVisit& visit, const Edit& edit) {
    const Editing& editing = visit.desk.editing;
    DW_TRY(const auto now, editing.public_version(visit.editor.tenant, edit.target));
    const bool holds =
        edit.state == EditState::Public && (edit.content ? now == std::optional(edit.id) : !now);
    Html shown;
    if (!holds) {
        const auto text = now ? texts::edit_not_public_own : texts::edit_not_public_source;
        shown = web::alert(
            web::Tone::Info, visit.say(texts::edit_not_public),
            web::paragraph(visit.say(text)) +
                (now ? link_line(path_of(*now), visit.say(texts::edit_to_public)) : Html{}));
        return shown + act(visit, edit, "restoration", texts::edit_restore, web::Weight::Secondary);
    }
    shown = web::alert(
        web::Tone::Success,
        visit.say(edit.content ? texts::edit_is_public : texts::edit_is_public_source),
        web::paragraph(visit.say(texts::edit_within_a_minute)) +
            link_line(public_path(visit, edit.target), visit.say(texts::edit_public_page)));
    DW_TRY(const Html old_names, texts_naming_old_offices(visit, edit));
    shown += old_names + notices_left(visit, edit);
    shown += web::heading(2, visit.say(texts::edit_next));
    DW_TRY(const auto versions, editing.versions(visit.editor.tenant, edit.target));
    const auto waiting = std::ranges::find(versions, EditState::Submitted, &Edit::state);
    if (waiting != versions.end()) {
        return shown +
               web::alert(web::Tone::Info, visit.say(texts::edit_newer_waits),
                          link_line(path_of(waiting->id), visit.say(texts::edit_to_version)));
    }
    shown += web::link_button(path_of(edit.target), visit.say(texts::edit_change_again),
                              web::Weight::Secondary);
    DW_TRY(const Html undo, undo_form(visit, edit));
    return undo.empty() ? shown : shown + undo + web::muted(visit.say(texts::edit_undo_hint));
}

Result<Html> acts_of(const EditVisit& visit, const Edit& edit) {
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
        case EditState::Replaced:
            return after_publication(visit, edit);
        case EditState::Discarded:
            return act(visit, edit, "restoration", texts::edit_restore, web::Weight::Secondary);
        case EditState::Kept:
            break;
    }
    return Html{};
}

// Whoever goes on with it reads first what is missing.
Html returned_hint(const EditVisit& visit, const Edit& edit) {
    if (!was_returned(edit)) return {};
    return web::alert(web::Tone::Warning,
                      visit.say(texts::edit_returned_by, {person_name(visit, edit.decider)}),
                      web::html<"<p class=\"kern-body dw-written\">{}</p>">(edit.remark));
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
    const auto warnings = warnings_of(visit, *edit);
    if (!warnings) return web::error_response(visit.request, warnings.error());
    const auto acts = acts_of(visit, *edit);
    if (!acts) return web::error_response(visit.request, acts.error());
    const auto preview = is_open(*edit) ? link_line(path_of(edit->id) + "/preview",
                                                    visit.say(texts::edit_preview_link))
                                        : Html{};
    return show(visit, {.title = visit.say(texts::edit_version),
                        .back_path = path_of(edit->target),
                        .main = returned_hint(visit, *edit) + facts_of(visit, *edit) + *changes +
                                *warnings + preview + *acts});
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
    const auto remark = check_remark(visit);
    if (!remark) return refused(visit, remark.error());
    const auto done = visit.desk.editing.approve(visit.editor, edit->id, compared);
    if (!done) return refused(visit, done.error());
    return after(visit, settle_ticked(visit, *edit), path_of(edit->id));
}

web::Response return_version(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const std::string remark(trim(visit.request.form.get("bemerkung")));
    if (remark.empty())
        return refused(visit, invalid("catalogue.edit_no_remark", "nothing says why it returns"));
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
                              web::escape(state_of(edit, visit.language()))});
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
