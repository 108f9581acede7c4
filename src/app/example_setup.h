// Sets the example up in an empty data directory: catalogue, offices, people, cases in every state.
#pragma once

#include "app/example_desks.h"
#include "app/program.h"
#include "app/set_up_clock.h"

namespace dw::app {

// Does what is missing: run again after a crash it goes on, run on a later day it adds cases of
// that day, so that there is always one that is overdue, one due today and one that waits.
// `clock` is the one the program was opened with; it tells today's time again at the end.
Outcome set_up_example(Program& program, const ExampleDesks& desks, SetUpClock& clock,
                       RandomSource& random);

}  // namespace dw::app
