// The HTTP/1.1 server: Boost.Beast on Asio coroutines, limits and timeouts on everything.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "web/router.h"

namespace dw::web {

// Shorter in tests only.
struct Timeouts {
    std::chrono::milliseconds head = limits::head_time;
    std::chrono::milliseconds body = limits::body_time;
    std::chrono::milliseconds write = limits::write_time;  // of 256 KiB
    std::chrono::milliseconds idle = limits::idle_time;
    std::chrono::milliseconds drain = limits::drain_time;
};

struct ServerOptions {
    std::string listen = "127.0.0.1:8080";  // "[::1]:8080" for IPv6; port 0 takes a free one
    // "https://dienst.example": the only host that is answered, and the scheme people use. Empty:
    // any host; the scheme is that of the connection, or what a trusted proxy says.
    std::string public_url{};
    std::string certificate_file{}, key_file{};  // both: TLS in the program (1.2 and 1.3)
    std::vector<std::string>
        trusted_proxies{};  // CIDR; only these may set Forwarded / X-Forwarded-*
    int io_threads = 2;
    int worker_threads = 64;  // verbs wait for the group commit here
    Timeouts timeouts{};
    std::size_t connections = limits::connections;
    // Gets the address the program listens on, before the first request.
    std::function<void(const std::string&)> listening{};
    std::function<void(std::string_view)> log{};  // gets whole lines; empty: standard error
};

class Server {
  public:
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, const Router& router,
                                                 Clock& clock, RandomSource& random);
    ~Server();
    std::string address() const;  // "http://127.0.0.1:8080"
    // Stops accepting, finishes what was accepted (at most limits::drain_time), then returns.
    void stop();
    // Returns at SIGINT or SIGTERM; a second one ends the program at once.
    void wait_for_signal();

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// /health, /ready, /metrics. `ready` says what is missing, or nothing; `gauges` adds lines of
// Prometheus text ("name value\n").
struct Operations {
    std::function<std::string()> not_ready;
    std::function<std::string()> gauges;
    // Who names it as bearer token may read /metrics from elsewhere; "": only this machine may.
    std::string metrics_token = {};
};
void add_operations_routes(Router& router, Operations operations);

}  // namespace dw::web
