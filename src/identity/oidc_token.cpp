// A token is three parts joined by dots: header, claims, signature, each in base64url. Nothing of
// the claims is looked at before the signature held.
#include "identity/oidc_token.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace dw::identity {

namespace {

constexpr std::size_t subject_bytes = 255;

Error refused(std::string_view what) {
    return denied("identity.oidc_token", std::string(what));
}

Result<Json> json_part(std::string_view part, std::string_view name) {
    const auto bytes = from_base64url(part);
    if (!bytes) return refused(name);
    auto json = parse_json(as_text(*bytes), {.bytes = token_bytes});
    if (!json || !json->as_object()) return refused(name);
    return std::move(*json);
}

// With an id in the token only the key of that id; without one the keys of the right kind.
bool may_be(const SigningKey& key, std::string_view id, SignatureMethod method) {
    if (!id.empty() && key.id != id) return false;
    return !key.method || *key.method == method;
}

Outcome check_signature(std::string_view token, const std::vector<std::string_view>& parts,
                        const std::vector<SigningKey>& keys) {
    DW_TRY(const auto header, json_part(parts[0], "header"));
    const auto method = signature_method_from(header["alg"].text_or(""));
    if (!method) return refused("alg");
    // RFC 7515 section 4.1.11: whoever does not understand what is critical refuses.
    if (header.has("crit")) return refused("crit");
    const auto signature = from_base64url(parts[2]);
    if (!signature || signature->empty()) return refused("signature");
    const auto signed_part = as_bytes(token.substr(0, parts[0].size() + 1 + parts[1].size()));
    const auto id = header["kid"].text_or("");
    bool known = false;
    for (const auto& key : keys) {
        if (!may_be(key, id, *method)) continue;
        known = true;
        if (is_signed_by(key.key, *method, signed_part, *signature)) return Nothing{};
    }
    if (!known) return not_found("identity.oidc_key", "no such key");
    return refused("signature");
}

Outcome check_audience(const Json& claims, const std::string& client_id) {
    const Json& audience = claims["aud"];
    const bool alone = audience.as_string() && *audience.as_string() == client_id;
    const auto& several = audience.items();
    const bool among = std::ranges::any_of(
        several, [&](const Json& each) { return each.text_or("") == client_id; });
    if (!alone && !among) return refused("aud");
    // Made for several: then azp says for whom above all, and that is us.
    if (several.size() > 1 && !claims.has("azp")) return refused("azp");
    if (claims.has("azp") && claims["azp"].text_or("") != client_id) return refused("azp");
    return Nothing{};
}

// OpenID Connect Core section 2: at most 255 characters, ASCII.
bool is_subject(std::string_view subject) {
    return !subject.empty() && subject.size() <= subject_bytes &&
           std::ranges::all_of(subject, [](char c) { return c >= 0x20 && c < 0x7f; });
}

// Seconds since 1970, perhaps with a fraction (RFC 7519 section 2).
std::optional<Instant> instant_in(const Json& claims, std::string_view name) {
    const auto seconds = claims[name].as_number();
    if (!seconds || *seconds < 0 || *seconds > 1e11) return std::nullopt;
    return from_microseconds(static_cast<std::int64_t>(*seconds * 1e6));
}

Outcome check_time(const Json& claims, Instant now) {
    const auto expires = instant_in(claims, "exp"), issued = instant_in(claims, "iat");
    if (!expires || now >= *expires + clock_skew) return refused("exp");
    if (!issued || *issued > now + clock_skew || *issued + token_longest < now)
        return refused("iat");
    if (!claims.has("nbf")) return Nothing{};
    const auto begins = instant_in(claims, "nbf");
    if (!begins || *begins > now + clock_skew) return refused("nbf");
    return Nothing{};
}

}  // namespace

Result<IdToken> verify_id_token(std::string_view token, const std::vector<SigningKey>& keys,
                                const ExpectedToken& expected) {
    if (token.size() > token_bytes) return refused("size");
    const auto parts = split(token, '.');
    if (parts.size() != 3) return refused("parts");
    DW_TRY_DO(check_signature(token, parts, keys));
    DW_TRY(const auto claims, json_part(parts[1], "claims"));
    if (claims["iss"].text_or("") != expected.issuer) return refused("iss");
    DW_TRY_DO(check_audience(claims, expected.client_id));
    DW_TRY_DO(check_time(claims, expected.now));
    const auto nonce = claims["nonce"].text_or("");
    if (expected.nonce.empty() || nonce != expected.nonce) return refused("nonce");
    IdToken read{std::string(claims["sub"].text_or("")), std::string(claims["acr"].text_or(""))};
    if (!is_subject(read.subject)) return refused("sub");
    return read;
}

}  // namespace dw::identity
