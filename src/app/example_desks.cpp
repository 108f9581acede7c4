#include "app/example_desks.h"

#include "app/assets.h"
#include "base/crypto.h"
#include "base/json.h"

namespace dw::app {

namespace {

Error faulty() {
    return corrupt("app.example", "example/desks.json is not as expected");
}

Result<identity::Role> role_from(std::string_view name) {
    if (name == "clerk") return identity::Role::Clerk;
    if (name == "team_lead") return identity::Role::TeamLead;
    if (name == "administrator") return identity::Role::Administrator;
    if (name == "editor") return identity::Role::Editor;
    return faulty();
}

Result<ExamplePerson> person_from(const Json& json) {
    ExamplePerson person;
    person.login = json["login"].text_or("");
    person.name = json["name"].text_or("");
    for (const Json& role : json["roles"].items()) {
        DW_TRY(const auto known, role_from(role.text_or("")));
        person.roles.push_back(known);
    }
    const Digest digest = sha256(as_bytes("dienstweg example " + person.login));
    person.totp_secret.assign(digest.begin(), digest.begin() + 20);
    return person;
}

Result<ExampleDesk> desk_from(const Json& json) {
    ExampleDesk desk;
    desk.tenant = json["tenant"].text_or("");
    desk.organisation = json["organisation"].text_or("");
    desk.team = json["team"].text_or("");
    desk.package = json["package"].text_or("hundesteuer-anmeldung");
    const auto id = catalogue::SourceId::parse(json["catalogue_id"].text_or(""));
    if (!id) return faulty();
    desk.catalogue_id = *id;
    DW_TRY(desk.area, Ars::parse(json["area"].text_or("")));
    for (const Json& item : json["people"].items()) {
        DW_TRY(auto person, person_from(item));
        desk.people.push_back(std::move(person));
    }
    return desk;
}

}  // namespace

std::string_view example_file(std::string_view path) {
    for (const auto& file : assets::files) {
        if (file.path == path) return file.bytes;
    }
    return {};
}

Result<ExampleDesks> example_desks() {
    DW_TRY(const Json json, parse_json(example_file("example/desks.json")));
    ExampleDesks desks;
    desks.password = json["password"].text_or("");
    for (const Json& item : json["desks"].items()) {
        DW_TRY(auto desk, desk_from(item));
        desks.desks.push_back(std::move(desk));
    }
    return desks;
}

}  // namespace dw::app
