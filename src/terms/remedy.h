// Remedies (Rechtsbehelfe): what somebody can do against a decision, where, and how long
// (§ 37 Abs. 6 VwVfG, § 58 VwGO, § 356 AO).
//
// Which one is open depends on what the decision rests on, on the Land and on the day; it is data
// (data/law/remedies.csv, data/law/courts.csv). What is not there is not known: a wrong notice
// would keep the decision open for a year, therefore nothing is guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "terms/legal_deadline.h"
#include "terms/retrieval.h"

namespace dw {

enum class RemedyKind {
    Objection,     // Widerspruch, §§ 68–70 VwGO
    Action,        // Klage, § 74 VwGO
    TaxObjection,  // Einspruch, § 347 AO
};

struct RemedyRule {
    std::string law;  // "municipal_taxes"
    Ars area;
    Date first_day, last_day;  // of the decision
    RemedyKind kind;
    std::string deadline, without_notice;  // rows of legal_deadline.h
    DeliveryLaw delivery;  // None: it is served, and the deed of service says the day
    std::string citation, source;
};

struct Court {
    Ars area;
    std::string name, seat, citation, source;
};

struct Remedy {
    RemedyRule rule;
    std::optional<Court> court;  // nothing: the office that decided
};

struct RemedyTable {
    std::vector<RemedyRule> rules;
    Findings findings;
};
struct CourtTable {
    std::vector<Court> courts;
    Findings findings;
};

// Read-only after loading; shared by all threads.
class Remedies {
  public:
    // From the tables packed into the program; Corrupt when a rule names a deadline that is none.
    static Result<Remedies> load(const LegalDeadlines& deadlines);
    static RemedyTable parse_rules(std::string_view csv, const LegalDeadlines& deadlines);
    static CourtTable parse_courts(std::string_view csv);
    Remedies(std::vector<RemedyRule> rules, std::vector<Court> courts)
        : rules_(std::move(rules)), courts_(std::move(courts)) {}

    // NotFound "remedy.unknown_law" (of no place), "remedy.none" (not there or not then),
    // "remedy.no_court" (whose district the place is in is not known).
    Result<Remedy> find(std::string_view law, const Ars& seat, Date decided) const;
    bool knows(std::string_view law) const;
    // Whether decisions under it are served (Zustellung) wherever the table knows it: then they go
    // no other way.
    bool is_served(std::string_view law) const;

  private:
    std::vector<RemedyRule> rules_;
    std::vector<Court> courts_;
};

// What says how long a decision is open: loaded once.
struct DecisionLaw {
    static Result<DecisionLaw> load();
    LawTables tables;
    Remedies remedies;
    RetrievalRules retrieval;
};

// When a letter of a decision counts as known, and the last day of the remedy. Errors: those of
// explained_deadline().
struct SentDecision {
    Remedy remedy;
    Date sent;
    DeliveryChannel way;
    Ars seat;
    std::optional<Date> arrived = {};  // where that is known and counts
};
Result<ExplainedDeadline> remedy_deadline(const LawTables& tables, const SentDecision& decision);

}  // namespace dw
