// The hearing (Anhörung, § 28 VwVfG) on the page of the outcome: what the package says, whether it
// took place, and the grounds on which it may be left out.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// "Gefahr im Verzug oder öffentliches Interesse (§ 28 Abs. 2 Nr. 1 VwVfG)"; the name itself for
// one nobody knows.
std::string ground_words(std::string_view ground, Language language);

// Beside the choice of an outcome: how its hearing stands, with a space before; "" where none is
// needed or it took place.
std::string hearing_to_come(const Visit& visit, const CaseState& state,
                            const forms::PossibleOutcome& outcome);

// What the package says about a burdening outcome, how it stands, and the choice of a ground.
// `spare` is what nobody needs who hears the person, or has to hear nobody.
struct HearingFields {
    web::Html shown, spare;
};
HearingFields hearing_fields(const Visit& visit, const CaseFile& file,
                             const forms::PossibleOutcome& outcome, const std::string& ground,
                             const std::string& error);

}  // namespace dw::cases
