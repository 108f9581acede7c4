// Envelope: how every encrypted content is stored.
//   format byte 1 | key id (16) | nonce (12) | AES-256-GCM ciphertext and tag (16)
// frozen: stored (docs/formats.md)
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "store/change.h"
#include "store/keys.h"

namespace dw::store {

inline constexpr std::uint8_t envelope_format = 1;

struct Envelope {
    KeyId key_id;
    Nonce nonce;
    BytesView sealed;  // view into the bytes that were parsed
};

Bytes make_envelope(const DataKey& key, const Nonce& nonce, BytesView associated, BytesView plain);
// Corrupt "store.envelope" when it is too short or of a format this release does not know.
Result<Envelope> parse_envelope(BytesView bytes);
// Corrupt "store.envelope" when the bytes were changed or moved to another place.
Result<Bytes> open_envelope(const Envelope& envelope, const SecretKey& key, BytesView associated);

// What binds an event's payload to its place; the position is not known when it is sealed.
Bytes event_binding(TenantId tenant, StreamId stream, std::int64_t sequence, std::string_view kind,
                    std::int64_t version);

}  // namespace dw::store
