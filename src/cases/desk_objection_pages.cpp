#include "cases/desk_objection_pages.h"

#include "base/text.h"
#include "cases/desk_day.h"
#include "cases/desk_fold.h"
#include "cases/desk_letter_page.h"
#include "cases/fee.h"
#include "cases/standing.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

std::string day(const Visit& visit, Date date) {
    return written_day(date, visit.language);
}

Result<DecisionStanding> standing_at(const Visit& visit, const CaseFile& file) {
    return standing_of(visit.cases, visit.principal.tenant, file.state,
                       decided_on(file.state, file.history));
}

bool can_record(const CaseFile& file, const DecisionStanding& standing) {
    const bool possible = file.state.outcome && standing.remedy &&
                          standing.remedy->rule.kind != RemedyKind::Action &&
                          !waits_for_payment(file.state);
    const bool open = standing.standing != Standing::Contested &&
                      standing.standing != Standing::LawsuitOpen &&
                      standing.standing != Standing::Amended;
    return possible && open && file.allows(Act::WorkOnCase);
}

Html steps_of(const Visit& visit, const std::optional<ExplainedDeadline>& deadline) {
    if (!deadline) return {};
    std::vector<Html> steps;
    for (const auto& step : deadline->steps)
        steps.push_back(web::escape(explain(step, visit.language)));
    return web::details(visit.say(texts::desk_post_known_why), web::numbered_list(steps));
}

Text way_words(ObjectionWay way) {
    switch (way) {
        case ObjectionWay::Online:
            return texts::desk_objection_online;
        case ObjectionWay::OnlineProven:
            return texts::desk_objection_proven;
        case ObjectionWay::Letter:
            return texts::desk_objection_letter;
        case ObjectionWay::OnRecord:
            break;
    }
    return texts::desk_objection_on_record;
}

// Before a decision is made known no period runs: "in time" would say more than anybody knows.
Text in_time_words(const std::optional<Date>& last_day) {
    return last_day ? texts::desk_objection_in_time : texts::desk_objection_before;
}

Html served_form(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    const bool is_served = state.objection && state.objection->kind == ObjectionKind::Objection &&
                           state.outcome && rejects(state.outcome->outcome);
    if (!is_served || !identity::role_allows(visit.principal, "letter.post")) return {};
    Html html;
    for (const auto& letter : state.letters) {
        if (letter.sequence != state.outcome_sequence) continue;
        if (letter.served)
            html += web::paragraph(visit.say(texts::desk_served_on, {day(visit, *letter.served)}));
        if (!letter.posted || letter.returned) continue;
        web::Field field;
        field.id = "zugestellt";
        field.label = visit.say(texts::desk_served_day);
        field.hint = visit.say(texts::desk_served_hint);
        html += web::details(
            visit.say(texts::desk_served_title),
            web::post_form(
                visit.request, letter_path(file.id, letter.sequence) + "/served",
                web::date_field(field, date_value(visit.today), visit.language) +
                    web::button(visit.say(texts::desk_served_save), web::Weight::Secondary)));
    }
    return html;
}

// Of a case that is an objection: against what, how it came, and whether that was in time.
Html against_part(const Visit& visit, const CaseFile& file) {
    if (!file.state.objection) return {};
    const auto& objection = *file.state.objection;
    std::vector<web::ListRow> rows{
        {visit.say(texts::desk_objection_against),
         web::link(case_path(objection.against), objection.number)},
        {visit.say(texts::desk_objection_received), web::escape(day(visit, objection.received))},
        {visit.say(texts::desk_objection_way), web::escape(visit.say(way_words(objection.way)))},
        {visit.say(texts::desk_objection_last_day),
         web::escape(objection.last_day ? day(visit, *objection.last_day)
                                        : visit.say(texts::desk_objection_no_day))}};
    Html html = web::description_list(rows);
    const bool tax = objection.kind == ObjectionKind::TaxObjection;
    if (is_in_time(objection.received, objection.last_day))
        html += web::paragraph(visit.say(in_time_words(objection.last_day)));
    else
        html += web::alert(web::Tone::Warning, visit.say(texts::desk_objection_late),
                           web::paragraph(visit.say(tax ? texts::desk_objection_late_tax
                                                        : texts::desk_objection_late_law)));
    if (objection.way == ObjectionWay::Online && !tax)
        html += web::paragraph(visit.say(texts::desk_objection_check_form));
    const auto original = visit.cases.case_file(visit.principal, objection.against);
    const auto standing = original ? standing_at(visit, *original) : original.error();
    if (standing) html += steps_of(visit, standing->until);
    html += served_form(visit, file);
    const auto received = written_date(objection.received, visit.language);
    return folded(visit,
                  {visit.say(texts::desk_objection_title), received,
                   file.state.is_open() ? Fold::Open : Fold::Closed},
                  html);
}

struct Input {
    std::string way = "letter", text;
    web::DateValue received;
    std::string way_error = {}, text_error = {}, received_error = {};
    bool has_errors() const {
        return !way_error.empty() || !text_error.empty() || !received_error.empty();
    }
};

Html record_form(const Visit& visit, const CaseFile& file, const Input& input) {
    web::Field way;
    way.id = "weg";
    way.label = visit.say(texts::desk_objection_way);
    way.value = input.way;
    way.error = input.way_error;
    std::vector<web::Option> options;
    for (const auto each : {ObjectionWay::Letter, ObjectionWay::OnRecord})
        options.push_back({std::string(name_of(each)), visit.say(way_words(each)), ""});
    web::Field received;
    received.id = "eingang";
    received.label = visit.say(texts::desk_objection_received);
    received.hint = visit.say(texts::desk_objection_received_hint);
    received.error = input.received_error;
    web::Field text;
    text.id = "widerspruch";
    text.label = visit.say(texts::desk_objection_text);
    text.hint = visit.say(texts::desk_objection_text_hint);
    text.value = input.text;
    text.error = input.text_error;
    return web::post_form(visit.request, case_path(file.id, "objection"),
                          web::radio_field(way, options, visit.language) +
                              web::date_field(received, input.received, visit.language) +
                              web::text_area(text, 8, visit.language) +
                              web::button(visit.say(texts::desk_objection_save)));
}

web::Response record_page(const Visit& visit, const CaseFile& file,
                          const DecisionStanding& standing, const Input& input) {
    std::vector<web::SummaryError> errors;
    if (!input.way_error.empty()) errors.push_back({"weg", input.way_error});
    if (!input.received_error.empty()) errors.push_back({"eingang-day", input.received_error});
    if (!input.text_error.empty()) errors.push_back({"widerspruch", input.text_error});
    Html main = web::error_summary(errors, visit.language) +
                web::heading(1, visit.say(texts::desk_objection_record)) +
                web::lead(file.state.opened.subject + ", " + file.service_title);
    const auto words = standing_words(standing, visit.language);
    if (!words.empty()) main += web::paragraph(words) + steps_of(visit, standing.until);
    main +=
        web::paragraph(visit.say(texts::desk_objection_late_too)) + record_form(visit, file, input);
    return desk_page(visit, {.title = visit.say(texts::desk_objection_record),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

Input input_in(const Visit& visit, const CaseFile& file) {
    Input input{.way = std::string(visit.request.form.get("weg")),
                .text = std::string(trim(visit.request.form.get("widerspruch"))),
                .received = day_typed(visit.request, "eingang")};
    const auto way = objection_way_from(input.way);
    if (way != ObjectionWay::Letter && way != ObjectionWay::OnRecord)
        input.way_error = visit.say(texts::desk_objection_way_missing);
    const auto received = day_in(input.received);
    const auto decided = decided_on(file.state, file.history);
    if (!received || *received > visit.today || (decided && *received < *decided))
        input.received_error = visit.say(texts::desk_objection_day_wrong);
    input.text_error =
        text_error(visit, input.text, Needed::Yes, texts::desk_objection_text_missing);
    return input;
}

const RunningDeadline* deemed_approval(const Visit& visit, const CaseState& state) {
    for (const auto& deadline : state.deadlines) {
        if (!deadline.is_passed || !deadline.last_day || !deadline.from) continue;
        const auto law = visit.cases.neighbours().law.tables.deadlines.find(
            deadline.law, *deadline.from, state.opened.place);
        if (law && (*law)->kind == DeadlineKind::DeemedApproval) return &deadline;
    }
    return nullptr;
}

}  // namespace

Html standing_part(const Visit& visit, const CaseFile& file) {
    Html html = against_part(visit, file);
    const auto standing = standing_at(visit, file);
    if (!file.state.outcome || !standing) return html;
    Html body;
    const auto words = standing_words(*standing, visit.language);
    if (!words.empty()) body += web::paragraph(words);
    if (standing->standing == Standing::LawsuitOpen || standing->lawsuit)
        body += steps_of(visit, standing->lawsuit);
    for (const auto& objection : file.state.objections) {
        const bool in_time = is_in_time(objection.received, objection.last_day);
        body += web::html<"<p class=\"kern-body\">{} {}</p>">(
            web::link(case_path(objection.objection),
                      visit.say(texts::desk_objection_link, {objection.number})),
            visit.say(in_time ? in_time_words(objection.last_day) : texts::desk_objection_late));
    }
    const auto& remedy = standing->remedy;
    if (remedy && remedy->rule.kind == RemedyKind::Action && !file.state.objection &&
        standing->standing != Standing::None)
        body += web::paragraph(
            visit.say(texts::desk_no_objection, {remedy->court->name, remedy->rule.citation}));
    if (can_record(file, *standing))
        body += web::link_button(case_path(file.id, "objection"),
                                 visit.say(texts::desk_objection_record), web::Weight::Secondary);
    return html + folded(visit,
                         {visit.say(texts::desk_standing_title),
                          {},
                          standing->standing == Standing::Contested ? Fold::Open : Fold::Closed},
                         body);
}

Html certificate_part(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    const auto* deadline = deemed_approval(visit, state);
    if (!deadline) return {};
    Html body;
    if (state.certificate_asked)
        body += web::paragraph(
            visit.say(texts::desk_certificate_asked, {day(visit, *state.certificate_asked)}));
    if (state.certificate)
        body += web::paragraph(visit.say(texts::desk_certificate_issued));
    else if (file.allows(Act::WorkOnCase))
        body += web::paragraph(visit.say(texts::desk_certificate_why)) +
                web::post_form(
                    visit.request, case_path(file.id, "certificate"),
                    web::button(visit.say(texts::desk_certificate_issue), web::Weight::Secondary));
    return web::heading(2, visit.say(texts::desk_certificate_title)) + body;
}

web::Response objection_form_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto standing = standing_at(visit, *file);
    if (!standing) return web::error_response(visit.request, standing.error());
    if (!can_record(*file, *standing)) return web::see_other(case_path(file->id));
    Input input;
    input.received = date_value(visit.today);
    return record_page(visit, *file, *standing, input);
}

web::Response objection_record_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto standing = standing_at(visit, *file);
    if (!standing) return web::error_response(visit.request, standing.error());
    if (!can_record(*file, *standing)) return web::see_other(case_path(file->id));
    const Input input = input_in(visit, *file);
    if (input.has_errors()) return record_page(visit, *file, *standing, input);
    const auto opened = visit.cases.record_objection(visit.principal, file->id,
                                                     {.way = *objection_way_from(input.way),
                                                      .received = *day_in(input.received),
                                                      .text = input.text});
    if (opened) return web::see_other(case_path(opened->id) + "?getan=widersprochen");
    if (opened.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file->id));
    return web::error_response(visit.request, opened.error());
}

web::Response letter_served_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto letter = parse_integer(visit.request.parameter("sequence"));
    if (!letter) return web::error_page(visit.request, 404);
    const auto on = day_in(day_typed(visit.request, "zugestellt"));
    const auto served = on ? visit.cases.serve_letter(visit.principal, file->id, *letter, *on)
                           : Result<store::Receipt>(invalid("case.letter_day", "no day"));
    if (served) return web::see_other(case_path(file->id) + "?getan=zugestellt");
    if (served.error().kind == ErrorKind::Invalid)
        return web::error_page(visit.request, 422, visit.say(texts::desk_served_wrong));
    if (served.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file->id));
    return web::error_response(visit.request, served.error());
}

web::Response certificate_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto issued = visit.cases.issue_certificate(visit.principal, file->id);
    if (issued) return web::see_other(case_path(file->id) + "?getan=bescheinigt");
    if (issued.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file->id));
    return web::error_response(visit.request, issued.error());
}

}  // namespace dw::cases
