// Frames of a blob: 64 KiB of content each, the last one shorter or empty.
//   kind (0: more follow, 1: last) | nonce (12) | AES-256-GCM ciphertext and tag (16)
// frozen: stored (docs/formats.md, "Blob")
#pragma once

#include <functional>

#include "store/blobs.h"

namespace dw::store {

enum class FrameKind : std::uint8_t { More = 0, Last = 1 };

// A frame belongs to one blob at one place; it cannot be moved, left out or cut off.
struct FramePlace {
    TenantId tenant;
    BlobId blob;
    std::int64_t number;  // 0, 1, 2 …
};

inline constexpr std::size_t frame_overhead = 1 + 12 + 16;
inline constexpr std::size_t frame_bytes = limits::blob_frame_bytes + frame_overhead;

Bytes seal_frame(const DataKey& key, const Nonce& nonce, const FramePlace& place, FrameKind kind,
                 BytesView plain);

struct OpenedFrame {
    FrameKind kind;
    Bytes plain;
};
// Corrupt "store.blob" when it is not what was sealed for this place.
Result<OpenedFrame> open_frame(const DataKey& key, const FramePlace& place, BytesView frame);

// Of a frame as it is stored; Corrupt when it has no kind.
Result<FrameKind> kind_of_frame(BytesView frame);

// Cuts content into frames and hands each to `store_frame`.
class FrameCutter {
  public:
    using StoreFrame = std::function<Outcome(std::int64_t number, BytesView frame)>;
    FrameCutter(TenantId tenant, BlobId blob, DataKey key, RandomSource& random, StoreFrame store);
    Outcome write(BytesView bytes);
    Outcome finish();

  private:
    Outcome cut(FrameKind kind);

    FramePlace place_;
    DataKey key_;
    RandomSource& random_;
    StoreFrame store_;
    Bytes buffer_;
};

// When an id was made (RFC 9562 section 5.7: milliseconds in its first 48 bits).
Instant made_at(const IdBytes& id);

}  // namespace dw::store
