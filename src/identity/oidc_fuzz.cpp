// What a provider sends, or somebody in its place: never a crash, never a token that is believed.
#include "base/assert.h"
#include "identity/oidc_discovery.h"
#include "identity/oidc_token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto cut = text.find('\n');
    const auto first = text.substr(0, cut);
    const auto rest = cut == text.npos ? std::string_view() : text.substr(cut + 1);
    const auto addresses = dw::identity::addresses_from(text, "https://login.example");
    if (addresses) DW_ASSERT(addresses->token.starts_with("https://"));
    const auto keys = dw::identity::signing_keys_from(rest);
    std::vector<dw::identity::SigningKey> known;
    if (keys) known = *keys;
    const dw::identity::ExpectedToken expected{"https://login.example", "dienstweg", "n",
                                               dw::Instant{}};
    const auto token = dw::identity::verify_id_token(first, known, expected);
    DW_ASSERT(!token || !known.empty());
    return 0;
}
