#include "web/client_origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace dw::web {

namespace {

std::optional<std::array<std::uint8_t, 16>> address_bytes(std::string_view text) {
    std::array<std::uint8_t, 16> bytes{};
    const std::string numeric{text.substr(0, text.find('%'))};  // without the zone of fe80::1%eth0
    if (inet_pton(AF_INET6, numeric.c_str(), bytes.data()) == 1) return bytes;
    bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (inet_pton(AF_INET, numeric.c_str(), bytes.data() + 12) == 1) return bytes;
    return std::nullopt;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        return text.substr(1, text.size() - 2);
    }
    return text;
}

// "192.0.2.1:4711" and "[2001:db8::1]:4711" without port and brackets.
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
    if (std::ranges::count(text, ':') == 1) return text.substr(0, text.find(':'));
    return text;
}

struct Hop {
    std::string_view client, host, scheme;
};

// RFC 7239: one element per proxy, the nearest last.
std::vector<Hop> forwarded_hops(std::string_view header) {
    std::vector<Hop> hops;
    for (const auto element : split(header, ',')) {
        Hop hop;
        for (const auto part : split(element, ';')) {
            const auto pair = trim(part);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos) continue;
            const auto name = lower(pair.substr(0, equals));
            const auto value = unquoted(pair.substr(equals + 1));
            if (name == "for") hop.client = without_port(value);
            if (name == "host") hop.host = value;
            if (name == "proto") hop.scheme = value;
        }
        hops.push_back(hop);
    }
    return hops;
}

std::string_view last_of(std::string_view list) {
    const auto comma = list.rfind(',');
    return trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

std::string_view get(const Headers& headers, std::string_view name) {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

// "host:443" is "host" with https, "host:80" with http.
std::string normal_host(std::string_view host) {
    std::string text = lower(host);
    for (const std::string_view port : {":443", ":80"}) {
        if (text.ends_with(port)) text.resize(text.size() - port.size());
    }
    return text;
}

}  // namespace

std::optional<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto bytes = address_bytes(text.substr(0, slash));
    if (!bytes) return std::nullopt;
    const bool old = text.find(':') == std::string_view::npos;
    const std::size_t most = old ? 32 : 128;
    std::size_t bits = most;
    if (slash != std::string_view::npos) {
        const auto given = parse_integer(text.substr(slash + 1));
        if (!given || *given < 0 || *given > static_cast<std::int64_t>(most)) return std::nullopt;
        bits = static_cast<std::size_t>(*given);
    }
    Network network;
    network.bytes_ = *bytes;
    network.bits_ = old ? bits + 96 : bits;
    return network;
}

bool Network::contains(std::string_view address) const {
    const auto other = address_bytes(address);
    if (!other) return false;
    for (std::size_t bit = 0; bit < bits_; ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80 >> (bit % 8));
        if (((bytes_[bit / 8] ^ (*other)[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{".-_:[]"}.find(c) != std::string_view::npos;
    });
}

Result<OriginRules> OriginRules::create(std::string_view public_url,
                                        const std::vector<std::string>& trusted_proxies) {
    OriginRules rules;
    if (!public_url.empty()) {
        rules.public_secure_ = public_url.starts_with("https://");
        if (!rules.public_secure_ && !public_url.starts_with("http://")) {
            return invalid("web.public_url", "public URL: must start with https:// or http://");
        }
        auto host = public_url.substr(public_url.find("//") + 2);
        if (host.ends_with('/')) host.remove_suffix(1);
        if (!is_host(host)) return invalid("web.public_url", "public URL: only scheme and host");
        rules.public_host_ = lower(host);
    }
    for (const auto& text : trusted_proxies) {
        const auto network = Network::parse(text);
        if (!network) return invalid("web.trusted_proxy", "trusted proxy: no network: " + text);
        rules.trusted_.push_back(*network);
    }
    return rules;
}

namespace {

// "Forwarded" (RFC 7239) and the X-Forwarded-… family say the same; no proxy writes both.
bool has_both_kinds(const Headers& headers) {
    const auto from_family = [](const auto& header) {
        return header.first.starts_with("x-forwarded-") && !header.second.empty();
    };
    return !get(headers, "forwarded").empty() && std::ranges::any_of(headers, from_family);
}

}  // namespace

bool OriginRules::is_trusted(std::string_view address) const {
    return std::ranges::any_of(trusted_, [&](const auto& net) { return net.contains(address); });
}

void OriginRules::read_forwarded(ClientOrigin& origin, const Headers& headers) const {
    std::vector<std::string_view> clients;
    std::string_view host, scheme;
    if (const auto forwarded = get(headers, "forwarded"); !forwarded.empty()) {
        for (const auto& hop : forwarded_hops(forwarded)) {
            clients.push_back(hop.client);
            host = hop.host;
            scheme = hop.scheme;
        }
    } else {
        for (const auto one : split(get(headers, "x-forwarded-for"), ',')) {
            clients.push_back(without_port(trim(one)));
        }
        host = last_of(get(headers, "x-forwarded-host"));
        scheme = last_of(get(headers, "x-forwarded-proto"));
    }
    // From the nearest outwards: the first that is no proxy of ours is the client; what stands
    // before it may be invented.
    for (auto it = clients.rbegin(); it != clients.rend() && address_bytes(*it); ++it) {
        origin.client_address = *it;
        if (!is_trusted(*it)) break;
    }
    if (is_host(host)) origin.host = lower(host);
    if (!scheme.empty()) origin.secure = lower(scheme) == "https";
}

ClientOrigin OriginRules::origin_of(const Connecting& connecting, const Headers& headers) const {
    ClientOrigin origin;
    origin.host = lower(get(headers, "host"));
    origin.client_address = connecting.address;
    origin.secure = connecting.tls;
    if (is_trusted(connecting.address)) {
        origin.told_twice = has_both_kinds(headers);
        read_forwarded(origin, headers);
    }
    if (!public_host_.empty()) {
        origin.host_is_ours = normal_host(origin.host) == normal_host(public_host_);
        origin.host = public_host_;
        origin.secure = public_secure_;
    }
    return origin;
}

}  // namespace dw::web
