// The master key in shares: any few of them give the key again, fewer tell nothing about it
// (Shamir's secret sharing over GF(256), by libgfshare).
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/result.h"

namespace dw::store {

struct SharePlan {
    int shares = 5;  // 2 to 20
    int needed = 3;  // 2 to shares
};
// Each is a line to print: groups of four letters and digits with a checksum (docs/formats.md).
// Invalid "store.share_plan".
Result<std::vector<std::string>> split_master_key(const SecretKey& key, const SharePlan& plan);

// Invalid "store.share_mistyped" (message: which one), "store.share_other" when they are of
// different keys or splittings, "store.share_twice", "store.share_missing" (message: how many are
// needed).
Result<SecretKey> join_master_key(const std::vector<std::string>& shares);

}  // namespace dw::store
