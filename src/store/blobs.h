// Blobs: immutable encrypted content too large for an event (uploads, letters), named by a random
// id.
//
// Complete and durable before the Change that refers to it; collected when nothing refers to it.
// Files below DATA/blobs beside SQLite, chunk rows beside PostgreSQL; frames of 64 KiB,
// AES-256-GCM, format in docs/formats.md.
#pragma once

#include <functional>
#include <memory>

#include "store/store.h"

namespace dw::store {

using BlobId = Id<struct BlobTag>;

// A blob as it is stored, content sealed.
struct SealedBlob {
    TenantId tenant;
    BlobId blob;
    KeyId key;
};

class BlobWriter {
  public:
    virtual ~BlobWriter() = default;
    virtual Outcome write(BytesView bytes) = 0;
    virtual Result<BlobId> finish() = 0;  // durable when it returns; without it nothing remains
};

class BlobStore {
  public:
    virtual ~BlobStore() = default;
    virtual Result<std::unique_ptr<BlobWriter>> create(TenantId tenant, const DataKey& key) = 0;
    virtual Outcome read(TenantId tenant, BlobId id, const DataKey& key,
                         const std::function<Outcome(BytesView)>& each) = 0;
    virtual Outcome remove(TenantId tenant, BlobId id) = 0;
    // For backups: every complete blob, and the frames of one as they are stored.
    virtual Outcome each_blob(const std::function<Outcome(const SealedBlob&)>& each) = 0;
    virtual Outcome each_frame(const SealedBlob& blob,
                               const std::function<Outcome(BytesView)>& each) = 0;
    // Removes blobs older than `older_than` for which `referenced` is false. Returns how many.
    virtual Result<int> collect(
        Instant older_than, const std::function<Result<bool>(TenantId, BlobId)>& referenced) = 0;
};

std::unique_ptr<BlobStore> open_blobs(Store& store);

}  // namespace dw::store
