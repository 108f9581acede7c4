// The master key on paper: its shares are shown where the key is made.
#pragma once

#include "app/settings.h"
#include "store/key_shares.h"

namespace dw::app {

// Whether the installation has no key yet: the next to open its store makes one.
bool key_is_missing(const Settings& settings);

// Shows the shares of the key file on standard output. Errors: those of read_master_key and
// split_master_key.
Outcome print_key_shares(const Settings& settings, const store::SharePlan& plan,
                         RandomSource& random);

}  // namespace dw::app
