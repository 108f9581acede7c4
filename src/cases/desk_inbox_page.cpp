#include "cases/desk_inbox_page.h"

#include <array>

#include "base/limits.h"
#include "cases/desk_bulk_pages.h"
#include "cases/desk_calendar_page.h"
#include "cases/desk_counted_page.h"
#include "cases/desk_due.h"
#include "cases/desk_file_pages.h"
#include "cases/desk_filter_bar.h"
#include "cases/desk_words.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

constexpr int rows_per_page = 25, compact_rows = 100;

struct View {
    Inbox inbox;
    std::string_view name;  // in the address
    const Text& tab;
    const Text& caption;
};
const std::array<View, 5> views{{
    {Inbox::Mine, "meine", texts::desk_tab_mine, texts::desk_caption_mine},
    {Inbox::Team, "team", texts::desk_tab_team, texts::desk_caption_team},
    {Inbox::Unassigned, "offen", texts::desk_tab_open, texts::desk_caption_open},
    {Inbox::ToSign, "unterschrift", texts::desk_tab_sign, texts::desk_caption_sign},
    {Inbox::Done, "fertig", texts::desk_tab_done, texts::desk_caption_done},
}};

enum class Density { Wide, Compact };

struct Wish {
    const View& view;
    Density density = Density::Wide;
    std::string cursor = {};
    InboxFilter filter = {};
};

const View& view_called(std::string_view name) {
    for (const auto& each : views)
        if (each.name == name) return each;
    return views.front();
}

// What is done has no due date and no progress; what is not done, nobody has contested.
InboxFilter fitting(const View& view, InboxFilter filter) {
    if (view.inbox == Inbox::Done)
        return {.package = filter.package, .contested = filter.contested};
    filter.contested = false;
    return filter;
}

Wish wish_in(const web::Request& request) {
    const View& view = view_called(request.query.get("sicht"));
    const auto density = request.query.get("dicht") == "ja" ? Density::Compact : Density::Wide;
    Wish wish{view, density, std::string(request.query.get("ab"))};
    wish.filter = fitting(view, filter_in(request.query));
    return wish;
}

std::string path_of(const Wish& wish) {
    std::string path = shelf_path(wish.view.name);
    path += to_query(fitting(wish.view, wish.filter));
    if (wish.density == Density::Compact) path += "&dicht=ja";
    if (!wish.cursor.empty()) path += "&ab=" + web::percent_encode(wish.cursor);
    return path;
}

web::Html inbox_tabs(const Visit& visit, const Wish& wish) {
    std::vector<web::Tab> tabs;
    for (const auto& view : views) {
        tabs.push_back({path_of({view, wish.density, {}, wish.filter}), visit.say(view.tab),
                        view.inbox == wish.view.inbox});
    }
    return web::tabs(visit.say(texts::desk_inbox_tabs), tabs);
}

// How many stand in the team's inbox, as far as a short scan reaches; team leads only.
Result<web::Html> counters(const Visit& visit) {
    if (!visit.principal.has(identity::Role::TeamLead)) return web::Html{};
    DW_TRY(const bool shown, shows_counts(visit.cases, visit.principal));
    if (!shown) return web::Html{};
    using identity::Shelf;
    DW_TRY(const auto reader, visit.cases.neighbours().store.reader());
    DW_TRY(const auto page,
           identity::list_visible(*reader, {.tenant = visit.principal.tenant,
                                            .scopes = visit.principal.scopes,
                                            .shelves = {Shelf::Unassigned, Shelf::InWork,
                                                        Shelf::Waiting, Shelf::ToSign},
                                            .limit = static_cast<int>(limits::list_items)}));
    std::size_t overdue = 0, today = 0;
    for (const auto& item : page.items) {
        if (item.due < visit.today) ++overdue;
        if (item.due == visit.today) ++today;
    }
    // The earliest stand first: a count is exact as soon as a later case is among those read.
    const bool today_ended = !page.more || page.items.back().due > visit.today;
    const bool overdue_ended = !page.more || page.items.back().due >= visit.today;
    const auto written = [&](std::size_t count, bool exact) {
        const auto number = std::to_string(count);
        return exact ? number : visit.say(texts::desk_counter_more, {number});
    };
    return web::paragraph(visit.say(
        texts::desk_counters, {written(page.items.size(), !page.more), written(today, today_ended),
                               written(overdue, overdue_ended)}));
}

// Whether teams have the cases here and the person is in none, nor stands in for anybody.
enum class Membership { Fine, NoTeam };
Result<Membership> membership(const Visit& visit) {
    const auto& principal = visit.principal;
    if (!principal.teams.empty() || !principal.stands_in_for.empty()) return Membership::Fine;
    DW_TRY(const auto teams,
           visit.cases.neighbours().identity.teams(principal.tenant, principal.organisation));
    return teams.empty() ? Membership::Fine : Membership::NoTeam;
}

web::Html empty_inbox(const Visit& visit, const Wish& wish, Membership membership) {
    const auto way = [&](const View& view, Text label) {
        return web::link_button(path_of({view, wish.density}), visit.say(label),
                                web::Weight::Secondary);
    };
    if (!wish.cursor.empty()) return web::lead(visit.say(texts::desk_empty_page));
    if (!wish.filter.is_empty()) return web::lead(visit.say(texts::filter_nothing));
    if (membership == Membership::NoTeam && wish.view.inbox != Inbox::Done)
        return web::lead(visit.say(texts::desk_no_team));
    switch (wish.view.inbox) {
        case Inbox::Mine:
            return web::lead(visit.say(texts::desk_empty_mine)) +
                   web::paragraph(visit.say(texts::desk_empty_mine_next)) +
                   web::button_group({way(views[2], texts::desk_go_open)});
        case Inbox::Team:
            return web::lead(visit.say(texts::desk_empty_team)) +
                   web::paragraph(visit.say(texts::desk_empty_open_next));
        case Inbox::Unassigned:
            return web::lead(visit.say(texts::desk_empty_open)) +
                   web::paragraph(visit.say(texts::desk_empty_open_next)) +
                   web::button_group({way(views[1], texts::desk_go_team)});
        case Inbox::ToSign:
            return web::lead(visit.say(texts::desk_empty_sign));
        case Inbox::Done:
            return web::lead(visit.say(texts::desk_empty_done));
        case Inbox::RetentionEnded:  // has a page of its own
            break;
    }
    return {};
}

std::vector<web::Html> cells(const Visit& visit, const InboxRow& row, const Wish& wish) {
    // Nothing that is done is due.
    const bool is_done = wish.view.inbox == Inbox::Done;
    const std::string nobody = visit.say(texts::desk_holder_nobody);
    std::string holder = row.holder.empty() ? nobody : row.holder;
    if (row.holder == visit.principal.name) holder = visit.say(texts::desk_holder_me);
    std::vector<web::Html> row_cells{web::link(case_path(row.id), row.number),
                                     web::escape(row.subject),
                                     web::escape(row.service_title),
                                     state_mark(shown_of(visit.cases, row), visit.language) +
                                         news_mark(row.news, visit.language) +
                                         standing_mark(row.standing, visit.language),
                                     is_done ? web::escape(short_date(row.received, visit.language))
                                             : due_mark(row.due, visit.today, visit.language),
                                     web::escape(holder)};
    if (!is_done) row_cells.push_back(bulk_checkbox(visit, row));
    return row_cells;
}

web::Html inbox_table(const Visit& visit, const Wish& wish, const InboxPage& page) {
    web::Table table;
    table.caption = visit.say(wish.view.caption);
    table.hide_caption = true;  // the tab says it
    const bool chooses = wish.view.inbox != Inbox::Done;
    for (const auto& label :
         {texts::desk_column_number, texts::desk_column_name, texts::desk_column_service,
          texts::desk_column_state, chooses ? texts::desk_column_due : texts::desk_case_received,
          texts::desk_column_holder}) {
        table.columns.push_back({.label = visit.say(label)});
    }
    if (chooses) table.columns.push_back({.label = visit.say(texts::desk_post_choose)});
    if (wish.density == Density::Compact) table.compact = "compact";
    for (const auto& row : page.rows) table.rows.push_back(cells(visit, row, wish));
    if (!chooses) return web::table(table);
    return web::post_form(visit.request, bulk_path, web::table(table) + bulk_buttons(visit));
}

web::Html density_switch(const Visit& visit, const Wish& wish) {
    const bool compact = wish.density == Density::Compact;
    const auto other = compact ? Density::Wide : Density::Compact;
    return web::html<"<p class=\"kern-body dw-density\">{} {}</p>">(
        visit.say(texts::desk_order),
        web::link(path_of({wish.view, other, wish.cursor, wish.filter}),
                  visit.say(compact ? texts::desk_density_wide : texts::desk_density_compact)));
}

web::Html ways_on(const Visit& visit, const Wish& wish, const InboxPage& page) {
    std::string next;
    if (!page.next.empty()) next = path_of({wish.view, wish.density, page.next, wish.filter});
    web::Html ways = web::pagination(next, texts::desk_next_page, visit.language);
    if (!wish.cursor.empty()) {
        ways += web::html<"<p class=\"kern-body\">{}</p>">(
            web::link(path_of({wish.view, wish.density, {}, wish.filter}),
                      visit.say(texts::desk_first_page)));
    }
    return ways;
}

// What only waits for the person is nothing to do now.
Result<std::string> first_other(const Visit& visit, Inbox inbox, CaseId after) {
    DW_TRY(const auto page, visit.cases.inbox(visit.principal, inbox, "", rows_per_page));
    for (const auto& row : page.rows) {
        if (row.id != after && row.state != State::WaitingForApplicant) return case_path(row.id);
    }
    return std::string();
}

}  // namespace

std::string shelf_path(std::string_view name) {
    return "/desk?sicht=" + std::string(view_called(name).name);
}

web::Response inbox_page(const Visit& visit) {
    Wish wish = wish_in(visit.request);
    const int limit = wish.density == Density::Compact ? compact_rows : rows_per_page;
    auto page =
        visit.cases.inbox(visit.principal, wish.view.inbox, wish.cursor, limit, wish.filter);
    web::Html notice;
    if (!page && page.error().kind == ErrorKind::Invalid && !wish.cursor.empty()) {
        notice = web::alert(web::Tone::Warning, visit.say(texts::desk_cursor_bad_title),
                            web::paragraph(visit.say(texts::desk_cursor_bad)));
        wish.cursor.clear();
        page = visit.cases.inbox(visit.principal, wish.view.inbox, "", limit, wish.filter);
    }
    if (!page) return web::error_response(visit.request, page.error());
    const auto counted = counters(visit);
    if (!counted) return web::error_response(visit.request, counted.error());

    const auto reminders = reminders_of_today(visit);
    if (!reminders) return web::error_response(visit.request, reminders.error());

    web::Html main =
        web::heading(1, visit.say(texts::desk_inbox_title)) + notice + *counted + *reminders;
    main += inbox_tabs(visit, wish);
    const auto bar =
        filter_bar(visit, {std::string(wish.view.name), wish.density == Density::Compact,
                           wish.filter, wish.view.inbox == Inbox::Done});
    if (!bar) return web::error_response(visit.request, bar.error());
    main += *bar;
    if (page->rows.empty()) {
        const auto teams = membership(visit);
        if (!teams) return web::error_response(visit.request, teams.error());
        main += empty_inbox(visit, wish, *teams);
    } else {
        main += density_switch(visit, wish);
        main += inbox_table(visit, wish, *page);
    }
    main += ways_on(visit, wish, *page) + calendar_link(visit);
    if (wish.view.inbox == Inbox::Done)
        main += web::html<"<p class=\"kern-body\">{}</p>">(
            web::link("/desk/transferred", visit.say(texts::desk_transferred_title)));
    return desk_page(visit, {.title = visit.say(wish.view.caption), .main = main});
}

Result<std::string> next_case_path(const Visit& visit, CaseId after) {
    DW_TRY(const auto mine, first_other(visit, Inbox::Mine, after));
    if (!mine.empty()) return mine;
    return first_other(visit, Inbox::Unassigned, after);
}

}  // namespace dw::cases
