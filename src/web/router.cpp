#include "web/router.h"

#include <algorithm>
#include <exception>

#include "base/limits.h"
#include "base/text.h"
#include "web/csrf.h"
#include "web/decode.h"
#include "web/html.h"
#include "web/language_choice.h"
#include "web/log.h"
#include "web/moved.h"
#include "web/page.h"
#include "web/refusal.h"
#include "web/security_headers.h"
#include "web/texts.h"

namespace dw::web {

namespace {

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}
bool is_rest(std::string_view segment) {
    return is_parameter(segment) && segment.ends_with("...}");
}

std::string_view parameter_name(std::string_view segment) {
    return segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2));
}

// The segments of a request's path, each decoded by itself, so that an encoded "/" divides nothing.
std::vector<std::string> segments_of(const Request& request) {
    const bool encoded = !request.raw_path.empty();
    std::string_view path = encoded ? request.raw_path : request.path;
    if (path.starts_with('/')) path.remove_prefix(1);
    std::vector<std::string> segments;
    for (const auto part : split(path, '/')) {
        segments.push_back(encoded ? percent_decode(part).value_or("") : std::string{part});
    }
    return segments;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    const bool open = !pattern.empty() && is_rest(pattern.back());
    if (open ? path.size() < pattern.size() : path.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_parameter(pattern[i]) ? path[i].empty() : path[i] != pattern[i]) return false;
    }
    return true;
}

// "/cases/new" before "/cases/{id}" before "/cases/{rest...}": the earlier literal wins.
bool is_more_exact(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto rank = [](std::string_view segment) {
        return is_rest(segment) ? 2 : is_parameter(segment) ? 1 : 0;
    };
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (rank(a[i]) != rank(b[i])) return rank(a[i]) < rank(b[i]);
    }
    return a.size() > b.size();
}

void fill_parameters(Request& request, const std::vector<std::string>& pattern,
                     const std::vector<std::string>& path) {
    request.parameters.clear();
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (!is_parameter(pattern[i])) continue;
        std::string value = path[i];
        if (is_rest(pattern[i])) {
            for (std::size_t j = i + 1; j < path.size(); ++j) value += "/" + path[j];
        }
        request.parameters[std::string{parameter_name(pattern[i])}] = std::move(value);
    }
}

std::string lower_ascii(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// "/Themen/" for "/themen": the path as it may have been meant, its own words in lower case and
// without a slash at the end. What stands for a parameter stays as it is.
std::optional<std::string> meant_path(const std::vector<std::string>& pattern,
                                      std::vector<std::string> path) {
    while (path.size() > 1 && path.back().empty()) path.pop_back();
    if (path.size() != pattern.size()) return std::nullopt;
    std::string meant;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool word = !is_parameter(pattern[i]);
        const bool fits = word ? lower_ascii(path[i]) == pattern[i] : !path[i].empty();
        if (!fits) return std::nullopt;
        meant += '/' + percent_encode(word ? pattern[i] : path[i]);
    }
    return meant;
}

// The address of a page, where the path differs from it in case or a slash at the end only.
std::optional<std::string> known_otherwise(const Request& request, const std::vector<Route>& routes,
                                           const std::vector<std::vector<std::string>>& segments) {
    if (request.method != Method::Get) return std::nullopt;
    const auto path = segments_of(request);
    for (std::size_t i = 0; i < routes.size(); ++i) {
        if (routes[i].method != Method::Get || routes[i].kind != Kind::Page) continue;
        const auto meant = meant_path(segments[i], path);
        if (!meant) continue;
        const auto query = request.target.find('?');
        return query == std::string::npos ? *meant : *meant + request.target.substr(query);
    }
    return std::nullopt;
}

// What nobody answers: no such path, or not with this method.
Response no_route(const Request& request, const Router::Found& found, std::string_view method) {
    const auto audience = audience_of(request);
    if (!found.path_known)
        return refusal_response(request, {404, {"", "web.not_found", {}}}, audience);
    const auto allow = allow_header(found.allowed);
    Finding what{"method", "web.method_not_allowed", {std::string(method), allow}};
    return refusal_response(request, {405, std::move(what), allow}, audience);
}

// What nobody may keep, and what anybody may for a minute. A page in the language of a cookie is
// another page, hence Vary.
void add_caching(Response& response, const Request& request, Cache cache) {
    if (!response.header("Cache-Control").empty()) return;
    const bool shareable = cache == Cache::Public && request.method == Method::Get &&
                           (response.status == 200 || response.status == 304) &&
                           response.header("Set-Cookie").empty();
    response.header("Cache-Control", shareable ? "public, max-age=60" : "no-store");
    if (shareable) response.header("Vary", "Cookie");
}

// Programs of this machine, and a proxy of it that is not named as one: it stands for everybody.
bool is_this_machine(std::string_view client_address) {
    return client_address == "::1" || client_address.starts_with("127.") ||
           client_address.starts_with("::ffff:127.");
}

// draft-ietf-httpapi-ratelimit-headers-10
void announce(Response& response, Volume volume, const VolumeLimits::Standing& standing) {
    const std::string name = "\"" + std::string(name_of(volume)) + "\"";
    response.header("RateLimit-Policy", name + ";q=" + std::to_string(standing.most) +
                                            ";w=" + std::to_string(standing.window_seconds));
    response.header("RateLimit", name + ";r=" + std::to_string(standing.left) +
                                     ";t=" + std::to_string(standing.full_seconds));
    // To scripts of other sites as well.
    response.header("Access-Control-Expose-Headers",
                    "ETag, Link, RateLimit, RateLimit-Policy, Retry-After");
}

}  // namespace

Router::Router()
    : csrf_secret_{},
      metrics_(std::make_unique<Metrics>()),
      volumes_(std::make_unique<VolumeLimits>()) {
    SystemRandom random;
    random.fill(csrf_secret_);
}

void Router::add(Route route) {
    DW_ASSERT(route.path.starts_with('/'));
    DW_ASSERT(!route.at_hand || (route.act == "public" && route.method == Method::Get));
    std::vector<std::string> segments;
    for (const auto part : split(std::string_view{route.path}.substr(1), '/')) {
        segments.emplace_back(part);
    }
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        DW_ASSERT(routes_[i].method != route.method || routes_[i].path != route.path);
    }
    const auto first = is_parameter(segments.front()) ? std::string{} : segments.front();
    by_first_segment_[first].push_back(routes_.size());
    segments_.push_back(std::move(segments));
    routes_.push_back(std::move(route));
}

Router::Found Router::find(Request& request) const {
    const auto path = segments_of(request);
    Found found;
    const std::vector<std::string>* best = nullptr;
    const auto look_at = [&](std::string_view first) {
        const auto indexes = by_first_segment_.find(first);
        if (indexes == by_first_segment_.end()) return;
        for (const auto index : indexes->second) {
            const auto& pattern = segments_[index];
            if (!fits(pattern, path)) continue;
            const auto& route = routes_[index];
            found.path_known = true;
            found.allowed.push_back(route.method);
            if (route.method != request.method) continue;
            if (best && !is_more_exact(pattern, *best)) continue;
            best = &pattern;
            found.route = &route;
        }
    };
    look_at(path.front());
    if (!path.front().empty()) look_at("");
    if (found.route) {
        fill_parameters(request, *best, path);
        request.route = found.route->path;
    }
    std::ranges::sort(found.allowed);
    found.allowed.erase(std::ranges::unique(found.allowed).begin(), found.allowed.end());
    return found;
}

Response Router::handle(Request& request) const {
    const auto started = std::chrono::steady_clock::now();
    metrics_->in_flight.fetch_add(1, std::memory_order_relaxed);
    Response response = answer(request);
    add_security_headers(response, request);
    metrics_->in_flight.fetch_sub(1, std::memory_order_relaxed);
    metrics_->count(response.status, std::chrono::duration_cast<std::chrono::microseconds>(
                                         std::chrono::steady_clock::now() - started));
    return response;
}

std::optional<Response> Router::at_hand(const Request& request, const Route& route) const {
    if (!route.at_hand) return std::nullopt;
    // Cookies may make a page somebody's own, and the choice of a language sets one.
    const bool own = !request.cookies.empty() || request.query.has("lang");
    if (route.kind == Kind::Page && own) return std::nullopt;
    const auto started = std::chrono::steady_clock::now();
    auto response = route.at_hand(request);
    if (!response) return std::nullopt;
    add_caching(*response, request, route.cache);
    add_security_headers(*response, request);
    metrics_->count(response->status, std::chrono::duration_cast<std::chrono::microseconds>(
                                          std::chrono::steady_clock::now() - started));
    return response;
}

Response Router::answer(Request& request) const {
    choose_language(request);
    const Found found = find(request);
    if (!found.route) {
        if (auto path = known_otherwise(request, routes_, segments_)) return moved_to(*path);
        Response response = no_route(request, found, name_of(request.method));
        add_caching(response, request, Cache::Never);
        return response;
    }
    const Route& route = *found.route;
    // An API that no cookie opens needs no token against forms of other sites.
    if (route.kind != Kind::Page) request.cookies.clear();
    std::string fresh_cookie;
    if (route.kind == Kind::Page) fresh_cookie = prepare_token(request, csrf_secret_);
    Response response = run(route, request);
    if (route.kind == Kind::Page) {
        const bool has_form = response.body.find(request.csrf_token) != std::string::npos;
        if (has_form && !fresh_cookie.empty()) {
            set_cookie(response, request, {std::string{form_cookie}, fresh_cookie, std::nullopt});
        }
        if (has_form) add_caching(response, request, Cache::Never);
        if (language_from_code(request.query.get("lang"))) {
            set_cookie(response, request,
                       {std::string{language_cookie}, std::string{code_of(request.language)},
                        std::chrono::hours{24 * 365}});
        }
    }
    add_caching(response, request, route.cache);
    return response;
}

Response Router::run(const Route& route, Request& request) const {
    // The one place where what libraries throw ends: the visitor reads that it is our fault, and
    // the log says why.
    try {
        if (desk_counts_) request.desk_counts = &desk_counts_;
        if (gate_) {
            if (auto instead = gate_(request, route)) return std::move(*instead);
        }
        if (route.kind == Kind::Page && request.method != Method::Get) {
            const auto check = check_form(request, csrf_secret_);
            if (check == FormCheck::NoToken) {
                return outdated_form_page(request);
            }
            if (check == FormCheck::ForeignPage) {
                return error_page(request, 403, texts::form_from_elsewhere.in(request.language));
            }
        }
        return run_within_limits(route, request);
    } catch (const std::exception& thrown) {
        log_line("error request=" + request.request_id + " route=" + route.path +
                 " exception: " + thrown.what());
    }
    if (route.kind != Kind::Api) return error_page(request, 500);
    const Finding what{"", "web.failed", {}};
    return refusal_response(request, {500, what}, Audience::Programs);
}

Response Router::run_within_limits(const Route& route, Request& request) const {
    const bool reads = route.volume == Volume::ApiReading;
    if (route.volume == Volume::Unlimited || (reads && is_this_machine(request.client_address)))
        return route.handler(request);
    const auto now = std::chrono::steady_clock::now();
    const auto network = network_of(request.client_address);
    std::size_t bytes = 0;
    for (const auto& file : request.files) bytes += file.content.size();
    auto wait = volumes_->take(route.volume, network, 1, now);
    if (wait.count() == 0 && bytes > 0)
        wait = volumes_->take(Volume::Upload, network, static_cast<double>(bytes) / 1e6, now);
    auto response = wait.count() == 0 ? route.handler(request) : too_many_response(request, wait);
    if (route.kind == Kind::Api) {
        if (const auto standing = volumes_->standing(route.volume, network, now))
            announce(response, route.volume, *standing);
    }
    return response;
}

}  // namespace dw::web
