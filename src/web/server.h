// The HTTP/1.1 server: Boost.Beast on Asio coroutines, limits and timeouts on everything.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "web/router.h"

namespace dw::web {

struct ServerOptions {
    std::string listen = "127.0.0.1:8080";  // "[::1]:8080" for IPv6; port 0 takes a free one
    std::string certificate_file, key_file; // both: TLS in the program
    std::vector<std::string> trusted_proxies;  // CIDR; only these may set Forwarded / X-Forwarded-*
    int io_threads = 2;
    int worker_threads = 64;  // verbs wait for the group commit here
};

class Server {
  public:
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, const Router& router,
                                                 Clock& clock, RandomSource& random);
    ~Server();
    std::string address() const;  // "http://127.0.0.1:8080"
    // Stops accepting, finishes what was accepted (at most limits::drain_time), then returns.
    void stop();
    void wait_for_signal();  // SIGINT, SIGTERM

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// /health, /ready, /metrics. `ready` says what is missing, or nothing; `gauges` adds lines of Prometheus
// text ("name value\n").
struct Operations {
    std::function<std::string()> not_ready;
    std::function<std::string()> gauges;
};
void add_operations_routes(Router& router, Operations operations);

}  // namespace dw::web
