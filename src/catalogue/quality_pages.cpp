#include "catalogue/quality_pages.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/notice_desk_pages.h"
#include "catalogue/notice_table.h"
#include "catalogue/page_parts.h"
#include "catalogue/set_aside_table.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::string_view quality_path = "/desk/quality";
constexpr std::string_view aside_view = "zurueckgestellt";
constexpr std::size_t findings_per_page = 25;
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

Html set_aside_form(const QualityVisit& visit, const QualityFinding& finding) {
    return web::details(visit.edit.say(texts::quality_set_aside),
                        aside_form(visit, to_hex(finding.key()), code_of(finding.kind), {}));
}

Html take_back_form(const QualityVisit& visit, const QualityFinding& finding, const SetAside& why) {
    return web::paragraph(visit.edit.say(
               texts::quality_aside_by,
               {person_name(visit.edit, why.by), day_of(visit.edit, why.at), why.reason})) +
           web::post_form(
               visit.edit.request, std::string(quality_path) + "/taken-back",
               hidden_field("befund", to_hex(finding.key())) +
                   hidden_field("gebiet", visit.area.key()) +
                   web::button(visit.edit.say(texts::quality_take_back), web::Weight::Secondary));
}

Html card_of(const QualityVisit& visit, const QualityFinding& finding, const SetAside* why) {
    web::Card card;
    card.title = finding.title.empty() ? finding.object.to_string() : finding.title;
    card.preline = kind_name(finding.kind, visit.edit.language());
    card.body = web::paragraph(
        sentence_about(finding, visit.edit.desk.catalogue.areas(), visit.edit.language()));
    card.footer = web::link(path_to_repair(visit, finding), visit.edit.say(texts::quality_repair)) +
                  (why ? take_back_form(visit, finding, *why) : set_aside_form(visit, finding));
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

Html list_of(const QualityVisit& visit, const Sorted& findings,
             const std::map<Digest, SetAside>& aside, std::string_view wanted) {
    std::vector<const QualityFinding*> shown;
    for (const auto* finding : wanted == aside_view ? findings.aside : findings.open) {
        if (wanted == aside_view || code_of(finding->kind) == wanted) shown.push_back(finding);
    }
    if (shown.empty()) return web::paragraph(visit.edit.say(texts::quality_none));
    const auto asked = parse_integer(visit.edit.request.query.get("seite")).value_or(0);
    const std::size_t pages = (shown.size() + findings_per_page - 1) / findings_per_page;
    const std::size_t page =
        asked < 0 ? 0 : std::min<std::size_t>(static_cast<std::size_t>(asked), pages - 1);
    std::vector<Html> cards;
    const std::size_t end = std::min(shown.size(), (page + 1) * findings_per_page);
    for (std::size_t at = page * findings_per_page; at < end; ++at) {
        const auto why = aside.find(shown[at]->key());
        cards.push_back(card_of(visit, *shown[at], why == aside.end() ? nullptr : &why->second));
    }
    const std::string next =
        page + 1 < pages ? path_of_list(visit.area, wanted, page + 1) : std::string();
    return web::html<"<div class=\"dw-stack\">{}</div>">(web::join(cards)) +
           web::pagination(next, texts::desk_notices_next, visit.edit.language());
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
    const auto kind = std::ranges::find(kinds, wanted, code_of);
    if (kind == kinds.end() && wanted != aside_view)
        return web::error_page(visit.edit.request, 404);
    return show(visit.edit, {.title = kind == kinds.end() ? visit.edit.say(texts::quality_aside)
                                                          : kind_name(*kind, visit.edit.language()),
                             .back_path = path_of_list(visit.area, ""),
                             .main = list_of(visit, findings, *aside, wanted)});
}

std::optional<Digest> finding_sent(const QualityVisit& visit) {
    const auto bytes = from_hex(visit.edit.request.form.get("befund"));
    Digest finding{};
    if (!bytes || bytes->size() != finding.size()) return std::nullopt;
    std::ranges::copy(*bytes, finding.begin());
    return finding;
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
    const auto done =
        set_aside(visit.edit.desk.catalogue.store(), visit.edit.editor.tenant, *finding,
                  {reason, visit.edit.editor.actor, visit.edit.desk.clock.now()});
    return done ? web::see_other(back) : web::error_response(visit.edit.request, done.error());
}

web::Response take_back_route(const QualityVisit& visit) {
    const auto finding = finding_sent(visit);
    const std::string back = path_of_list(visit.area, aside_view);
    if (!finding) return web::see_other(back);
    const auto done =
        take_back(visit.edit.desk.catalogue.store(), visit.edit.editor.tenant, *finding);
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
