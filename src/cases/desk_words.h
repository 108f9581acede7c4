// The words of the desk: states and outcomes as the package names them, people by their names.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cases/cases.h"
#include "cases/desk_visit.h"
#include "web/components.h"

namespace dw::cases {

Text kind_word(forms::Kind kind);            // "Antrag", "Anmeldung", "Anfrage"
Text outcome_word(forms::OutcomeKind kind);  // "Bescheid", "Festsetzung" …

// What a state is said of. `package` may be null: a package that is no longer here.
struct StateShown {
    State state = State::Received;
    const forms::Package* package = nullptr;
    std::optional<std::string> outcome = {};
    std::optional<ObjectionKind> objection = {};  // nothing: it is no objection
};
StateShown shown_of(const Cases& cases, const CaseState& state);
StateShown shown_of(const Cases& cases, const InboxRow& row);

// "Anmeldung eingegangen", "Widerspruch eingegangen", "In Bearbeitung", "Festsetzung".
std::string state_words(const StateShown& shown, Language language);
// The same as a badge: colour only where it is done or somebody is waited for.
web::Html state_mark(const StateShown& shown, Language language);

// "Antwort ist da"; nothing where there is nothing new.
web::Html news_mark(News news, Language language);

// "angefochten", "bestandskräftig"; nothing where neither is said.
web::Html standing_mark(StandingMark mark, Language language);

// Names of the people and teams of the principal's organisation, read once for a page.
class Directory {
  public:
    static Result<Directory> read(const Visit& visit);
    // With those who had the case before it came to this authority.
    static Result<Directory> read(const Visit& visit, const CaseFile& file);
    std::string name_of(identity::PersonId person) const;  // somebody unknown in words
    std::string name_of(identity::TeamId team) const;
    const std::vector<identity::Colleague>& people() const { return people_; }
    const std::vector<identity::Team>& teams() const { return teams_; }

  private:
    std::vector<identity::Colleague> people_;
    std::vector<identity::Colleague> former_;  // of authorities that had the case before
    std::vector<identity::Team> teams_;
    std::string unknown_;
};

}  // namespace dw::cases
