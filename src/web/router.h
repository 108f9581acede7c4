// Router: every route declares method, path and act. The act is what the permission rule is asked.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace dw::web {

// Where a handler runs. Inline: on the connection's thread, for what never waits (pages from memory).
// Worker: on the worker pool, for what reads or writes the database.
enum class Run { Inline, Worker };
// Kinds of route that differ in what surrounds the handler.
enum class Kind {
    Page,      // HTML; POST needs the CSRF token
    Api,       // JSON; errors are problem+json; no cookies, so no CSRF token
};

using Handler = std::function<Response(Request&)>;

struct Route {
    Method method = Method::Get;
    std::string path;  // "/cases/{id}/outcome"; {name} matches one segment
    std::string act;   // "public" or the name of an act, e.g. "case.decide"
    Handler handler;
    Kind kind = Kind::Page;
    Run run = Run::Worker;
    std::size_t body_limit = 0;  // 0: limits::body_bytes
};

// Asked before each handler, with the act of its route. Gives an answer instead (login page, 403), or
// nothing and the request goes on with request.principal set.
using Gate = std::function<std::optional<Response>(Request&, const Route&)>;

class Router {
  public:
    void add(Route route);
    void set_gate(Gate gate) { gate_ = std::move(gate); }
    const std::vector<Route>& routes() const { return routes_; }

    struct Found {
        const Route* route = nullptr;  // null: no such path, or not with this method
        bool path_known = false;       // then 405 rather than 404
        std::vector<Method> allowed;
    };
    Found find(Request& request) const;  // fills request.parameters

    // Everything between a decoded request and its response: find, language, CSRF, gate, handler, error
    // pages, security headers. This is what page tests call; the server adds only bytes and sockets.
    Response handle(Request& request) const;

  private:
    std::vector<Route> routes_;
    Gate gate_;
};

}  // namespace dw::web
