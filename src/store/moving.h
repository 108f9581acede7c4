// Moving: everything that belongs to one owner within a tenant leaves the database as files anybody
// can read, arrives in another installation, and is then destroyed in the first.
//
// The store does not know what an owner is (an organisation, for identity) nor what belongs to it:
// the modules say so. An export holds all content in the clear, because the other installation has
// another master key: whoever has the folder can read it. What arrives belongs to a tenant of its
// own, is sealed under new keys, and stands in a log of its own with its old times; where each
// event stood before is kept beside it (event_origin). Format: docs/formats.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "store/blobs.h"
#include "store/projection.h"

namespace dw::store {

struct Owner {
    TenantId tenant;
    OwnerId id;
};

struct Belongings {
    std::vector<StreamId> streams;
    // Of keys that seal rows but no event; they need not be there.
    std::vector<std::string> compartments;
};

// Plain rows of an owner: a file of the export with a JSON object on each line.
struct MovedRows {
    std::string file;  // "logins.ndjson"; frozen: stored
    std::function<Result<std::vector<Json>>(Connection&, const Owner&)> read;
    // The keys are in the database already; events and their rows are not. Invalid "store.export"
    // when the line makes no sense, Conflict when there is no room for it.
    std::function<Result<std::vector<Statement>>(Connection&, const Owner&, const Json&)> write;
    enum class Lines { Any, One } lines = Lines::Any;
};

// What a module says about what belongs to an owner.
struct Movable {
    std::function<Result<Belongings>(Connection&, const Owner&)> belongings;
    std::vector<MovedRows> rows;
    std::function<std::vector<SealedBlob>(const StoredEvent&)> blobs_in;  // may be empty
    // Deletes all rows; keys are destroyed by the store.
    std::function<std::vector<Statement>(const Owner&)> remove;
};

struct MoveCounts {
    std::int64_t events = 0, streams = 0, files = 0;
    bool operator==(const MoveCounts&) const = default;
};

// While the program runs: one picture, as a backup. Errors as ExportWriter.
struct ExportOrder {
    Owner owner;
    std::string folder;
    std::string owner_name, tenant_name;  // for people who look into the folder
};
struct Exported {
    MoveCounts counts;
    Digest fingerprint{};
};
Result<Exported> export_owner(Store& store, BlobStore& blobs, const ExportOrder& order,
                              const std::vector<Movable>& modules);

// All or nothing; a new tenant is made for it. Invalid "store.export" names file, line and reason,
// "store.export_newer" a version this release does not know; Conflict where it is here already.
struct Imported {
    MoveCounts counts;
    Owner owner;
    std::string owner_name, made_at;
    Digest fingerprint{};
};
struct ImportOrder {
    std::string folder;
    ActorId actor;
};
Result<Imported> import_owner(Store& store, const ImportOrder& order,
                              const std::vector<Movable>& modules,
                              const std::vector<Projection>& projections);

// Destroys keys, rows and files of an owner whose export holds every event there is. The chain
// stays valid. Conflict "store.export_incomplete" when something happened since; Invalid
// "store.export_other" when the export is not of this owner in this installation.
struct DeleteOrder {
    Owner owner;
    std::string folder;
    ActorId actor;
};
Result<MoveCounts> delete_owner(Store& store, BlobStore& blobs, const DeleteOrder& order,
                                const std::vector<Movable>& modules);

}  // namespace dw::store
