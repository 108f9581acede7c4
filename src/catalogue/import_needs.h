// What the responsibilities of a file need, to see at the end which of them wait.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalogue/import_report.h"
#include "catalogue/service.h"
#include "catalogue/spilled_bytes.h"
#include "store/store.h"

namespace dw::catalogue {

class Needs {
  public:
    Needs() = default;
    explicit Needs(SpilledBytes pairs) : pairs_(std::move(pairs)) {}
    void add(std::int64_t service, Holder kind, std::int64_t holder);

    // Counts and reports those whose service or holder is not stored.
    Outcome report_waiting(store::Connection& connection, FileReport& report) const;

  private:
    void append(std::uint32_t number);
    template <class Each>
    Outcome for_each_pair(const Each& each) const;
    struct Needed {
        char table = 0;  // 's' service, 'o' organisation, 'd' online service
        std::int64_t ref = 0;
        bool operator==(const Needed&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Needed& needed) const {
            return static_cast<std::size_t>(needed.ref) + static_cast<std::size_t>(needed.table);
        }
    };
    std::uint32_t number_of(const Needed& needed);
    Result<std::vector<bool>> missing(store::Connection& connection) const;
    // Numbers of what is missing, and of how many responsibilities.
    using Waiting = std::map<std::uint32_t, std::int64_t>;
    // The values of their ids, by ref.
    Result<std::unordered_map<std::int64_t, std::string>> ids_of(store::Connection& connection,
                                                                 const Waiting& waiting) const;

    std::unordered_map<Needed, std::uint32_t, Hash> numbers_;
    std::vector<Needed> needed_;  // by number
    // Holder and service of each responsibility, by number. Mostly the holder is that of the one
    // before, and there are millions: 0 for that, else the number and one more, then the service,
    // seven bits to a byte.
    SpilledBytes pairs_;
    Needed last_holder_{};
};

}  // namespace dw::catalogue
