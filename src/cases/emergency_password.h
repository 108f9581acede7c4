// The password of an organisation's emergency packs. It is made by the program, kept sealed, shown
// to team leads, and belongs on paper: who needs a pack has no program to ask.
#pragma once

#include <string>

#include "identity/identity.h"
#include "store/store.h"

namespace dw::cases {

// "7K4M9-Q2XC8-FHJK-7K4-M9Q-2XC", about 100 bits. Made at the first question.
Result<std::string> emergency_password(store::Store& store,
                                       const identity::OrganisationPlace& place);
// Another one from now on; packs that are written already keep theirs.
Outcome renew_emergency_password(store::Store& store, const identity::OrganisationPlace& place);

}  // namespace dw::cases
