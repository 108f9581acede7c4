#include "cases/desk_message_pages.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_day.h"
#include "cases/desk_text_block_field.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

struct Kind {
    std::string_view name;  // in the form
    const Text& label;
    AnswerWanted answer;
    Purpose purpose;
};
const std::array<Kind, 4> kinds{{
    {"antwort", texts::desk_message_asks, AnswerWanted::Yes, Purpose::Plain},
    {"unterlagen", texts::desk_message_papers, AnswerWanted::Yes, Purpose::Papers},
    {"anhoerung", texts::desk_message_hearing, AnswerWanted::Yes, Purpose::Hearing},
    {"information", texts::desk_message_informs, AnswerWanted::No, Purpose::Plain},
}};

const Kind& kind_named(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    return found == kinds.end() ? kinds.front() : *found;
}

constexpr std::string_view told_field = "gewarnt";
constexpr std::string_view after_due = "nach-frist", short_time = "kurz";

struct Input {
    std::string text, kind = std::string(kinds.front().name);
    web::DateValue day;
    bool withdraws = false;  // silence does, by law
    std::string told = {};   // the names of the cautions that were told
    std::string text_error = {}, day_error = {}, block_error = {};
    bool has_errors() const { return !text_error.empty() || !day_error.empty(); }
};

Input input_in(const Visit& visit) {
    return {.text = std::string(visit.request.form.get("nachricht")),
            .kind = std::string(kind_named(visit.request.form.get("art")).name),
            .day = day_typed(visit.request, "bis"),
            .withdraws = visit.request.form.get("folge") == "ruecknahme",
            .told = std::string(cut(visit.request.form.get(told_field), 100))};
}

bool is_empty(const web::DateValue& day) {
    return day.day.empty() && day.month.empty() && day.year.empty();
}

// Without a day the question waits for as long as it takes.
void check(const Visit& visit, Input& input) {
    input.text_error = text_error(visit, input.text, Needed::Yes, texts::desk_message_missing);
    if (input.text_error.empty()) input.text_error = gap_error(visit, input.text);
    const bool wants_day = kind_named(input.kind).answer == AnswerWanted::Yes;
    if (input.withdraws && (!wants_day || is_empty(input.day))) {
        input.day_error = visit.say(texts::desk_message_withdrawal_day);
        return;
    }
    if (!wants_day || is_empty(input.day)) return;
    const auto day = day_in(input.day);
    if (!day || *day <= visit.today)
        input.day_error = visit.say(texts::desk_message_day_wrong);
    else if (is_too_far(*day, visit.today))
        input.day_error = visit.say(texts::desk_day_far);
}

// What is told once and not refused.
struct Caution {
    std::string_view name;  // in the form
    std::string words;
};

// An answer that takes longer than the case may take and than is suggested; or a day that leaves
// hardly any time once the question is known.
std::vector<Caution> cautions(const Visit& visit, const CaseState& state, const Input& input) {
    std::vector<Caution> all;
    if (kind_named(input.kind).answer == AnswerWanted::No || is_empty(input.day)) return all;
    const auto day = day_in(input.day);
    if (!day) return all;
    const auto add = [&](std::string_view name, Text words, Date date) {
        if (input.told.find(name) == std::string::npos)
            all.push_back({name, visit.say(words, {written_date(date, visit.language)})});
    };
    if (std::max(state.due, visit.cases.answer_day(state)) < *day)
        add(after_due, texts::desk_day_after_due, state.due);
    const Date known = visit.cases.question_known(state);
    if (std::chrono::sys_days{*day} - std::chrono::sys_days{known} <= std::chrono::days{1})
        add(short_time, texts::desk_day_short, known);
    return all;
}

BlockChoice block_choice(const Visit& visit) {
    return {"baustein", {{"nachricht", visit.say(texts::desk_message_label)}}};
}

// Where a law withdraws an application that is not completed, the letter says so.
Html withdrawal_field(const Visit& visit, const CaseState& state, const Input& input) {
    const auto* law = visit.cases.withdrawal_law(state);
    if (!law) return {};
    web::Field field;
    field.id = "folge";
    field.label = visit.say(texts::desk_message_withdrawal_title);
    field.hint = visit.say(texts::desk_message_withdrawal_hint);
    std::vector<std::string> chosen;
    if (input.withdraws) chosen.push_back("ruecknahme");
    return web::checkbox_field(
        field, {{"ruecknahme", visit.say(texts::desk_message_withdrawal, {law->citation}), ""}},
        chosen, visit.language);
}

Html message_form(const Visit& visit, const CaseFile& file, const Input& input,
                  const std::vector<ChosenBlock>& blocks) {
    web::Field text;
    text.id = "nachricht";
    text.label = visit.say(texts::desk_message_label);
    const bool by_post =
        reading_way(file.state, visit.cases.package_of(file.state)) == ReadingWay::Post;
    text.hint = visit.say(by_post ? texts::desk_message_hint_post : texts::desk_message_hint);
    text.value = input.text;
    text.error = input.text_error;
    web::Field kind;
    kind.id = "art";
    kind.label = visit.say(texts::desk_message_kind);
    kind.value = input.kind;
    std::vector<web::Option> options;
    for (const auto& each : kinds)
        options.push_back({std::string(each.name), visit.say(each.label), ""});
    web::Field day;
    day.id = "bis";
    day.label = visit.say(texts::desk_message_day);
    day.hint =
        visit.say(by_post ? texts::desk_message_day_hint_post : texts::desk_message_day_hint);
    day.error = input.day_error;
    return web::post_form(
        visit.request, case_path(file.id, "messages"),
        seen_field(file.state.sequence) +
            block_fields(visit, without_reasons(blocks), block_choice(visit), input.block_error) +
            web::text_area(text, 8, visit.language) + gap_box(visit, {input.text}) +
            web::radio_field(kind, options, visit.language) +
            web::date_field(day, input.day, visit.language) +
            withdrawal_field(visit, file.state, input) +
            (input.told.empty() ? Html{}
                                : web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(
                                      told_field, input.told)) +
            web::named_button(
                {"schritt", "senden", visit.say(texts::desk_message_send), web::Weight::Primary}));
}

web::Response message_page(const Visit& visit, const CaseFile& file, const Input& input,
                           const Html& notice) {
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    std::vector<web::SummaryError> errors;
    if (!input.text_error.empty()) errors.push_back({"nachricht", input.text_error});
    if (!input.day_error.empty()) errors.push_back({"bis-day", input.day_error});
    if (!input.block_error.empty()) errors.push_back({"baustein", input.block_error});
    Html main = web::error_summary(errors, visit.language) + notice;
    main += web::heading(1, visit.say(texts::desk_message_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += message_form(visit, file, input, *blocks);
    return desk_page(visit, {.title = visit.say(texts::desk_message_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

Result<store::Receipt> send(const Visit& visit, const CaseFile& file, const Input& input) {
    const auto& kind = kind_named(input.kind);
    const auto seen = seen_sequence(visit.request);
    if (kind.answer == AnswerWanted::No)
        return visit.cases.send_message(visit.principal, file.id, seen, input.text, kind.answer);
    const auto* law = input.withdraws ? visit.cases.withdrawal_law(file.state) : nullptr;
    return visit.cases.ask(
        visit.principal, file.id, seen,
        {input.text, kind.purpose, day_in(input.day), law ? law->law : std::string()});
}

}  // namespace

web::Response message_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::WorkOnCase)) return web::see_other(case_path(file->id));
    Input input;
    input.day = date_value(visit.cases.answer_day(file->state));
    return message_page(visit, *file, input, {});
}

web::Response message_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    Input input = input_in(visit);
    const auto choice = block_choice(visit);
    if (const auto* target = pressed_target(visit, choice)) {
        const auto inserted = insert_block(visit, file->state, choice, *target, input.text);
        if (!inserted) return web::error_response(visit.request, inserted.error());
        input.block_error = inserted->error;
        // What the block is for counts: a hearing that is none to the program is not held.
        for (const auto& kind : kinds)
            if (kind.purpose != Purpose::Plain && inserted->purpose == kind.purpose)
                input.kind = std::string(kind.name);
        return message_page(visit, *file, input, inserted->notice);
    }
    check(visit, input);
    if (input.has_errors()) return message_page(visit, *file, input, {});
    if (const auto told = cautions(visit, file->state, input); !told.empty()) {
        Html notices;
        for (const auto& caution : told) {
            input.told += (input.told.empty() ? "" : " ") + std::string(caution.name);
            notices += web::alert(web::Tone::Warning, caution.words, {}, web::Live::Yes);
        }
        return message_page(visit, *file, input, notices);
    }
    const auto sent = send(visit, *file, input);
    if (sent) return web::see_other(case_path(file->id) + "?getan=gesendet");
    const OwnInput own{.seen = seen_sequence(visit.request), .text = input.text};
    return failed_act(visit, sent.error(), own, [&](const CaseFile& now, const Directory&) {
        return can(now, Act::WorkOnCase) ? message_form(visit, now, input, {}) : Html{};
    });
}

}  // namespace dw::cases
