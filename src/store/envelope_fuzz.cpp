// Envelopes and blob frames come from a database somebody else may have written to: any bytes are
// either refused or what was sealed.
#include <cstdint>

#include "base/assert.h"
#include "store/blob_frames.h"
#include "store/envelope.h"
#include "store/log_heads.h"

namespace dw::store {
namespace {

void check(BytesView bytes) {
    const DataKey key{};
    if (const auto envelope = parse_envelope(bytes)) {
        const auto plain = open_envelope(*envelope, key.secret, {});
        if (plain) DW_ASSERT(plain->size() + 16 == envelope->sealed.size());
    }
    const auto frame = open_frame(key, {.tenant = {}, .blob = {}, .number = 0}, bytes);
    if (frame) DW_ASSERT(frame->plain.size() + frame_overhead == bytes.size());

    // What is sealed is opened again, and nothing else.
    const Nonce nonce{};
    auto sealed = make_envelope(key, nonce, {}, bytes);
    const auto again = parse_envelope(sealed);
    DW_ASSERT(again);
    const auto opened = open_envelope(*again, key.secret, {});
    DW_ASSERT(opened && std::equal(opened->begin(), opened->end(), bytes.begin(), bytes.end()));
    if (!bytes.empty()) {
        sealed[29 + bytes[0] % (sealed.size() - 29)] ^= 1;
        DW_ASSERT(!open_envelope(*parse_envelope(sealed), key.secret, {}));
    }

    const auto heads = log_heads_from_text(as_text(bytes));
    if (heads) DW_ASSERT(*log_heads_from_text(log_heads_to_text(*heads)) == *heads);
}

}  // namespace
}  // namespace dw::store

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    dw::store::check({data, size});
    return 0;
}
