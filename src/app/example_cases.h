// Cases of the example's offices in every state, dated from the day they are made.
#pragma once

#include "app/example_desks.h"
#include "app/program.h"
#include "app/set_up_clock.h"

namespace dw::app {

// Once for each day, however often it runs. `clock` is the one the program was opened with.
Outcome add_example_cases(Program& program, const ExampleDesk& desk,
                          const identity::OrganisationPlace& office, SetUpClock& clock);

}  // namespace dw::app
