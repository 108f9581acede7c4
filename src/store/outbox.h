// Outbox: what must happen outside, as a row in the same Change as its reason.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace dw::store {

struct OutboxEntry {
    TenantId tenant;
    std::string kind;  // e.g. "mail"; frozen: stored
    std::string key;   // idempotency key, unique per tenant and kind
    Bytes payload;     // sealed by the caller when it holds personal data
    int attempts = 0;
    std::string last_error = {};  // for the visible list of what is stuck and why
};

// The row that asks for it; put into the Change.
Statement outbox_insert(const OutboxEntry& entry, Instant now);

enum class Delivery { Done, Retry };
struct DeliveryReport {
    Delivery delivery;
    std::string reason;  // when Retry; no personal data
};
// Claims due entries of a kind by lease, hands each to `deliver`, marks it done or puts it back
// with growing pauses (1 s doubling to 1 h, without limit of attempts). Returns how many were
// handed out.
Result<int> run_outbox(Store& store, const std::string& kind,
                       const std::function<DeliveryReport(const OutboxEntry&)>& deliver);
// How many wait, over all tenants; counts no further than limits::counted_rows.
Result<std::int64_t> waiting_outbox(Connection& connection);
Result<std::vector<OutboxEntry>> stuck_outbox(Connection& connection, TenantId tenant, int limit);

}  // namespace dw::store
