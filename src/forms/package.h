// A package: a service that can travel, as a readable folder (packages/<name>/). This module reads
// the manifest and the form; letters, rules and procedure are read by the modules that own them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "base/time.h"
#include "catalogue/service.h"
#include "terms/assurance_level.h"
#include "terms/language.h"
#include "terms/legal_deadline.h"

namespace dw::rules {
class RuleSet;
}

namespace dw::forms {

// A text of a package in both languages; owning, unlike dw::Text.
struct PackageText {
    std::string de, en;
    const std::string& in(Language language) const {
        return language == Language::German ? de : en;
    }
    bool operator==(const PackageText&) const = default;
};

// What the resident does (buttons, states and letters take their words from it).
enum class Kind { Application, Notification, Information };  // Antrag, Anzeige/Anmeldung, Auskunft
// What can come of it; frozen: stored in case events by these names.
enum class OutcomeKind {
    DecisionNotice,    // Bescheid (§ 35 VwVfG)
    Assessment,        // Festsetzung (§ 155 AO)
    Confirmation,      // Bestätigung
    Certificate,       // Bescheinigung
    IdentityDocument,  // Ausweis
    Referral,          // Abgabe an ein anderes Amt
    Withdrawal,        // Rücknahme durch die Person
    Completion,        // Erledigung auf andere Weise
};
std::string_view name_of(OutcomeKind kind);  // "decision_notice" …
std::optional<OutcomeKind> outcome_kind_from(std::string_view name);

// Secrecy class of the answers (design, section 8).
enum class Secrecy { General, Tax, Social, CivilStatus, RegisterWithBlock };

// From when the retention period (Aufbewahrungsfrist) of a closed case runs.
enum class RetentionStart { EndOfYear, Closing };

// What the privacy notice (Art. 13 GDPR) and the register of processing (Art. 30) are made of.
struct DataProtection {
    PackageText purpose, legal_basis, recipients, retention;
    PackageText obligation;  // must one answer, and what happens if not (Art. 13 (2) (e))
    int retention_years = 0;
    RetentionStart retention_from = RetentionStart::EndOfYear;
    PackageText retention_source;  // which rule says from when
    int archive_days = 0;          // between the offer to the archive and the destruction
    // The controller is the competent organisation, named with its address when the form is shown.
    PackageText controller;
};

enum class FieldType {
    Text,
    LongText,
    Email,
    Phone,
    Number,
    Money,
    Date,
    YesNo,
    Choice,
    MultiChoice,
    File
};
struct Choice {
    std::string value;
    PackageText label;
    bool is_untold = false;  // of a detail: the letter says nothing of it ("none of these")
};
struct FormField {
    std::string id;      // unique in its form; the path of the answer
    std::string fim_id;  // meaning of the field, "" unknown
    FieldType type = FieldType::Text;
    PackageText label, hint, why;  // why: "Warum fragen wir das?"
    bool required = true;
    std::string autocomplete;
    std::vector<Choice> choices;
    std::optional<std::int64_t> min, max;  // numbers; lengths for texts
    std::string earliest, latest;          // dates: ISO, "today" or "today-7y"
    std::string not_before;                // dates: another field's date must not be later
    std::string check;  // "name", "town", "postcode", "chip_number", "iban": a named check
    // Of a detail of an outcome: the question of the form whose answer it starts with.
    std::string from_answer;
    std::string by_rule;  // of a detail: the decision of `detail_rules` that works it out
    // Of a detail that is a day: the decision that says with which it starts, or so many months
    // after the decision counts as known; 0: not said. An earlier day is told, not refused.
    std::string starts_by_rule;
    int months_after_known = 0;
    // Of a detail that is a day: it starts with today where the answer lies before; an earlier day
    // is told, not refused.
    bool starts_today_or_later = false;
    bool of_place = false;  // belongs to the place the application is for (town, postcode)
    // Shown only when another field has one of the values; the rule language comes later.
    std::string shown_if_field;
    std::vector<std::string> shown_if_values;
    // Of a detail that may be left out: not where another detail before it has one of the values.
    std::string required_if_field;
    std::vector<std::string> required_if_values;
};
// What the letter says besides the clerk's reasons (§§ 36, 39, 40 VwVfG).
struct LetterTemplate {
    PackageText law;         // on which the decision rests
    PackageText discretion;  // what was weighed; empty: there was nothing to weigh
    std::vector<PackageText> side_clauses;
    PackageText costs;
};
// Whether somebody is heard before this outcome burdens her (§ 28 VwVfG), and why. Where the
// package does not say, it counts as required.
enum class HearingNeed { Unsaid, Required, NotNeeded };
struct Hearing {
    HearingNeed need = HearingNeed::Unsaid;
    PackageText source;
};
// When a second person signs a decision (Vier-Augen-Prinzip).
struct FourEyes {
    enum class When { Never, Always, FromAmount, Sample };
    When when = When::Never;
    std::string detail;      // FromAmount: the money detail of an outcome
    std::int64_t cents = 0;  // from this amount
    int percent = 0;         // Sample: so many of a hundred cases
};
// A sentence clerks put into what they write.
struct TextBlock {
    std::string id;
    PackageText label, text;
    std::vector<std::string> outcomes = {};  // whose reasons it can be; empty: for messages only
    bool is_suggested = false;               // the reasons of those outcomes start with it
    std::string purpose = {};  // of a message: "papers" or "hearing"; "" where it can be any
};
struct PossibleOutcome {
    std::string id;  // unique in the package, e.g. "festgesetzt"
    OutcomeKind kind;
    PackageText label;     // of the clerk's choice: "Hundesteuer festsetzen"
    bool burdens = false;  // a burdening act: reasons are required (§ 39 VwVfG)
    PackageText result{};  // what the person reads: "Die Hundesteuer ist festgesetzt."
    // What the clerk fills in and the letter tells: an amount, a day.
    std::vector<FormField> details{};
    LetterTemplate letter{};
    Hearing hearing{};
};

// How decisions come to the person (Bekanntgabe, § 41 VwVfG, §§ 122, 122a AO): always by post, and
// where a law allows it online, for whoever agreed.
struct AnnouncementWays {
    bool by_retrieval = false;               // kept ready online (Datenabruf)
    DeliveryLaw law = DeliveryLaw::General;  // where no remedy of the place says which
    PackageText source;                      // the law that allows it
};

// When what was decided is handed out.
enum class Release { Decided, Paid };
// From which day on the days to pay are counted: from the one on which the letter counts as known,
// or from the decision; never does a fee fall due before it is known. frozen: stored by name
enum class DueFrom { Known, Decided };
struct FeeTable {
    std::vector<std::string> outcomes;  // that cost something
    int due_days = 0;
    DueFrom due_from = DueFrom::Known;
    PackageText due_source;  // which rule says so
    Release released_when = Release::Decided;
    std::shared_ptr<const rules::RuleSet> rules;  // see fees.h
};

struct QuestionGroup {  // one page
    std::string id;     // path segment
    PackageText title, intro;
    std::vector<FormField> fields;
};

struct Package {
    std::string name, version;  // folder name, "1.0.0"
    PackageText title;
    Kind kind = Kind::Application;
    std::vector<PossibleOutcome> outcomes;
    std::vector<ServiceKey> service_keys;  // services it can be used for
    std::vector<catalogue::SourceId> services;
    DataProtection data_protection;
    Secrecy secrecy = Secrecy::General;
    AnnouncementWays announcement;
    std::string remedy;  // what its decisions rest on, as remedy.h names it; "": none burdens
    AssuranceLevel level_to_apply = AssuranceLevel::Basis, level_to_read = AssuranceLevel::Basis;
    int minutes = 0;  // "takes about N minutes"
    std::vector<PackageText> have_ready;
    PackageText cost;  // what it costs, in a sentence
    std::optional<FeeTable> fee;
    PackageText caution;      // what must not be misunderstood, before and after sending
    int processing_days = 0;  // "by when", working days from receipt
    // Periods a law sets that run in its cases, as data/law/deadlines.csv names them.
    std::vector<std::string> deadlines;
    int answer_days = 14;  // somebody who is asked has so long, unless the clerk says otherwise
    std::vector<TextBlock> text_blocks;
    FourEyes four_eyes;
    std::vector<PackageText> next_steps;
    PackageText declaration;  // sentence to tick before sending
    std::vector<QuestionGroup> groups;

    std::shared_ptr<const rules::RuleSet>
        detail_rules;  // see detail_rules.h; null: no detail has one

    const PossibleOutcome* outcome(std::string_view id) const;
    const FormField* field(std::string_view id) const;
};

// The details of an outcome as a form of one page, so that the rules of answers hold for them.
Package detail_form(const PossibleOutcome& outcome);

// Reads packages/<name>/. Findings name file and place; a package with findings is not published.
struct LoadedPackage {
    std::optional<Package> package;
    Findings findings;
};
struct PackageFile {
    std::string path;  // below the package's folder: "manifest.json", "form.json"
    std::string content;
};
LoadedPackage load_package(std::string_view name, const std::vector<PackageFile>& files);

}  // namespace dw::forms
