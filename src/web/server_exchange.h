// One exchange: what was asked, and what its answer needs to know.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/http.h"
#include "web/refusal.h"
#include "web/server_connection.h"
#include "web/server_message.h"

namespace dw::web {

struct Exchange {
    Request request;
    std::string method;  // as sent, one of those HTTP knows
    std::string target;  // as sent, also when it cannot be read; may be cut off
    bool head_only = false;
    bool keep_alive = false;
    bool old_version = false;  // HTTP/1.0
    SteadyTime started;
};

// Who is at the other end of a connection.
struct Peer {
    std::string_view address;  // numeric
    bool tls = false;
};

// Makes the request out of a head, or says why it cannot be one.
std::optional<Refusal> take_head(Exchange& exchange, MessageHead& head, const ServerState& state,
                                 const Peer& peer);

// Puts the bytes of the body where its handler looks for them: an operation of the API reads its
// content itself, a page gets the fields of its form.
std::optional<Refusal> put_body(Request& request, std::string bytes, const Route* route);

}  // namespace dw::web
