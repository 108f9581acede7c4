// One event as an export writes it: a line of JSON that anybody can read. frozen: stored
// (docs/formats.md, "Export of an organisation")
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "store/event_log.h"

namespace dw::store {

// Where an event stood in the log of an installation it has left.
struct EventOrigin {
    TenantId tenant;
    std::int64_t position = 0;
    Digest hash{};
    bool operator==(const EventOrigin&) const = default;
};

struct MovedEvent {
    StoredEvent event;                 // as it stands in the log it was exported from
    std::vector<EventOrigin> origins;  // in the logs before that one, the first log first
};

Json to_json(const MovedEvent& moved);
// Nothing when a member is missing or makes no sense. The tenant is not among them.
std::optional<MovedEvent> moved_event_from(const Json& json);

}  // namespace dw::store
