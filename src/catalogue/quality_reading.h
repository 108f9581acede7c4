// Looks through the catalogue as it holds in an area, for what is wrong with it.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/quality.h"

namespace dw::catalogue {

struct QualityQuestion {
    Ars area;  // a town, an association, a district, a Land
    Date day{};
};

struct QualityReport {
    std::vector<QualityFinding> findings;  // by kind, the worst first
    std::size_t services = 0;              // looked at
    bool complete = true;                  // false: there was more than the limits allow
};

inline constexpr std::size_t quality_services = 20'000;
inline constexpr std::size_t quality_findings = 50'000;
inline constexpr std::size_t quality_entries = 2'000'000;  // responsibilities, 40 bytes each

// Texts are judged where somebody in the area is in charge of the service; whether anybody is, for
// all services that hold there. Ends early when `goes_on` says no.
Result<QualityReport> read_quality(const Catalogue& catalogue, const QualityQuestion& question,
                                   const std::function<bool()>& goes_on);

// Responsibilities from the area up to the country and down to its parts, as they hold on the day.
struct QualityEntry {
    std::int64_t service = 0, area = 0, holder = 0;
    char role = '1';
    bool holder_known = true;
    auto operator<=>(const QualityEntry&) const = default;
};
struct QualityEntries {
    std::vector<QualityEntry> up;      // of the area itself and of wider ones
    std::vector<QualityEntry> inside;  // of the area itself and of its parts
    bool complete = true;
};
Result<QualityEntries> read_entries(store::Connection& connection, const QualityQuestion& question);

}  // namespace dw::catalogue
