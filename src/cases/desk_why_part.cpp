#include "cases/desk_why_part.h"

#include "cases/texts.h"
#include "catalogue/rule_view.h"
#include "forms/detail_rules.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

web::Html why_on(const Visit& visit, const CaseFile& file, const OutcomeDecided& decision,
                 Date day) {
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = package ? package->outcome(decision.outcome) : nullptr;
    if (!outcome) return {};
    return why_part(visit, forms::why_details(*package, *outcome, decision.details,
                                              file.state.opened.answers, day, visit.language));
}

}  // namespace

web::Html why_part(const Visit& visit, const std::vector<rules::ExplanationLine>& why) {
    if (why.empty()) return {};
    return web::details(visit.say(texts::desk_fee_why), catalogue::explanation_list(why));
}

web::Html why_of(const Visit& visit, const CaseFile& file, const OutcomeDecided& decision) {
    return why_on(visit, file, decision, visit.today);
}

web::Html why_of_outcome(const Visit& visit, const CaseFile& file) {
    if (!file.state.outcome) return {};
    for (const auto& entry : file.history)
        if (entry.event && std::holds_alternative<OutcomeDecided>(*entry.event))
            return why_on(visit, file, *file.state.outcome, berlin_date(entry.at));
    return {};
}

}  // namespace dw::cases
