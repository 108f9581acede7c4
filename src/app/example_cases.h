// Cases of the example's offices in every state, dated from the day they are made.
#pragma once

#include "app/example_desks.h"
#include "app/program.h"

namespace dw::app {

// Nothing when there are cases of this day already.
Outcome add_example_cases(Program& program, const ExampleDesk& desk,
                          const identity::OrganisationPlace& office, Date today);

}  // namespace dw::app
