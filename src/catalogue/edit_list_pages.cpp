// The editors' first page: find what is to be changed, and what waits for somebody.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/edit_pages.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/texts.h"
#include "web/decode.h"

namespace dw::catalogue {

namespace {

using web::Html;

// The address of a public page, pasted from the browser: "/leistung/ID?ort=…" or "/stelle/ID".
std::string path_of_pasted(std::string_view written) {
    const auto part_after = [&](std::string_view mark) -> std::string {
        const auto at = written.find(mark);
        if (at == written.npos) return {};
        const auto rest = written.substr(at + mark.size());
        return web::percent_decode(rest.substr(0, rest.find_first_of("?&#/"))).value_or("");
    };
    if (const auto id = SourceId::parse(part_after("/leistung/"))) {
        const auto place = Ars::parse(part_after("ort="));
        return path_of_service(*id, place ? *place : Ars{});
    }
    const auto office = SourceId::parse(part_after("/stelle/"));
    return office ? path_of_organisation(*office) : std::string();
}

// An id is an address as well.
std::string path_of_id(const EditVisit& visit, std::string_view written) {
    const auto id = SourceId::parse(written);
    if (!id) return {};
    if (visit.desk.catalogue.service(*id)) return path_of_service(*id, {});
    return visit.desk.catalogue.organisation(*id) ? path_of_organisation(*id) : std::string();
}

Html search_form(const EditVisit& visit, std::string_view written) {
    web::Field field;
    field.id = "q";
    field.type = "search";
    field.label = visit.say(texts::edit_search);
    field.hint = visit.say(texts::edit_search_hint);
    field.value = written;
    field.max_length = limits::target_bytes;
    return web::get_form(
        edit_path,
        web::text_field(field, visit.language()) + web::button(visit.say(texts::search_button)),
        visit.say(texts::search_label));
}

Html found_services(const EditVisit& visit, std::string_view written) {
    const Ars place = visit.editor.areas.empty() ? Ars{} : visit.editor.areas.front();
    SearchQuery query{.text = std::string(cut(written, limits::query_bytes)),
                      .language = visit.language(),
                      .day = visit.desk.today()};
    if (!place.key().empty()) query.area = place;
    const auto answer = visit.desk.search.search(query);
    if (!answer || answer->hits.empty()) return web::paragraph(visit.say(texts::edit_search_none));
    std::vector<Html> items;
    for (const SearchHit& hit : answer->hits)
        items.push_back(web::link(path_of_service(hit.service, place), hit.title));
    return web::heading(2, visit.say(texts::edit_search_found)) + web::bullet_list(items);
}

// The offices of the editors' area: whoever is in charge of something there.
Html own_offices(const EditVisit& visit) {
    std::vector<std::pair<std::string, Html>> links;
    for (const SourceId& id : offices_in_reach(visit)) {
        const auto office = visit.desk.catalogue.organisation(id);
        if (!office) continue;
        const auto name = name_of(*office, visit.language());
        links.emplace_back(sort_key(name), web::link(path_of_organisation(id), name));
    }
    if (links.empty()) return {};
    std::ranges::sort(links, {}, &std::pair<std::string, Html>::first);
    std::vector<Html> items;
    for (auto& [key, link] : links) items.push_back(std::move(link));
    return web::details(visit.say(texts::edit_offices), web::bullet_list(items));
}

Html table_of(const EditVisit& visit, Text title, const std::vector<Edit>& edits) {
    if (edits.empty()) return {};
    web::Table table;
    table.caption = visit.say(title);
    table.hide_caption = true;
    for (const auto& label :
         {texts::edit_what, texts::edit_where, texts::edit_by, texts::edit_written}) {
        table.columns.push_back({.label = visit.say(label)});
    }
    for (const Edit& edit : edits) {
        auto name =
            object_name(visit, edit.target) + ": " + part_name(edit.target, visit.language());
        if (was_returned(edit)) name += " (" + state_of(edit, visit.language()) + ")";
        table.rows.push_back({web::link(path_of(edit.id), name),
                              web::escape(where_name(visit, edit.target)),
                              web::escape(person_name(visit, edit.author)),
                              web::escape(day_of(visit, edit.written))});
    }
    return web::heading(2, visit.say(title)) + web::table(table);
}

Html conflict_card(const EditVisit& visit, const EditConflict& conflict) {
    const EditTarget& target = conflict.mine.target;
    const auto words = [&](BytesView part, bool source) {
        const auto lines =
            source ? lines_of_source(visit.desk.catalogue, target, part, visit.language())
                   : lines_of(visit.desk.catalogue, target, part, visit.language());
        return lines ? *lines : std::string();
    };
    const auto then = words(conflict.source_then, true), now = words(conflict.source_now, true);
    web::Card card;
    card.title = object_name(visit, target) + ": " + part_name(target, visit.language());
    card.preline = where_name(visit, target);
    card.body = web::description_list(
        {{visit.say(texts::edit_conflict_mine),
          web::html<"<p class=\"kern-body dw-written\">{}</p>">(
              words(conflict.mine.content, false))},
         {visit.say(texts::edit_conflict_source), differences(then, now, visit.language())}});
    card.footer =
        web::link(path_of(target), visit.say(texts::edit_go_on)) +
        web::button_group({web::post_form(visit.request, std::string(edit_path) + "/confirmations",
                                          target_fields(target) +
                                              web::button(visit.say(texts::edit_conflict_keep),
                                                          web::Weight::Secondary)),
                           web::post_form(visit.request, std::string(edit_path) + "/source-words",
                                          target_fields(target) +
                                              web::button(visit.say(texts::edit_conflict_take),
                                                          web::Weight::Secondary))});
    return web::card(card);
}

Result<Html> conflicts_of(const EditVisit& visit) {
    DW_TRY(const auto conflicts, visit.desk.editing.conflicts(visit.editor.tenant));
    if (conflicts.empty()) return Html{};
    std::vector<Html> cards;
    for (const EditConflict& conflict : conflicts) cards.push_back(conflict_card(visit, conflict));
    return web::heading(2, visit.say(texts::edit_conflicts)) +
           web::paragraph(visit.say(texts::edit_conflicts_text)) +
           web::html<"<div class=\"dw-stack\">{}</div>">(web::join(cards));
}

Result<Html> what_waits(const EditVisit& visit) {
    const Editing& editing = visit.desk.editing;
    DW_TRY(const auto submitted, editing.edits(visit.editor.tenant, EditState::Submitted));
    DW_TRY(auto drafts, editing.edits(visit.editor.tenant, EditState::Draft));
    std::erase_if(drafts, [&](const Edit& edit) { return edit.author != visit.editor.actor; });
    DW_TRY(const Html conflicts, conflicts_of(visit));
    const Html waiting = table_of(visit, texts::edit_waiting, submitted);
    const Html none = web::heading(2, visit.say(texts::edit_waiting)) +
                      web::paragraph(visit.say(texts::edit_waiting_none));
    return (waiting.empty() ? none : waiting) + conflicts +
           table_of(visit, texts::edit_drafts, drafts);
}

}  // namespace

web::Response edit_list_page(const EditVisit& visit) {
    const std::string written(trim(visit.request.query.get("q")));
    std::string path = path_of_pasted(written);
    if (path.empty()) path = path_of_id(visit, written);
    if (!path.empty()) return web::see_other(path);
    Html main = web::lead(visit.say(texts::edit_lead));
    if (visit.editor.areas.empty()) {
        main += web::alert(web::Tone::Warning, visit.say(texts::edit_no_area),
                           web::paragraph(visit.say(texts::edit_no_area_text)));
    }
    main += search_form(visit, written);
    if (!written.empty()) main += found_services(visit, written);
    auto waiting = what_waits(visit);
    if (!waiting) return web::error_response(visit.request, waiting.error());
    main += *waiting + own_offices(visit);
    return show(visit, {.title = visit.say(texts::edit_title), .back_path = "", .main = main});
}

}  // namespace dw::catalogue
