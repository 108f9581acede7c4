// How far a service can be applied for online: in how many municipalities, for how many of the
// people. One municipality never makes a service "online" (domain: coverage instead of existence).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/area.h"

namespace dw::catalogue {

enum class OnlineWay { None, OnlineService, OwnForm };

// What is known of a service on a day.
struct CoverageFacts {
    std::vector<Ars> scope;   // where the service exists; empty: the whole country
    std::vector<Ars> online;  // where an online service is in charge; an empty key: everywhere
    struct Office {
        Ars area;
        bool has_form;  // takes applications with a form of this installation
    };
    std::vector<Office> offices;  // in charge; the most specific one decides
};

struct CoverageCount {
    std::int64_t municipalities = 0, covered = 0;
    std::int64_t residents = 0, covered_residents = 0;
    // Of the residents, in tenths of a percent, rounded; 1000 is all of them.
    std::int64_t permille() const;
    void add(const CoverageCount& other);
    bool operator==(const CoverageCount&) const = default;
};
struct CoverageLine {
    const Area* area;
    CoverageCount count;
};
struct MunicipalityCoverage {
    const Area* area;
    OnlineWay way;
};
struct Coverage {
    CoverageCount total;
    std::vector<CoverageLine> lands, districts;        // by key
    std::vector<MunicipalityCoverage> municipalities;  // by key
};

// Joint administrations count for their members: an area counts for all that lies in it.
Coverage coverage_of(const AreaRegister& areas, const CoverageFacts& facts);

}  // namespace dw::catalogue
