// Overlays: what an administration says in its own words, laid over what came from a source.
//
// The source's rows stay as they are; an overlay is applied when the catalogue is read. So the next
// delivery changes the source's text below it, the overlay goes on holding, and what both say can
// be compared. Pure; the rows are in overlay_table.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "catalogue/service.h"
#include "store/change.h"

namespace dw::catalogue {

using EditId = Id<struct EditTag>;

// frozen: stored
enum class EditKind { Text = 1, Organisation = 2, Responsibility = 3 };

// The smallest thing that has a version of its own.
struct EditTarget {
    EditKind kind = EditKind::Text;
    SourceId object;  // the service, or the organisation
    // Code of the text module, name of the service's list, field of the organisation; "" for
    // responsibility.
    std::string part;
    Ars area;  // where the words hold; an organisation has none: the whole country
    bool operator==(const EditTarget&) const = default;
};

// Fields of an organisation with words of their own. frozen: stored
inline constexpr std::string_view organisation_fields[] = {"name", "description", "addresses",
                                                           "contacts", "opening_hours"};

// Lists of a service with words of their own; the part is the list's name. frozen: stored
inline constexpr std::string_view service_lists[] = {"costs", "deadlines", "processing_times",
                                                     "documents", "keywords"};
bool is_service_list(std::string_view part);

// Who is in charge of a service in exactly one area, as far as it differs from the source.
struct OwnResponsibilities {
    std::vector<SourceId> added;  // organisations
    std::vector<SourceId> off;    // entries of the source that do not hold
    bool operator==(const OwnResponsibilities&) const = default;
};

// The agency in the ids of what administrations say; no source has it, only the export of another
// installation. frozen: stored
inline constexpr std::string_view own_agency = "dienstweg";

struct Overlay {
    EditTarget target;
    EditId version;
    store::TenantId tenant;
    Bytes content;
    std::int64_t source = 0;  // fingerprint of what the source said when the words were checked
    std::string by;           // name of the administration
    Instant at{};
};

// How a part is stored and compared: the bytes of an object that has nothing else (content.h).
// frozen: stored
Bytes part_of(const Service& service, std::string_view part);
Bytes part_of(const Organisation& organisation, std::string_view field);
Bytes part_from(const TextModule& module);
Bytes part_from(const OwnResponsibilities& own);
Result<TextModule> module_from(BytesView part, std::string_view code);
Result<Service> lists_from(BytesView part);        // with the one list
Result<Organisation> fields_from(BytesView part);  // with the one field
Result<OwnResponsibilities> responsibilities_from(BytesView part);

// In place of the module of the same code; one that says nothing takes it away.
void put_module(Service& service, TextModule module);
// The same for a part as it is stored, a module or a list.
Outcome put_part(Service& service, std::string_view part, BytesView content);
// Puts the words of the overlays in place of the source's, the widest area first.
Outcome apply_overlays(Service& service, std::vector<Overlay> overlays);
Outcome apply_overlays(Organisation& organisation, std::vector<Overlay> overlays);
// Those that hold at the place; without one those for the whole country.
std::vector<Overlay> overlays_at(std::vector<Overlay> overlays, const std::optional<Ars>& place);

}  // namespace dw::catalogue
