// The catalogue as an XZuFi 2.2 message that imports to the same.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "catalogue/service.h"
#include "store/store.h"

namespace dw::catalogue {

struct ExportCounts {
    std::int64_t services = 0, specialisations = 0, organisations = 0, online_services = 0;
    std::int64_t responsibilities = 0;
};

// What residents see: the sources' objects with the own words of administrations in place of the
// sources'. Own words for a part of the country are a variant of the service (agency own_agency),
// which wins where it is imported (precedence.h). Responsibilities that were switched off are left
// out, those that were added are in it. The message comes piece by piece. Errors: those of `write`.
Result<ExportCounts> export_xzufi(store::Store& store,
                                  const std::function<Outcome(std::string_view)>& write);

// One object as a schreibe element each.
std::string to_xzufi(const Service& service);
std::string to_xzufi(const Specialisation& specialisation);
std::string to_xzufi(const Organisation& organisation);
std::string to_xzufi(const OnlineService& online_service);
std::string to_xzufi(const Responsibility& responsibility);

}  // namespace dw::catalogue
