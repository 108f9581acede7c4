#include "identity/people_pages.h"

#include <algorithm>

#include "base/text.h"
#include "identity/desk_frame.h"
#include "identity/texts.h"

namespace dw::identity {

namespace {

using web::Html;
using web::Response;

constexpr const char* people_path = "/desk/people";
constexpr std::array<Role, 4> all_roles{Role::Clerk, Role::TeamLead, Role::Administrator,
                                        Role::Editor};

std::string path_of(PersonId person, std::string_view rest = {}) {
    return std::string(people_path) + "/" + person.to_string() + std::string(rest);
}

// Everything these pages show of the organisation.
struct Office {
    std::vector<Team> teams;
    std::vector<Member> members;

    static Result<Office> read(const OwnVisit& visit) {
        const auto place = visit.place();
        Office office;
        DW_TRY(office.teams, visit.identity.teams(place.tenant, place.organisation));
        DW_TRY(office.members, visit.identity.members(place.tenant, place.organisation));
        return office;
    }
    // The person of the path; nullptr when it is nobody of this organisation.
    const Member* asked(const OwnVisit& visit) const {
        const auto id = PersonId::parse(visit.request.parameter("id"));
        if (!id) return nullptr;
        const auto found = std::ranges::find(members, *id, &Member::person);
        return found == members.end() ? nullptr : &*found;
    }
};

struct Rights {
    std::set<Role> roles;
    std::set<TeamId> teams;
};

// Roles and teams as the form sends them; what is not offered is not taken.
Rights rights_in(const OwnVisit& visit, const Office& office) {
    Rights rights;
    for (const auto value : visit.request.form.all("aufgaben")) {
        for (const Role role : all_roles)
            if (value == std::to_string(static_cast<int>(role))) rights.roles.insert(role);
    }
    for (const auto value : visit.request.form.all("teams")) {
        for (const auto& team : office.teams)
            if (value == team.id.to_string()) rights.teams.insert(team.id);
    }
    return rights;
}

Html rights_fields(const OwnVisit& visit, const Office& office, const Rights& now) {
    std::vector<web::Option> roles, teams;
    std::vector<std::string> chosen_roles, chosen_teams;
    const std::map<Role, Text> hints{{Role::Clerk, texts::role_clerk_hint},
                                     {Role::TeamLead, texts::role_team_lead_hint},
                                     {Role::Administrator, texts::role_administrator_hint},
                                     {Role::Editor, texts::role_editor_hint}};
    for (const Role role : all_roles) {
        roles.push_back({std::to_string(static_cast<int>(role)), role_word(role, visit.language),
                         visit.say(hints.at(role))});
        if (now.roles.contains(role)) chosen_roles.push_back(roles.back().value);
    }
    for (const auto& team : office.teams) {
        teams.push_back({team.id.to_string(), team.name, ""});
        if (now.teams.contains(team.id)) chosen_teams.push_back(teams.back().value);
    }
    web::Field role_field, team_field;
    role_field.id = "aufgaben";
    role_field.label = visit.say(texts::people_roles);
    team_field.id = "teams";
    team_field.label = visit.say(texts::people_teams);
    team_field.optional = true;
    Html out = web::checkbox_field(role_field, roles, chosen_roles, visit.language);
    if (!teams.empty()) out += web::checkbox_field(team_field, teams, chosen_teams, visit.language);
    return out;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

bool works_on_cases(const Member& member) {
    return member.roles.contains(Role::Clerk) || member.roles.contains(Role::TeamLead);
}

std::vector<Html> row_of(const OwnVisit& visit, const Office& office, const Member& member) {
    std::vector<std::string> roles, teams;
    for (const Role role : member.roles) roles.push_back(role_word(role, visit.language));
    for (const auto& team : office.teams)
        if (member.teams.contains(team.id)) teams.push_back(team.name);
    // An office without teams has its cases in common.
    if (works_on_cases(member) && member.teams.empty() && !office.teams.empty())
        teams.push_back(visit.say(texts::people_no_team));
    const Text& login = member.enrolled    ? texts::people_login_works
                        : member.has_login ? texts::people_login_waits
                                           : texts::people_login_none;
    return {web::link(path_of(member.person), member.name),
            web::escape(roles.empty() ? visit.say(texts::people_no_role) : joined(roles)),
            web::escape(joined(teams)), web::escape(visit.say(login))};
}

Html team_form(const OwnVisit& visit, const std::vector<web::SummaryError>& errors) {
    web::Field field;
    field.id = "teamname";
    field.label = visit.say(texts::people_team_name);
    field.value = visit.sent(field.id);
    field.max_length = 200;
    if (!errors.empty()) field.error = errors.front().sentence;
    return web::heading(2, visit.say(texts::people_team_title)) +
           web::post_form(
               visit.request, "/desk/teams",
               web::text_field(field, visit.language) +
                   web::button(visit.say(texts::people_team_send), web::Weight::Secondary));
}

Response list_of(const OwnVisit& visit, const std::vector<web::SummaryError>& errors) {
    const auto office = Office::read(visit);
    if (!office) return web::error_response(visit.request, office.error());
    web::Table table;
    table.caption = visit.say(texts::people_title);
    table.hide_caption = true;
    for (const auto& label : {texts::people_column_name, texts::people_column_roles,
                              texts::people_column_teams, texts::people_column_login})
        table.columns.push_back({.label = visit.say(label)});
    for (const auto& member : office->members) table.rows.push_back(row_of(visit, *office, member));
    const Html main = web::lead(visit.say(texts::people_lead)) +
                      web::button_group({web::link_button(std::string(people_path) + "/new",
                                                          visit.say(texts::people_add))}) +
                      web::table(table) + team_form(visit, errors);
    return own_page(visit,
                    {.title = visit.say(texts::people_title), .main = main, .errors = errors});
}

Response list_page(const OwnVisit& visit) {
    return list_of(visit, {});
}

Response team_route(const OwnVisit& visit) {
    const std::string name(trim(visit.sent("teamname")));
    const auto made = visit.identity.create_team(visit.place(), name, visit.principal.actor);
    if (made) return web::see_other(people_path);
    if (made.error().code != "identity.name")
        return web::error_response(visit.request, made.error());
    return list_of(visit, {{"teamname", visit.say(texts::people_name_wrong)}});
}

// Adding somebody.

Html input(const OwnVisit& visit, std::string_view id, Text label, Text hint,
           const std::vector<web::SummaryError>& errors) {
    web::Field field;
    field.id = id;
    field.label = visit.say(label);
    field.hint = visit.say(hint);
    field.value = visit.sent(id);
    field.max_length = 200;
    for (const auto& error : errors)
        if (error.field_id == id) field.error = error.sentence;
    return web::text_field(field, visit.language);
}

Response add_form(const OwnVisit& visit, const std::vector<web::SummaryError>& errors) {
    const auto office = Office::read(visit);
    if (!office) return web::error_response(visit.request, office.error());
    Rights rights = rights_in(visit, *office);
    if (visit.request.method == web::Method::Get) rights.roles.insert(Role::Clerk);
    const Html fields =
        input(visit, "name", texts::people_name, texts::people_name_hint, errors) +
        input(visit, "anmeldename", texts::people_login, texts::people_login_hint, errors) +
        rights_fields(visit, *office, rights) + web::button(visit.say(texts::people_add_send));
    return own_page(visit, {.title = visit.say(texts::people_add),
                            .main = web::post_form(visit.request, people_path, fields),
                            .errors = errors,
                            .back_path = people_path});
}

Response add_page(const OwnVisit& visit) {
    return add_form(visit, {});
}

Response started(const OwnVisit& visit, PersonId person, const std::string& name,
                 const std::string& password) {
    const std::string where = web::address_of_site(visit.request) + "/anmelden";
    return own_page(visit, {.title = visit.say(texts::people_started_title),
                            .main = shown_once(
                                visit, visit.say(texts::people_started, {name, where}), {password}),
                            .back_path = path_of(person)});
}

Response add_route(const OwnVisit& visit) {
    const auto office = Office::read(visit);
    if (!office) return web::error_response(visit.request, office.error());
    const Rights rights = rights_in(visit, *office);
    const auto added =
        visit.identity.add_person_to_start(visit.place(),
                                           {.name = std::string(trim(visit.sent("name"))),
                                            .login = std::string(trim(visit.sent("anmeldename"))),
                                            .password = {},
                                            .roles = {rights.roles.begin(), rights.roles.end()},
                                            .teams = {rights.teams.begin(), rights.teams.end()}},
                                           visit.principal.actor);
    if (added)
        return started(visit, added->person, std::string(trim(visit.sent("name"))),
                       added->password);
    const auto sentence = refused_sentence(added.error(), visit.language);
    if (sentence.empty()) return web::error_response(visit.request, added.error());
    const bool about_name = added.error().code == "identity.name";
    return add_form(visit, {{about_name ? "name" : "anmeldename", sentence}});
}

// One person.

struct PersonErrors {
    std::vector<web::SummaryError> rights = {}, substitute = {};
};

Response person_of(const OwnVisit& visit, const PersonErrors& errors) {
    const auto office = Office::read(visit);
    if (!office) return web::error_response(visit.request, office.error());
    const auto* member = office->asked(visit);
    if (!member) return web::error_page(visit.request, 404);
    const auto substitute =
        substitute_form(visit, {.person = member->person,
                                .path = path_of(member->person, "/substitution"),
                                .errors = errors.substitute});
    if (!substitute) return web::error_response(visit.request, substitute.error());
    Html main;
    if (!visit.request.query.get("getan").empty())
        main += web::alert(web::Tone::Success, visit.say(texts::people_done), {}, web::Live::Yes);
    const bool sent = !errors.rights.empty();
    const Rights rights = sent ? rights_in(visit, *office) : Rights{member->roles, member->teams};
    main += web::post_form(
        visit.request, path_of(member->person, "/rights"),
        rights_fields(visit, *office, rights) + web::button(visit.say(texts::people_rights_send)));
    main += *substitute + web::heading(2, visit.say(texts::people_sign_in_title)) +
            web::paragraph(visit.say(texts::people_end_lead)) +
            web::post_form(visit.request, path_of(member->person, "/session-endings"),
                           web::button(visit.say(texts::people_end_send), web::Weight::Secondary));
    if (member->has_login)
        main += web::paragraph(visit.say(texts::people_reset_lead)) +
                web::post_form(
                    visit.request, path_of(member->person, "/login-reset"),
                    web::button(visit.say(texts::people_reset_send), web::Weight::Secondary));
    auto all = errors.rights;
    all.insert(all.end(), errors.substitute.begin(), errors.substitute.end());
    return own_page(
        visit,
        {.title = member->name, .main = main, .errors = std::move(all), .back_path = people_path});
}

Response person_page(const OwnVisit& visit) {
    return person_of(visit, {});
}

// Runs `act` for the person of the path, who is one of this organisation.
template <class ActOnPerson>
Response with_person(const OwnVisit& visit, ActOnPerson act) {
    const auto office = Office::read(visit);
    if (!office) return web::error_response(visit.request, office.error());
    const auto* member = office->asked(visit);
    if (!member) return web::error_page(visit.request, 404);
    return act(*office, *member);
}

Response done_for(PersonId person) {
    return web::see_other(path_of(person, "?getan=ja"));
}

Response rights_route(const OwnVisit& visit) {
    return with_person(visit, [&](const Office& office, const Member& member) {
        const Rights wanted = rights_in(visit, office);
        const auto changed = visit.identity.change_rights(
            visit.place(), member.person, {wanted.roles, wanted.teams}, visit.principal.actor);
        if (changed) return done_for(member.person);
        const auto sentence = refused_sentence(changed.error(), visit.language);
        if (sentence.empty()) return web::error_response(visit.request, changed.error());
        return person_of(visit, {.rights = {{"aufgaben", sentence}}});
    });
}

Response session_end_route(const OwnVisit& visit) {
    return with_person(visit, [&](const Office&, const Member& member) {
        const auto ended = visit.identity.sessions().end_all(visit.principal.tenant, member.person);
        return ended ? done_for(member.person) : web::error_response(visit.request, ended.error());
    });
}

Response reset_route(const OwnVisit& visit) {
    return with_person(visit, [&](const Office&, const Member& member) {
        const auto password =
            visit.identity.reset_login(visit.place(), member.person, visit.principal.actor);
        return password ? started(visit, member.person, member.name, *password)
                        : web::error_response(visit.request, password.error());
    });
}

Response substitution_route(const OwnVisit& visit) {
    return with_person(visit, [&](const Office&, const Member& member) {
        const auto errors = name_substitute(visit, member.person);
        if (!errors) return web::error_response(visit.request, errors.error());
        if (!errors->empty()) return person_of(visit, {.substitute = *errors});
        return done_for(member.person);
    });
}

Response substitution_end_route(const OwnVisit& visit) {
    return with_person(visit, [&](const Office&, const Member& member) {
        const auto ended = visit.identity.record(visit.place(), SubstitutionEnded{member.person},
                                                 visit.principal.actor);
        const bool failed = !ended && ended.error().kind != ErrorKind::Conflict;
        return failed ? web::error_response(visit.request, ended.error()) : done_for(member.person);
    });
}

constexpr const char* administer = "organisation.administer";
constexpr OwnRoute routes[] = {
    {web::Method::Get, "/desk/people", administer, list_page},
    {web::Method::Post, "/desk/people", administer, add_route},
    {web::Method::Get, "/desk/people/new", administer, add_page},
    {web::Method::Post, "/desk/teams", administer, team_route},
    {web::Method::Get, "/desk/people/{id}", administer, person_page},
    {web::Method::Post, "/desk/people/{id}/rights", administer, rights_route},
    {web::Method::Post, "/desk/people/{id}/session-endings", administer, session_end_route},
    {web::Method::Post, "/desk/people/{id}/login-reset", administer, reset_route},
    {web::Method::Post, "/desk/people/{id}/substitution", administer, substitution_route},
    {web::Method::Post, "/desk/people/{id}/substitution-ending", administer,
     substitution_end_route},
};

}  // namespace

void add_people_routes(web::Router& router, Identity& identity) {
    web::add_desk_navigation(
        {.path = people_path, .label = texts::people_title, .act = administer});
    for (const auto& route : routes) add_own_route(router, identity, route);
}

}  // namespace dw::identity
