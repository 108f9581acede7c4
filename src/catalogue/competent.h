// Who is in charge of a service at a place, and why. Pure; the candidates come from the tables.
//
// Rule: responsibilities with role 01 or 02 that are valid on the day and whose area contains the
// place; the most specific area wins; several on that level are all right answers. Nothing is
// guessed.
#pragma once

#include <string>
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
};

enum class Verdict {
    Competent,
    LessSpecific,
    ContactOnly,
    NotYetValid,
    NoLongerValid,
    HolderUnknown
};
struct Judged {
    Candidate candidate;
    Verdict verdict;
};
struct Competence {
    std::vector<Candidate> competent;  // one per holder, sorted by holder; empty: nobody is known
    std::vector<Judged> judged;        // every candidate with its verdict, most specific first
};

Competence resolve(const std::vector<Candidate>& candidates, const Ars& place, Date day);

}  // namespace dw::catalogue
