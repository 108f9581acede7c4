#include "cases/desk_file_pages.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_day.h"
#include "cases/desk_fold.h"
#include "cases/fee.h"
#include "cases/file_export.h"
#include "cases/receipt_letter.h"
#include "cases/standing.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

std::string day(const Visit& visit, Date date) {
    return written_date(date, visit.language);
}

struct ReminderInput {
    web::DateValue on;
    std::string reason;
    std::string on_error = {}, reason_error = {};
};

web::Response reminder_page(const Visit& visit, const CaseFile& file, const ReminderInput& input) {
    std::vector<web::SummaryError> errors;
    if (!input.on_error.empty()) errors.push_back({"tag-day", input.on_error});
    if (!input.reason_error.empty()) errors.push_back({"grund", input.reason_error});
    web::Field on;
    on.id = "tag";
    on.label = visit.say(texts::desk_reminder_day);
    on.error = input.on_error;
    web::Field reason;
    reason.id = "grund";
    reason.label = visit.say(texts::desk_reminder_reason);
    reason.hint = visit.say(texts::desk_reminder_reason_hint);
    reason.value = input.reason;
    reason.error = input.reason_error;
    const Html main = web::error_summary(errors, visit.language) +
                      web::heading(1, visit.say(texts::desk_reminder_add)) +
                      web::lead(file.state.opened.subject + ", " + file.service_title) +
                      web::paragraph(visit.say(texts::desk_reminder_what)) +
                      web::post_form(visit.request, case_path(file.id, "reminders"),
                                     web::date_field(on, input.on, visit.language) +
                                         web::text_area(reason, 3, visit.language) +
                                         web::button(visit.say(texts::desk_reminder_save)));
    return desk_page(visit, {.title = visit.say(texts::desk_reminder_add),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

Html reminder_row(const Visit& visit, const CaseFile& file, const Reminder& reminder) {
    const Text words = reminder.came ? texts::desk_reminder_came : texts::desk_reminder_waits;
    Html row = web::paragraph(visit.say(words, {day(visit, reminder.set.on)})) +
               web::paragraph(reminder.set.reason);
    if (!file.allows(Act::WorkOnCase)) return row;
    return row + web::post_form(
                     visit.request,
                     case_path(file.id, "reminders") + "/" + std::to_string(reminder.sequence),
                     web::button(visit.say(texts::desk_reminder_settle), web::Weight::Secondary));
}

web::Response back(const Visit& visit, CaseId id, const Result<store::Receipt>& done,
                   std::string_view what) {
    if (done) return web::see_other(case_path(id) + "?getan=" + std::string(what));
    // Somebody was faster; the case says how it is now.
    if (done.error().kind == ErrorKind::Conflict) return web::see_other(case_path(id));
    return web::error_response(visit.request, done.error());
}

Text why_not_filed(std::string_view code) {
    return code == "case.letter_waits" ? texts::desk_filed_letter_waits
                                       : texts::desk_filed_reminder_open;
}

// What keeps a closed case from going to the files; "" for nothing.
std::string hindrance(const Visit& visit, const CaseState& state) {
    if (state.has_open_reminder()) return visit.say(why_not_filed("case.reminder_open"));
    if (std::ranges::any_of(state.letters, &Letter::waits))
        return visit.say(why_not_filed("case.letter_waits"));
    const auto online = std::ranges::find_if(state.letters, &Letter::waits_online);
    if (online == state.letters.end()) return {};
    return visit.say(is_request_for_payment(state, online->sequence)
                         ? texts::desk_filed_waits_online_fee
                         : texts::desk_filed_waits_online);
}

// That the decision can still be contested, or is; "" for neither.
std::string contestable_words(const Visit& visit, const CaseFile& file) {
    const auto standing = standing_of(visit.cases, visit.principal.tenant, file.state,
                                      decided_on(file.state, file.history));
    if (!standing) return {};
    switch (standing->standing) {
        case Standing::OnItsWay:
        case Standing::Open:
        case Standing::Contested:
        case Standing::LawsuitOpen:
            return standing_words(*standing, visit.language);
        case Standing::None:
        case Standing::Amended:
        case Standing::Final:
            break;
    }
    return {};
}

// What may be filed away, but should not be overlooked.
Html warnings(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    std::vector<Html> found;
    const auto contestable = contestable_words(visit, file);
    if (!contestable.empty()) found.push_back(web::escape(contestable));
    const auto came_back = [](const Letter& letter) { return letter.returned.has_value(); };
    if (std::ranges::any_of(state.letters, came_back))
        found.push_back(web::escape(visit.say(texts::desk_filed_returned)));
    const auto payment = payment_of(state);
    if (payment != Payment::Nothing && payment != Payment::Paid)
        found.push_back(web::escape(visit.say(texts::desk_filed_unpaid)));
    if (found.empty()) return {};
    return web::alert(web::Tone::Warning, visit.say(texts::desk_filed_warning),
                      web::bullet_list(found));
}

Html way_back(const Visit& visit, const CaseFile& file) {
    if (!file.allows(Act::WorkOnCase)) return {};
    if (file.state.destroyed_on) return web::paragraph(visit.say(texts::desk_unfiled_offered));
    return web::link_button(case_path(file.id, "unfiled"), visit.say(texts::desk_unfiled_do),
                            web::Weight::Secondary);
}

bool can_unfile(const CaseFile& file) {
    return file.state.filed && !file.state.destroyed_on && file.allows(Act::WorkOnCase);
}

web::Response unfiled_page(const Visit& visit, const CaseFile& file, const std::string& typed,
                           const std::string& error) {
    std::vector<web::SummaryError> errors;
    if (!error.empty()) errors.push_back({"grund", error});
    web::Field reason;
    reason.id = "grund";
    reason.label = visit.say(texts::desk_unfiled_reason);
    reason.hint = visit.say(texts::desk_unfiled_reason_hint);
    reason.value = typed;
    reason.error = error;
    const Html main = web::error_summary(errors, visit.language) +
                      web::heading(1, visit.say(texts::desk_unfiled_title)) +
                      web::lead(file.state.opened.subject + ", " + file.service_title) +
                      web::paragraph(visit.say(texts::desk_unfiled_what)) +
                      web::post_form(visit.request, case_path(file.id, "unfiled"),
                                     web::text_area(reason, 3, visit.language) +
                                         web::button(visit.say(texts::desk_unfiled_do)));
    return desk_page(visit, {.title = visit.say(texts::desk_unfiled_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

}  // namespace

Html present_part(const Visit& visit, const CaseFile& file, const Directory& directory) {
    const auto others = visit.cases.meet(visit.principal, file.id);
    if (!others || others->empty()) return {};
    std::vector<Html> names;
    for (const auto& present : *others)
        names.push_back(web::escape(directory.name_of(present.person)));
    return web::alert(
        web::Tone::Info, visit.say(texts::desk_present_title),
        web::bullet_list(names) + web::paragraph(visit.say(texts::desk_present_what)));
}

Html reminders_part(const Visit& visit, const CaseFile& file) {
    Html rows;
    std::size_t count = 0;
    Fold fold = Fold::Closed;
    for (const auto& reminder : file.state.reminders) {
        if (reminder.settled) continue;
        rows += reminder_row(visit, file, reminder);
        ++count;
        if (reminder.came) fold = Fold::Open;
    }
    const bool may_add = !file.state.filed && file.allows(Act::WorkOnCase);
    if (may_add)
        rows += web::link_button(case_path(file.id, "reminders"),
                                 visit.say(texts::desk_reminder_add), web::Weight::Secondary);
    return folded(visit, {visit.say(texts::desk_reminders), count_words(visit, count, fold), fold},
                  rows);
}

bool is_ready_to_file(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    if (state.is_open() || state.filed || !file.allows(Act::WorkOnCase)) return false;
    return hindrance(visit, state).empty() && warnings(visit, file).empty();
}

Html filing_part(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    if (state.is_open() || (state.destroyed_on && !state.filed)) return {};
    const Html title = web::heading(3, visit.say(texts::desk_filed_title));
    if (state.filed)
        return title +
               web::paragraph(visit.say(texts::desk_filed_since, {day(visit, state.filed->on)})) +
               way_back(visit, file);
    if (!file.allows(Act::WorkOnCase)) return {};
    const auto missing = hindrance(visit, state);
    if (!missing.empty()) return title + web::paragraph(missing);
    return title + web::paragraph(visit.say(texts::desk_filed_what)) + warnings(visit, file) +
           web::post_form(visit.request, case_path(file.id, "filed"),
                          seen_field(state.sequence) +
                              web::button(visit.say(texts::desk_filed_do), web::Weight::Secondary));
}

Html copies_part(const Visit& visit, const CaseFile& file) {
    Html code;
    if (identity::role_allows(visit.principal, "letter.post"))
        code = web::details(visit.say(texts::desk_code_title),
                            web::paragraph(visit.say(texts::desk_code_what)) +
                                web::post_form(visit.request, case_path(file.id, "code"),
                                               web::button(visit.say(texts::desk_code_do),
                                                           web::Weight::Secondary)));
    return web::heading(3, visit.say(texts::desk_copies)) +
           web::paragraph(visit.say(texts::desk_export_what)) +
           web::post_form(visit.request, case_path(file.id, "export"),
                          web::button(visit.say(texts::desk_export_do), web::Weight::Secondary)) +
           code;
}

Result<Html> reminders_of_today(const Visit& visit) {
    DW_TRY(const auto reminders, visit.cases.reminders(visit.principal));
    if (reminders.empty()) return Html{};
    web::Table table;
    table.caption = visit.say(texts::desk_reminders_today);
    table.columns = {{visit.say(texts::desk_column_number)},
                     {visit.say(texts::desk_column_name)},
                     {visit.say(texts::desk_reminder_reason_short)},
                     {visit.say(texts::desk_reminder_since)}};
    for (const auto& line : reminders)
        table.rows.push_back({web::link(case_path(line.id), line.file_name),
                              web::escape(line.subject), web::escape(line.reason),
                              web::escape(short_date(line.on, visit.language))});
    return web::table(table);
}

web::Response reminder_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (file->state.filed || !file->allows(Act::WorkOnCase))
        return web::see_other(case_path(file->id));
    return reminder_page(visit, *file, {});
}

web::Response reminder_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    ReminderInput input{.on = day_typed(visit.request, "tag"),
                        .reason = std::string(visit.request.form.get("grund"))};
    input.reason_error =
        text_error(visit, input.reason, Needed::Yes, texts::desk_reminder_reason_missing);
    const auto on = day_in(input.on);
    if (!on || *on <= visit.today) input.on_error = visit.say(texts::desk_reminder_day_wrong);
    if (!input.on_error.empty() || !input.reason_error.empty())
        return reminder_page(visit, *file, input);
    return back(visit, file->id,
                visit.cases.set_reminder(visit.principal, file->id, *on, input.reason),
                "wiedervorlage");
}

web::Response reminder_settled_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto reminder = parse_integer(visit.request.parameter("sequence"));
    if (!reminder) return web::error_page(visit.request, 404);
    return back(visit, file->id, visit.cases.settle_reminder(visit.principal, file->id, *reminder),
                "wiedervorlage-erledigt");
}

web::Response filed_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    return back(visit, file->id,
                visit.cases.file_away(visit.principal, file->id, seen_sequence(visit.request)),
                "zu-den-akten");
}

web::Response unfiled_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can_unfile(*file)) return web::see_other(case_path(file->id));
    return unfiled_page(visit, *file, {}, {});
}

web::Response unfiled_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can_unfile(*file)) return web::see_other(case_path(file->id));
    const std::string reason(trim(visit.request.form.get("grund")));
    const auto error = text_error(visit, reason, Needed::Yes, texts::desk_unfiled_reason_missing);
    if (!error.empty()) return unfiled_page(visit, *file, reason, error);
    return back(visit, file->id, visit.cases.undo_filing(visit.principal, file->id, reason),
                "zurueckgeholt");
}

web::Response code_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto code = visit.cases.renew_code(visit.principal, file->id);
    if (!code) return web::error_response(visit.request, code.error());
    const HistoryEntry now{.sequence = 0,
                           .at = visit.cases.neighbours().store.clock().now(),
                           .by = visit.principal.actor,
                           .kind = {},
                           .event = {},
                           .actor = visit.principal.name};
    const auto pdf =
        forms::pdf_document(receipt_letter(visit.cases, receipt_of(*file, *code, now)));
    if (!pdf) return web::error_response(visit.request, pdf.error());
    return web::file_response(std::string(as_text(*pdf)), "application/pdf",
                              file->state.opened.number + ".pdf");
}

web::Response export_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    return file_zip_response(visit, *file);
}

}  // namespace dw::cases
