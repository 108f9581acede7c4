#include <utility>

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
        [metrics = &router.metrics(), gauges = std::move(operations.gauges)](Request&) {
            Response response =
                plain(metrics->to_prometheus() + dropped_lines() + (gauges ? gauges() : ""));
            response.content_type = "text/plain; version=0.0.4; charset=utf-8";
            return response;
        });
}

}  // namespace dw::web
