#include "app/example_cases.h"

#include <array>

#include "app/texts.h"
#include "base/json.h"
#include "terms/calendar.h"

namespace dw::app {

namespace {

// What happens to a case after it was received.
enum class Fate { Untouched, Taken, Asked, Assessed, Confirmed, HandedBack };

struct Plan {
    int working_days_left;  // until it is due; below 0: overdue
    Fate fate;
};

constexpr std::array plans{Plan{-2, Fate::Untouched}, Plan{0, Fate::Taken},
                           Plan{4, Fate::Untouched},  Plan{6, Fate::Asked},
                           Plan{8, Fate::Assessed},   Plan{9, Fate::HandedBack},
                           Plan{3, Fate::Confirmed},  Plan{10, Fate::Untouched}};

struct Place {
    Ars ars;
    std::string postcode, town;
};

// Where the applicants of an office live.
Result<Place> home_of(const Program& program, const ExampleDesk& desk) {
    const auto places = program.catalogue().areas().find_places(
        desk.tenant == "Samtgemeinde Bevern" ? "Golmbach" : desk.tenant, 1);
    if (places.empty()) return not_found("app.example", "no area for " + desk.tenant);
    const auto& area = *places.front().area;
    const auto postcodes = program.catalogue().areas().postcodes_of(area.ars);
    return Place{area.ars, postcodes.empty() ? "37639" : postcodes.front(), area.short_name};
}

Json answers_of(const Json& people, std::size_t number, const Place& home, Date received) {
    const auto& keepers = people["keepers"].items();
    const auto& dogs = people["dogs"].items();
    const Json& keeper = keepers[number % keepers.size()];
    const auto since = Date{std::chrono::sys_days{received} - std::chrono::days{5}};
    return Json::object({{"vorname", keeper["given_name"]},
                         {"nachname", keeper["family_name"]},
                         {"geburtsdatum", "1984-05-17"},
                         {"strasse", keeper["street"]},
                         {"plz", home.postcode},
                         {"ort", home.town},
                         {"hund_name", dogs[number % dogs.size()]},
                         {"hund_rasse", "Mischling"},
                         {"hund_geburt", "2025-02-01"},
                         {"haltung_seit", to_string(since)},
                         {"anzahl_hunde", 1},
                         {"uebernommen", false},
                         {"grund", "keiner"}});
}

// Back from the due day by the working days a package takes.
Date received_for(const Calendar& calendar, const Ars& seat, Date today, int days_left, int takes) {
    std::chrono::sys_days day{today};
    for (int back = takes - days_left; back > 0;) {
        day -= std::chrono::days{1};
        if (calendar.is_working_day(Date{day}, seat)) --back;
    }
    return Date{day};
}

Outcome live_through(Program& program, const identity::Principal& clerk, cases::CaseId id,
                     Fate fate) {
    auto& cases = program.cases();
    if (fate == Fate::Untouched) return Nothing{};
    DW_TRY_DO(cases.take(clerk, id, 3));
    const auto text = [](Text words) { return std::string(words.in(Language::German)); };
    switch (fate) {
        case Fate::Asked:
            DW_TRY_DO(cases.send_message(clerk, id, 4, text(texts::example_question),
                                         cases::AnswerWanted::Yes));
            break;
        case Fate::Assessed:
            DW_TRY_DO(
                cases.decide(clerk, id, 4, "festgesetzt", text(texts::example_reasons_assessed)));
            break;
        case Fate::Confirmed:
            DW_TRY_DO(
                cases.decide(clerk, id, 4, "bestaetigt", text(texts::example_reasons_confirmed)));
            break;
        case Fate::HandedBack:
            DW_TRY_DO(cases.add_note(clerk, id, text(texts::example_note)));
            break;
        case Fate::Taken:
        case Fate::Untouched:
            break;
    }
    return Nothing{};
}

Result<identity::Principal> clerk_of(Program& program, const identity::OrganisationPlace& office,
                                     const std::string& name) {
    DW_TRY(const auto people, program.identity().people(office.tenant, office.organisation));
    for (const auto& person : people) {
        if (person.name == name) return program.identity().principal(office.tenant, person.person);
    }
    return not_found("app.example", "no person " + name);
}

}  // namespace

Outcome add_example_cases(Program& program, const ExampleDesk& desk,
                          const identity::OrganisationPlace& office, Date today) {
    DW_TRY(const auto clerk, clerk_of(program, office, desk.people.front().name));
    const auto inbox = program.cases().inbox(clerk, cases::Inbox::Unassigned, "", 100);
    if (!inbox) return inbox.error();
    // The last plan is received today.
    for (const auto& row : inbox->rows)
        if (row.received == today) return Nothing{};

    DW_TRY(const Json people, parse_json(example_file("example/people.json")));
    DW_TRY(const auto home, home_of(program, desk));
    const auto& calendar = program.cases().neighbours().calendar;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const int takes = program.forms().packages().front().processing_days;
        const Date received =
            received_for(calendar, home.ars, today, plans[i].working_days_left, takes);
        const auto checked = program.forms().submission_from_json(
            Json::object({{"service", "L900100.hundesteuer"},
                          {"area", home.ars.padded()},
                          {"answers", answers_of(people, i, home, received)}}));
        if (!checked) return checked.error();
        const auto* submission = std::get_if<forms::Submission>(&*checked);
        if (!submission) {
            const auto& finding = std::get<Findings>(*checked).front();
            return invalid("app.example", finding.place + ": " + finding.code);
        }
        DW_TRY(const auto opened, program.cases().open(*submission, {.received = received}));
        DW_TRY_DO(live_through(program, clerk, opened.id, plans[i].fate));
    }
    return Nothing{};
}

}  // namespace dw::app
