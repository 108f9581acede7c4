#include "identity/desk_frame.h"

#include <algorithm>

#include "identity/permission.h"
#include "identity/texts.h"

namespace dw::identity {

using web::Html;

web::PageOptions desk_frame(const Principal& principal, const std::string& title) {
    web::PageOptions options;
    options.title = title;
    options.desk = true;
    options.person = principal.name;
    options.logout_path = "/abmelden";
    options.may = [principal](std::string_view act) { return role_allows(principal, act); };
    return options;
}

web::Response own_page(const OwnVisit& visit, const OwnPage& page) {
    web::PageOptions options = desk_frame(visit.principal, page.title);
    options.has_errors = !page.errors.empty();
    options.back_path = page.back_path;
    const Html main =
        web::error_summary(page.errors, visit.language) + web::heading(1, page.title) + page.main;
    return web::page_response(web::page(visit.request, options, main),
                              page.errors.empty() ? page.status : 422);
}

void add_own_route(web::Router& router, Identity& identity, const OwnRoute& own) {
    web::Route route;
    route.method = own.method;
    route.path = own.path;
    route.act = own.act;
    route.handler = [&identity, handler = own.handler](web::Request& request) {
        // The gate lets nobody through without one; a router without a gate shows nothing.
        const auto* principal = principal_of(request);
        if (!principal) return web::error_page(request, 404);
        return handler({request, identity, *principal, request.language});
    };
    router.add(std::move(route));
}

std::string role_word(Role role, Language language) {
    switch (role) {
        case Role::Clerk:
            return std::string(texts::role_clerk.in(language));
        case Role::TeamLead:
            return std::string(texts::role_team_lead.in(language));
        case Role::Administrator:
            return std::string(texts::role_administrator.in(language));
        case Role::Editor:
            return std::string(texts::role_editor.in(language));
    }
    return {};
}

std::string name_of(const OwnVisit& visit, const std::vector<Member>& members, PersonId person) {
    const auto found = std::ranges::find(members, person, &Member::person);
    return found == members.end() ? visit.say(texts::people_unknown) : found->name;
}

web::Field password_field(const OwnVisit& visit, std::string_view id, Text label) {
    web::Field field;
    field.id = id;
    field.label = visit.say(label);
    field.type = "password";
    const bool fresh = id == "passwort-neu";
    if (fresh) field.hint = visit.say(texts::password_hint);
    field.autocomplete = fresh ? "new-password" : "current-password";
    field.max_length = 256;
    return field;
}

Html shown_once(const OwnVisit& visit, const std::string& explanation,
                const std::vector<std::string>& secrets) {
    std::vector<Html> lines;
    for (const auto& secret : secrets)
        lines.push_back(web::html<"<code dir=\"ltr\" translate=\"no\">{}</code>">(secret));
    return web::alert(web::Tone::Warning, visit.say(texts::shown_once_title),
                      web::paragraph(explanation) + web::bullet_list(lines));
}

std::string refused_sentence(const Error& error, Language language) {
    const auto say = [language](const Text& text) { return std::string(text.in(language)); };
    if (error.code == "identity.password_too_short") return say(texts::password_too_short);
    if (error.code == "identity.password_too_long") return say(texts::password_too_long);
    if (error.code == "identity.password_same") return say(texts::password_same);
    if (error.code == "identity.login") return say(texts::people_login_wrong);
    if (error.code == "identity.name") return say(texts::people_name_wrong);
    if (error.code == "identity.last_administrator") return say(texts::people_last_administrator);
    if (error.code == "identity.too_many_teams") return say(texts::people_too_many_teams);
    if (error.code == "store.claimed") return say(texts::people_login_taken);
    return {};
}

}  // namespace dw::identity
