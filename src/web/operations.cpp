#include <utility>

#include "base/crypto.h"
#include "web/log.h"
#include "web/server.h"

namespace dw::web {

namespace {

Response plain(std::string text, int status = 200) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(text);
    return response;
}

void add(Router& router, std::string path, Run run, Handler handler) {
    router.add({.method = Method::Get,
                .path = std::move(path),
                .act = "public",
                .handler = std::move(handler),
                .kind = Kind::Api,
                .run = run});
}

// Numbers tell how much goes on when, so not everybody reads them. What a proxy on this machine
// passes on comes from elsewhere.
bool may_read_numbers(const Request& request, const std::string& token) {
    const auto& address = request.client_address;
    const bool passed_on =
        !request.header("forwarded").empty() || !request.header("x-forwarded-for").empty();
    if (!passed_on && (address.starts_with("127.") || address == "::1")) return true;
    return !token.empty() && equal_constant_time(as_bytes(request.header("authorization")),
                                                 as_bytes("Bearer " + token));
}

std::string dropped_lines() {
    const auto count = std::to_string(operator_log().dropped());
    return "# TYPE dienstweg_log_lines_dropped_total counter\n"
           "dienstweg_log_lines_dropped_total " +
           count + "\n";
}

}  // namespace

void add_operations_routes(Router& router, Operations operations) {
    add(router, "/health", Run::Inline, [](Request&) { return plain("ok\n"); });
    add(router, "/ready", Run::Worker, [ready = std::move(operations.not_ready)](Request&) {
        const std::string missing = ready ? ready() : "";
        if (missing.empty()) return plain("ready\n");
        Response response = plain(missing + "\n", 503);
        response.header("Retry-After", "5");
        return response;
    });
    add(router, "/metrics", Run::Worker,
        [metrics = &router.metrics(), gauges = std::move(operations.gauges),
         token = std::move(operations.metrics_token)](Request& request) {
            if (!may_read_numbers(request, token))
                return plain("only from this machine, or with the token\n", 403);
            Response response =
                plain(metrics->to_prometheus() + dropped_lines() + (gauges ? gauges() : ""));
            response.content_type = "text/plain; version=0.0.4; charset=utf-8";
            return response;
        });
}

}  // namespace dw::web
