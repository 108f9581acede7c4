// Retrieval (Datenabruf): a decision is kept ready for somebody who agreed to that, and gets a
// notice (§ 41 Abs. 2a VwVfG, § 122a AO).
//
// How long it waits, and from which day on it counts as known, is data (data/law/retrieval.csv).
// What nobody retrieved in time was not announced; it may go another way.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "terms/legal_deadline.h"

namespace dw {

struct RetrievalRule {
    DeliveryLaw delivery;
    Period within;  // from the day of the notice
    DeliveryChannel way;
    bool counts_from_notice;  // else from the day of the retrieval
    Ars area;
    Date first_day, last_day;  // of the notice
    std::string consent;       // the sentence of the law that wants the person's consent
    std::string citation, source;
};

struct RetrievalTable {
    std::vector<RetrievalRule> rules;
    Findings findings;
};

// Read-only after loading; shared by all threads.
class RetrievalRules {
  public:
    // From the table packed into the program.
    static Result<RetrievalRules> load();
    static RetrievalTable parse(std::string_view csv);
    explicit RetrievalRules(std::vector<RetrievalRule> rules) : rules_(std::move(rules)) {}

    // NotFound "retrieval.none": then a decision can only go other ways.
    Result<RetrievalRule> find(DeliveryLaw delivery, const Ars& seat, Date noticed) const;

  private:
    std::vector<RetrievalRule> rules_;
};

// The last day on which it may be retrieved.
Date last_retrieval_day(const RetrievalRule& rule, Date noticed, const Calendar& calendar,
                        const Ars& seat);

}  // namespace dw
