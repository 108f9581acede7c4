#include "cases/desk_answer_pages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_day.h"
#include "cases/kept_files.h"
#include "cases/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::string_view question_field = "frage", text_field = "antwort";
constexpr std::array<AnswerWay, 4> ways{AnswerWay::Letter, AnswerWay::Phone, AnswerWay::Counter,
                                        AnswerWay::Email};

Text way_label(AnswerWay way) {
    switch (way) {
        case AnswerWay::Letter:
            return texts::desk_answer_by_letter;
        case AnswerWay::Phone:
            return texts::desk_answer_by_phone;
        case AnswerWay::Counter:
            return texts::desk_answer_at_counter;
        case AnswerWay::Email:
            break;
    }
    return texts::desk_answer_by_email;
}

struct Input {
    std::int64_t question = 0;
    std::string way, text;
    web::DateValue received;
    std::vector<const web::UploadedFile*> files = {};
    std::vector<web::SummaryError> errors = {};

    std::string error_at(std::string_view field) const {
        for (const auto& error : errors)
            if (error.field_id.starts_with(field)) return error.sentence;
        return {};
    }
};

Input input_in(const Visit& visit) {
    const auto& form = visit.request.form;
    return {.question = parse_integer(form.get(question_field)).value_or(0),
            .way = std::string(form.get("weg")),
            .text = std::string(trim(form.get(text_field))),
            .received = day_typed(visit.request, "eingang"),
            .files = files_in(visit.request)};
}

const HistoryEntry* entry_of(const CaseFile& file, std::int64_t sequence) {
    const auto found = std::ranges::find(file.history, sequence, &HistoryEntry::sequence);
    return found == file.history.end() ? nullptr : &*found;
}

void check(const Visit& visit, const CaseFile& file, Input& input) {
    if (!answer_way_from(input.way))
        input.errors.push_back({"weg", visit.say(texts::desk_answer_way_missing)});
    const auto received = day_in(input.received);
    const auto* asked = entry_of(file, input.question);
    const auto first = asked ? berlin_date(asked->at) : visit.today;
    if (!received)
        input.errors.push_back({"eingang-day", visit.say(texts::desk_answer_day_missing)});
    else if (visit.today < *received)
        input.errors.push_back({"eingang-day", visit.say(texts::desk_answer_day_future)});
    else if (*received < first)
        input.errors.push_back({"eingang-day", visit.say(texts::desk_answer_day_early,
                                                         {written_day(first, visit.language)})});
    if (auto fault = fault_of({visit.request, std::string(text_field), input.text, input.files,
                               texts::desk_answer_text_missing}))
        input.errors.push_back(*std::move(fault));
}

Html answer_form(const Visit& visit, const CaseFile& file, const Input& input) {
    web::Field way;
    way.id = "weg";
    way.label = visit.say(texts::desk_answer_way);
    way.value = input.way;
    way.error = input.error_at("weg");
    std::vector<web::Option> options;
    for (const auto each : ways)
        options.push_back({std::string(name_of(each)), visit.say(way_label(each)), ""});
    web::Field received;
    received.id = "eingang";
    received.label = visit.say(texts::desk_answer_received);
    received.error = input.error_at("eingang");
    web::Field text;
    text.id = std::string(text_field);
    text.label = visit.say(texts::desk_answer_text);
    text.hint = visit.say(texts::desk_answer_text_hint);
    text.value = input.text;
    text.error = input.error_at(text_field);
    return web::post_form(visit.request, case_path(file.id, "answer"),
                          web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(
                              question_field, input.question) +
                              web::radio_field(way, options, visit.language) +
                              web::date_field(received, input.received, visit.language) +
                              web::text_area(text, 6, visit.language) +
                              file_fields(visit.request, input.error_at("unterlage")) +
                              web::button(visit.say(texts::desk_answer_save)),
                          web::Encoding::Multipart);
}

// What was asked, to have it before one's eyes on the phone.
Html question_part(const Visit& visit, const CaseFile& file) {
    const auto* asked = entry_of(file, file.state.question->message);
    const auto* message =
        asked && asked->event ? std::get_if<MessageSent>(&*asked->event) : nullptr;
    if (!message) return {};
    const auto day = written_date(berlin_date(asked->at), visit.language);
    return web::details(visit.say(texts::desk_answer_question, {day}), written_text(message->text));
}

web::Response answer_page(const Visit& visit, const CaseFile& file, const Input& input) {
    const bool hearing = file.state.question->purpose == Purpose::Hearing;
    const Html main = web::error_summary(input.errors, visit.language) +
                      web::heading(1, visit.say(texts::desk_answer_title)) +
                      web::lead(file.state.opened.subject + ", " + file.service_title) +
                      web::paragraph(visit.say(hearing ? texts::desk_answer_lead_hearing
                                                       : texts::desk_answer_lead)) +
                      question_part(visit, file) + answer_form(visit, file, input);
    return desk_page(visit, {.title = visit.say(texts::desk_answer_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = input.errors.empty() ? 200 : 422});
}

}  // namespace

bool can_take_answer(const CaseFile& file) {
    return file.state.state == State::WaitingForApplicant && file.state.question &&
           file.allows(identity::Act::WorkOnCase);
}

std::string taken_words(const AnswerTaken& taken, Language language) {
    return format(
        texts::desk_answer_taken, language,
        {std::string(way_label(taken.way).in(language)), written_date(taken.received, language)});
}

web::Response answer_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can_take_answer(*file)) return web::see_other(case_path(file->id));
    Input input;
    input.question = file->state.question->message;
    input.received = date_value(visit.today);
    return answer_page(visit, *file, input);
}

web::Response answer_taken_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    Input input = input_in(visit);
    if (can_take_answer(*file)) {
        check(visit, *file, input);
        if (!input.errors.empty()) return answer_page(visit, *file, input);
    }
    const auto taken =
        visit.cases.take_answer(visit.principal, file->id,
                                {.question = input.question,
                                 .way = answer_way_from(input.way).value_or(AnswerWay::Letter),
                                 .received = day_in(input.received).value_or(visit.today),
                                 .text = input.text,
                                 .files = input.files});
    if (taken) return web::see_other(case_path(file->id) + "?getan=antwort");
    // Somebody was faster: what was written is there to be copied.
    return failed_act(visit, taken.error(), {.seen = input.question, .text = input.text},
                      [](const CaseFile&, const Directory&) { return Html{}; });
}

}  // namespace dw::cases
