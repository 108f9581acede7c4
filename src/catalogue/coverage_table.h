// The coverage of services month by month.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalogue/coverage.h"
#include "catalogue/service.h"
#include "store/store.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view coverage_table_sql;

struct CoverageMonth {
    Date measured_on;
    CoverageCount count;
};

// The first measurement of the day's month stays; a later one of the same month is left out.
Outcome record_coverage(store::Store& store, const SourceId& service, Date day,
                        const CoverageCount& count);
// Oldest first, at most those of three years.
Result<std::vector<CoverageMonth>> coverage_months(store::Connection& connection,
                                                   const SourceId& service);
// The last measurement of a service; nothing when it was never measured.
Result<std::optional<CoverageMonth>> last_coverage(store::Connection& connection,
                                                   const SourceId& service);
// The measured services with their last measurement, the widest spread first: by the share of
// residents, or by the number of municipalities.
enum class CoverageOrder { Residents, Municipalities };
struct MeasuredService {
    SourceId id;
    CoverageMonth last;
};
Result<std::vector<MeasuredService>> measured_services(store::Connection& connection,
                                                       CoverageOrder order, std::size_t first,
                                                       std::size_t count);
// Services with an online service in charge somewhere, or measured before, that were not measured
// in the day's month yet.
Result<std::vector<SourceId>> services_to_measure(store::Connection& connection, Date day);

}  // namespace dw::catalogue
