#include "identity/login_provider.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "web/http_client.h"

namespace dw::identity {

namespace {

constexpr std::size_t most_providers = 16;
constexpr std::size_t name_bytes = 80;
constexpr std::size_t value_bytes = 500;
constexpr std::array<std::string_view, 9> known_members{
    "id",       "name", "issuer", "client_id", "client_secret", "client_secret_file",
    "audience", "host", "levels"};

// The member that is wrong and why; "" when all is well.
struct Fault {
    std::string member, reason;
};

bool is_id(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 30 && std::ranges::all_of(text, fits);
}

bool is_value(std::string_view text, std::size_t most = value_bytes) {
    return text.size() <= most && !has_control_characters(text) && trim(text) == text;
}

web::Operator::Words words_from(const Json& json) {
    if (const auto* text = json.as_string()) return {*text, {}};
    return {std::string(json["de"].text_or("")), std::string(json["en"].text_or(""))};
}

std::optional<Fault> read_levels(const Json& json, LoginProvider& provider) {
    if (!json.is_null() && !json.as_object()) return Fault{"levels", "an object is needed"};
    for (const auto& [acr, value] : json.members()) {
        const auto level = assurance_level_from(value.text_or(""));
        if (!level) return Fault{"levels." + acr, "basis, substantial or high"};
        if (acr.empty() || acr.find(' ') != acr.npos || !is_value(acr))
            return Fault{"levels." + acr, "not an acr value"};
        provider.levels[acr] = *level;
    }
    return std::nullopt;
}

std::optional<Fault> check(const LoginProvider& provider, std::string_view audience) {
    if (!is_id(provider.id)) return Fault{"id", "a-z, 0-9 and - are needed, at most 30"};
    const auto& name = provider.name;
    if (name.german.empty() || !is_value(name.german, name_bytes) ||
        !is_value(name.english, name_bytes))
        return Fault{"name", "a text is needed, at most 80 bytes"};
    if (!web::may_be_asked(provider.issuer) || provider.issuer.find('?') != std::string::npos)
        return Fault{"issuer", "an https address is needed"};
    if (provider.client_id.empty() || !is_value(provider.client_id))
        return Fault{"client_id", "a text is needed"};
    if (!is_value(provider.client_secret)) return Fault{"client_secret", "not a secret"};
    if (!provider.client_secret.empty() && !provider.client_secret_file.empty())
        return Fault{"client_secret_file", "client_secret is there already"};
    if (audience != "staff" && audience != "residents")
        return Fault{"audience", "staff or residents"};
    if (!is_value(provider.host) || provider.host.find_first_of("/: ") != std::string::npos)
        return Fault{"host", "a name without port is needed"};
    return std::nullopt;
}

// A member of another type is one that is missing: text_or gives "" for both.
std::optional<Fault> read_one(const Json& json, LoginProvider& provider) {
    if (!json.as_object()) return Fault{"", "an object is needed"};
    for (const auto& member : json.members())
        if (std::ranges::find(known_members, member.key) == known_members.end())
            return Fault{member.key, "no such member"};
    const auto text = [&](std::string_view name) { return std::string(json[name].text_or("")); };
    for (const auto* name : {"client_secret", "client_secret_file", "host"})
        if (json.has(name) && !json[name].as_string()) return Fault{name, "a text is needed"};
    provider.id = text("id");
    provider.name = words_from(json["name"]);
    provider.issuer = text("issuer");
    provider.client_id = text("client_id");
    provider.client_secret = text("client_secret");
    provider.client_secret_file = text("client_secret_file");
    const std::string audience = text("audience");
    provider.audience = audience == "staff" ? Audience::Staff : Audience::Residents;
    provider.host = lower(text("host"));
    if (auto fault = check(provider, audience)) return fault;
    return read_levels(json["levels"], provider);
}

}  // namespace

AssuranceLevel LoginProvider::level_of(std::string_view acr) const {
    const auto found = levels.find(acr);
    return found == levels.end() ? AssuranceLevel::Basis : found->second;
}

AssuranceLevel LoginProvider::highest_level() const {
    auto highest = AssuranceLevel::Basis;
    for (const auto& [acr, level] : levels) highest = std::max(highest, level);
    return highest;
}

Result<std::vector<LoginProvider>> login_providers_from(std::string_view json) {
    const auto wrong = [](std::string what) {
        return invalid("identity.login_file", std::move(what));
    };
    const auto document = parse_json(json);
    if (!document) return wrong(document.error().message);
    for (const auto& member : document->members())
        if (member.key != "providers") return wrong(member.key + ": no such member");
    if (!(*document)["providers"].as_array()) return wrong("providers: a list is needed");
    const auto& items = (*document)["providers"].items();
    if (items.size() > most_providers) return wrong("providers: at most 16");
    std::vector<LoginProvider> providers;
    for (std::size_t at = 0; at < items.size(); ++at) {
        const std::string place = "providers[" + std::to_string(at) + "]";
        LoginProvider provider;
        if (const auto fault = read_one(items[at], provider))
            return wrong(place + (fault->member.empty() ? "" : "." + fault->member) + ": " +
                         fault->reason);
        if (std::ranges::find(providers, provider.id, &LoginProvider::id) != providers.end())
            return wrong(place + ".id: there twice");
        providers.push_back(std::move(provider));
    }
    return providers;
}

}  // namespace dw::identity
