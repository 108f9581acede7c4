#include "store/envelope.h"

#include <algorithm>

#include "store/canonical.h"

namespace dw::store {

namespace {

constexpr std::size_t key_at = 1;
constexpr std::size_t nonce_at = key_at + 16;
constexpr std::size_t sealed_at = nonce_at + 12;
constexpr std::size_t tag_bytes = 16;

}  // namespace

Bytes make_envelope(const DataKey& key, const Nonce& nonce, BytesView associated, BytesView plain) {
    const Bytes sealed = seal(key.secret, nonce, associated, plain);
    Bytes out;
    out.reserve(sealed_at + sealed.size());
    out.push_back(envelope_format);
    out.insert(out.end(), key.id.bytes().begin(), key.id.bytes().end());
    out.insert(out.end(), nonce.begin(), nonce.end());
    out.insert(out.end(), sealed.begin(), sealed.end());
    return out;
}

Result<Envelope> parse_envelope(BytesView bytes) {
    if (bytes.size() < sealed_at + tag_bytes) return corrupt("store.envelope", "too short");
    if (bytes[0] != envelope_format)
        return corrupt("store.envelope", "unknown format " + std::to_string(bytes[0]));
    Envelope envelope{.key_id = *KeyId::from_bytes(bytes.subspan(key_at, 16)),
                      .nonce = {},
                      .sealed = bytes.subspan(sealed_at)};
    std::ranges::copy(bytes.subspan(nonce_at, 12), envelope.nonce.begin());
    return envelope;
}

Result<Bytes> open_envelope(const Envelope& envelope, const SecretKey& key, BytesView associated) {
    auto plain = open(key, envelope.nonce, associated, envelope.sealed);
    if (!plain) return corrupt("store.envelope", "the bytes are not what was sealed here");
    return std::move(*plain);
}

Bytes event_binding(TenantId tenant, StreamId stream, std::int64_t sequence, std::string_view kind,
                    std::int64_t version) {
    return Canonical("dienstweg.envelope.v1")
        .add(tenant)
        .add(stream)
        .add(sequence)
        .add(kind)
        .add(version)
        .bytes();
}

}  // namespace dw::store
