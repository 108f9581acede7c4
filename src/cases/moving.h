// What of an organisation is the cases' when it moves to another installation: the streams of its
// cases, their files, and mail that still waits. Numbers and codes go on working, because the hash
// of a code knows nothing of the installation. Cookies of status pages, one-time codes and
// idempotency keys stay behind.
#pragma once

#include "store/moving.h"

namespace dw::cases {

store::Movable movable(store::Store& store);

}  // namespace dw::cases
