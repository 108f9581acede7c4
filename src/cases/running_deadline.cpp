#include "cases/running_deadline.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "cases/case.h"

namespace dw::cases {

namespace {

constexpr std::array<std::pair<Purpose, std::string_view>, 3> purposes{{
    {Purpose::Plain, "plain"},
    {Purpose::Papers, "papers"},
    {Purpose::Hearing, "hearing"},
}};

constexpr std::array<std::pair<AnswerWay, std::string_view>, 4> answer_ways{{
    {AnswerWay::Letter, "letter"},
    {AnswerWay::Phone, "phone"},
    {AnswerWay::Counter, "counter"},
    {AnswerWay::Email, "email"},
}};

template <class Enum, std::size_t n>
std::string_view name_in(const std::array<std::pair<Enum, std::string_view>, n>& names,
                         Enum wanted) {
    for (const auto& [value, name] : names)
        if (value == wanted) return name;
    return {};
}
template <class Enum, std::size_t n>
std::optional<Enum> named_in(const std::array<std::pair<Enum, std::string_view>, n>& names,
                             std::string_view wanted) {
    for (const auto& [value, name] : names)
        if (name == wanted) return value;
    return std::nullopt;
}

RunningDeadline& deadline_of(CaseState& state, const std::string& law) {
    const auto found = std::ranges::find(state.deadlines, law, &RunningDeadline::law);
    if (found != state.deadlines.end()) return *found;
    state.deadlines.push_back({.law = law});
    return state.deadlines.back();
}

Date day_after(Date day) {
    return std::chrono::sys_days{day} + std::chrono::days{1};
}

}  // namespace

std::string_view name_of(Purpose purpose) {
    return name_in(purposes, purpose);
}

std::optional<Purpose> purpose_from(std::string_view name) {
    return named_in(purposes, name);
}

std::string_view name_of(AnswerWay way) {
    return name_in(answer_ways, way);
}

std::optional<AnswerWay> answer_way_from(std::string_view name) {
    return named_in(answer_ways, name);
}

const RunningDeadline* find_deadline(const std::vector<RunningDeadline>& deadlines,
                                     std::string_view law) {
    const auto found = std::ranges::find(deadlines, law, &RunningDeadline::law);
    return found == deadlines.end() ? nullptr : &*found;
}

// Once the papers were found complete, a further question changes nothing.
std::vector<DeadlineStopped> stopped_by_missing_papers(const CaseState& state) {
    std::vector<DeadlineStopped> stopped;
    if (state.complete_since) return stopped;
    for (const auto& deadline : state.deadlines)
        if (deadline.when_complete && deadline.runs()) stopped.push_back({deadline.law});
    return stopped;
}

// Not after the day itself: then it is no reminder any more.
bool is_reminder_due(const Question& question, Date today) {
    if (question.is_reminded || !question.remind_on || !question.answer_by) return false;
    return *question.remind_on <= today && today <= *question.answer_by;
}

std::optional<Date> next_alarm(const CaseState& state) {
    if (!state.is_open()) return std::nullopt;
    std::optional<Date> next;
    const auto consider = [&](Date day) { next = next ? std::min(*next, day) : day; };
    if (const auto& question = state.question; question && question->answer_by) {
        if (question->remind_on && !question->is_reminded && !question->is_overdue)
            consider(*question->remind_on);
        if (!question->is_overdue) consider(day_after(*question->answer_by));
    }
    for (const auto& opinion : state.opinions)
        if (opinion.waits()) consider(day_after(opinion.asked.until));
    for (const auto& deadline : state.deadlines)
        if (deadline.runs()) consider(day_after(*deadline.last_day));
    return next;
}

void follow_question(CaseState& state, const MessageSent& message) {
    if (message.direction == Direction::FromApplicant) {
        const bool hearing = state.question && state.question->purpose == Purpose::Hearing;
        if (hearing && state.hearing) state.hearing->is_answered = true;
        state.question.reset();
    }
    const bool asks = message.direction == Direction::ToApplicant && message.awaits_answer;
    if (!asks) return;
    state.question = Question{.message = state.sequence,
                              .purpose = message.purpose,
                              .answer_by = message.answer_by,
                              .remind_on = message.remind_on,
                              .deemed_withdrawal = message.deemed_withdrawal};
    if (message.purpose == Purpose::Papers) state.papers_asked = true;
    if (message.purpose == Purpose::Hearing) state.hearing = Heard{.answer_by = message.answer_by};
}

void follow(CaseState& state, const DeadlineStarted& event) {
    auto& deadline = deadline_of(state, event.law);
    deadline.when_complete = event.when_complete;
    deadline.from = event.from;
    deadline.last_day = event.last_day;
}

void follow(CaseState& state, const DeadlineStopped& event) {
    auto& deadline = deadline_of(state, event.law);
    deadline.from.reset();
    deadline.last_day.reset();
}

void follow(CaseState& state, const DeadlineExtended& event) {
    auto& deadline = deadline_of(state, event.law);
    deadline.last_day = event.last_day;
    deadline.extension = event;
}

void follow(CaseState& state, const DeadlinePassed& event) {
    deadline_of(state, event.law).is_passed = true;
}

void follow(CaseState& state, const PapersComplete& event) {
    state.complete_since = event.on;
}

void follow(CaseState& state, const AnswerReminded& event) {
    if (state.question && state.question->message == event.message)
        state.question->is_reminded = true;
}

void follow(CaseState& state, const AnswerOverdue& event) {
    if (state.question && state.question->message == event.message)
        state.question->is_overdue = true;
}

}  // namespace dw::cases
