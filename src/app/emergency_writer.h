// Writes the emergency packs: one folder for each organisation, in it one for each day.
#pragma once

#include <atomic>
#include <string>

#include "cases/cases.h"

namespace dw::app {

// Each copy of the program writes its own packs: the more places they lie in, the better.
class EmergencyWriter {
  public:
    EmergencyWriter(const cases::Neighbours& at, std::string directory)
        : at_(at), directory_(std::move(directory)) {}

    // What is not there yet for today (Berlin); keeps the latest packs and removes older ones, and
    // those of organisations that are no longer here. A pack is there whole or not at all. One
    // that cannot be written does not stop the others; the first error is returned.
    Outcome write_missing();
    // Seconds since all packs of a day were there; -1: never since the start.
    std::int64_t age() const;

  private:
    Outcome write_pack(const identity::OrganisationPlace& place, const std::string& day);

    cases::Neighbours at_;
    std::string directory_;
    std::atomic<std::int64_t> complete_at_{0};  // seconds since 1970; 0: not yet
};

}  // namespace dw::app
