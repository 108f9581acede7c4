#include "identity/oidc_discovery.h"

#include <algorithm>

#include "base/json.h"
#include "web/http_client.h"

namespace dw::identity {

namespace {

constexpr std::size_t document_bytes = 128 * 1024;

// A list that is not there means what the standard says it means: that is what we do.
bool offers(const Json& document, std::string_view list, std::string_view wanted) {
    if (!document.has(list)) return true;
    return std::ranges::any_of(document[list].items(),
                               [&](const Json& item) { return item.text_or("") == wanted; });
}

}  // namespace

std::string discovery_address(std::string_view issuer) {
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

Result<ProviderAddresses> addresses_from(std::string_view json, std::string_view issuer) {
    const auto wrong = [](std::string_view member) {
        return invalid("identity.oidc_discovery", std::string(member));
    };
    const auto document = parse_json(json, {.bytes = document_bytes});
    if (!document) return wrong(document.error().message);
    if ((*document)["issuer"].text_or("") != issuer) return wrong("issuer");
    const bool needs_tls = issuer.starts_with("https:");
    ProviderAddresses addresses;
    struct Member {
        std::string_view name;
        std::string ProviderAddresses::*address;
    };
    for (const auto& [name, address] :
         {Member{"authorization_endpoint", &ProviderAddresses::authorization},
          Member{"token_endpoint", &ProviderAddresses::token},
          Member{"jwks_uri", &ProviderAddresses::keys}}) {
        const std::string url((*document)[name].text_or(""));
        if (!web::may_be_asked(url) || (needs_tls && !url.starts_with("https:")))
            return wrong(name);
        addresses.*address = url;
    }
    if (!offers(*document, "response_types_supported", "code"))
        return wrong("response_types_supported");
    if (!offers(*document, "code_challenge_methods_supported", "S256"))
        return wrong("code_challenge_methods_supported");
    addresses.names_issuer =
        (*document)["authorization_response_iss_parameter_supported"].as_bool().value_or(false);
    return addresses;
}

}  // namespace dw::identity
