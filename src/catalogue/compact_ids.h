// Ids of objects in eight bytes each: most are an agency that many share, and a number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/service.h"

namespace dw::catalogue {

// Grows by adding; what was added stays where it is.
class CompactIds {
  public:
    using Name = std::uint64_t;  // of an id in here

    // Error when there are more agencies than a name has room for.
    Result<Name> add(const SourceId& id);
    SourceId at(Name name) const;
    void shrink();
    std::size_t bytes() const;

  private:
    Result<std::uint64_t> agency_number(const std::string& agency);

    std::vector<std::string> agencies_;
    std::string values_;  // that are no numbers, each behind its length
};

}  // namespace dw::catalogue
