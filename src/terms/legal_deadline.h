// Deadlines that a law sets (data/law/deadlines.csv), computed from the day something happens or is
// sent, with every step explained.
//
// The kinds follow what happens at the end: a duty is late (Ordnungsfrist), a permit or a consent
// counts as given, an application as withdrawn, or it is too late for something (Ausschlussfrist,
// Rechtsbehelf). Where a law leaves the length to the authority, it is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "terms/announcement.h"
#include "terms/deadline.h"

namespace dw {

enum class DeadlineKind {
    Order,
    DeemedApproval,
    DeemedConsent,
    DeemedWithdrawal,
    Exclusion,
    Remedy,
};
enum class DeadlineStart {
    Announced,
    Complete,
    Received,
    Asked,
    Death,
    Birth,
    MovedIn,
    ObstacleEnded,
    DeadlineMissed,
};
// The law that says when a letter counts as known.
enum class DeliveryLaw { None, General, Tax };

std::string_view name_of(DeadlineKind kind);
std::string_view name_of(DeadlineStart start);

struct LegalDeadline {
    std::string law;  // "vwgo_70"
    DeadlineKind kind;
    DeadlineStart start;
    std::optional<Period> period;  // nothing: the authority sets it
    FirstDay first_day;
    EndOnFreeDay end;
    std::string moved_by;
    DeliveryLaw delivery;
    std::string extension;  // the law that lets the office extend it once; "": none is known
    Ars area;
    Date first_start;
    Date last_start;
    std::string name_de;
    std::string name_en;
    std::string citation;
    std::string source;
};

struct LegalDeadlineTable;

// Read-only after loading; shared by all threads.
class LegalDeadlines {
  public:
    // From the table packed into the program.
    static Result<LegalDeadlines> load();
    static LegalDeadlineTable parse(std::string_view csv);
    explicit LegalDeadlines(std::vector<LegalDeadline> deadlines)
        : deadlines_(std::move(deadlines)) {}

    // NotFound "deadline.unknown_law", or "deadline.not_here": the law is not for that place or
    // day.
    Result<const LegalDeadline*> find(std::string_view law, Date from, const Ars& seat) const;
    const std::vector<LegalDeadline>& all() const { return deadlines_; }

  private:
    std::vector<LegalDeadline> deadlines_;
};

struct LegalDeadlineTable {
    std::vector<LegalDeadline> deadlines;
    Findings findings;
};

struct DeadlineQuestion {
    std::string law;
    Date from;  // with a way: the day of sending; else the day the period starts from
    Ars seat;   // of the authority
    std::optional<DeliveryChannel> way;
    std::optional<Date> arrived;   // the day it verifiably arrived
    std::optional<Period> period;  // where the authority sets it
    // Of what was decided, where it has another one than the remedy: taxes under the VwGO.
    std::optional<DeliveryLaw> delivery = {};
};

struct ExplainedDeadline {
    LegalDeadline law;
    Period period;
    Date starts;  // the day of the event, or when the letter counts as known
    Date last_day;
    std::vector<DeadlineStep> steps;
    // False: whether a day that matters is a holiday at the seat is not known.
    bool is_certain() const;
};

// What the law of a country is made of: loaded once.
struct LawTables {
    static Result<LawTables> load();
    Calendar calendar;
    DeliveryRules delivery;
    LegalDeadlines deadlines;
};

// The row of the delivery table for that way: § 122 AO has rules of its own.
DeliveryChannel channel_under(DeliveryLaw law, DeliveryChannel way);

// Errors: those of find(); NotFound "announcement.no_rule"; Invalid "deadline.no_letter" (the
// period starts with no letter), "deadline.period_missing", "deadline.period_fixed",
// "deadline.arrived_without_way", "deadline.arrived_before".
Result<ExplainedDeadline> explained_deadline(const LawTables& tables,
                                             const DeadlineQuestion& question);

}  // namespace dw
