// Who is in charge of a service at a place, and why. Pure; the candidates come from the tables.
//
// Rule: responsibilities with role 01 or 02 that are valid on the day and whose area contains the
// place; the most specific area wins; several on that level are all right answers. Nothing is
// guessed.
//
// Services of several sources may carry one key: the description of a national catalogue, and that
// of the town with its office. Their responsibilities are judged together. Only where several of
// them stand on the winning level, the entry of the service that was asked for counts alone: two
// variants of a service in one town may have two offices.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/service.h"

namespace dw::catalogue {

// One responsibility as the tables hold it, with where it came from.
struct Candidate {
    Responsibility responsibility;
    Ars area;            // the one of its areas that lies on the way up from the place
    std::string source;  // name of the imported file or editor
    Date imported_on;
    std::string source_hash;   // SHA-256 of the imported file, hexadecimal
    bool holder_known = true;  // false: waits for its organisation
    // The day an administration said that this entry of the source does not hold.
    std::optional<Date> off_since = {};
};

// XZuFi roles: 01 and 02 are in charge, 03 gives advice only.
bool may_decide(std::string_view role);

enum class Verdict {
    Competent,
    LessSpecific,
    ContactOnly,
    NotYetValid,
    NoLongerValid,
    HolderUnknown,
    OtherService,  // of the same key, and the service that was asked for has its own entry
    SwitchedOff,   // an administration says that it does not hold
    HolderGone     // the organisation itself does not hold on the day
};
struct Judged {
    Candidate candidate;
    Verdict verdict;
};
struct Competence {
    std::vector<Candidate> competent;  // one per holder, sorted by holder; empty: nobody is known
    std::vector<Judged> judged;        // every candidate with its verdict, most specific first
};

// What an entry says beside where and by whom.
struct Claim {
    std::string_view role;
    const std::vector<Validity>& validity;
    bool is_off = false;
    bool holder_known = true;
};
// What can be said of it without looking at the others.
Verdict verdict_of(const Claim& claim, Date day);

// For a key: all services that carry it.
Competence resolve(std::vector<Candidate> candidates, const Ars& place, Date day);
// For one service, among the candidates of all that share a key with it.
Competence resolve_for(const SourceId& service, std::vector<Candidate> candidates, const Ars& place,
                       Date day);
// The same when some organisations do not hold on the day: who comes after them is in charge.
// `service` as for resolve_for(), null for a key.
Competence without(Competence competence, const std::function<bool(const SourceId&)>& is_gone,
                   const SourceId* service);

}  // namespace dw::catalogue
