// Plays tests/scenarios/*.scenario against decide() and apply(); the README there says how they
// read.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/source_dir.h"
#include "base/text.h"
#include "cases/case.h"

namespace dw::cases {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

template <class IdType>
IdType id(std::uint8_t number) {
    IdBytes bytes{};
    bytes[15] = number;
    return IdType{bytes};
}

const auto office = id<identity::OrganisationId>(1);
const auto team = id<identity::TeamId>(2);
const std::map<std::string, identity::PersonId> people{{"clara", id<identity::PersonId>(3)},
                                                       {"jan", id<identity::PersonId>(4)}};

// One line, taken apart word by word.
class Words {
  public:
    explicit Words(const std::string& line) : line_(line) {}
    std::string next() {
        std::string word;
        line_ >> word;
        return word;
    }
    std::string rest() {
        std::string text;
        std::getline(line_, text);
        return std::string(trim(text));
    }

  private:
    std::istringstream line_;
};

Open opening() {
    CaseOpened opened;
    opened.number = "HS-1";
    opened.package_name = "hundesteuer-anmeldung";
    opened.organisation = office;
    opened.team = team;
    opened.received = 2026y / 11 / 23;
    opened.subject = "Erika Muster";
    return {.opened = opened, .applicant = {}, .documents = {}, .due = 2026y / 12 / 21};
}

forms::PossibleOutcome outcome(const std::string& name) {
    if (name == "festgesetzt")
        return {.id = name,
                .kind = forms::OutcomeKind::Assessment,
                .burdens = true,
                .hearing = {forms::HearingNeed::NotNeeded, {}}};
    return {name, forms::OutcomeKind::Confirmation, {}, false};
}

SendMessage message(Direction direction, bool asks, std::string text) {
    MessageSent sent;
    sent.direction = direction;
    sent.awaits_answer = asks;
    sent.text = std::move(text);
    return {sent};
}

HandOver hand_over(Words& words) {
    const auto to = words.next();
    HandOver wish;
    if (to == "team") wish.to_team = team;
    if (people.contains(to)) wish.to_person = people.at(to);
    wish.note = words.rest();
    return wish;
}

Decide decision(Words& words) {
    const auto person = people.at(words.next());
    const auto which = words.next();
    return {outcome(which), words.rest(), person};
}

Date day(Words& words) {
    return parse_date(words.next()).value_or(Date{});
}

std::optional<Command> command(Words words) {
    const auto verb = words.next();
    if (verb == "open") return opening();
    if (verb == "take") return Take{people.at(words.next())};
    if (verb == "hand_over") return hand_over(words);
    if (verb == "note") return AddNote{words.rest()};
    if (verb == "ask") return message(Direction::ToApplicant, true, words.rest());
    if (verb == "inform") return message(Direction::ToApplicant, false, words.rest());
    if (verb == "answer") return message(Direction::FromApplicant, false, words.rest());
    if (verb == "decide") return decision(words);
    if (verb == "withdraw") return Withdraw{};
    if (verb == "keep_until") return SetRetention{day(words)};
    if (verb == "list") {
        const Date today = day(words);
        return EndRetention{today, day(words)};
    }
    if (verb == "hold") {
        const auto by = people.at(words.next());
        return PlaceHold{words.rest(), by};
    }
    if (verb == "lift") {
        const auto by = people.at(words.next());
        return LiftHold{by, day(words)};
    }
    if (verb == "destroy") return DestroyContent{day(words)};
    if (verb == "confirm_contact") return ConfirmContact{};
    return std::nullopt;
}

const std::map<std::string, State> states{
    {"received", State::Received},           {"in_work", State::InWork},
    {"waiting", State::WaitingForApplicant}, {"decided", State::Decided},
    {"withdrawn", State::Withdrawn},         {"destroyed", State::Destroyed}};

std::string shelf_name(const CaseState& state, const std::string& who) {
    const auto scope = who == "team"     ? identity::scope_of(team)
                       : who == "office" ? identity::scope_of(office)
                                         : identity::scope_of(people.at(who));
    const char* names[] = {"hidden", "unassigned", "in_work", "waiting", "done", "retention_ended"};
    for (const auto& entry : audience(state)) {
        if (entry.row.scope == scope) return names[static_cast<std::size_t>(entry.placement.shelf)];
    }
    return "none";
}

// What an act led to, as the line after "then" says it.
std::string told(const Result<std::vector<Event>>& events) {
    if (!events) return "error " + events.error().code;
    std::string line;
    for (const auto& event : *events) {
        line += line.empty() ? "" : " ";
        line += kind_of(event);
    }
    return line.empty() ? "nothing" : line;
}

class Player {
  public:
    void play(const std::string& line) {
        Words words(line);
        const auto verb = words.next();
        if (verb.empty() || verb == "#") return;
        if (verb == "given" || verb == "when") return act(verb, words.rest());
        if (verb == "then") {
            EXPECT_EQ(told_, words.rest());
        } else if (verb == "state") {
            EXPECT_EQ(state_.state, states.at(words.rest()));
        } else if (verb == "shelf") {
            const auto who = words.next();
            EXPECT_EQ(shelf_name(state_, who), words.rest()) << who;
        } else {
            ADD_FAILURE() << "no such line: " << line;
        }
    }

  private:
    void act(const std::string& verb, const std::string& wish) {
        const auto parsed = command(Words(wish));
        ASSERT_TRUE(parsed.has_value()) << "no such command: " << wish;
        const auto events = decide(state_, *parsed);
        told_ = told(events);
        if (verb == "given") {
            ASSERT_TRUE(events.has_value()) << told_;
        }
        if (!events) return;
        for (const auto& event : *events) state_ = apply(std::move(state_), event);
    }

    CaseState state_;
    std::string told_;
};

}  // namespace

TEST(Scenarios, AllEndAsTheySay) {
    std::size_t played = 0;
    for (const auto& entry : fs::directory_iterator(source_dir() + "/tests/scenarios")) {
        if (entry.path().extension() != ".scenario") continue;
        ++played;
        Player player;
        std::ifstream file(entry.path());
        std::size_t number = 0;
        for (std::string line; std::getline(file, line);) {
            SCOPED_TRACE(entry.path().filename().string() + ":" + std::to_string(++number));
            player.play(line);
        }
    }
    EXPECT_GE(played, 13u);
}

}  // namespace dw::cases
