#include "app/example_cases.h"

#include <array>

#include "app/texts.h"
#include "base/json.h"
#include "cases/status_access.h"
#include "forms/detail_rules.h"
#include "terms/berlin.h"
#include "terms/calendar.h"

namespace dw::app {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// What happens to a case after it was received.
enum class Fate {
    Untouched,
    Taken,
    Asked,
    Answered,
    Assessed,
    Confirmed,
    HandedBack,
    Withdrawn,
    Granted,  // and not paid for
    Paid,
    Refused
};

struct Plan {
    int working_days_left;  // until it is due; below 0: overdue
    Fate fate;
};

// In the order in which they are received.
constexpr std::array plans{Plan{-2, Fate::Untouched}, Plan{0, Fate::Taken},
                           Plan{3, Fate::Confirmed},  Plan{4, Fate::Untouched},
                           Plan{5, Fate::Answered},   Plan{6, Fate::Asked},
                           Plan{7, Fate::Withdrawn},  Plan{8, Fate::Assessed},
                           Plan{9, Fate::HandedBack}, Plan{10, Fate::Untouched}};

constexpr std::array parking_plans{Plan{1, Fate::Untouched}, Plan{2, Fate::Taken},
                                   Plan{3, Fate::Granted},   Plan{4, Fate::Paid},
                                   Plan{5, Fate::Refused},   Plan{6, Fate::Untouched}};

// What an office of the example works on.
struct Errand {
    std::string package, service;
    std::span<const Plan> plans;
};
Errand errand_of(const ExampleDesk& desk) {
    if (desk.package == "bewohnerparkausweis")
        return {desk.package, "L900100.bewohnerparken", parking_plans};
    return {desk.package, "L900100.hundesteuer", plans};
}

constexpr std::int64_t first_events = 3;  // opened, party, deadline: without documents

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
                         {"email", keeper["email"].text_or("")},
                         {"hund_name", dogs[number % dogs.size()]},
                         {"hund_rasse", "Mischling"},
                         {"hund_geburt", "2025-02-01"},
                         {"haltung_seit", to_string(since)},
                         {"anzahl_hunde", 1},
                         {"uebernommen", false},
                         {"grund", "keiner"}});
}

Json parking_answers(const Json& people, std::size_t number, const Place& home, Date received) {
    const auto& keepers = people["keepers"].items();
    const Json& keeper = keepers[number % keepers.size()];
    return Json::object({{"vorname", keeper["given_name"]},
                         {"nachname", keeper["family_name"]},
                         {"geburtsdatum", "1984-05-17"},
                         {"strasse", keeper["street"]},
                         {"plz", home.postcode},
                         {"ort", home.town},
                         {"email", keeper["email"].text_or("")},
                         {"kennzeichen", "HB XX " + std::to_string(100 + number)},
                         {"nutzung", "eigenes"},
                         {"beginn", to_string(received)},
                         {"dauer", number % 2 == 0 ? "ein_jahr" : "zwei_jahre"}});
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

std::string german_text(Text words) {
    return std::string(words.in(Language::German));
}

// One case of the plan that was opened, and the clerk who works on it.
struct Opened {
    Program& program;
    identity::Principal clerk;
    cases::CasePlace place;
    std::int64_t sequence;  // of its last event
};

Outcome ask(const Opened& at) {
    DW_TRY_DO(at.program.cases().send_message(at.clerk, at.place.id, at.sequence,
                                              german_text(texts::example_question),
                                              cases::AnswerWanted::Yes));
    return Nothing{};
}

Outcome answer(const Opened& at) {
    DW_TRY_DO(ask(at));
    auto& store = at.program.store();
    return cases::act_as_party(
        at.program.cases(), at.place,
        cases::SendMessage{{.message = cases::MessageId::make(store.clock(), store.random()),
                            .direction = cases::Direction::FromApplicant,
                            .text = german_text(texts::example_answer),
                            .awaits_answer = false}});
}

Outcome decide(const Opened& at, const std::string& outcome, Text reasons,
               const Json& details = Json::object(), const std::string& no_hearing = {}) {
    DW_TRY_DO(at.program.cases().decide(at.clerk, at.place.id, at.sequence, outcome,
                                        german_text(reasons), details, no_hearing));
    return Nothing{};
}

// The tax by the rules of the package; the first payment a month after the decision.
Outcome assess(const Opened& at) {
    DW_TRY(const auto file, at.program.cases().case_file(at.clerk, at.place.id));
    const auto* package = at.program.cases().package_of(file.state);
    const auto* outcome = package ? package->outcome("festgesetzt") : nullptr;
    if (!outcome) return not_found("app.example", "no such outcome");
    const Date today = berlin_date(at.program.store().clock().now());
    const Date due{std::chrono::sys_days(today) + std::chrono::days{30}};
    const auto start =
        forms::details_to_start_with(*package, *outcome, file.state.opened.answers, today);
    const Date from = parse_date(start["steuer_ab"].text_or("")).value_or(today);
    forms::SentFields sent{
        {"hund_klasse", "einfach"}, {"hund_nummer", "1"}, {"nachlass", "keiner"}};
    const auto add = [&](const std::string& id, Date day) {
        sent.emplace_back(id + "-day", std::to_string(static_cast<unsigned>(day.day())));
        sent.emplace_back(id + "-month", std::to_string(static_cast<unsigned>(day.month())));
        sent.emplace_back(id + "-year", std::to_string(static_cast<int>(day.year())));
    };
    add("steuer_ab", from);
    add("zahlbar_bis", due);
    const auto read = forms::read_details(*package, *outcome, sent, file.state.opened.answers,
                                          today, Language::German);
    return decide(at, outcome->id, texts::example_reasons_assessed, read.values);
}

Outcome grant(const Opened& at) {
    const Date today = berlin_date(at.program.store().clock().now());
    const Date end{std::chrono::sys_days(today) + std::chrono::days{364}};
    return decide(at, "erteilt", texts::example_reasons_granted,
                  Json::object({{"parkgebiet_ausweis", "A"},
                                {"kennzeichen_ausweis", "HB XX 100"},
                                {"gueltig_ab", to_string(today)},
                                {"gueltig_bis", to_string(end)}}));
}

Outcome pay(const Opened& at) {
    DW_TRY_DO(grant(at));
    DW_TRY(const auto file, at.program.cases().case_file(at.clerk, at.place.id));
    const Date today = berlin_date(at.program.store().clock().now());
    DW_TRY_DO(at.program.cases().book_payment(at.clerk, at.place.id,
                                              {.cents = file.state.fee->cents, .on = today}));
    return Nothing{};
}

Outcome hand_back(const Opened& at) {
    DW_TRY(const auto teams, at.program.identity().teams(at.clerk.tenant, at.clerk.organisation));
    if (teams.empty()) return not_found("app.example", "no team");
    DW_TRY_DO(at.program.cases().hand_over(
        at.clerk, at.place.id, at.sequence,
        {.to_person = {}, .to_team = teams.front().id, .note = german_text(texts::example_note)}));
    return Nothing{};
}

Outcome live_through(Opened at, Fate fate) {
    if (fate == Fate::Untouched) return Nothing{};
    if (fate == Fate::Withdrawn)
        return cases::act_as_party(at.program.cases(), at.place, cases::Withdraw{});
    DW_TRY_DO(at.program.cases().take(at.clerk, at.place.id, at.sequence));
    ++at.sequence;
    switch (fate) {
        case Fate::Asked:
            return ask(at);
        case Fate::Answered:
            return answer(at);
        case Fate::Assessed:
            return assess(at);
        case Fate::Confirmed:
            return decide(at, "bestaetigt", texts::example_reasons_confirmed);
        case Fate::HandedBack:
            return hand_back(at);
        case Fate::Granted:
            return grant(at);
        case Fate::Paid:
            return pay(at);
        case Fate::Refused:
            // § 28 Abs. 2 Nr. 3 VwVfG: the office takes the facts as the person told them.
            return decide(at, "abgelehnt", texts::example_reasons_refused, Json::object(),
                          "28_2_3");
        case Fate::Taken:
        case Fate::Untouched:
        case Fate::Withdrawn:
            return Nothing{};
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

Result<forms::Submission> submission_of(Program& program, const std::string& service,
                                        const Place& home, const Json& answers) {
    DW_TRY(auto checked,
           program.forms().submission_from_json(Json::object({{"service", service},
                                                              {"area", home.ars.padded()},
                                                              {"reads_online", true},
                                                              {"answers", answers}})));
    if (const auto* findings = std::get_if<Findings>(&checked))
        return invalid("app.example", findings->front().place + ": " + findings->front().code);
    auto submission = std::get<forms::Submission>(std::move(checked));
    submission.channel = "online";
    return submission;
}

// The row that lets this case be opened once, however often the set-up runs on that day.
store::Statement claim(const Errand& errand, Date today, std::size_t number,
                       const cases::Opened& opened, Instant now) {
    const auto name =
        "example " + errand.package + " " + to_string(today) + " " + std::to_string(number);
    const auto hash = sha256(as_bytes(name));
    return {
        "insert into idempotency_key (tenant, key_hash, body_hash, case_id, answer, created_at) "
        "values ($1, $2, $2, $3, $2, $4) on conflict (tenant, key_hash) do nothing",
        {store::of(opened.tenant), Bytes(hash.begin(), hash.end()), store::of(opened.id),
         store::of(now)},
        1,
        store::OnMiss::Refuse};
}

}  // namespace

Outcome add_example_cases(Program& program, const ExampleDesk& desk,
                          const identity::OrganisationPlace& office, SetUpClock& clock) {
    clock.return_to_today();
    const Instant now = clock.now();
    const Date today = berlin_date(now);
    DW_TRY(const auto clerk, clerk_of(program, office, desk.people.front().name));
    DW_TRY(const Json people, parse_json(example_file("example/people.json")));
    DW_TRY(const auto home, home_of(program, desk));
    const auto& calendar = program.cases().neighbours().calendar;
    const Errand errand = errand_of(desk);
    const auto* package = program.forms().package(errand.package);
    if (!package) return not_found("app.example", "no package " + errand.package);
    const auto answers = desk.package == "bewohnerparkausweis" ? parking_answers : answers_of;
    const int takes = package->processing_days;
    std::vector<std::pair<Opened, Fate>> opened;
    for (std::size_t i = 0; i < errand.plans.size(); ++i) {
        const Plan& plan = errand.plans[i];
        const Date received =
            received_for(calendar, home.ars, today, plan.working_days_left, takes);
        clock.go_to(std::chrono::sys_days{received} + hours(8) + minutes(7 * i));
        DW_TRY(const auto submission,
               submission_of(program, errand.service, home, answers(people, i, home, received)));
        const auto one = program.cases().open(
            submission, {.received = received, .also = [&](const cases::Opened& fresh) {
                             return Result(std::vector{claim(errand, today, i, fresh, now)});
                         }});
        if (!one && one.error().kind == ErrorKind::Conflict) continue;  // opened earlier today
        if (!one) return one.error();
        opened.push_back({{program, clerk, {one->tenant, one->id}, first_events}, plan.fate});
    }
    clock.go_to(now - hours(20));
    for (auto& [place, fate] : opened) DW_TRY_DO(live_through(place, fate));
    clock.return_to_today();
    return Nothing{};
}

}  // namespace dw::app
