#include "identity/oidc_keys.h"

#include "base/json.h"

namespace dw::identity {

namespace {

constexpr std::size_t keys_bytes = 256 * 1024;
constexpr std::size_t most_keys = 50;
constexpr std::size_t id_bytes = 200;

Bytes number_in(const Json& json, std::string_view name) {
    return from_base64url(json[name].text_or("")).value_or(Bytes());
}

std::optional<PublicKey> public_key_from(const Json& json) {
    const auto kind = json["kty"].text_or("");
    std::optional<PublicKey> key;
    if (kind == "RSA") key = RsaPublicKey{number_in(json, "n"), number_in(json, "e")};
    if (kind == "EC" && json["crv"].text_or("") == "P-256")
        key = P256PublicKey{number_in(json, "x"), number_in(json, "y")};
    if (key && !is_sound(*key)) key.reset();
    return key;
}

std::optional<SigningKey> signing_key_from(const Json& json) {
    if (json["use"].text_or("sig") != "sig") return std::nullopt;
    const auto method = signature_method_from(json["alg"].text_or(""));
    if (json.has("alg") && !method) return std::nullopt;
    const auto key = public_key_from(json);
    const std::string id(json["kid"].text_or(""));
    if (!key || id.size() > id_bytes) return std::nullopt;
    return SigningKey{id, method, *key};
}

}  // namespace

Result<std::vector<SigningKey>> signing_keys_from(std::string_view json) {
    const auto wrong = [](std::string reason) {
        return invalid("identity.oidc_keys", std::move(reason));
    };
    const auto document = parse_json(json, {.bytes = keys_bytes});
    if (!document) return wrong(document.error().message);
    if (!(*document)["keys"].as_array()) return wrong("keys: not a list");
    const auto& items = (*document)["keys"].items();
    if (items.size() > most_keys) return wrong("keys: too many");
    std::vector<SigningKey> keys;
    for (const auto& item : items)
        if (auto key = signing_key_from(item)) keys.push_back(std::move(*key));
    return keys;
}

}  // namespace dw::identity
