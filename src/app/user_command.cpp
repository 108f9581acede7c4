// dienstweg user add|area|list|reset: the first people of an installation, and who lost everything.
//
// Later people are added in the browser by an administrator of their office (/desk/people). Here
// the rights come from being able to read the key file.
#include <algorithm>
#include <iostream>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/key_printing.h"
#include "app/settings.h"
#include "app/texts.h"
#include "base/json.h"
#include "catalogue/editing.h"
#include "identity/identity.h"

namespace dw::app {

namespace {

using identity::OrganisationPlace;

constexpr const char* usage =
    "dienstweg user add --name NAME --login ANMELDENAME --role AUFGABE [--role …] [--team TEAM]\n"
    "               [--tenant NAME] [--host NAME] [--organisation NAME] [--source STELLE.NUMMER]\n"
    "    legt eine Person an und zeigt das Passwort für die erste Anmeldung; wo es sie noch nicht\n"
    "    gibt, auch Mandant (--tenant), Amt (--organisation) und Team. AUFGABE ist clerk,\n"
    "    team-lead, administrator oder editor. --source nennt das Amt im Leistungskatalog: Nur so "
    "kommen\n"
    "    Anträge für dieses Amt an, zum Beispiel L900100.steuer-bremerhaven. --host nennt den\n"
    "    Rechnernamen des Mandanten, wenn es mehrere gibt. Der erste Aufruf macht auch den\n"
    "    Schlüssel der Installation und zeigt ihn in Teilen zum Ausdrucken.\n"
    "dienstweg user area --tenant NAME --area SCHLÜSSEL\n"
    "    wo die Redaktion eines Mandanten den Leistungskatalog ändert; SCHLÜSSEL ist der amtliche\n"
    "    Regionalschlüssel, zum Beispiel 040120000000\n"
    "dienstweg user list [--json]\n"
    "    zeigt Mandanten, Ämter und Personen\n"
    "dienstweg user reset --name NAME [--tenant NAME] [--organisation NAME]\n"
    "    neues Passwort für die erste Anmeldung, wenn Passwort, Telefon und Notfall-Codes weg "
    "sind\n"
    "\n"
    "  --data DIR, --database URL   wie bei dienstweg serve\n"
    "  Ende: 0 erledigt, 2 ging nicht\n";

OptionNames user_options() {
    OptionNames names = storing_options();
    names.with_value.insert({"--name", "--login", "--role", "--team", "--tenant", "--host",
                             "--organisation", "--source", "--area"});
    return names;
}

std::string said(const Text& text, const std::vector<std::string>& arguments = {}) {
    return format(text, Language::German, arguments);
}

struct Desk {
    identity::Tenant tenant;
    OrganisationPlace place;
};

Result<std::vector<Desk>> all_desks(identity::Identity& identity) {
    DW_TRY(const auto tenants, identity.tenants());
    std::vector<Desk> desks;
    for (const auto& tenant : tenants) {
        DW_TRY(const auto places, identity.organisations(tenant.id));
        for (const auto& place : places) desks.push_back({tenant, place});
    }
    return desks;
}

bool is_wanted(const Desk& desk, const CommandLine& line) {
    const std::string tenant = line.value("--tenant"), office = line.value("--organisation");
    return (tenant.empty() || desk.tenant.name == tenant) &&
           (office.empty() || desk.place.name == office);
}

// The one office the options name; nothing when there is none yet.
Result<std::optional<OrganisationPlace>> wanted_desk(identity::Identity& identity,
                                                     const CommandLine& line) {
    DW_TRY(const auto desks, all_desks(identity));
    std::optional<OrganisationPlace> found;
    for (const auto& desk : desks) {
        if (!is_wanted(desk, line)) continue;
        if (found) return invalid("app.organisation_unclear", desk.place.name);
        found = desk.place;
    }
    return found;
}

Result<catalogue::SourceId> source_in(const CommandLine& line) {
    const auto given = line.value("--source");
    if (given.empty()) return catalogue::SourceId{};
    const auto id = catalogue::SourceId::parse(given);
    if (!id) return invalid("app.command_line", "Bei --source fehlt STELLE.NUMMER.");
    return *id;
}

Result<identity::TenantId> tenant_in(identity::Identity& identity, const CommandLine& line) {
    const std::string name = line.value("--tenant");
    DW_TRY(const auto tenants, identity.tenants());
    const auto known = std::ranges::find(tenants, name, &identity::Tenant::name);
    if (known != tenants.end()) return known->id;
    return identity.create_tenant({.name = name, .host = line.value("--host")});
}

Result<OrganisationPlace> make_desk(identity::Identity& identity, const CommandLine& line,
                                    identity::ActorId actor) {
    const std::string office = line.value("--organisation");
    if (line.value("--tenant").empty() || office.empty())
        return not_found("app.organisation_missing", office);
    DW_TRY(const auto source, source_in(line));
    DW_TRY(const auto taken, identity.organisation_from_source(source.agency, source.value));
    if (taken && !source.value.empty()) return conflict("identity.source_taken", source.value);
    DW_TRY(const auto tenant, tenant_in(identity, line));
    DW_TRY(
        const auto organisation,
        identity.create_organisation(
            tenant, {.name = office, .source_agency = source.agency, .source_value = source.value},
            actor));
    return OrganisationPlace{tenant, organisation, office};
}

struct RoleName {
    std::string_view name;
    identity::Role role;
};
constexpr std::array<RoleName, 4> role_names{{
    {"clerk", identity::Role::Clerk},
    {"team-lead", identity::Role::TeamLead},
    {"administrator", identity::Role::Administrator},
    {"editor", identity::Role::Editor},
}};

Result<std::vector<identity::Role>> roles_in(const CommandLine& line) {
    std::vector<identity::Role> roles;
    for (const auto& name : line.values("--role")) {
        const auto known = std::ranges::find(role_names, name, &RoleName::name);
        if (known == role_names.end())
            return invalid(
                "app.command_line",
                "Die Aufgabe " + name +
                    " kenne ich nicht. Möglich: clerk, team-lead, administrator, editor.");
        roles.push_back(known->role);
    }
    if (roles.empty()) return invalid("app.command_line", "Die Aufgabe fehlt (--role).");
    return roles;
}

Result<std::vector<identity::TeamId>> teams_in(identity::Identity& identity,
                                               const CommandLine& line,
                                               const OrganisationPlace& place,
                                               identity::ActorId actor) {
    std::vector<identity::TeamId> ids;
    for (const auto& name : line.values("--team")) {
        DW_TRY(const auto teams, identity.teams(place.tenant, place.organisation));
        const auto known = std::ranges::find(teams, name, &identity::Team::name);
        if (known != teams.end()) {
            ids.push_back(known->id);
        } else {
            DW_TRY(const auto made, identity.create_team(place, name, actor));
            ids.push_back(made);
        }
    }
    return ids;
}

std::string words_of(const std::set<identity::Role>& roles) {
    std::string words;
    for (const auto& [name, role] : role_names) {
        if (!roles.contains(role)) continue;
        words += (words.empty() ? "" : ", ") + std::string(name);
    }
    return words;
}

void print_start(const std::string& password) {
    std::cout << said(texts::user_start_password, {password}) << "\n"
              << said(texts::user_start_password_hint) << "\n";
}

Outcome add_user(identity::Identity& identity, const CommandLine& line, identity::ActorId actor) {
    // Everything that can be wrong is looked at before anything is made.
    DW_TRY(const auto roles, roles_in(line));
    if (line.value("--name").empty()) return invalid("identity.name", "--name");
    if (line.value("--login").empty()) return invalid("identity.login", "--login");
    DW_TRY(const auto known, wanted_desk(identity, line));
    OrganisationPlace place;
    if (known) {
        place = *known;
    } else {
        DW_TRY(place, make_desk(identity, line, actor));
    }
    DW_TRY(const auto teams, teams_in(identity, line, place, actor));
    DW_TRY(const auto added, identity.add_person_to_start(place,
                                                          {.name = line.value("--name"),
                                                           .login = line.value("--login"),
                                                           .password = {},
                                                           .roles = roles,
                                                           .teams = teams},
                                                          actor));
    std::cout << said(texts::user_added, {line.value("--name"), line.value("--login"), place.name,
                                          words_of({roles.begin(), roles.end()})})
              << "\n";
    print_start(added.password);
    return Nothing{};
}

Outcome reset_user(identity::Identity& identity, const CommandLine& line, identity::ActorId actor) {
    DW_TRY(const auto place, wanted_desk(identity, line));
    if (!place) return not_found("app.organisation_missing", line.value("--organisation"));
    DW_TRY(const auto members, identity.members(place->tenant, place->organisation));
    const auto name = line.value("--name");
    const auto has_name = [&](const identity::Member& member) { return member.name == name; };
    if (std::ranges::count_if(members, has_name) != 1) return not_found("app.person_missing", name);
    const auto member = std::ranges::find_if(members, has_name);
    DW_TRY(const auto password, identity.reset_login(*place, member->person, actor));
    print_start(password);
    return Nothing{};
}

// Rights never come with imported data: whoever runs the installation says who edits where.
Outcome assign_area(store::Store& store, identity::Identity& identity, const CommandLine& line) {
    DW_TRY(const auto areas, catalogue::AreaRegister::load());
    const auto key = Ars::parse(line.value("--area"));
    const auto* area = key ? areas->find(*key) : nullptr;
    if (!area) return invalid("app.command_line", "Bei --area fehlt ein amtlicher Schlüssel.");
    DW_TRY(const auto tenants, identity.tenants());
    const auto tenant = std::ranges::find(tenants, line.value("--tenant"), &identity::Tenant::name);
    if (tenant == tenants.end())
        return invalid("app.command_line", "Bei --tenant fehlt der Name eines Mandanten.");
    const catalogue::Catalogue catalogue(store, *areas);
    DW_TRY_DO(catalogue::Editing(catalogue).assign_area(tenant->id, *key));
    std::cout << said(texts::user_area, {tenant->name, area->name}) << "\n";
    return Nothing{};
}

Json json_of(const Desk& desk, const identity::Member& member) {
    std::vector<Json> roles;
    for (const auto& [name, role] : role_names)
        if (member.roles.contains(role)) roles.push_back(std::string(name));
    return Json::object({{"tenant", desk.tenant.name},
                         {"organisation", desk.place.name},
                         {"name", member.name},
                         {"roles", Json(std::move(roles))},
                         {"enrolled", member.enrolled}});
}

Outcome list_users(identity::Identity& identity, const CommandLine& line) {
    DW_TRY(const auto desks, all_desks(identity));
    std::vector<Json> list;
    std::string text;
    for (const auto& desk : desks) {
        DW_TRY(const auto members, identity.members(desk.place.tenant, desk.place.organisation));
        text += desk.tenant.name + " / " + desk.place.name + "\n";
        for (const auto& member : members) {
            text += "  " + member.name + ": " + words_of(member.roles) +
                    (member.enrolled ? "" : " " + said(texts::user_not_enrolled)) + "\n";
            list.push_back(json_of(desk, member));
        }
    }
    if (desks.empty()) text = said(texts::user_none) + "\n";
    std::cout << (line.has("--json") ? to_pretty_string(Json(std::move(list))) : text);
    return Nothing{};
}

}  // namespace

int user_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, user_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    const std::string verb = words.size() == 1 ? words.front() : "";
    const std::set<std::string_view> verbs{"add", "area", "list", "reset"};
    if (line->has("--help") || !verbs.contains(verb)) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const Settings settings = settings_from(*line, "dienstweg-data");
    // `add` may be the first command of an installation.
    const bool makes_key = verb == "add" && key_is_missing(settings);
    const auto store = verb == "add" ? open_store(settings, clock, random)
                                     : open_existing_store(settings, clock, random);
    if (!store) return could_not_run(store.error());
    identity::Identity identity(**store);
    const auto actor = identity::ActorId::make(clock, random);
    const auto done = verb == "add"    ? add_user(identity, *line, actor)
                      : verb == "area" ? assign_area(**store, identity, *line)
                      : verb == "list" ? list_users(identity, *line)
                                       : reset_user(identity, *line, actor);
    if (makes_key) {
        std::cout << "\n";
        const auto shown = print_key_shares(settings, {}, random);
        if (!shown) return could_not_run(shown.error());
    }
    return done ? exit_done : could_not_run(done.error());
}

}  // namespace dw::app
