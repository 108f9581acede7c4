// A delivery that is all its sources have: what is stored and not in it is deleted.
#pragma once

#include <vector>

#include "catalogue/import_run.h"

namespace dw::catalogue {

struct MissingObject {
    ObjectKind kind;
    SourceId id;
};

// Stored objects of the sources that none of the files has; empty, with a refusal in the report,
// when the delivery must not be taken, or with the reason why nothing is deleted all the same.
Result<std::vector<MissingObject>> look_for_missing(store::Store& store, const Delivery& delivery,
                                                    const std::vector<CheckedFile>& files,
                                                    const FullDelivery& full, FullReport& report);

// Deletes them in groups as an import of its own; returns by how much the catalogue's change number
// grew.
Result<std::int64_t> erase_missing(store::Store& store, const Delivery& delivery,
                                   const std::vector<MissingObject>& missing,
                                   const std::vector<CheckedFile>& files, WriteMode mode,
                                   FullReport& report);

}  // namespace dw::catalogue
