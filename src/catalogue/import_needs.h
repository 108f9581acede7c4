// What the responsibilities of a file need, to see at the end which of them wait.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "catalogue/import_report.h"
#include "store/store.h"

namespace dw::catalogue {

class Needs {
  public:
    void add(const Responsibility& responsibility);
    // Counts and reports those whose service or holder is not stored.
    Outcome report_waiting(store::Connection& connection, FileReport& report) const;

  private:
    struct Needed {
        char table;  // 's' service, 'o' organisation, 'd' online service
        SourceId id;
        auto operator<=>(const Needed&) const = default;
    };
    std::uint32_t number_of(const Needed& needed);

    std::map<Needed, std::uint32_t> numbers_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;  // service, holder
};

}  // namespace dw::catalogue
