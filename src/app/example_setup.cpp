#include "app/example_setup.h"

#include <algorithm>

#include "app/example_cases.h"
#include "cases/payee.h"
#include "catalogue/editing.h"
#include "catalogue/import.h"

namespace dw::app {

namespace {

using identity::OrganisationPlace;

constexpr std::chrono::days offices_before_today{90};

Outcome import_catalogue(Program& program) {
    const auto report = catalogue::import_xzufi_text(
        program.store(), program.catalogue().areas(),
        {.name = "example/catalogue.xml", .content = example_file("example/catalogue.xml")});
    if (!report) return report.error();
    return Nothing{};
}

// Two offices of one town share its tenant.
Result<identity::TenantId> tenant_of(Program& program, const ExampleDesks& desks,
                                     const ExampleDesk& desk) {
    for (const auto& other : desks.desks) {
        if (other.tenant != desk.tenant) continue;
        DW_TRY(const auto known, program.identity().organisation_from_source(
                                     other.catalogue_id.agency, other.catalogue_id.value));
        if (known) return known->tenant;
    }
    return program.identity().create_tenant({.name = desk.tenant, .host = ""});
}

Result<OrganisationPlace> office_of(Program& program, const ExampleDesks& desks,
                                    const ExampleDesk& desk, identity::ActorId actor) {
    auto& identity = program.identity();
    DW_TRY(const auto known,
           identity.organisation_from_source(desk.catalogue_id.agency, desk.catalogue_id.value));
    if (known) return *known;
    DW_TRY(const auto tenant, tenant_of(program, desks, desk));
    DW_TRY_DO(catalogue::Editing(program.catalogue()).assign_area(tenant, desk.area));
    DW_TRY(const auto organisation,
           identity.create_organisation(tenant,
                                        {.name = desk.organisation,
                                         .source_agency = desk.catalogue_id.agency,
                                         .source_value = desk.catalogue_id.value},
                                        actor));
    return OrganisationPlace{tenant, organisation, desk.organisation};
}

// The IBAN is the example of the registry for Germany (ISO 13616); nobody gets money there.
cases::PayeeSettings example_account() {
    return {{"Stadtkasse (Beispiel)", "DE89370400440532013000", ""}, "5.0810.########*"};
}

Result<identity::TeamId> team_of(Program& program, const OrganisationPlace& office,
                                 const std::string& name, identity::ActorId actor) {
    DW_TRY(const auto teams, program.identity().teams(office.tenant, office.organisation));
    if (!teams.empty()) return teams.front().id;
    return program.identity().create_team(office, name, actor);
}

Outcome staff(Program& program, const OrganisationPlace& office, const ExampleDesk& desk,
              const std::string& password, identity::ActorId actor) {
    DW_TRY(const auto team, team_of(program, office, desk.team, actor));
    DW_TRY(const auto colleagues, program.identity().people(office.tenant, office.organisation));
    for (const auto& person : desk.people) {
        const bool known = std::ranges::any_of(
            colleagues, [&](const auto& colleague) { return colleague.name == person.name; });
        if (known) continue;
        identity::NewPerson added{.name = person.name,
                                  .login = person.login,
                                  .password = password,
                                  .roles = person.roles,
                                  .teams = {},
                                  .totp_secret = person.totp_secret};
        const bool works_on_cases = std::ranges::any_of(person.roles, [](identity::Role role) {
            return role == identity::Role::Clerk || role == identity::Role::TeamLead;
        });
        if (works_on_cases) added.teams.push_back(team);
        DW_TRY_DO(program.identity().add_person(office, added, actor));
    }
    return Nothing{};
}

}  // namespace

Outcome set_up_example(Program& program, const ExampleDesks& desks, SetUpClock& clock,
                       RandomSource& random) {
    DW_TRY_DO(import_catalogue(program));
    for (const auto& desk : desks.desks) {
        // The offices are older than the oldest case: times of a log never run backwards.
        clock.go_to(clock.now() - offices_before_today);
        const auto actor = identity::ActorId::make(clock, random);
        DW_TRY(const auto office, office_of(program, desks, desk, actor));
        DW_TRY_DO(staff(program, office, desk, desks.password, actor));
        if (desk.package == "bewohnerparkausweis")
            DW_TRY_DO(cases::set_payee(program.store(), office, example_account()));
        DW_TRY_DO(add_example_cases(program, desk, office, clock));
    }
    return Nothing{};
}

}  // namespace dw::app
