#include "cases/desk_bulk_pages.h"

#include <algorithm>

#include "base/text.h"
#include "cases/bulk.h"
#include "cases/desk_inbox_page.h"
#include "cases/desk_words.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char *case_field = "vorgang", *step_field = "schritt", *to_field = "an",
                     *note_field = "notiz";
constexpr std::string_view person_prefix = "person:", team_prefix = "team:";

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

std::vector<CaseId> chosen_in(const web::Request& request) {
    std::vector<CaseId> ids;
    for (const auto value : request.form.all(case_field)) {
        const auto id = CaseId::parse(value);
        if (id && ids.size() <= bulk_cases) ids.push_back(*id);
    }
    return ids;
}

Result<std::vector<web::Option>> receivers(const Visit& visit) {
    DW_TRY(const auto directory, Directory::read(visit));
    std::vector<web::Option> options;
    for (const auto& colleague : directory.people()) {
        DW_TRY(const auto principal, visit.cases.neighbours().identity.principal(
                                         visit.principal.tenant, colleague.person));
        if (!identity::role_allows(principal, "case.work")) continue;
        options.push_back(
            {std::string(person_prefix) + colleague.person.to_string(), colleague.name, ""});
    }
    for (const auto& team : directory.teams())
        options.push_back({std::string(team_prefix) + team.id.to_string(),
                           visit.say(texts::desk_handover_team, {team.name}), ""});
    return options;
}

struct Input {
    std::vector<CaseId> chosen;
    std::string step, to, note;
    bool is_complete = false;  // the second page was sent
};

Input input_in(const web::Request& request) {
    return {chosen_in(request), std::string(request.form.get(step_field)),
            std::string(request.form.get(to_field)),
            std::string(trim(request.form.get(note_field))), request.form.has("fertig")};
}

// Nothing for a receiver who was not offered.
std::optional<HandOver> receiver_in(const Input& input, const std::vector<web::Option>& options) {
    if (std::ranges::find(options, input.to, &web::Option::value) == options.end())
        return std::nullopt;
    const std::string_view to = input.to;
    HandOver wish{.to_person = {}, .to_team = {}, .note = input.note};
    if (to.starts_with(team_prefix))
        wish.to_team = identity::TeamId::parse(to.substr(team_prefix.size()));
    else
        wish.to_person = identity::PersonId::parse(to.substr(person_prefix.size()));
    return wish;
}

// What is still to be said: to whom, or what.
web::Response second_page(const Visit& visit, const Input& input,
                          const std::vector<web::Option>& options) {
    const bool hands_over = input.step == "weitergeben";
    const std::string title =
        visit.say(hands_over ? texts::desk_bulk_hand_over : texts::desk_bulk_note);
    const std::string wrong =
        visit.say(hands_over ? texts::desk_bulk_to_missing : texts::desk_bulk_note_missing);
    std::vector<web::SummaryError> errors;
    if (input.is_complete) errors.push_back({hands_over ? to_field : note_field, wrong});
    web::Field to, note;
    to.id = to_field;
    to.label = visit.say(texts::desk_handover_to);
    to.value = input.to;
    note.id = note_field;
    note.label = visit.say(hands_over ? texts::desk_handover_note : texts::desk_note_label);
    note.value = input.note;
    note.optional = hands_over;
    if (input.is_complete) (hands_over ? to : note).error = wrong;
    Html fields = hidden(step_field, input.step) + hidden("fertig", "ja");
    for (const auto& id : input.chosen) fields += hidden(case_field, id.to_string());
    if (hands_over) fields += web::select_field(to, options, visit.language);
    fields += web::text_area(note, 4, visit.language) + web::button(title);
    const Html main =
        web::error_summary(errors, visit.language) + web::heading(1, title) +
        web::lead(visit.say(texts::desk_bulk_chosen, {std::to_string(input.chosen.size())})) +
        web::post_form(visit.request, bulk_path, fields);
    return desk_page(
        visit,
        {.title = title, .main = main, .back_path = "/desk", .status = errors.empty() ? 200 : 422});
}

web::Response nothing_chosen(const Visit& visit, Text words) {
    const std::string title = visit.say(texts::desk_bulk_title);
    const Html main = web::heading(1, title) +
                      web::alert(web::Tone::Warning, visit.say(words), {}, web::Live::Yes) +
                      web::link_button("/desk", visit.say(texts::desk_back_to_inbox));
    return desk_page(visit, {.title = title, .main = main, .status = 422});
}

web::Response perform(const Visit& visit, const BulkWish& wish) {
    const auto done = act_on_many(visit.cases, visit.principal, wish);
    if (!done && done.error().code == "cases.bulk_none")
        return nothing_chosen(visit, texts::desk_bulk_none);
    if (!done && done.error().code == "cases.bulk_many")
        return nothing_chosen(visit, texts::desk_bulk_many);
    if (!done) return web::error_response(visit.request, done.error());
    return web::see_other(std::string(bulk_path) + "/" + done->to_string());
}

Text words_of(BulkResult result) {
    switch (result) {
        case BulkResult::Done:
            return texts::desk_bulk_done;
        case BulkResult::Nothing:
            return texts::desk_bulk_nothing;
        case BulkResult::Taken:
            return texts::desk_bulk_taken;
        case BulkResult::Closed:
            return texts::desk_bulk_closed;
        case BulkResult::Changed:
            return texts::desk_bulk_changed;
        case BulkResult::Undone:
            return texts::desk_bulk_undone;
        case BulkResult::NotAllowed:
            break;
    }
    return texts::desk_bulk_not_allowed;
}

Html table_of(const Visit& visit, const BulkReport& report) {
    web::Table table;
    table.caption = visit.say(texts::desk_bulk_title);
    table.hide_caption = true;
    table.columns = {{visit.say(texts::desk_column_number)},
                     {visit.say(texts::desk_treasury_outcome)}};
    for (const auto& line : report.lines) {
        const bool done = line.result == BulkResult::Done || line.result == BulkResult::Undone;
        table.rows.push_back(
            {line.number.empty() ? web::escape("–") : web::link(case_path(line.id), line.number),
             web::badge(done ? web::Tone::Success : web::Tone::Neutral,
                        visit.say(words_of(line.result)))});
    }
    return web::table(table);
}

std::optional<BulkId> id_in(const Visit& visit) {
    return BulkId::parse(visit.request.parameter("bulk"));
}

}  // namespace

Html bulk_buttons(const Visit& visit) {
    return web::button_group(
        {web::named_button(
             {step_field, "uebernehmen", visit.say(texts::desk_case_take), web::Weight::Secondary}),
         web::named_button({step_field, "weitergeben", visit.say(texts::desk_bulk_hand_over),
                            web::Weight::Secondary}),
         web::named_button(
             {step_field, "vermerk", visit.say(texts::desk_bulk_note), web::Weight::Secondary})});
}

Html bulk_checkbox(const Visit& visit, const InboxRow& row) {
    return web::row_checkbox(case_field, row.id.to_string(),
                             visit.say(texts::desk_bulk_choose, {row.number}));
}

web::Response bulk_route(const Visit& visit) {
    const Input input = input_in(visit.request);
    if (input.chosen.empty()) return nothing_chosen(visit, texts::desk_bulk_none);
    if (input.step == "vermerk") {
        const bool fine =
            input.is_complete && !input.note.empty() &&
            text_error(visit, input.note, Needed::Yes, texts::desk_bulk_note_missing).empty();
        if (!fine) return second_page(visit, input, {});
        return perform(visit, {.act = BulkAct::Note, .cases = input.chosen, .note = input.note});
    }
    if (input.step == "weitergeben") {
        const auto options = receivers(visit);
        if (!options) return web::error_response(visit.request, options.error());
        const auto to = receiver_in(input, *options);
        if (!input.is_complete || !to) return second_page(visit, input, *options);
        return perform(visit, {.act = BulkAct::HandOver, .cases = input.chosen, .to = *to});
    }
    return perform(visit, {.act = BulkAct::Take, .cases = input.chosen});
}

web::Response bulk_report_route(const Visit& visit) {
    const auto id = id_in(visit);
    if (!id) return web::error_page(visit.request, 404);
    const auto report = bulk_report(visit.cases, visit.principal, *id);
    if (!report) return web::error_response(visit.request, report.error());
    const auto next = next_case_path(visit, {});
    if (!next) return web::error_response(visit.request, next.error());
    const std::string title = visit.say(texts::desk_bulk_title);
    Html main = web::heading(1, title);
    if (can_undo(*report, visit.cases.neighbours().store.clock().now()))
        main +=
            web::paragraph(visit.say(texts::desk_bulk_undo_why)) +
            web::post_form(visit.request, visit.request.path + "/undo",
                           web::button(visit.say(texts::desk_bulk_undo), web::Weight::Secondary));
    if (report->act == BulkAct::Note)
        main += web::paragraph(visit.say(texts::desk_bulk_notes_stay));
    main += table_of(visit, *report);
    main += web::button_group({next->empty()
                                   ? web::link_button("/desk", visit.say(texts::desk_back_to_inbox))
                                   : web::link_button(*next, visit.say(texts::desk_done_next))});
    return desk_page(visit, {.title = title, .main = main, .back_path = "/desk"});
}

web::Response bulk_undo_route(const Visit& visit) {
    const auto id = id_in(visit);
    if (!id) return web::error_page(visit.request, 404);
    const auto undone = undo_bulk(visit.cases, visit.principal, *id);
    // Too late, or twice: the report says how it is.
    if (!undone && undone.error().kind != ErrorKind::Conflict)
        return web::error_response(visit.request, undone.error());
    return web::see_other(std::string(bulk_path) + "/" + id->to_string());
}

}  // namespace dw::cases
