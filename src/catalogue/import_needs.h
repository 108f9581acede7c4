// What the responsibilities of a file need, to see at the end which of them wait.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalogue/import_report.h"
#include "store/store.h"

namespace dw::catalogue {

class Needs {
  public:
    void add(const Responsibility& responsibility);
    void add(std::int64_t service, Holder kind, std::int64_t holder);
    // Counts and reports those whose service or holder is not stored.
    Outcome report_waiting(store::Connection& connection, FileReport& report) const;

  private:
    struct Needed {
        char table;  // 's' service, 'o' organisation, 'd' online service
        std::int64_t ref;
        bool operator==(const Needed&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Needed& needed) const {
            return static_cast<std::size_t>(needed.ref) + static_cast<std::size_t>(needed.table);
        }
    };
    std::uint32_t number_of(const Needed& needed);
    Result<std::vector<bool>> missing(store::Connection& connection) const;
    // The values of the ids of these numbers.
    Result<std::unordered_map<std::int64_t, std::string>> ids_of(
        store::Connection& connection, const std::map<std::uint32_t, std::int64_t>& waiting) const;

    std::unordered_map<Needed, std::uint32_t, Hash> numbers_;
    std::vector<Needed> needed_;                                  // by number
    std::unordered_map<std::int64_t, std::string> ids_;           // values of those that were read
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;  // service, holder
};

}  // namespace dw::catalogue
