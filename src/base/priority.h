// How much a thread presses on.
#pragma once

namespace dw {

// This thread, and those it starts, work when nobody else wants to.
void let_others_go_first();

}  // namespace dw
