// When an office was last written or deleted, for those who ask what has changed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalogue/service.h"
#include "store/change.h"
#include "store/database.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form. Offices that are stored already count as
// changed when the table comes.
extern const std::string_view organisation_changes_sql;

// To be written behind the statement that makes the next change number (change_days.h).
std::vector<store::Statement> organisations_changed(const std::vector<std::int64_t>& refs);

struct OrganisationState {
    SourceId id;
    std::int64_t change = 0;
    std::optional<Organisation> organisation;  // nothing: it is gone
};
// In order of change. About `limit` of them: those of one change stay together.
Result<std::vector<OrganisationState>> organisations_changed_since(store::Connection& connection,
                                                                   std::int64_t change,
                                                                   std::size_t limit);

}  // namespace dw::catalogue
