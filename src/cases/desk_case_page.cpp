#include "cases/desk_case_page.h"

#include <algorithm>

#include "cases/case_data.h"
#include "cases/case_news.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_case_content.h"
#include "cases/desk_deadline_pages.h"
#include "cases/desk_draft_page.h"
#include "cases/desk_due.h"
#include "cases/desk_fee_pages.h"
#include "cases/desk_file_pages.h"
#include "cases/desk_fold.h"
#include "cases/desk_inbox_page.h"
#include "cases/desk_letter_page.h"
#include "cases/desk_objection_pages.h"
#include "cases/desk_open_ends.h"
#include "cases/desk_opinion_pages.h"
#include "cases/desk_post_pages.h"
#include "cases/desk_retention_pages.h"
#include "cases/desk_transfer_pages.h"
#include "cases/desk_why_part.h"
#include "cases/fee.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

bool is_mine(const Visit& visit, const CaseFile& file) {
    return file.state.assignee == visit.principal.person;
}

Html take_form(const Visit& visit, const CaseFile& file) {
    return web::post_form(
        visit.request, case_path(file.id, "assignment"),
        seen_field(file.state.sequence) + web::button(visit.say(texts::desk_case_take)));
}

Html way(const Visit& visit, const CaseFile& file, std::string_view act, Text label,
         web::Weight weight) {
    return web::link_button(case_path(file.id, act), visit.say(label), weight);
}

// What one may do with an open case, the likeliest first.
Html acts(const Visit& visit, const CaseFile& file) {
    std::vector<Html> buttons;
    const bool nobody = !file.state.assignee.has_value();
    const bool mine = is_mine(visit, file);
    const bool awaits = can_take_answer(file);
    if (awaits)
        buttons.push_back(way(visit, file, "answer", texts::desk_answer_title,
                              mine ? web::Weight::Primary : web::Weight::Secondary));
    if (nobody && file.allows(Act::WorkOnCase)) buttons.push_back(take_form(visit, file));
    if ((mine || nobody) && file.allows(Act::DecideCase)) {
        buttons.push_back(way(visit, file, "outcome", texts::desk_case_decide,
                              mine && !awaits ? web::Weight::Primary : web::Weight::Secondary));
    }
    if ((mine || nobody) && file.allows(Act::WorkOnCase))
        buttons.push_back(
            way(visit, file, "messages", texts::desk_case_message, web::Weight::Secondary));
    if (file.allows(Act::HandOverCase))
        buttons.push_back(
            way(visit, file, "handover", texts::desk_case_hand_over, web::Weight::Secondary));
    if (file.allows(Act::HandOverCase))
        buttons.push_back(
            way(visit, file, "transfer", texts::desk_transfer_way, web::Weight::Tertiary));
    return web::html<"<div class=\"dw-acts\">{}</div>">(web::join(buttons));
}

Html next_step(const Visit& visit, const CaseFile& file) {
    if (!file.state.is_open()) return closed_case_part(visit, file);
    std::string words;
    if (!file.state.assignee) {
        words = visit.say(texts::desk_case_next_take);
    } else if (!is_mine(visit, file)) {
        words = visit.say(texts::desk_case_next_other, {file.holder});
    } else if (file.state.state == State::WaitingForApplicant) {
        const auto way = reading_way(file.state, visit.cases.package_of(file.state));
        words = visit.say(way == ReadingWay::Post ? texts::desk_case_next_waiting_post
                                                  : texts::desk_case_next_waiting);
    } else {
        words = visit.say(texts::desk_case_next_decide);
    }
    Html news;
    if (has_answered(file.state))
        news = web::alert(web::Tone::Info, visit.say(texts::desk_case_answered), {});
    else if (file.state.objection)
        news = web::paragraph(visit.say(texts::desk_case_objection_came));
    news += opinions_that_came(visit, file);
    return news + web::paragraph(words) + acts(visit, file);
}

// How long there is, and the day itself where that is not the same.
Html due_value(const Visit& visit, const CaseFile& file) {
    const Html mark = due_mark(file.state.due, visit.today, visit.language);
    if (says_the_day(file.state.due, visit.today)) return mark;
    return web::html<"{}<br>{}">(mark, written_day(file.state.due, visit.language));
}

Html facts(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    const std::string holder =
        file.holder.empty() ? visit.say(texts::desk_holder_nobody) : file.holder;
    std::vector<web::ListRow> rows{
        {visit.say(texts::desk_case_number),
         web::html<"<span dir=\"ltr\" translate=\"no\">{}</span>">(state.opened.number)},
        {visit.say(texts::desk_column_state),
         state_mark(shown_of(visit.cases, state), visit.language)}};
    // Nothing is due any more in a case that is closed.
    if (state.is_open())
        rows.push_back({visit.say(texts::desk_column_due), due_value(visit, file)});
    if (state.is_open() && state.question && state.question->answer_by)
        rows.push_back({visit.say(texts::desk_case_answer_by),
                        web::escape(written_day(*state.question->answer_by, visit.language))});
    rows.push_back({visit.say(texts::desk_column_holder), web::escape(holder)});
    rows.push_back({visit.say(texts::desk_case_received),
                    web::escape(written_date(state.opened.received, visit.language))});
    if (state.reference)
        rows.push_back({visit.say(texts::desk_case_reference),
                        web::html<"<span dir=\"ltr\" translate=\"no\">{}</span>">(
                            state.reference->reference)});
    return web::html<"<section class=\"dw-facts\" aria-label=\"{}\">{}</section>">(
        visit.say(texts::desk_case_facts), web::description_list(rows));
}

// What is to be done, and what stands in the way of it.
Html now(const Visit& visit, const CaseFile& file) {
    return deadline_alerts(visit, file) + withdrawn_part(visit, file) +
           web::heading(2, visit.say(texts::desk_case_next)) + draft_part(visit, file) +
           payment_waits_part(visit, file) + next_step(visit, file) + certificate_part(visit, file);
}

// Filing away, keeping and taking along: seldom needed, but for a case in which all is done.
Html file_part(const Visit& visit, const CaseFile& file) {
    const Fold fold = is_ready_to_file(visit, file) ? Fold::Open : Fold::Closed;
    return folded(
        visit, {visit.say(texts::desk_fold_file), {}, fold},
        filing_part(visit, file) + retention_part(visit, file) + copies_part(visit, file));
}

// Everything else, folded away.
Html rest(const Visit& visit, const CasePage& page) {
    const auto& file = page.file;
    return web::html<"<div class=\"dw-folds\">{}{}{}{}{}{}{}{}{}{}</div>">(
        standing_part(visit, file), case_content(visit, page), opinions_part(visit, file),
        fee_of_case(visit, file), why_of_outcome(visit, file), letters_to_print(visit, file),
        letters_of_case(visit, file), deadlines_part(visit, file), reminders_part(visit, file),
        file_part(visit, file));
}

struct Done {
    std::string_view name;  // in the address
    const Text& title;
};
const std::array<Done, 26> done_acts{{{"gescannt", texts::desk_done_scanned},
                                      {"antwort", texts::desk_done_answer},
                                      {"gefragt", texts::desk_done_asked},
                                      {"uebernommen", texts::desk_done_taken},
                                      {"weitergegeben", texts::desk_done_handed_over},
                                      {"zurueckgegeben", texts::desk_done_returned},
                                      {"notiert", texts::desk_done_noted},
                                      {"gesendet", texts::desk_done_message},
                                      {"festgehalten", texts::desk_done_decided},
                                      {"angehalten", texts::desk_done_held},
                                      {"freigegeben", texts::desk_done_released},
                                      {"zurueckgekommen", texts::desk_done_letter_returned},
                                      {"wieder-zur-post", texts::desk_done_letter_again},
                                      {"vollstaendig", texts::desk_done_papers},
                                      {"verlaengert", texts::desk_done_extended},
                                      {"entworfen", texts::desk_done_drafted},
                                      {"mitgezeichnet", texts::desk_done_cosigned},
                                      {"entwurf-zurueck", texts::desk_done_draft_returned},
                                      {"bezahlt", texts::desk_done_payment},
                                      {"wiedervorlage", texts::desk_done_reminder},
                                      {"wiedervorlage-erledigt", texts::desk_done_reminder_settled},
                                      {"zu-den-akten", texts::desk_done_filed},
                                      {"zurueckgeholt", texts::desk_done_unfiled},
                                      {"widersprochen", texts::desk_done_objection},
                                      {"zugestellt", texts::desk_done_served},
                                      {"bescheinigt", texts::desk_done_certificate}}};

// Whoever took a case by mistake gives it back with one button.
Html undo_take(const Visit& visit, const CaseFile& file) {
    const bool possible = is_mine(visit, file) && file.state.team && file.allows(Act::HandOverCase);
    if (!possible) return {};
    Html fields = seen_field(file.state.sequence);
    fields += web::html<"<input type=\"hidden\" name=\"an\" value=\"team:{}\">">(
        file.state.team->to_string());
    fields += web::html<"<input type=\"hidden\" name=\"zurueck\" value=\"ja\">">();
    fields += web::button(visit.say(texts::desk_done_undo_take), web::Weight::Tertiary);
    return web::post_form(visit.request, case_path(file.id, "handover"), fields);
}

// The letter that was just written, for somebody who reads nothing online.
Html print_next(const Visit& visit, const CaseFile& file) {
    const auto last = std::ranges::find_if(
        file.history.rbegin(), file.history.rend(),
        [](const HistoryEntry& entry) { return entry.event && is_for_applicant(*entry.event); });
    if (last == file.history.rend()) return {};
    return web::paragraph(visit.say(texts::desk_done_print_why)) +
           web::link_button(letter_path(file.id, last->sequence),
                            visit.say(texts::desk_done_print));
}

Result<Html> done_notice(const Visit& visit, const CaseFile& file) {
    const auto name = visit.request.query.get("getan");
    for (const auto& done : done_acts) {
        if (done.name != name) continue;
        Html body;
        const auto* package = visit.cases.package_of(file.state);
        const bool to_post =
            (name == "gesendet" && reading_way(file.state, package) == ReadingWay::Post) ||
            (name == "festgehalten" && !announced_online(file.state, package));
        if (to_post) body += print_next(visit, file);
        if (name == "uebernommen") body = undo_take(visit, file);
        if (name == "festgehalten" && !to_post)
            body = web::paragraph(visit.say(waits_for_payment(file.state)
                                                ? texts::desk_done_decided_fee
                                                : texts::desk_done_decided_more));
        const bool goes_on = name == "festgehalten" || name == "weitergegeben" ||
                             name == "zurueckgegeben" || name == "gesendet" || name == "bezahlt" ||
                             name == "gefragt";
        if (goes_on) {
            DW_TRY(const auto next, next_case_path(visit, file.id));
            body += next.empty() ? web::link_button("/desk", visit.say(texts::desk_back_to_inbox))
                                 : web::link_button(next, visit.say(texts::desk_done_next));
        }
        const bool of_tax =
            file.state.objection && file.state.objection->kind == ObjectionKind::TaxObjection;
        Text title = done.title;
        if (to_post && name == "gesendet") title = texts::desk_done_message_post;
        if (name == "widersprochen" && of_tax) title = texts::desk_done_tax_objection;
        return web::alert(web::Tone::Success, visit.say(title), body, web::Live::Yes);
    }
    return Html{};
}

}  // namespace

web::Response case_page(const Visit& visit, const CasePage& page) {
    const auto& file = page.file;
    Html main = web::breadcrumbs(
        {{"/desk", visit.say(texts::desk_inbox_title)}, {"", file.state.opened.number}},
        visit.language);
    if (!page.note_error.empty())
        main += web::error_summary({{"notiz", page.note_error}}, visit.language);
    main += page.notice + present_part(visit, file, page.directory);
    main += web::heading(1, file.state.opened.subject);
    main += web::lead(file.service_title);
    main += facts(visit, file) + now(visit, file) + rest(visit, page);
    return desk_page(visit, {.title = file.state.opened.subject + ", " + file.state.opened.number,
                             .main = main,
                             .status = page.note_error.empty() ? 200 : 422});
}

web::Response case_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file && file.error().kind == ErrorKind::NotFound) {
        if (auto given = given_away_page(visit)) return *std::move(given);
    }
    if (!file) return web::error_response(visit.request, file.error());
    const auto directory = Directory::read(visit, *file);
    if (!directory) return web::error_response(visit.request, directory.error());
    if (file->state.is_destroyed()) return destroyed_page(visit, *file, *directory);
    const auto notice = done_notice(visit, *file);
    if (!notice) return web::error_response(visit.request, notice.error());
    return case_page(visit, {.file = *file, .directory = *directory, .notice = *notice});
}

web::Response case_data_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* package = visit.cases.package_of(file->state);
    if (!package || file->state.is_destroyed()) return web::error_page(visit.request, 404);
    note_reading(visit, file->id);
    return web::file_response(to_string(case_data(file->state, *package)), "application/json",
                              file->state.opened.number + ".json");
}

web::Response document_route(const Visit& visit) {
    const auto id = CaseId::parse(visit.request.parameter("id"));
    const auto document = DocumentId::parse(visit.request.parameter("document"));
    if (!id || !document) return web::error_page(visit.request, 404);
    auto content = visit.cases.document(visit.principal, *id, *document);
    if (!content) return web::error_response(visit.request, content.error());
    note_reading(visit, *id);
    return web::file_response(std::move(content->bytes), content->media_type, content->file_name);
}

}  // namespace dw::cases
