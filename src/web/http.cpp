#include "web/http.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace dw::web {

namespace {

template <class Map>
std::string_view lookup(const Map& map, std::string_view name) {
    const auto found = map.find(name);
    return found == map.end() ? std::string_view{} : std::string_view{found->second};
}

std::string cookie_name(const Request& request, std::string_view name) {
    return request.secure ? "__Host-" + std::string{name} : std::string{name};
}

}  // namespace

std::string_view Fields::get(std::string_view name) const {
    for (const auto& [key, value] : pairs_) {
        if (key == name) return value;
    }
    return {};
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(pairs_, [&](const auto& pair) { return pair.first == name; });
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : pairs_) {
        if (key == name) values.emplace_back(value);
    }
    return values;
}

std::string_view Request::header(std::string_view lower_case_name) const {
    return lookup(headers, lower_case_name);
}

std::string_view Request::parameter(std::string_view name) const {
    return lookup(parameters, name);
}

std::string_view Request::cookie(std::string_view name) const {
    return lookup(cookies, cookie_name(*this, name));
}

std::string_view Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (lower(key) == lower(name)) return value;
    }
    return {};
}

Response page_response(const Html& page, int status) {
    Response response;
    response.status = status;
    response.body = page.markup();
    return response;
}

Response json_response(std::string json, int status) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(json);
    return response;
}

Response see_other(std::string_view path) {
    Response response;
    response.status = 303;
    response.content_type.clear();
    response.header("Location", std::string{path});
    return response;
}

// RFC 6266 and RFC 8187: a plain name for old programs, the whole one in UTF-8.
Response file_response(std::string bytes, std::string content_type, std::string_view file_name) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(bytes);
    std::string plain;
    for (const char c : file_name) {
        const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' ||
                          c == '-' || c == '_' || c == ' ';
        plain += kept ? c : '_';
    }
    response.header("Content-Disposition", "attachment; filename=\"" + plain +
                                               "\"; filename*=UTF-8''" + percent_encode(file_name));
    return response;
}

Response problem_response(const Problem& problem, const Request& request) {
    Json json = Json::object({{"type", "urn:dienstweg:problem:" + problem.code},
                              {"title", problem.title},
                              {"status", problem.status},
                              {"detail", problem.detail},
                              {"code", problem.code}});
    if (!problem.findings.empty()) {
        Json findings = Json::array();
        for (const auto& [place, reason] : problem.findings) {
            findings.add(Json::object({{"place", place}, {"reason", reason}}));
        }
        json.set("findings", std::move(findings));
    }
    if (!request.request_id.empty()) json.set("request_id", request.request_id);
    Response response = json_response(to_string(json), problem.status);
    response.content_type = "application/problem+json";
    if (problem.status == 503) response.header("Retry-After", "30");
    return response;
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::NotFound:
            return 404;
        case ErrorKind::Invalid:
            return 422;
        case ErrorKind::Conflict:
            return 409;
        case ErrorKind::Denied:
            return 403;
        case ErrorKind::Unavailable:
            return 503;
        case ErrorKind::Corrupt:
            return 500;
    }
    return 500;
}

void set_cookie(Response& response, const Request& request, const Cookie& cookie) {
    std::string line = cookie_name(request, cookie.name) + "=" + cookie.value;
    line += "; Path=/; HttpOnly; SameSite=Lax";
    if (request.secure) line += "; Secure";
    if (cookie.age) line += "; Max-Age=" + std::to_string(cookie.age->count());
    response.header("Set-Cookie", std::move(line));
}

}  // namespace dw::web
