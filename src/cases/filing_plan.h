// Aktenplan: by which keys an organisation names its files, and the Aktenzeichen it gives.
//
// A case gets its Aktenzeichen when it is opened, in the same change. Numbers count for each
// organisation, key and year; no two are the same, but one may be left out (ADR 0022).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "cases/case.h"
#include "store/store.h"

namespace dw::cases {

struct FilingPlan {
    std::string pattern;                      // "{zeichen}-{jahr}/{nummer}"
    std::map<std::string, std::string> keys;  // name of a package → key, "20.31"
    bool operator==(const FilingPlan&) const = default;
};

inline constexpr std::size_t filing_pattern_bytes = 60, filing_key_bytes = 30;
inline constexpr std::string_view default_filing_pattern = "{zeichen}-{jahr}/{nummer}";

// Whether a pattern names key, year and number once each, with a sign in between that is neither
// letter nor digit: then two files never get the same name.
bool is_filing_pattern(std::string_view pattern);
// Letters, digits, points, blanks, "-", "/" and "_".
bool is_filing_key(std::string_view key);

struct FilingPlace {
    store::TenantId tenant;
    identity::OrganisationId organisation;
};
// Without a plan an empty one.
Result<FilingPlan> read_filing_plan(store::Connection& connection, const FilingPlace& place);
store::Statement write_filing_plan(const FilingPlace& place, const FilingPlan& plan);

// Hands out numbers; may be used from any thread. What it says is only a proposal: the claim of
// file_rows() makes it unique, over all copies of the program.
class FilingNumbers {
  public:
    // Nothing when the plan has no key for the package. Whoever has lost again and again steps
    // over `skipped` numbers, so that two busy copies part.
    Result<std::optional<ReferenceGiven>> next(store::Connection& connection,
                                               const FilingPlace& place,
                                               std::string_view package_name, int year,
                                               std::int64_t skipped);

  private:
    std::mutex mutex_;
    std::map<std::tuple<store::TenantId, identity::OrganisationId, std::string, int>, std::int64_t>
        given_;  // the last one of each key and year
};

// Conflict when somebody else has just got it: the case is opened again with the next one.
store::Statement claim_reference(const FilingPlace& place, CaseId id,
                                 const ReferenceGiven& reference);

}  // namespace dw::cases
