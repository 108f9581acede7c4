// Who has a case open now, so that two people see each other. Rows that live for minutes; nothing
// of it is history, and nobody's working time can be read from it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <vector>

#include "cases/case.h"
#include "identity/principal.h"
#include "store/store.h"

namespace dw::cases {

inline constexpr std::chrono::minutes presence_lasts{10};

struct Present {
    identity::PersonId person;
    Instant seen_at{};
};

// May be used from any thread.
class Presence {
  public:
    // Writes at most once a minute for a person and a case.
    Outcome note(store::Store& store, const identity::Principal& principal, CaseId id);

  private:
    std::mutex mutex_;
    std::map<std::pair<identity::PersonId, CaseId>, Instant> noted_;
};

// The others, the latest first.
Result<std::vector<Present>> others_in(store::Connection& connection,
                                       const identity::Principal& principal, CaseId id,
                                       Instant now);
store::Statement forget_presence(Instant now);

}  // namespace dw::cases
