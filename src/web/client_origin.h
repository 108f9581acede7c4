// Who asks, and how they addressed us: from the connection, the public address and, only for
// proxies that are trusted, from the headers they add.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dw::web {

// "10.0.0.0/8", "2001:db8::/32" or one address.
class Network {
  public:
    static std::optional<Network> parse(std::string_view text);
    bool contains(std::string_view address) const;  // numeric; anything else is outside

  private:
    std::array<std::uint8_t, 16> bytes_{};  // IPv4 as ::ffff:a.b.c.d
    std::size_t bits_ = 0;
};

using Headers = std::map<std::string, std::string, std::less<>>;

struct Connecting {
    std::string address;  // numeric, of the other end
    bool tls = false;
};

struct ClientOrigin {
    std::string host;
    std::string client_address;
    bool secure = false;
    bool host_is_ours = true;
    // A trusted proxy sent both kinds of headers: it wrote one and passed the client's own other
    // one on.
    bool told_twice = false;
};

class OriginRules {
  public:
    // Invalid for a public URL that is more than scheme and host, and for a network that is none.
    static Result<OriginRules> create(std::string_view public_url,
                                      const std::vector<std::string>& trusted_proxies);
    ClientOrigin origin_of(const Connecting& connecting, const Headers& headers) const;

  private:
    bool is_trusted(std::string_view address) const;
    void read_forwarded(ClientOrigin& origin, const Headers& headers) const;

    std::string public_host_;  // empty: any host
    bool public_secure_ = false;
    std::vector<Network> trusted_;
};

// Letters, digits and what else stands in a host with port; nothing that could end a header or a
// link.
bool is_host(std::string_view text);

}  // namespace dw::web
