// Periods a law sets that run in a case, and the question that waits for an answer: events and what
// they leave. Pure; the days were computed from data/law/deadlines.csv when the event was written,
// so a later correction of the table changes nothing behind anybody's back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "identity/principal.h"

namespace dw::cases {

struct CaseState;
struct MessageSent;

// What a message of the office is for. frozen: stored by name
enum class Purpose {
    Plain,
    Papers,   // something required is missing (§ 25 Abs. 2, § 71b Abs. 4 VwVfG)
    Hearing,  // § 28 Abs. 1 VwVfG
};
std::string_view name_of(Purpose purpose);
std::optional<Purpose> purpose_from(std::string_view name);

// How an answer came that the office took down for the person. frozen: stored by name
enum class AnswerWay { Letter, Phone, Counter, Email };
std::string_view name_of(AnswerWay way);
std::optional<AnswerWay> answer_way_from(std::string_view name);
struct AnswerTaken {
    AnswerWay way = AnswerWay::Letter;
    Date received;
    identity::PersonId by;
    bool operator==(const AnswerTaken&) const = default;
};

// --- events --------------------------------------------------------------------------------------

struct DeadlineStarted {
    std::string law;  // as data/law/deadlines.csv names it
    Date from, last_day;
    bool when_complete = false;  // starts with complete papers: a missing one undoes the start
    bool operator==(const DeadlineStarted&) const = default;
};
struct DeadlineStopped {  // papers are missing: it has not begun
    std::string law;
    bool operator==(const DeadlineStopped&) const = default;
};
struct DeadlineExtended {
    std::string law;
    Date last_day;
    std::string reason;
    identity::PersonId by;
    bool operator==(const DeadlineExtended&) const = default;
};
struct DeadlinePassed {  // the last day is over, and nothing was decided
    std::string law;
    Date last_day;
    bool operator==(const DeadlinePassed&) const = default;
};
struct PapersComplete {
    Date on;
    identity::PersonId by;
    bool operator==(const PapersComplete&) const = default;
};
struct AnswerReminded {
    std::int64_t message = 0;  // sequence of its event
    bool operator==(const AnswerReminded&) const = default;
};
struct AnswerOverdue {
    std::int64_t message = 0;
    bool operator==(const AnswerOverdue&) const = default;
};

// --- state ---------------------------------------------------------------------------------------

struct RunningDeadline {
    std::string law;
    bool when_complete = false;
    std::optional<Date> from, last_day;  // nothing: it has not begun
    std::optional<DeadlineExtended> extension;
    bool is_passed = false;
    bool runs() const { return last_day && !is_passed; }
    bool operator==(const RunningDeadline&) const = default;
};
struct Question {
    std::int64_t message = 0;  // sequence of its event
    Purpose purpose = Purpose::Plain;
    std::optional<Date> answer_by, remind_on;
    bool is_reminded = false, is_overdue = false;
    std::string deemed_withdrawal = {};  // law
    bool operator==(const Question&) const = default;
};

// Whether the person could say something before she is burdened (§ 28 VwVfG).
struct Heard {
    std::optional<Date> answer_by;
    bool is_answered = false;
    bool operator==(const Heard&) const = default;
};

const RunningDeadline* find_deadline(const std::vector<RunningDeadline>& deadlines,
                                     std::string_view law);
std::vector<DeadlineStopped> stopped_by_missing_papers(const CaseState& state);
bool is_reminder_due(const Question& question, Date today);
// The next day on which PassDay brings something.
std::optional<Date> next_alarm(const CaseState& state);

void follow_question(CaseState& state, const MessageSent& message);
void follow(CaseState& state, const DeadlineStarted& event);
void follow(CaseState& state, const DeadlineStopped& event);
void follow(CaseState& state, const DeadlineExtended& event);
void follow(CaseState& state, const DeadlinePassed& event);
void follow(CaseState& state, const PapersComplete& event);
void follow(CaseState& state, const AnswerReminded& event);
void follow(CaseState& state, const AnswerOverdue& event);

}  // namespace dw::cases
