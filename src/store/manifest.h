// manifest.json of an export, as it is read. frozen: stored (docs/formats.md)
#pragma once

#include <string>

#include "store/export_folder.h"
#include "store/moving.h"

namespace dw::store {

struct Manifest {
    Owner owner;
    std::string owner_name, made_at;
    std::int64_t log_position = 0;  // the end of the log it was exported from
    Digest log_hash{};
    MoveCounts counts;
};

// Invalid "store.export_newer" for a version this release does not know.
Result<Manifest> manifest_from(const Json& json);

}  // namespace dw::store
