// Services, organisations and responsibilities as the catalogue keeps them. Pure types.
//
// A SourceId names an object where it comes from: editorial agency and value (XZuFi Identifikator).
// It is the object's identity here too: it is stable, and the same file twice gives the same
// object.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "terms/ars.h"
#include "terms/language.h"
#include "terms/service_key.h"

namespace dw::catalogue {

struct SourceId {
    std::string agency;  // "L100042", "B100019"
    std::string value;
    // "L100042.2292": the id in addresses and in the API; the first '.' or ':' separates. Those two
    // and '!' inside the agency are written as '!' and two hexadecimal digits.
    std::string to_string() const;
    static std::optional<SourceId> parse(std::string_view text);
    auto operator<=>(const SourceId&) const = default;
};

// A text in the languages the source has; keys "de", "en" and, rarely, others. Names, titles
// (modules 02 and 03), keywords and link titles are plain; contents of other modules, descriptions
// and opening hours are HTML, reduced to p, br, h1–h6, b, strong, i, em, sup, sub, ul, ol, li,
// a[href].
using Localized = std::map<std::string, std::string, std::less<>>;
// The wanted language, else German, else any; "" when there is none.
std::string_view in(const Localized& text, Language language);

struct Validity {
    std::optional<Date> from;   // first valid day
    std::optional<Date> until;  // last valid day
    bool holds_on(Date day) const;
    bool operator==(const Validity&) const = default;
};
// Any of them; none at all means always.
bool holds_on(const std::vector<Validity>& validity, Date day);

struct Link {
    std::string address, title, description, language;
    bool operator==(const Link&) const = default;
};

// XZuFi Leistungstextmodul by its code ("02" title … "25" remedy).
struct TextModule {
    std::string code;
    Localized content;
    std::vector<Link> links;
    std::vector<Validity> validity = {};
    bool operator==(const TextModule&) const = default;
};

struct Cost {
    enum class Kind { Fixed, Range, Free };  // frozen: stored
    Kind kind = Kind::Fixed;
    std::optional<Money> amount, lower, upper;
    std::string currency = "EUR";
    Localized description;
    std::vector<Validity> validity = {};
    bool operator==(const Cost&) const = default;
};

// A length of time as the source gives it: number and unit ("TAG", "MONAT" …), up to a second one.
struct Period {
    std::string type;  // code of the Frist, "" for processing time
    std::optional<int> value, upper;
    std::string unit, upper_unit;
    std::string day_from, day_until;  // fristStichtag, "2026-03-31" or "--03-31"
    Localized description;
    std::vector<Validity> validity = {};
    bool operator==(const Period&) const = default;
};

struct Document {
    Localized name, description;
    std::vector<Validity> validity = {};
    bool operator==(const Document&) const = default;
};

// Where a text of a service comes from when another service of the same key has it: "06" or
// "costs", "deadlines", "processing_times", "documents"; the area it was made for.
struct TextOrigin {
    std::string part;
    SourceId service;
    Ars area;
    bool operator==(const TextOrigin&) const = default;
};

// A part that an administration says in its own words (overlay.h). Not stored with the object.
struct OwnWords {
    std::string part;  // code of the text module, or field of the organisation
    std::string by;    // name of the administration
    Date checked_on{};
    bool operator==(const OwnWords&) const = default;
};

struct Service {
    SourceId id;
    std::vector<ServiceKey> keys;
    std::vector<TextModule> modules;
    std::vector<Cost> costs;
    std::vector<Period> deadlines, processing_times;
    std::vector<Document> documents;
    std::vector<Localized> keywords;  // begriffImKontext
    std::vector<std::string> topics;  // codes of kategorie / klassifizierung
    std::vector<Localized> topic_names;
    std::vector<std::string> types;  // typisierung, e.g. "2b"
    std::vector<SourceId> secondary_ids;
    std::vector<Ars> areas;           // gueltigkeitGebietID
    std::string assurance_level;      // vertrauensniveau code, "" unknown
    std::optional<Date> approved_on;  // fachlichFreigegebenAm
    Localized approved_by;
    std::optional<Instant> changed_at;
    std::vector<Validity> validity;        // empty: always
    std::vector<TextOrigin> origins = {};  // at a place only, never stored
    std::vector<OwnWords> own_words = {};

    Localized title() const;  // module 03, else 02
    const TextModule* module(std::string_view code) const;
    bool holds_on(Date day) const;
    bool operator==(const Service&) const = default;
};

// Texts, costs and the like may have a time of their own. What does not hold on the day is left
// out.
void keep_valid_parts(Service& service, Date day);

// A variant of one service for areas (LeistungSpezialisierung); what it has wins over the
// service's.
struct Specialisation {
    SourceId id, service;
    std::vector<Ars> areas;
    std::vector<TextModule> modules;
    std::vector<Cost> costs;
    std::vector<Period> deadlines, processing_times;
    std::vector<Document> documents;
    std::vector<Validity> validity;
    bool operator==(const Specialisation&) const = default;
};
void keep_valid_parts(Specialisation& specialisation, Date day);

struct Address {
    std::string type;  // 001 Hausanschrift, 002 Besucher, 003 Postfach …
    std::string street, house_number, postcode, town, extra;
    std::string access;  // step-free access, as the source says it; "" unknown
    bool operator==(const Address&) const = default;
};
struct Contact {
    std::string channel;  // code of erreichbarkeit: 01 e-mail, 02 phone …, or its name
    std::string value, note;
    bool operator==(const Contact&) const = default;
};

struct Organisation {
    SourceId id;
    std::optional<SourceId> parent;
    Localized name;
    Localized description;
    std::vector<Address> addresses;
    std::vector<Contact> contacts;
    Localized opening_hours;
    std::vector<SourceId> secondary_ids;
    std::optional<Instant> changed_at;
    std::vector<Validity> validity;
    std::vector<OwnWords> own_words = {};
    bool operator==(const Organisation&) const = default;
};

struct OnlineService {
    SourceId id;
    Localized name;
    std::vector<Link> links;
    std::string assurance_level;
    std::vector<Validity> validity;
    bool operator==(const OnlineService&) const = default;
};

// Zuständigkeit: who (an organisation or an online service) is in charge of a service in an area.
enum class Holder { Organisation, OnlineService };  // frozen: stored
struct Responsibility {
    SourceId id;
    Holder holder_kind = Holder::Organisation;
    SourceId holder, service;
    std::vector<Ars> areas;  // empty: the whole country
    std::string role;        // 01, 02 competent; 03 contact only
    std::vector<Validity> validity;
    bool operator==(const Responsibility&) const = default;
};

}  // namespace dw::catalogue
