// The overlays that hold now, as the catalogue reads them. All tenants' at once: what was approved
// is public.
#pragma once

#include <functional>
#include <vector>

#include "catalogue/overlay.h"
#include "store/database.h"

namespace dw::catalogue {

extern const std::string_view overlay_table_sql;  // for the module's list of migrations

// A condition on rows r of catalogue_responsibility: what no administration says does not hold.
inline constexpr std::string_view not_switched_off =
    "and not exists (select 1 from catalogue_own_responsibility x "
    "where x.area = r.area and x.service = r.service and x.id = r.id) ";

Result<std::vector<Overlay>> load_overlays(store::Connection& connection, EditKind kind,
                                           const SourceId& object);
// Every overlay of a kind; those of one object follow each other.
Result<std::vector<Overlay>> load_overlays(store::Connection& connection, EditKind kind);
// Those of one tenant, the newest first.
Result<std::vector<Overlay>> load_overlays_of(store::Connection& connection, store::TenantId tenant,
                                              std::size_t limit);
// The tenant's own for exactly this target; nothing when the source's words hold.
Result<std::optional<Overlay>> load_overlay(store::Connection& connection, store::TenantId tenant,
                                            const EditTarget& target);

// What makes it hold, with its rows for questions about who is in charge.
Result<std::vector<store::Statement>> put_overlay(const Overlay& overlay);
// Back to the source's words.
std::vector<store::Statement> remove_overlay(store::TenantId tenant, const EditTarget& target);
// The source has changed, and the words hold all the same.
store::Statement confirm_overlay(const Overlay& checked);

}  // namespace dw::catalogue
