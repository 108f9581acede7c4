// Since when the clock runs without a jump. What cannot be undone waits until a wrong clock must
// have been noticed.
#pragma once

#include "store/store.h"

namespace dw::store {

// Looks at the clock and remembers it; to be called more often than limits::clock_pause. A clock
// that went back, or was not looked at for longer, began anew just now.
Result<Instant> clock_steady_since(Store& store);

}  // namespace dw::store
