#include "catalogue/notice_desk_pages.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/asked_place.h"
#include "catalogue/edit_visit.h"
#include "catalogue/localized_view.h"
#include "catalogue/notice_pages.h"
#include "catalogue/notice_table.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"
#include "identity/desk_frame.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::size_t notices_per_page = 25;
constexpr std::string_view list_path = "/desk/notices";
constexpr std::string_view settled_view = "erledigt";
constexpr std::size_t preview_bytes = 120;

struct Desk {
    const Catalogue& catalogue;
    const identity::Identity& identity;
    Clock& clock;
};

// One visit: who came, and which notices they may read.
struct NoticeVisit {
    const Desk& desk;
    web::Request& request;
    const identity::Principal& principal;
    NoticeReach reach;

    std::string say(Text text) const { return std::string(text.in(request.language)); }
    std::string say(Text text, const std::vector<std::string>& arguments) const {
        return format(text, request.language, arguments);
    }
    store::Store& store() const { return desk.catalogue.store(); }
};

web::Response show(const NoticeVisit& visit, const web::PageOptions& wanted, const Html& main,
                   int status) {
    web::PageOptions options = identity::desk_frame(visit.principal, wanted.title);
    options.back_path = wanted.back_path;
    options.has_errors = status == 422;
    return web::page_response(web::page(visit.request, options, main), status);
}

std::string cursor_of(const Notice& notice) {
    return std::to_string(notice.at.time_since_epoch().count()) + "_" + notice.id.to_string();
}

std::optional<NoticePosition> position_from(std::string_view cursor) {
    const auto line = cursor.find('_');
    if (line == cursor.npos) return std::nullopt;
    const auto at = parse_integer(cursor.substr(0, line));
    const auto id = NoticeId::parse(cursor.substr(line + 1));
    if (!at || !id) return std::nullopt;
    return NoticePosition{Instant(Instant::duration(*at)), *id};
}

std::string service_name(const NoticeVisit& visit, const Notice& notice) {
    const auto service = visit.desk.catalogue.service(notice.service);
    return service ? std::string(in(service->title(), visit.request.language))
                   : notice.service.to_string();
}

std::string place_name(const NoticeVisit& visit, const Notice& notice) {
    const auto ars = Ars::parse(notice.place);
    if (!ars) return visit.say(texts::desk_notice_no_place);
    return area_with_level(visit.desk.catalogue.areas(), *ars, visit.request.language);
}

std::string office_name(const NoticeVisit& visit, const Notice& notice) {
    const auto id = SourceId::parse(notice.organisation);
    if (!id) return visit.say(texts::desk_notice_no_office);
    const auto office = visit.desk.catalogue.organisation(*id);
    return office ? std::string(in(office->name, visit.request.language)) : id->to_string();
}

std::string subject_name(const NoticeVisit& visit, const Notice& notice) {
    return visit.say(notice_subject(notice.subject).value_or(texts::notice_subject_other));
}

Html table_of(const NoticeVisit& visit, const std::vector<Notice>& notices) {
    web::Table table;
    table.caption = visit.say(texts::desk_notices_title);
    table.hide_caption = true;
    for (const auto& label :
         {texts::desk_notice_at, texts::desk_notice_service, texts::desk_notice_subject,
          texts::desk_notice_words, texts::desk_notice_place}) {
        table.columns.push_back({.label = visit.say(label)});
    }
    const Language language = visit.request.language;
    for (const Notice& each : notices) {
        std::string words(cut(each.words, preview_bytes));
        if (words.size() < each.words.size()) words += " …";
        table.rows.push_back(
            {web::link(notice_path(each.id), short_date(berlin_date(each.at), language)),
             web::escape(service_name(visit, each)), web::escape(subject_name(visit, each)),
             web::escape(words), web::escape(place_name(visit, each))});
    }
    return web::table(table);
}

web::Response list_page(const NoticeVisit& visit) {
    const bool settled = visit.request.query.get("sicht") == settled_view;
    const std::string view = std::string(list_path) + (settled ? "?sicht=erledigt" : "");
    NoticeQuestion question{.reach = visit.reach,
                            .state = settled ? NoticeState::Settled : NoticeState::Open,
                            .limit = notices_per_page};
    const auto cursor = visit.request.query.get("ab");
    if (!cursor.empty()) question.after = position_from(cursor);
    const auto list = notices(visit.store(), question);
    if (!list) return web::error_response(visit.request, list.error());
    const auto title = visit.say(texts::desk_notices_title);
    Html main = web::heading(1, title) + web::lead(visit.say(texts::desk_notices_lead));
    if (!cursor.empty() && !question.after) {
        main += web::alert(web::Tone::Warning, visit.say(texts::desk_notices_cursor_bad), {});
    }
    main +=
        web::tabs(title, {{std::string(list_path), visit.say(texts::desk_notices_open), !settled},
                          {std::string(list_path) + "?sicht=erledigt",
                           visit.say(texts::desk_notices_settled), settled}});
    main += list->notices.empty() ? web::paragraph(visit.say(texts::desk_notices_none))
                                  : table_of(visit, list->notices);
    std::string next;
    if (list->more) {
        next = view + (settled ? "&" : "?") +
               "ab=" + web::percent_encode(cursor_of(list->notices.back()));
    }
    main += web::pagination(next, texts::desk_notices_next, visit.request.language);
    return show(visit, {.title = title}, main, 200);
}

Result<Notice> asked_notice(const NoticeVisit& visit) {
    const auto id = NoticeId::parse(visit.request.parameter("id"));
    if (!id) return not_found("catalogue.no_notice", "the path names no notice");
    return notice(visit.store(), visit.reach, *id);
}

Html written(std::string_view text) {
    return web::html<"<p class=\"kern-body dw-written\">{}</p>">(text);
}

Html settlement_form(const NoticeVisit& visit, const Notice& notice, const std::string& error) {
    web::Field remark;
    remark.id = "bemerkung";
    remark.label = visit.say(texts::desk_notice_remark);
    remark.hint = visit.say(texts::desk_notice_remark_hint);
    remark.error = error;
    remark.value = std::string(visit.request.form.get("bemerkung"));
    remark.optional = true;
    return web::post_form(visit.request, notice_path(notice.id) + "/settlement",
                          web::text_area(remark, 4, visit.request.language) +
                              web::button(visit.say(texts::desk_notice_settle)));
}

std::string who_settled(const NoticeVisit& visit, const Notice& notice) {
    const auto people =
        visit.desk.identity.people(visit.principal.tenant, visit.principal.organisation);
    if (people) {
        const auto found =
            std::ranges::find(*people, notice.settled_by, &identity::Colleague::actor);
        if (found != people->end()) return found->name;
    }
    return visit.say(texts::desk_notice_somebody);
}

// From what a resident saw to where it is put right.
Html way_to_editing(const NoticeVisit& visit, const Notice& notice) {
    const Ars place = Ars::parse(notice.place).value_or(Ars{});
    const auto path = notice.subject == "office"
                          ? path_of(EditTarget{EditKind::Responsibility, notice.service, "", place})
                          : path_of_service(notice.service, place);
    return web::link_button(path, visit.say(texts::desk_notice_edit), web::Weight::Secondary);
}

web::Response notice_page(const NoticeVisit& visit, const Notice& notice,
                          const std::string& error) {
    const Language language = visit.request.language;
    const auto title = visit.say(texts::desk_notice_title);
    Html main;
    if (!error.empty()) main += web::error_summary({{"bemerkung", error}}, language);
    main += web::heading(1, title);
    main += web::description_list(
        {{visit.say(texts::desk_notice_at),
          web::escape(written_date(berlin_date(notice.at), language))},
         {visit.say(texts::desk_notice_service),
          web::link(
              service_path(notice.service, asked_place(visit.desk.catalogue.areas(), notice.place)),
              service_name(visit, notice))},
         {visit.say(texts::desk_notice_place), web::escape(place_name(visit, notice))},
         {visit.say(texts::desk_notice_office), web::escape(office_name(visit, notice))},
         {visit.say(texts::desk_notice_subject), web::escape(subject_name(visit, notice))},
         {visit.say(texts::desk_notice_words), written(notice.words)}});
    if (visit.principal.has(identity::Role::Editor)) main += way_to_editing(visit, notice);
    if (notice.settled_at) {
        const auto day = written_date(berlin_date(*notice.settled_at), language);
        main +=
            web::alert(web::Tone::Success,
                       visit.say(texts::desk_notice_settled_by, {who_settled(visit, notice), day}),
                       notice.remark.empty() ? Html{} : written(notice.remark)) +
            web::post_form(
                visit.request, notice_path(notice.id) + "/reopening",
                web::button(visit.say(texts::desk_notice_reopen), web::Weight::Secondary));
    } else {
        main += web::paragraph(visit.say(texts::desk_notice_no_address)) +
                settlement_form(visit, notice, error);
    }
    return show(visit, {.title = title, .back_path = std::string(list_path)}, main,
                error.empty() ? 200 : 422);
}

web::Response open_route(const NoticeVisit& visit) {
    const auto found = asked_notice(visit);
    if (!found) return web::error_response(visit.request, found.error());
    return notice_page(visit, *found, {});
}

web::Response settle_route(const NoticeVisit& visit) {
    const auto found = asked_notice(visit);
    if (!found) return web::error_response(visit.request, found.error());
    const std::string remark(trim(visit.request.form.get("bemerkung")));
    if (!is_plain_text(remark)) {
        return notice_page(visit, *found, visit.say(texts::notice_words_characters));
    }
    if (remark.size() > remark_bytes) {
        return notice_page(visit, *found,
                           visit.say(texts::notice_words_long, {std::to_string(remark_bytes)}));
    }
    const auto settled = settle_notice(visit.store(), {.notice = found->id,
                                                       .at = visit.desk.clock.now(),
                                                       .by = visit.principal.actor,
                                                       .remark = remark});
    // Somebody was faster; the page says who.
    if (!settled && settled.error().kind != ErrorKind::Conflict) {
        return web::error_response(visit.request, settled.error());
    }
    return web::see_other(notice_path(found->id));
}

web::Response reopen_route(const NoticeVisit& visit) {
    const auto found = asked_notice(visit);
    if (!found) return web::error_response(visit.request, found.error());
    const auto reopened = reopen_notice(visit.store(), found->id);
    if (!reopened && reopened.error().kind != ErrorKind::Conflict) {
        return web::error_response(visit.request, reopened.error());
    }
    return web::see_other(notice_path(found->id));
}

using Page = web::Response (*)(const NoticeVisit&);

}  // namespace

Result<NoticeReach> notice_reach(const Catalogue& catalogue, const identity::Identity& identity,
                                 const identity::Principal& principal) {
    DW_TRY(const auto source, identity.source_of(principal.tenant, principal.organisation));
    const bool edits = principal.has(identity::Role::Editor);
    NoticeReach reach{
        .organisation = SourceId{source.agency, source.value}.to_string(),
        .without_organisation = principal.has(identity::Role::Administrator) || edits};
    if (edits) {
        DW_TRY(reach.areas, Editing(catalogue).areas_of(principal.tenant));
    }
    return reach;
}

std::string notice_path(const NoticeId& id) {
    return std::string(list_path) + "/" + id.to_string();
}

void add_notice_desk_routes(web::Router& router, const Catalogue& catalogue,
                            const identity::Identity& identity, Clock& clock) {
    const Desk desk{catalogue, identity, clock};
    const auto add = [&](web::Method method, std::string path, Page page) {
        router.add({.method = method,
                    .path = std::move(path),
                    .act = "catalogue.notices",
                    .handler = [desk, page](web::Request& request) {
                        // The gate lets nobody through without one.
                        const auto* principal = identity::principal_of(request);
                        if (!principal) return web::error_page(request, 404);
                        auto reach = notice_reach(desk.catalogue, desk.identity, *principal);
                        if (!reach) return web::error_response(request, reach.error());
                        return page({desk, request, *principal, *std::move(reach)});
                    }});
    };
    add(web::Method::Get, std::string(list_path), list_page);
    add(web::Method::Get, std::string(list_path) + "/{id}", open_route);
    add(web::Method::Post, std::string(list_path) + "/{id}/settlement", settle_route);
    add(web::Method::Post, std::string(list_path) + "/{id}/reopening", reopen_route);
    web::add_desk_navigation({.path = std::string(list_path),
                              .label = texts::desk_notices_title,
                              .act = "catalogue.notices",
                              .is_seldom = true});
}

}  // namespace dw::catalogue
