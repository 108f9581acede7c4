#include "web/server_exchange.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "web/decode.h"
#include "web/language_choice.h"

namespace dw::web {

namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";

std::optional<Method> method_of(std::string_view name) {
    if (name == "GET" || name == "HEAD") return Method::Get;
    if (name == "POST") return Method::Post;
    if (name == "PUT") return Method::Put;
    if (name == "DELETE") return Method::Delete;
    return std::nullopt;
}

// RFC 9110 section 9.3, RFC 5789: there are such methods, but none of our routes has them.
bool is_method_of_http(std::string_view name) {
    static constexpr std::array<std::string_view, 4> others{"PATCH", "OPTIONS", "TRACE", "CONNECT"};
    return std::ranges::find(others, name) != others.end();
}

Refusal unreadable_address(const Error& error, std::string_view target) {
    if (error.code == "web.many_fields") {
        return {400, {"query", "web.query_many", {std::to_string(limits::form_fields)}}};
    }
    if (error.code != "web.unreadable_field") return {400, {"target", error.code, {}}};
    const auto name = name_of_unreadable_field(target.substr(target.find('?') + 1));
    return {400, {name, "web.query_unreadable", {name}}};
}

// A method of HTTP that no route has: the path decides what is said.
Refusal no_such_method(Request& request, std::string_view name, const Router& router) {
    const auto found = router.find(request);
    if (!found.path_known) return {404, {"", "web.not_found", {}}};
    const auto allow = allow_header(found.allowed);
    return {405, {"method", "web.method_not_allowed", {std::string(name), allow}}, allow};
}

}  // namespace

std::optional<Refusal> take_head(Exchange& exchange, MessageHead& head, const ServerState& state,
                                 const Peer& peer) {
    Request& request = exchange.request;
    exchange.head_only = head.method == "HEAD";
    exchange.keep_alive = head.keep_alive;
    exchange.old_version = head.old_version;
    request.headers = std::move(head.headers);
    const auto method = method_of(head.method);
    if (!method && !is_method_of_http(head.method)) {
        const std::string name(cut(head.method, 20));
        return Refusal{501, {"method", "web.method_unknown", {name}}};
    }
    exchange.method = head.method;
    request.method = method.value_or(Method::Get);
    auto target = decode_target(head.target);
    if (!target) return unreadable_address(target.error(), head.target);
    const auto host = request.header("host");
    if (!(host.empty() ? head.old_version : is_host(host))) {
        return Refusal{400, {"Host", "web.host", {}}};
    }
    request.target = std::move(head.target);
    request.path = std::move(target->path);
    request.raw_path = std::move(target->raw_path);
    request.query = std::move(target->query);
    request.cookies = decode_cookies(request.header("cookie"));
    request.content_type = request.header("content-type");
    const auto origin =
        state.origins.origin_of({std::string(peer.address), peer.tls}, request.headers);
    request.host = origin.host;
    request.client_address = origin.client_address;
    request.secure = origin.secure;
    choose_language(request);
    const auto& path = request.path;
    const bool operations = path == "/health" || path == "/ready" || path == "/metrics";
    if (origin.told_twice) return Refusal{400, {"Forwarded", "web.forwarded_twice", {}}};
    if (!origin.host_is_ours && !operations) {
        return Refusal{421, {"Host", "web.other_host", {}}};
    }
    const auto expectation = request.header("expect");
    if (!expectation.empty() && expectation != "100-continue") {
        return Refusal{417, {"Expect", "web.expect", {}}};
    }
    if (!method) return no_such_method(request, head.method, state.router);
    return std::nullopt;
}

std::optional<Refusal> put_body(Request& request, std::string bytes, const Route* route) {
    if (route && route->kind == Kind::Api) {
        request.body = std::move(bytes);
        return std::nullopt;
    }
    // Needed again to name a field that cannot be read; uploads come as multipart.
    const bool plain_form = lower(request.content_type).starts_with(urlencoded);
    const std::string sent = plain_form ? bytes : std::string();
    const auto decoded = decode_body(request, std::move(bytes));
    if (decoded) return std::nullopt;
    const auto& code = decoded.error().code;
    if (code == "web.many_fields") {
        return Refusal{400,
                       {"body", "web.form_many_fields", {std::to_string(limits::form_fields)}}};
    }
    if (code != "web.unreadable_field") return Refusal{400, {"body", code, {}}};
    const auto name = name_of_unreadable_field(sent);
    return Refusal{400, {name, "web.form_unreadable", {name}}};
}

}  // namespace dw::web
