// Offices that had another id before (idSekundaer): old links lead to them for years.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "catalogue/catalogue.h"

namespace dw::catalogue {

// May be used from any thread. Reads all offices when the catalogue has changed, but not more often
// than once a minute; who asks meanwhile gets the answer of before.
class FormerOffices {
  public:
    Result<std::optional<SourceId>> now_called(const Catalogue& catalogue, const SourceId& id,
                                               Instant now);

  private:
    using Ids = std::map<SourceId, SourceId>;
    struct Kept {
        std::int64_t change = -1;
        Instant read{};
        std::shared_ptr<const Ids> ids;
    };
    static Result<Ids> read(const Catalogue& catalogue);

    std::mutex reading_, mutex_;
    Kept kept_;
};

}  // namespace dw::catalogue
