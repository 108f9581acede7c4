// What happens to a letter to the applicant: it goes by post, comes back, is kept ready to be
// retrieved, or is served. Events, what they leave, and commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "identity/principal.h"

namespace dw::cases {

// Poststelle: a letter, which is a message or a decision of this case, goes by post. It is named by
// the sequence of its event.
struct LetterOrdered {
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterOrdered&) const = default;
};
struct LetterPosted {  // Aufgabe zur Post, § 41 Abs. 2 VwVfG
    std::int64_t letter = 0;
    Date on;
    identity::PersonId by;
    bool operator==(const LetterPosted&) const = default;
};
struct LetterReturned {  // came back: it counts as known no more
    std::int64_t letter = 0;
    Date on;
    std::string reason;
    identity::PersonId by;
    bool operator==(const LetterReturned&) const = default;
};
// Datenabruf: a decision of this case is kept ready, § 41 Abs. 2a VwVfG.
struct LetterProvided {
    std::int64_t letter = 0;
    Date on;     // of the notice
    Date until;  // the last day to retrieve it
    bool operator==(const LetterProvided&) const = default;
};
struct LetterRetrieved {  // for the first time
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterRetrieved&) const = default;
};
struct LetterNotRetrieved {  // in time: it was not announced
    std::int64_t letter = 0;
    Date on;
    bool operator==(const LetterNotRetrieved&) const = default;
};
// Zustellung, § 73 Abs. 3 S. 1 VwGO: the day somebody proved, by the deed of service.
struct LetterServed {
    std::int64_t letter = 0;
    Date on;
    identity::PersonId by;
    bool operator==(const LetterServed&) const = default;
};

// It does not go out any more. frozen: stored by name
enum class CallOff {
    Paid,      // a request for a payment that came
    Annulled,  // what it tells was lifted before it was made known
};
std::string_view name_of(CallOff why);
std::optional<CallOff> call_off_from(std::string_view name);
struct LetterCalledOff {
    std::int64_t letter = 0;
    Date on;
    CallOff why = CallOff::Paid;
    bool operator==(const LetterCalledOff&) const = default;
};

// --- state ---------------------------------------------------------------------------------------

struct Letter {
    std::int64_t sequence = 0;
    std::optional<Date> ordered;  // to be posted
    std::optional<LetterPosted> posted;
    std::optional<LetterReturned> returned;
    std::optional<LetterProvided> provided;
    std::optional<Date> retrieved, not_retrieved;
    std::optional<Date> served;  // Zustellung, where a law wants it
    std::optional<LetterCalledOff> called_off;
    bool waits() const { return ordered && !posted && !returned && !called_off; }
    bool waits_online() const { return provided && !retrieved && !not_retrieved && !called_off; }
    bool operator==(const Letter&) const = default;
};

// --- commands ------------------------------------------------------------------------------------

struct Provision {  // to be retrieved
    Date on, until;
};
// Of the letter that asks for a fee: when it counts as known, and the day to pay that follows.
struct FeeDays {
    std::int64_t letter = 0;
    Date known_on, due;
};
struct PostLetter {
    std::int64_t letter = 0;
    Date on, today;
    identity::PersonId by;
    std::optional<FeeDays> fee = {};
};
struct ReturnLetter {
    std::int64_t letter = 0;
    Date today;
    std::string reason;
    identity::PersonId by;
};
struct PostalAddress {
    std::string street, postcode, town;
};
struct OrderLetter {  // once more, after it came back
    std::int64_t letter = 0;
    Date today;
    std::optional<PostalAddress> to = {};  // nothing: where it went before
};
struct Retrieve {  // by the applicant
    Date today;
    std::optional<FeeDays> fee = {};
};
struct EndProvision {  // what was not retrieved in time goes by post
    Date today;
};
struct CallOffLetter {
    std::int64_t letter = 0;
    Date today;
    CallOff why = CallOff::Paid;
};
struct ServeLetter {
    std::int64_t letter = 0;
    Date on, today;
    identity::PersonId by;
};

}  // namespace dw::cases
