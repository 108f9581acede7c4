// The gate before every route: no act without a principal that may do it.
#include <algorithm>

#include "identity/desk_frame.h"
#include "identity/identity.h"
#include "identity/kept_form.h"
#include "identity/permission.h"
#include "identity/texts.h"
#include "web/page.h"

namespace dw::identity {

namespace {

web::Response login_first(Identity& identity, const web::Request& request,
                          const web::Route& route) {
    if (route.kind == web::Kind::Api)
        return web::problem_response(
            {401, "identity.login_needed", "Anmeldung nötig", "Bitte melden Sie sich an.", {}},
            request);
    // What was typed into a form cannot be sent again by a redirect: it goes through the login.
    if (const auto kept = kept_from(request)) return login_with(identity, request, *kept);
    const bool get = request.method == web::Method::Get;
    const std::string back = get ? request.target : std::string("/desk");
    return web::see_other("/anmelden?weiter=" + web::percent_encode(back));
}

web::Response forbidden(const web::Request& request, const web::Route& route) {
    if (route.kind == web::Kind::Api)
        return web::problem_response(
            {403, "identity.denied", "Nicht erlaubt", "Ihre Rolle erlaubt das nicht.", {}},
            request);
    // The desk's front door leads everybody to the own room.
    if (route.path == "/desk" && request.method == web::Method::Get)
        return web::see_other(home_of(*principal_of(request)));
    const Principal& principal = *principal_of(request);
    const auto say = [&](Text text) { return std::string(text.in(request.language)); };
    web::PageOptions options = desk_frame(principal, say(texts::denied_title));
    options.no_index = true;
    return web::page_response(
        web::page(request, options,
                  web::heading(1, options.title) + web::lead(say(texts::denied_text)) +
                      web::link_button(home_of(principal), say(texts::denied_home))),
        403);
}

}  // namespace

const Principal* principal_of(const web::Request& request) {
    return std::any_cast<Principal>(&request.principal);
}

std::string home_of(const Principal& principal) {
    if (role_allows(principal, "case.list")) return "/desk";
    if (role_allows(principal, "organisation.administer")) return "/desk/people";
    return role_allows(principal, "catalogue.edit") ? "/desk/catalogue" : "/desk/account";
}

std::string own_path_or_desk(std::string_view path) {
    const bool own = path.size() > 1 && path.size() <= 1000 && path[0] == '/' && path[1] != '/' &&
                     path.find('\\') == std::string_view::npos;
    if (!own) return "/desk";
    for (const char c : path) {
        if (static_cast<unsigned char>(c) < 0x21 || c == 0x7f) return "/desk";
    }
    return std::string(path);
}

web::Gate Identity::make_gate() {
    return [this](web::Request& request, const web::Route& route) -> std::optional<web::Response> {
        const auto token = request.cookie(session_cookie);
        if (!token.empty()) {
            const auto session = sessions_.find(token);
            if (!session) return web::error_response(request, session.error());
            const auto& found = *session;
            if (found && found->stage == Stage::Full) {
                // A session belongs to one tenant's closed area; under another host it is none.
                const auto tenants = tenants_of(request.host);
                if (!tenants) return web::error_response(request, tenants.error());
                const auto& of_host = *tenants;
                if (std::find(of_host.begin(), of_host.end(), found->principal.tenant) !=
                    of_host.end())
                    request.principal = found->principal;
            }
        }
        if (route.act == "public") return std::nullopt;
        const auto* principal = principal_of(request);
        if (!principal) return login_first(*this, request, route);
        if (!role_allows(*principal, route.act)) {
            security_.note_seldom({.kind = std::string(security::refused),
                                   .tenant = principal->tenant,
                                   .actor = principal->actor,
                                   .object = route.path,
                                   .network = web::network_of(request.client_address)});
            return forbidden(request, route);
        }
        return std::nullopt;
    };
}

}  // namespace dw::identity
