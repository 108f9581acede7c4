// How the events of a case are written. frozen: stored in the event log; old versions are lifted
// here and never written again.
#pragma once

#include "cases/case.h"

namespace dw::cases {

Json to_json(const Event& event);
// Corrupt "case.event" when the payload is not what this kind holds; Unavailable
// "case.newer_release" for a kind or version this release does not know.
Result<Event> event_from(std::string_view kind, std::int64_t version, const Json& payload);

}  // namespace dw::cases
