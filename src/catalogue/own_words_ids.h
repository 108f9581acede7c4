// Ids under which own words leave an installation (xzufi_export.h). They follow from what is said,
// not from who said it or in which version: a later export replaces what an earlier one brought,
// and who imports can tell that a delivery did not only take the name.
#pragma once

#include "catalogue/overlay.h"

namespace dw::catalogue {

SourceId id_of_variant(const EditTarget& target);
SourceId id_of_added(const SourceId& service, const Ars& area, const SourceId& holder);

// Whether an export writes such an object under such an id.
bool is_exported_own(const Specialisation& variant);
bool is_exported_own(const Responsibility& added);
// These always come from a source.
inline bool is_exported_own(const Service&) {
    return false;
}
inline bool is_exported_own(const Organisation&) {
    return false;
}
inline bool is_exported_own(const OnlineService&) {
    return false;
}

}  // namespace dw::catalogue
