#include "cases/desk_deadline_pages.h"

#include <array>

#include "base/text.h"
#include "cases/deadline_table.h"
#include "cases/desk_day.h"
#include "cases/desk_due.h"
#include "cases/desk_fold.h"
#include "cases/desk_text_block_field.h"
#include "cases/texts.h"
#include "terms/written_date.h"
#include "web/default_button.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

std::string day(const Visit& visit, Date date) {
    return written_day(date, visit.language);
}

const LegalDeadline* law_named(const Cases& cases, const CaseState& state, std::string_view law,
                               std::optional<Date> from) {
    const auto found = cases.neighbours().law.tables.deadlines.find(
        law, from.value_or(state.opened.received), state.opened.place);
    return found ? *found : nullptr;
}

Text kind_words(DeadlineKind kind) {
    switch (kind) {
        case DeadlineKind::Order:
            return texts::desk_deadline_order;
        case DeadlineKind::DeemedApproval:
            return texts::desk_deadline_deemed_approval;
        case DeadlineKind::DeemedConsent:
            return texts::desk_deadline_deemed_consent;
        case DeadlineKind::DeemedWithdrawal:
            return texts::desk_deadline_deemed_withdrawal;
        case DeadlineKind::Exclusion:
            return texts::desk_deadline_exclusion;
        case DeadlineKind::Remedy:
            break;
    }
    return texts::desk_deadline_remedy;
}

// What missing papers do to it, and why.
std::string stop_words(const Visit& visit, const CaseState& state,
                       const RunningDeadline& deadline) {
    if (!deadline.when_complete) return visit.say(texts::desk_deadline_stops_never);
    if (!deadline.from) return visit.say(texts::desk_deadline_not_begun);
    if (state.complete_since)
        return visit.say(texts::desk_deadline_complete, {day(visit, *state.complete_since)});
    return visit.say(texts::desk_deadline_assumed, {day(visit, *deadline.from)});
}

std::string standing(const Visit& visit, const CaseState& state, const RunningDeadline& deadline) {
    if (deadline.is_passed) return visit.say(texts::desk_deadline_over);
    if (!state.is_open()) return visit.say(texts::desk_deadline_closed);
    return visit.say(deadline.from ? texts::desk_deadline_runs : texts::desk_deadline_waits);
}

Html steps_of(const Visit& visit, const CaseState& state, const RunningDeadline& deadline) {
    if (!deadline.from) return {};
    const auto explained = explained_deadline(
        visit.cases.neighbours().law.tables,
        {.law = deadline.law, .from = *deadline.from, .seat = state.opened.place});
    if (!explained) return {};
    std::vector<Html> steps;
    for (const auto& step : explained->steps)
        steps.push_back(web::escape(explain(step, visit.language)));
    if (deadline.extension)
        steps.push_back(web::escape(
            visit.say(texts::desk_deadline_extended_step,
                      {day(visit, deadline.extension->last_day), explained->law.extension})));
    return web::details(visit.say(texts::desk_case_why_due), web::numbered_list(steps));
}

struct Sent {
    std::string law;  // of the form that was sent; "" for none or the papers
    web::DateValue day;
    std::string reason = {}, day_error = {}, reason_error = {};
    BlockInserted block = {};
    bool has_errors() const { return !day_error.empty() || !reason_error.empty(); }
};

BlockChoice block_choice(const Visit& visit, const std::string& law) {
    return {"baustein-" + law, {{"grund-" + law, visit.say(texts::desk_deadline_reason)}}};
}

using Blocks = std::vector<ChosenBlock>;

Html extension_form(const Visit& visit, const CaseFile& file, const RunningDeadline& deadline,
                    const Sent& sent, const Blocks& blocks) {
    const auto* law = law_named(visit.cases, file.state, deadline.law, deadline.from);
    if (!law || law->extension.empty() || deadline.extension || !deadline.runs()) return {};
    if (!can(file, Act::WorkOnCase)) return {};
    const bool own = sent.law == deadline.law;
    web::Field until;
    until.id = "neu-" + deadline.law;
    until.label = visit.say(texts::desk_deadline_new_day);
    until.error = own ? sent.day_error : "";
    web::Field reason;
    reason.id = "grund-" + deadline.law;
    reason.label = visit.say(texts::desk_deadline_reason);
    reason.hint = visit.say(texts::desk_deadline_reason_hint);
    reason.value = own ? sent.reason : "";
    reason.error = own ? sent.reason_error : "";
    const Html fields =
        web::default_button("schritt", "verlaengern") +
        web::html<"<input type=\"hidden\" name=\"frist\" value=\"{}\">">(deadline.law) +
        web::date_field(until, own ? sent.day : web::DateValue{}, visit.language) +
        block_fields(visit, without_reasons(blocks), block_choice(visit, deadline.law),
                     own ? sent.block.error : "") +
        web::text_area(reason, 4, visit.language) + (own ? gap_box(visit, {sent.reason}) : Html{}) +
        web::named_button({"schritt", "verlaengern", visit.say(texts::desk_deadline_extend),
                           web::Weight::Secondary});
    return web::heading(3, visit.say(texts::desk_deadline_extend)) +
           web::paragraph(visit.say(texts::desk_deadline_extend_law, {law->extension})) +
           web::post_form(visit.request, case_path(file.id, "deadlines/extension"), fields);
}

Html law_part(const Visit& visit, const CaseFile& file, const RunningDeadline& deadline,
              const Sent& sent, const Blocks& blocks) {
    const auto* law = law_named(visit.cases, file.state, deadline.law, deadline.from);
    std::vector<web::ListRow> rows;
    const auto add = [&](Text key, const std::string& value) {
        rows.push_back({visit.say(key), web::escape(value)});
    };
    if (law) add(texts::desk_deadline_kind, visit.say(kind_words(law->kind)));
    if (law) add(texts::desk_deadline_law, law->citation);
    add(texts::desk_deadline_standing, standing(visit, file.state, deadline));
    if (deadline.from) add(texts::desk_deadline_from, day(visit, *deadline.from));
    if (deadline.last_day) add(texts::desk_deadline_last_day, day(visit, *deadline.last_day));
    if (deadline.extension) add(texts::desk_deadline_extension, deadline.extension->reason);
    return web::heading(2, deadline_name(visit.cases, file.state, deadline.law, visit.language)) +
           web::description_list(rows) + web::paragraph(stop_words(visit, file.state, deadline)) +
           steps_of(visit, file.state, deadline) +
           extension_form(visit, file, deadline, sent, blocks);
}

Html processing_part(const Visit& visit, const CaseFile& file) {
    std::vector<Html> steps;
    for (const auto& step : file.due_steps)
        steps.push_back(web::escape(explain(step, visit.language)));
    Html out = web::heading(2, visit.say(texts::desk_deadline_processing)) +
               web::description_list({{visit.say(texts::desk_deadline_last_day),
                                       web::escape(day(visit, file.state.due))}}) +
               web::paragraph(visit.say(texts::desk_deadline_processing_why));
    if (!steps.empty())
        out += web::details(visit.say(texts::desk_case_why_due), web::numbered_list(steps));
    return out;
}

// What silence does, and what must be so before it does it.
Html withdrawal_part(const Visit& visit, const CaseState& state, const Question& question) {
    const auto* law = law_named(visit.cases, state, question.deemed_withdrawal, std::nullopt);
    const auto known = visit.cases.known_by_post(state, question.message);
    Html html = web::paragraph(visit.say(
        texts::desk_withdrawal_runs,
        {day(visit, *question.answer_by), law ? law->citation : question.deemed_withdrawal}));
    if (!known) return html + web::paragraph(visit.say(texts::desk_withdrawal_not_posted));
    const bool in_time = *known < *question.answer_by;
    return html + web::paragraph(visit.say(
                      in_time ? texts::desk_withdrawal_known : texts::desk_withdrawal_too_late,
                      {day(visit, *known)}));
}

Html question_part(const Visit& visit, const CaseState& state) {
    if (!state.is_open() || !state.question || !state.question->answer_by) return {};
    const auto& question = *state.question;
    std::vector<web::ListRow> rows{{visit.say(texts::desk_deadline_last_day),
                                    due_mark(*question.answer_by, visit.today, visit.language)}};
    if (question.is_reminded || question.remind_on)
        rows.push_back({visit.say(texts::desk_deadline_reminder),
                        question.is_reminded ? web::escape(visit.say(texts::desk_deadline_reminded))
                                             : web::escape(day(visit, *question.remind_on))});
    Html html = web::heading(2, visit.say(texts::desk_deadline_answer)) +
                web::description_list(rows) +
                web::paragraph(visit.say(texts::desk_deadline_answer_why));
    if (!question.deemed_withdrawal.empty()) html += withdrawal_part(visit, state, question);
    return html;
}

bool waits_for_papers(const CaseState& state) {
    if (state.complete_since) return false;
    for (const auto& deadline : state.deadlines)
        if (deadline.when_complete && !deadline.is_passed) return true;
    return false;
}

Html papers_form(const Visit& visit, const CaseFile& file, const Sent& sent) {
    if (!waits_for_papers(file.state) || !can(file, Act::WorkOnCase)) return {};
    web::Field since;
    since.id = "vollstaendig";
    since.label = visit.say(texts::desk_papers_since);
    since.hint = visit.say(texts::desk_papers_hint);
    since.error = sent.law.empty() ? sent.day_error : "";
    return web::heading(2, visit.say(texts::desk_papers_title)) +
           web::paragraph(visit.say(file.state.papers_asked ? texts::desk_papers_missing
                                                            : texts::desk_papers_unsaid)) +
           web::post_form(
               visit.request, case_path(file.id, "deadlines/papers"),
               web::date_field(since, sent.law.empty() ? sent.day : web::DateValue{},
                               visit.language) +
                   web::button(visit.say(texts::desk_papers_confirm), web::Weight::Secondary));
}

web::Response deadlines_page(const Visit& visit, const CaseFile& file, const Sent& sent) {
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    std::vector<web::SummaryError> errors;
    const std::string field = sent.law.empty() ? "vollstaendig" : "neu-" + sent.law;
    if (!sent.day_error.empty()) errors.push_back({field + "-day", sent.day_error});
    if (!sent.reason_error.empty()) errors.push_back({"grund-" + sent.law, sent.reason_error});
    if (!sent.block.error.empty()) errors.push_back({"baustein-" + sent.law, sent.block.error});
    Html main = web::error_summary(errors, visit.language) + sent.block.notice;
    main += web::heading(1, visit.say(texts::desk_deadlines_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += question_part(visit, file.state);
    for (const auto& deadline : file.state.deadlines)
        main += law_part(visit, file, deadline, sent, *blocks);
    main += processing_part(visit, file) + papers_form(visit, file, sent);
    return desk_page(visit, {.title = visit.say(texts::desk_deadlines_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

// Somebody was faster: the page shows how it is now.
web::Response after(const Visit& visit, const CaseFile& file, const Result<store::Receipt>& done,
                    std::string_view what) {
    if (done) return web::see_other(case_path(file.id) + "?getan=" + std::string(what));
    if (done.error().kind == ErrorKind::Conflict)
        return web::see_other(case_path(file.id, "deadlines"));
    return web::error_response(visit.request, done.error());
}

Html alert_of(const Visit& visit, const CaseState& state) {
    Html alerts;
    if (state.question && state.question->is_overdue && state.question->answer_by)
        alerts += web::alert(
            web::Tone::Warning,
            visit.say(texts::desk_answer_overdue, {day(visit, *state.question->answer_by)}),
            web::paragraph(visit.say(texts::desk_answer_overdue_next)));
    for (const auto& deadline : state.deadlines) {
        const auto* law = law_named(visit.cases, state, deadline.law, deadline.from);
        if (!deadline.is_passed || !law || !deadline.last_day) continue;
        const bool deemed = law->kind == DeadlineKind::DeemedApproval;
        alerts += web::alert(
            web::Tone::Warning,
            visit.say(deemed ? texts::desk_deemed_approval : texts::desk_deadline_missed,
                      {day(visit, *deadline.last_day), law->citation}),
            deemed ? web::paragraph(visit.say(texts::desk_deemed_approval_next)) : Html{});
    }
    return alerts;
}

}  // namespace

Html withdrawn_part(const Visit& visit, const CaseFile& file) {
    const auto& withdrawn = file.state.deemed_withdrawn;
    if (!withdrawn) return {};
    const auto* law = law_named(visit.cases, file.state, withdrawn->law, withdrawn->last_day);
    return web::alert(
        web::Tone::Info,
        visit.say(texts::desk_deemed_withdrawn,
                  {day(visit, withdrawn->last_day), law ? law->citation : withdrawn->law}),
        web::paragraph(visit.say(texts::desk_deemed_withdrawn_why)));
}

std::string deadline_name(const Cases& cases, const CaseState& state, std::string_view law,
                          Language language) {
    if (law == answer_law) return std::string(texts::desk_deadline_answer.in(language));
    const auto* known = law_named(cases, state, law, std::nullopt);
    if (!known) return std::string(law);
    return language == Language::German ? known->name_de : known->name_en;
}

web::Html deadline_alerts(const Visit& visit, const CaseFile& file) {
    return file.state.is_open() ? alert_of(visit, file.state) : Html{};
}

web::Html deadlines_part(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    if (!state.is_open()) return {};
    std::vector<Html> lines;
    std::string names;  // instead of a number nobody could count again
    const auto add = [&](const std::string& name, const Html& when) {
        names += (names.empty() ? "" : ", ") + name;
        lines.push_back(web::html<"{}: {}">(name, when));
    };
    const auto by = [&](Date last_day) { return due_mark(last_day, visit.today, visit.language); };
    const auto name = [&](std::string_view law) {
        return deadline_name(visit.cases, state, law, visit.language);
    };
    add(visit.say(texts::desk_deadline_processing), by(state.due));
    if (state.question && state.question->answer_by)
        add(name(answer_law), by(*state.question->answer_by));
    for (const auto& deadline : state.deadlines) {
        if (deadline.runs()) add(name(deadline.law), by(*deadline.last_day));
        if (!deadline.from)
            add(name(deadline.law), web::escape(visit.say(texts::desk_deadline_waits)));
    }
    std::vector<Html> steps;
    for (const auto& step : file.due_steps)
        steps.push_back(web::escape(explain(step, visit.language)));
    Html body = web::bullet_list(lines);
    if (!steps.empty())
        body += web::paragraph(visit.say(texts::desk_case_why_due)) + web::numbered_list(steps);
    body += web::html<"<p class=\"kern-body\">{}</p>">(
        web::link(case_path(file.id, "deadlines"), visit.say(texts::desk_deadlines_all)));
    return folded(visit, {visit.say(texts::desk_deadlines_title), names}, body);
}

web::Response deadlines_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (file->state.is_destroyed()) return web::see_other(case_path(file->id));
    return deadlines_page(visit, *file, {.law = {}, .day = date_value(visit.today)});
}

web::Response papers_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::WorkOnCase)) return web::see_other(case_path(file->id));
    Sent sent{.law = {}, .day = day_typed(visit.request, "vollstaendig")};
    const auto since = day_in(sent.day);
    if (!since || *since > visit.today || *since < file->state.opened.received) {
        sent.day_error = visit.say(texts::desk_papers_day_wrong);
        return deadlines_page(visit, *file, sent);
    }
    return after(visit, *file, visit.cases.confirm_papers(visit.principal, file->id, *since),
                 "vollstaendig");
}

web::Response extension_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const std::string law(visit.request.form.get("frist"));
    const auto* deadline = find_deadline(file->state.deadlines, law);
    if (!can(*file, Act::WorkOnCase) || !deadline || !deadline->runs())
        return web::see_other(case_path(file->id, "deadlines"));
    Sent sent{.law = law,
              .day = day_typed(visit.request, "neu-" + law),
              .reason = std::string(trim(visit.request.form.get("grund-" + law)))};
    const auto choice = block_choice(visit, law);
    if (const auto* target = pressed_target(visit, choice)) {
        auto inserted = insert_block(visit, file->state, choice, *target, sent.reason);
        if (!inserted) return web::error_response(visit.request, inserted.error());
        sent.block = *std::move(inserted);
        return deadlines_page(visit, *file, sent);
    }
    const auto until = day_in(sent.day);
    if (!until || *until <= *deadline->last_day)
        sent.day_error =
            visit.say(texts::desk_deadline_day_wrong, {day(visit, *deadline->last_day)});
    else if (is_too_far(*until, visit.today))
        sent.day_error = visit.say(texts::desk_day_far);
    sent.reason_error =
        text_error(visit, sent.reason, Needed::Yes, texts::desk_deadline_reason_missing);
    if (sent.reason_error.empty()) sent.reason_error = gap_error(visit, sent.reason);
    if (sent.has_errors()) return deadlines_page(visit, *file, sent);
    return after(visit, *file,
                 visit.cases.extend_deadline(visit.principal, file->id, {law, *until, sent.reason}),
                 "verlaengert");
}

}  // namespace dw::cases
