// How the memory a program gives back goes to the system.
#pragma once

namespace dw {

// For a program that takes and gives back some megabytes all the time: it keeps them until its end,
// and need not ask the system for them again and again.
void keep_freed_memory();

}  // namespace dw
