#include "store/blob_frames.h"

#include <algorithm>

#include "store/canonical.h"

namespace dw::store {

namespace {

Bytes frame_binding(const FramePlace& place, FrameKind kind) {
    return Canonical("dienstweg.blob.v1")
        .add(place.tenant)
        .add(place.blob)
        .add(place.number)
        .add(std::int64_t{kind == FrameKind::Last})
        .bytes();
}

}  // namespace

Bytes seal_frame(const DataKey& key, const Nonce& nonce, const FramePlace& place, FrameKind kind,
                 BytesView plain) {
    const Bytes sealed = seal(key.secret, nonce, frame_binding(place, kind), plain);
    Bytes frame;
    frame.reserve(1 + nonce.size() + sealed.size());
    frame.push_back(static_cast<std::uint8_t>(kind));
    frame.insert(frame.end(), nonce.begin(), nonce.end());
    frame.insert(frame.end(), sealed.begin(), sealed.end());
    return frame;
}

Result<OpenedFrame> open_frame(const DataKey& key, const FramePlace& place, BytesView frame) {
    const auto bad = [&](const char* why) {
        return corrupt("store.blob", place.blob.to_string() + " frame " +
                                         std::to_string(place.number) + ": " + why);
    };
    if (frame.size() < frame_overhead || frame.size() > frame_bytes) return bad("length");
    if (frame[0] > 1) return bad("kind");
    const auto kind = static_cast<FrameKind>(frame[0]);
    Nonce nonce{};
    std::ranges::copy(frame.subspan(1, 12), nonce.begin());
    auto plain = open(key.secret, nonce, frame_binding(place, kind), frame.subspan(13));
    if (!plain) return bad("not what was sealed");
    return OpenedFrame{.kind = kind, .plain = std::move(*plain)};
}

Result<FrameKind> kind_of_frame(BytesView frame) {
    if (frame.size() < frame_overhead || frame[0] > 1)
        return corrupt("store.blob", "a frame without a kind");
    return static_cast<FrameKind>(frame[0]);
}

FrameCutter::FrameCutter(TenantId tenant, BlobId blob, DataKey key, RandomSource& random,
                         StoreFrame store)
    : place_{.tenant = tenant, .blob = blob, .number = 0},
      key_(std::move(key)),
      random_(random),
      store_(std::move(store)) {}

Outcome FrameCutter::write(BytesView bytes) {
    while (!bytes.empty()) {
        // A full buffer waits until it is known whether more follows.
        if (buffer_.size() == limits::blob_frame_bytes) DW_TRY_DO(cut(FrameKind::More));
        const auto room = std::min(bytes.size(), limits::blob_frame_bytes - buffer_.size());
        const auto piece = bytes.first(room);
        buffer_.insert(buffer_.end(), piece.begin(), piece.end());
        bytes = bytes.subspan(room);
    }
    return Nothing{};
}

Outcome FrameCutter::finish() {
    return cut(FrameKind::Last);
}

Outcome FrameCutter::cut(FrameKind kind) {
    Nonce nonce{};
    random_.fill(nonce);
    const Bytes frame = seal_frame(key_, nonce, place_, kind, buffer_);
    buffer_.clear();
    return store_(place_.number++, frame);
}

Instant made_at(const IdBytes& id) {
    std::int64_t milliseconds = 0;
    for (std::size_t i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | id[i];
    return Instant{std::chrono::milliseconds{milliseconds}};
}

}  // namespace dw::store
