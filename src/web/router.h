// Router: every route declares method, path and act. The act is what the permission rule is asked.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "web/http.h"
#include "web/metrics.h"
#include "web/volume_limits.h"

namespace dw::web {

// Where a handler runs. Inline: on the connection's thread, for what never waits (pages from
// memory). Worker: on the worker pool, for what reads or writes the database.
enum class Run { Inline, Worker };
// Kinds of route that differ in what surrounds the handler.
enum class Kind {
    Page,  // HTML; POST needs the CSRF token
    Api,   // JSON; errors are problem+json; no cookies, so no CSRF token
    File,  // a file of the program: no language, no cookies
};

// Who may keep an answer. Never: nobody (no-store). Public: anybody for a minute, when it is a 200
// or 304 without a cookie and without a form that posts; for pages without anything personal.
enum class Cache { Never, Public };

using Handler = std::function<Response(Request&)>;
// An answer that is the same for everybody, from memory and without waiting; nothing when the
// handler has to be asked.
using AtHand = std::function<std::optional<Response>(const Request&)>;

struct Route {
    Method method = Method::Get;
    std::string
        path;  // "/cases/{id}/outcome"; {name} matches one segment, a last {name...} the rest
    std::string act;  // "public" or the name of an act, e.g. "case.decide"
    Handler handler;
    AtHand at_hand = {};  // only where the act is "public"
    Kind kind = Kind::Page;
    Run run = Run::Worker;
    std::size_t body_limit = 0;  // 0: limits::body_bytes
    Cache cache = Cache::Never;
    Volume volume = Volume::Unlimited;  // what one network may do so much of and no more
};

// Asked before each handler, with the act of its route. Gives an answer instead (login page, 403),
// or nothing and the request goes on with request.principal set.
using Gate = std::function<std::optional<Response>(Request&, const Route&)>;

// Set up by one thread; afterwards find() and handle() may be called from any.
class Router {
  public:
    Router();  // with a random CSRF secret: good for one copy of the program
    void add(Route route);
    void set_gate(Gate gate) { gate_ = std::move(gate); }
    // What the desk's header counts for who asks: path of the entry and number. 0: nothing waits.
    using DeskCounts = std::function<std::map<std::string, int>(const Request&)>;
    void set_desk_counts(DeskCounts counts) { desk_counts_ = std::move(counts); }
    // The same in all copies of the program, so that each takes the forms of the others.
    void set_csrf_secret(const SecretKey& secret) { csrf_secret_ = secret; }
    // How many times the built-in limits one network may write; 0: without limits.
    void set_volume_factor(double factor) { volumes_->set_factor(factor); }
    const std::vector<Route>& routes() const { return routes_; }

    struct Found {
        const Route* route = nullptr;  // null: no such path, or not with this method
        bool path_known = false;       // then 405 rather than 404
        std::vector<Method> allowed;
    };
    Found find(Request& request) const;  // fills request.parameters

    // Everything between a decoded request and its response: find, language, CSRF, gate, handler,
    // error pages, security headers. This is what page tests call; the server adds only bytes and
    // sockets.
    //
    // A form that posts carries request.csrf_token in its field "csrf"; post_form() puts it there.
    // The token belongs to the cookie "formular", which a page that contains the token sets.
    Response handle(Request& request) const;
    // The same for what is at hand, on the connection's thread; nothing: ask handle().
    std::optional<Response> at_hand(const Request& request, const Route& route) const;
    Metrics& metrics() const { return *metrics_; }

  private:
    Response answer(Request& request) const;
    Response run(const Route& route, Request& request) const;
    Response run_within_limits(const Route& route, Request& request) const;

    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  // of each route's path
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_first_segment_;
    Gate gate_;
    DeskCounts desk_counts_;
    SecretKey csrf_secret_;
    std::unique_ptr<Metrics> metrics_;
    std::unique_ptr<VolumeLimits> volumes_;
};

}  // namespace dw::web
