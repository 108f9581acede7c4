#include "catalogue/quality_pages.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/notice_desk_pages.h"
#include "catalogue/notice_table.h"
#include "catalogue/page_parts.h"
#include "catalogue/quality_groups.h"
#include "catalogue/set_aside_table.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::string_view quality_path = "/desk/quality";
constexpr std::string_view aside_view = "zurueckgestellt";
constexpr std::size_t cards_per_page = 25;
constexpr std::size_t named_places = 50;  // of one card
constexpr std::array kinds{QualityKind::NobodyInCharge,  QualityKind::PlaceWithGap,
                           QualityKind::Contradiction,   QualityKind::DeadReference,
                           QualityKind::DeadlinesDiffer, QualityKind::MissingText,
                           QualityKind::OldText,         QualityKind::LongSentences};

struct QualityVisit {
    const EditVisit& edit;
    QualityReports& reports;
    Ars area;
};

std::string path_of_list(const Ars& area, std::string_view kind, std::size_t page = 0) {
    return path_with(quality_path, {{"gebiet", std::string(area.key())},
                                    {"art", std::string(kind)},
                                    {"seite", page == 0 ? "" : std::to_string(page)}});
}

// To where the finding is repaired.
std::string path_to_repair(const QualityVisit& visit, const QualityFinding& finding) {
    const Ars where = finding.area.key().empty() ? visit.area : finding.area;
    if (finding.part == "parent") return path_of_organisation(finding.object);
    if (finding.kind == QualityKind::OldText) return path_of_service(finding.object, where);
    if (finding.part.empty())
        return path_of(EditTarget{EditKind::Responsibility, finding.object, "", where});
    return path_of(EditTarget{EditKind::Text, finding.object, finding.part, where});
}

Html aside_form(const QualityVisit& visit, std::string_view finding, std::string_view kind,
                web::Field reason) {
    reason.id = "grund-" + std::string(finding.substr(0, 12));
    reason.label = visit.edit.say(texts::quality_reason);
    const Html fields =
        hidden_field("befund", finding) + hidden_field("gebiet", visit.area.key()) +
        hidden_field("art", kind) + hidden_field("feld", reason.id) +
        web::text_area(reason, 2, visit.edit.language()) +
        web::button(visit.edit.say(texts::quality_set_aside), web::Weight::Secondary);
    return web::post_form(visit.edit.request, std::string(quality_path) + "/set-aside", fields);
}

Html set_aside_form(const QualityVisit& visit, const QualityGroup& group) {
    const QualityFinding& finding = *group.front();
    const auto label = group.size() == 1 ? visit.edit.say(texts::quality_set_aside)
                                         : visit.edit.say(texts::quality_set_aside_all,
                                                          {std::to_string(group.size())});
    return web::details(label, aside_form(visit, to_hex(finding.key()), code_of(finding.kind), {}));
}

Html take_back_form(const QualityVisit& visit, const QualityGroup& group, const SetAside& why) {
    const auto label = group.size() == 1 ? visit.edit.say(texts::quality_take_back)
                                         : visit.edit.say(texts::quality_take_back_all,
                                                          {std::to_string(group.size())});
    return web::paragraph(visit.edit.say(
               texts::quality_aside_by,
               {person_name(visit.edit, why.by), day_of(visit.edit, why.at), why.reason})) +
           web::post_form(visit.edit.request, std::string(quality_path) + "/taken-back",
                          hidden_field("befund", to_hex(group.front()->key())) +
                              hidden_field("gebiet", visit.area.key()) +
                              web::button(label, web::Weight::Secondary));
}

// Where the same is so as well; each is repaired in its place.
Html other_places(const QualityVisit& visit, const QualityGroup& group) {
    if (group.size() == 1) return {};
    std::vector<Html> links;
    for (std::size_t at = 1; at < group.size() && at <= named_places; ++at) {
        const auto [area, id] = place_beside(*group.front(), *group[at]);
        std::string label = area.key().empty() ? id : area_name(visit.edit, area);
        if (!area.key().empty() && !id.empty()) label += " (" + id + ")";
        links.push_back(web::link(path_to_repair(visit, *group[at]), label));
    }
    if (group.size() > named_places + 1) links.push_back(web::escape("…"));
    const auto others = group.size() - 1;
    return web::details(others == 1 ? visit.edit.say(texts::quality_more_one)
                                    : visit.edit.say(texts::quality_more, {std::to_string(others)}),
                        web::bullet_list(links));
}

// Whether the edit changes what the finding is about.
bool is_about(const Edit& edit, const QualityFinding& finding) {
    const EditTarget& target = edit.target;
    if (target.object != finding.object || finding.part == "parent") return false;
    const bool text = target.kind == EditKind::Text;
    if (finding.kind == QualityKind::OldText) return text;
    if (finding.kind == QualityKind::DeadlinesDiffer)
        return text && (target.part == "13" || target.part == "deadlines");
    if (!finding.part.empty()) return text && target.part == finding.part;
    return target.kind == EditKind::Responsibility &&
           (target.area.contains(finding.area) || finding.area.contains(target.area));
}

Html waiting_mark(const QualityVisit& visit, const QualityGroup& group,
                  const std::vector<Edit>& waiting) {
    const auto found = std::ranges::find_if(waiting, [&](const Edit& edit) {
        return std::ranges::any_of(group,
                                   [&](const auto* finding) { return is_about(edit, *finding); });
    });
    if (found == waiting.end()) return {};
    return web::alert(web::Tone::Info, visit.edit.say(texts::quality_waits),
                      web::html<"<p class=\"kern-body\">{}</p>">(
                          web::link(path_of(found->id), visit.edit.say(texts::edit_to_version))));
}

struct Shown {
    const std::map<Digest, SetAside>& aside;
    const std::vector<Edit>& waiting;
};

Html card_of(const QualityVisit& visit, const QualityGroup& group, const Shown& shown) {
    const QualityFinding& finding = *group.front();
    const auto why = shown.aside.find(finding.key());
    web::Card card;
    card.title = finding.title.empty() ? finding.object.to_string() : finding.title;
    card.preline = kind_name(finding.kind, visit.edit.language());
    card.body = web::paragraph(sentence_about(finding, visit.edit.desk.catalogue.areas(),
                                              visit.edit.language())) +
                other_places(visit, group) + waiting_mark(visit, group, shown.waiting);
    card.footer = web::link(path_to_repair(visit, finding), visit.edit.say(texts::quality_repair)) +
                  (why == shown.aside.end() ? set_aside_form(visit, group)
                                            : take_back_form(visit, group, why->second));
    return web::card(card, 2);
}

struct Sorted {
    std::vector<const QualityFinding*> open, aside;
};
Sorted sorted(const QualityReport& report, const std::map<Digest, SetAside>& aside) {
    Sorted both;
    for (const QualityFinding& finding : report.findings)
        (!aside.empty() && aside.contains(finding.key()) ? both.aside : both.open)
            .push_back(&finding);
    return both;
}

Html overview(const QualityVisit& visit, const Sorted& findings) {
    web::Table table;
    table.caption = visit.edit.say(texts::quality_title);
    table.hide_caption = true;
    table.columns = {{.label = visit.edit.say(texts::quality_kind)},
                     {.label = visit.edit.say(texts::quality_open), .numeric = true}};
    for (const QualityKind kind : kinds) {
        const auto count = std::ranges::count_if(
            findings.open, [&](const auto* finding) { return finding->kind == kind; });
        const auto name = kind_name(kind, visit.edit.language());
        table.rows.push_back({count == 0 ? web::escape(name)
                                         : web::link(path_of_list(visit.area, code_of(kind)), name),
                              web::escape(std::to_string(count))});
    }
    table.rows.push_back(
        {web::link(path_of_list(visit.area, aside_view), visit.edit.say(texts::quality_aside)),
         web::escape(std::to_string(findings.aside.size()))});
    return web::table(table);
}

// What is set aside for different reasons stands apart.
std::vector<QualityGroup> groups_aside(const std::vector<const QualityFinding*>& findings,
                                       const std::map<Digest, SetAside>& aside) {
    std::map<std::string_view, std::vector<const QualityFinding*>> by_reason;
    for (const auto* finding : findings)
        by_reason[aside.at(finding->key()).reason].push_back(finding);
    std::vector<QualityGroup> groups;
    for (const auto& [reason, some] : by_reason)
        std::ranges::move(grouped(some), std::back_inserter(groups));
    return groups;
}

Html list_of(const QualityVisit& visit, const Sorted& findings, const Shown& shown,
             std::string_view wanted) {
    std::vector<const QualityFinding*> open;
    for (const auto* finding : findings.open)
        if (code_of(finding->kind) == wanted) open.push_back(finding);
    const auto groups =
        wanted == aside_view ? groups_aside(findings.aside, shown.aside) : grouped(open);
    if (groups.empty()) return web::paragraph(visit.edit.say(texts::quality_none));
    const std::size_t count = wanted == aside_view ? findings.aside.size() : open.size();
    const auto asked = parse_integer(visit.edit.request.query.get("seite")).value_or(0);
    const std::size_t pages = (groups.size() + cards_per_page - 1) / cards_per_page;
    const std::size_t page =
        asked < 0 ? 0 : std::min<std::size_t>(static_cast<std::size_t>(asked), pages - 1);
    std::vector<Html> cards;
    const std::size_t end = std::min(groups.size(), (page + 1) * cards_per_page);
    for (std::size_t at = page * cards_per_page; at < end; ++at)
        cards.push_back(card_of(visit, groups[at], shown));
    Html list;
    if (groups.size() < count)
        list += web::paragraph(visit.edit.say(texts::quality_grouped, {std::to_string(count)}));
    const std::string next =
        page + 1 < pages ? path_of_list(visit.area, wanted, page + 1) : std::string();
    return list + web::html<"<div class=\"dw-stack\">{}</div>">(web::join(cards)) +
           web::pagination(next, texts::quality_next, visit.edit.language());
}

Html choice_of_area(const QualityVisit& visit) {
    if (visit.edit.editor.areas.size() < 2) return {};
    std::vector<web::Tab> tabs;
    for (const Ars& area : visit.edit.editor.areas)
        tabs.push_back({path_of_list(area, ""), area_name(visit.edit, area), area == visit.area});
    return web::tabs(visit.edit.say(texts::edit_where), tabs);
}

// What residents say is wrong, as far as this editor reads it.
std::string open_notices(const QualityVisit& visit) {
    const EditDesk& desk = visit.edit.desk;
    const auto reach = notice_reach(desk.catalogue, desk.identity, visit.edit.principal);
    if (!reach) return "?";
    const auto list =
        notices(desk.catalogue.store(), {.reach = *reach, .limit = limits::list_items});
    if (!list) return "?";
    return std::to_string(list->notices.size()) + (list->more ? "+" : "");
}

Html notes(const QualityVisit& visit, const QualityReports::Answer& answer,
           const Sorted& findings) {
    Html main =
        choice_of_area(visit) +
        web::lead(visit.edit.say(texts::quality_lead, {std::to_string(findings.open.size()),
                                                       std::to_string(answer.report->services),
                                                       area_name(visit.edit, visit.area)}));
    if (!answer.is_current) main += web::paragraph(visit.edit.say(texts::quality_being_made_anew));
    if (!answer.report->complete) main += web::paragraph(visit.edit.say(texts::quality_cut));
    return main +
           web::html<"<p class=\"kern-body\">{}</p>">(web::link(
               "/desk/notices", visit.edit.say(texts::quality_notices, {open_notices(visit)})));
}

web::Response quality_page(const QualityVisit& visit) {
    const auto answer = visit.reports.report(visit.area);
    if (!answer) return web::error_response(visit.edit.request, answer.error());
    const auto title = visit.edit.say(texts::quality_title);
    if (!answer->report) {
        return show(
            visit.edit,
            {.title = title,
             .back_path = "",
             .main = web::alert(web::Tone::Info, visit.edit.say(texts::quality_being_made),
                                web::paragraph(visit.edit.say(texts::quality_being_made_text))) +
                     web::link_button(path_of_list(visit.area, ""),
                                      visit.edit.say(texts::quality_look_again))});
    }
    const auto reader = visit.edit.desk.catalogue.store().reader();
    if (!reader) return web::error_response(visit.edit.request, reader.error());
    const auto aside = load_set_aside(**reader, visit.edit.editor.tenant);
    if (!aside) return web::error_response(visit.edit.request, aside.error());
    const Sorted findings = sorted(*answer->report, *aside);
    const auto wanted = visit.edit.request.query.get("art");
    if (wanted.empty()) {
        return show(visit.edit,
                    {.title = title,
                     .back_path = "",
                     .main = notes(visit, *answer, findings) + overview(visit, findings)});
    }
    const auto waiting =
        visit.edit.desk.editing.edits(visit.edit.editor.tenant, EditState::Submitted);
    if (!waiting) return web::error_response(visit.edit.request, waiting.error());
    const auto kind = std::ranges::find(kinds, wanted, code_of);
    if (kind == kinds.end() && wanted != aside_view)
        return web::error_page(visit.edit.request, 404);
    return show(visit.edit, {.title = kind == kinds.end() ? visit.edit.say(texts::quality_aside)
                                                          : kind_name(*kind, visit.edit.language()),
                             .back_path = path_of_list(visit.area, ""),
                             .main = list_of(visit, findings, {*aside, *waiting}, wanted)});
}

std::optional<Digest> finding_sent(const QualityVisit& visit) {
    const auto bytes = from_hex(visit.edit.request.form.get("befund"));
    Digest finding{};
    if (!bytes || bytes->size() != finding.size()) return std::nullopt;
    std::ranges::copy(*bytes, finding.begin());
    return finding;
}

// The findings on the card of this one. While the report is made anew, only itself.
std::vector<Digest> findings_of_card(const QualityVisit& visit, const Digest& first) {
    const auto answer = visit.reports.report(visit.area);
    const auto reader = visit.edit.desk.catalogue.store().reader();
    if (!answer || !answer->report || !reader) return {first};
    const auto aside = load_set_aside(**reader, visit.edit.editor.tenant);
    if (!aside) return {first};
    const Sorted findings = sorted(*answer->report, *aside);
    const auto groups =
        aside->contains(first) ? groups_aside(findings.aside, *aside) : grouped(findings.open);
    for (const QualityGroup& group : groups) {
        if (group.front()->key() != first) continue;
        std::vector<Digest> keys;
        for (const auto* finding : group) keys.push_back(finding->key());
        return keys;
    }
    return {first};
}

web::Response set_aside_route(const QualityVisit& visit) {
    const auto finding = finding_sent(visit);
    const auto& form = visit.edit.request.form;
    const std::string reason(trim(form.get(form.get("feld"))));
    const std::string back = path_of_list(visit.area, form.get("art"));
    if (!finding) return web::see_other(back);
    if (reason.empty() || reason.size() > set_aside_reason_bytes || !is_plain_text(reason)) {
        web::Field field;
        field.value = reason;
        field.error = visit.edit.say(texts::quality_reason_missing);
        return show(visit.edit,
                    {.title = visit.edit.say(texts::quality_set_aside),
                     .back_path = back,
                     .main = aside_form(visit, to_hex(*finding), form.get("art"), field),
                     .errors = {{std::string(form.get("feld")), field.error}}});
    }
    const auto done = set_aside(visit.edit.desk.catalogue.store(), visit.edit.editor.tenant,
                                findings_of_card(visit, *finding),
                                {reason, visit.edit.editor.actor, visit.edit.desk.clock.now()});
    return done ? web::see_other(back) : web::error_response(visit.edit.request, done.error());
}

web::Response take_back_route(const QualityVisit& visit) {
    const auto finding = finding_sent(visit);
    const std::string back = path_of_list(visit.area, aside_view);
    if (!finding) return web::see_other(back);
    const auto done = take_back(visit.edit.desk.catalogue.store(), visit.edit.editor.tenant,
                                findings_of_card(visit, *finding));
    return done ? web::see_other(back) : web::error_response(visit.edit.request, done.error());
}

web::Response no_area(const EditVisit& visit) {
    return show(visit, {.title = visit.say(texts::quality_title),
                        .back_path = "",
                        .main = web::alert(web::Tone::Warning, visit.say(texts::edit_no_area),
                                           web::paragraph(visit.say(texts::edit_no_area_text)))});
}

using QualityPage = web::Response (*)(const QualityVisit&);

}  // namespace

void add_quality_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                        const identity::Identity& identity, Clock& clock) {
    const EditDesk desk{catalogue, search, identity, clock, Editing(catalogue)};
    const auto reports = std::make_shared<QualityReports>(catalogue, clock);
    const auto add = [&](web::Method method, std::string path, QualityPage page) {
        router.add({.method = method,
                    .path = std::string(quality_path) + path,
                    .act = "catalogue.edit",
                    .handler = [desk, reports, page](web::Request& request) {
                        // The gate lets nobody through without one.
                        const auto* principal = identity::principal_of(request);
                        if (!principal) return web::error_page(request, 404);
                        auto editor = editor_of(desk, *principal);
                        if (!editor) return web::error_response(request, editor.error());
                        const EditVisit visit{desk, request, *principal, *std::move(editor)};
                        const bool asks = request.method == web::Method::Get;
                        const auto area = chosen_area(
                            visit, asks ? request.query.get("gebiet") : request.form.get("gebiet"));
                        if (!area) return no_area(visit);
                        return page({visit, *reports, *area});
                    }});
    };
    add(web::Method::Get, "", quality_page);
    add(web::Method::Post, "/set-aside", set_aside_route);
    add(web::Method::Post, "/taken-back", take_back_route);
    web::add_desk_navigation({.path = std::string(quality_path),
                              .label = texts::quality_title,
                              .act = "catalogue.edit"});
}

}  // namespace dw::catalogue
