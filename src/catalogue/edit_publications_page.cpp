// What was published, when and by whom, with the way to the difference and the way back.
#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_pages.h"
#include "catalogue/edit_version.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::size_t publications_per_page = 25;

std::string cursor_of(const Edit& edit) {
    return std::to_string(edit.decided->time_since_epoch().count()) + "_" + edit.id.to_string();
}

std::optional<EditPosition> position_from(std::string_view cursor) {
    const auto line = cursor.find('_');
    if (line == cursor.npos) return std::nullopt;
    const auto at = parse_integer(cursor.substr(0, line));
    const auto id = EditId::parse(cursor.substr(line + 1));
    if (!at || !id) return std::nullopt;
    return EditPosition{Instant(Instant::duration(*at)), *id};
}

// Only what holds can be undone, and only once; of anything else it stands there what became of it.
Result<Html> way_back(const EditVisit& visit, const Edit& edit) {
    if (edit.state != EditState::Public) return web::escape(state_of(edit, visit.language()));
    DW_TRY(const auto versions, visit.desk.editing.versions(visit.editor.tenant, edit.target));
    const auto waiting = std::ranges::find(versions, EditState::Submitted, &Edit::state);
    if (waiting != versions.end())
        return web::link(path_of(waiting->id), visit.say(texts::edit_newer_waits));
    return undo_form(visit, edit);
}

Result<Html> table_of(const EditVisit& visit, const std::vector<Edit>& edits) {
    web::Table table;
    table.caption = visit.say(texts::edit_publications_title);
    table.hide_caption = true;
    for (const auto& label : {texts::edit_published, texts::edit_what, texts::edit_where,
                              texts::edit_by, texts::edit_approved_by, texts::edit_undo}) {
        table.columns.push_back({.label = visit.say(label)});
    }
    for (const Edit& edit : edits) {
        const auto name =
            object_name(visit, edit.target) + ": " + part_name(edit.target, visit.language());
        DW_TRY(const Html back, way_back(visit, edit));
        table.rows.push_back({web::escape(day_of(visit, *edit.decided)),
                              web::link(path_of(edit.id), name),
                              web::escape(where_name(visit, edit.target)),
                              web::escape(person_name(visit, edit.author)),
                              web::escape(person_name(visit, edit.decider)), back});
    }
    return web::table(table);
}

}  // namespace

web::Response publications_page(const EditVisit& visit) {
    const auto cursor = visit.request.query.get("ab");
    const auto after = position_from(cursor);
    auto edits =
        visit.desk.editing.publications(visit.editor.tenant, after, publications_per_page + 1);
    if (!edits) return web::error_response(visit.request, edits.error());
    const bool more = edits->size() > publications_per_page;
    if (more) edits->pop_back();
    Html main = web::lead(visit.say(texts::edit_publications_lead));
    if (!cursor.empty() && !after)
        main += web::alert(web::Tone::Warning, visit.say(texts::desk_notices_cursor_bad), {});
    const auto table = table_of(visit, *edits);
    if (!table) return web::error_response(visit.request, table.error());
    main += edits->empty() ? web::paragraph(visit.say(texts::edit_publications_none)) : *table;
    const std::string next = more ? std::string(publications_path) +
                                        "?ab=" + web::percent_encode(cursor_of(edits->back()))
                                  : std::string();
    main += web::pagination(next, texts::edit_publications_older, visit.language());
    return show(visit, {.title = visit.say(texts::edit_publications_title),
                        .back_path = std::string(edit_path),
                        .main = main});
}

}  // namespace dw::catalogue
