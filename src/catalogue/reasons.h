// "Why this office?": every responsibility that was looked at, in words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/competent.h"

namespace dw::catalogue {

// A competence with the names of all holders that are known.
struct NamedCompetence {
    Competence competence;
    std::vector<Organisation> organisations;  // in charge, in the order of competence.competent
    std::map<SourceId, Localized> names;      // of every holder
};
// Organisations that do not hold on the day are not in charge; `service` as for without().
Result<NamedCompetence> with_names(const Catalogue& catalogue, Competence competence, Date day,
                                   const SourceId* service);

// One sentence, and where it comes from.
std::string reason(const NamedCompetence& named, const Judged& judged, const AreaRegister& areas,
                   Language language);
std::string origin(const Candidate& candidate, Language language);
// "Bremerhaven (kreisfreie Stadt), Bremen (Land), ganz Deutschland"
std::string way_in_words(const AreaRegister& areas, const Ars& place, Language language);

// Frozen: part of the API.
std::string_view code_of(Verdict verdict);

}  // namespace dw::catalogue
