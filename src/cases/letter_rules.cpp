#include "cases/letter_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cases/fee.h"

namespace dw::cases {

namespace {

using Events = std::vector<Event>;

Result<Letter> letter_of(const CaseState& state, std::int64_t sequence) {
    for (const Letter& letter : state.letters)
        if (letter.sequence == sequence) return letter;
    return not_found("case.no_letter", "no letter of this case goes by post under that number");
}

void add_fee_days(const CaseState& state, const std::optional<FeeDays>& days, std::int64_t letter,
                  Events& events) {
    const bool asks = days && days->letter == letter && letter == fee_letter(state);
    if (asks) events.push_back(FeeDueSet{days->known_on, days->due});
}

// frozen: stored, in the order of the enumeration
constexpr std::array<std::string_view, 2> call_offs{"paid", "annulled"};

Letter* find_letter(CaseState& state, std::int64_t sequence) {
    for (Letter& letter : state.letters)
        if (letter.sequence == sequence) return &letter;
    return nullptr;
}

}  // namespace

Result<Events> events_of(const CaseState& state, const PostLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (!letter.waits()) return conflict("case.letter_posted", "it does not wait to be posted");
    if (wish.on < letter.ordered || wish.today < wish.on)
        return invalid("case.letter_day", "before it was written, or in the future");
    Events events{LetterPosted{wish.letter, wish.on, wish.by}};
    add_fee_days(state, wish.fee, wish.letter, events);
    return events;
}

Result<Events> events_of(const CaseState& state, const ReturnLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (trim(wish.reason).empty()) return invalid("case.empty_text", "why it came back");
    if (!letter.posted || letter.returned)
        return conflict("case.letter_not_posted", "it was not posted");
    return Events{LetterReturned{wish.letter, wish.today, wish.reason, wish.by}};
}

Result<Events> events_of(const CaseState& state, const OrderLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (!letter.returned) return conflict("case.letter_posted", "it did not come back");
    Events events;
    if (wish.to) {
        const auto& to = *wish.to;
        if (trim(to.street).empty() || trim(to.postcode).empty() || trim(to.town).empty())
            return invalid("case.no_address", "street, postcode and town are needed");
        PartyAdded party = state.applicant;
        party.street = to.street;
        party.postcode = to.postcode;
        party.town = to.town;
        if (!(party == state.applicant)) events.push_back(std::move(party));
    }
    events.push_back(LetterOrdered{wish.letter, wish.today});
    return events;
}

// Whoever comes after the last day reads it too, but that announces nothing any more.
Result<Events> events_of(const CaseState& state, const Retrieve& wish) {
    Events events;
    for (const Letter& letter : state.letters)
        if (letter.waits_online() && wish.today <= letter.provided->until) {
            events.push_back(LetterRetrieved{letter.sequence, wish.today});
            add_fee_days(state, wish.fee, letter.sequence, events);
        }
    return events;
}

Result<Events> events_of(const CaseState& state, const EndProvision& wish) {
    Events events;
    for (const Letter& letter : state.letters) {
        if (!letter.waits_online() || wish.today <= letter.provided->until) continue;
        events.push_back(LetterNotRetrieved{letter.sequence, wish.today});
        if (!is_paid_request(state, letter.sequence))
            events.push_back(LetterOrdered{letter.sequence, wish.today});
    }
    return events;
}

// The deed of service says the day; somebody may have mistyped it, then it is noted down anew.
Result<Events> events_of(const CaseState& state, const ServeLetter& wish) {
    DW_TRY(const Letter letter, letter_of(state, wish.letter));
    if (!letter.posted || letter.returned)
        return conflict("case.letter_not_posted", "it is not on its way");
    if (wish.on < letter.posted->on || wish.today < wish.on)
        return invalid("case.letter_day", "before it was posted, or in the future");
    if (letter.served == wish.on) return Events{};
    return Events{LetterServed{wish.letter, wish.on, wish.by}};
}

// What is under way, or was made known, stays so; what does not wait needs nothing.
Result<Events> events_of(const CaseState& state, const CallOffLetter& wish) {
    for (const Letter& letter : state.letters)
        if (letter.sequence == wish.letter && (letter.waits() || letter.waits_online()))
            return Events{LetterCalledOff{wish.letter, wish.today, wish.why}};
    return Events{};
}

std::string_view name_of(CallOff why) {
    return call_offs[static_cast<std::size_t>(why)];
}
std::optional<CallOff> call_off_from(std::string_view name) {
    const auto found = std::ranges::find(call_offs, name);
    if (found == call_offs.end()) return std::nullopt;
    return static_cast<CallOff>(found - call_offs.begin());
}

void follow(CaseState& state, const LetterCalledOff& event) {
    if (auto* letter = find_letter(state, event.letter)) letter->called_off = event;
}

void follow(CaseState& state, const LetterOrdered& event) {
    auto* letter = find_letter(state, event.letter);
    if (!letter) letter = &state.letters.emplace_back(Letter{.sequence = event.letter});
    letter->ordered = event.on;
    letter->posted.reset();
    letter->returned.reset();
    letter->served.reset();
    letter->called_off.reset();
}

void follow(CaseState& state, const LetterPosted& event) {
    if (auto* letter = find_letter(state, event.letter)) letter->posted = event;
}

void follow(CaseState& state, const LetterReturned& event) {
    if (event.letter == fee_letter(state)) state.fee_known_on.reset();
    if (auto* letter = find_letter(state, event.letter)) letter->returned = event;
}

void follow(CaseState& state, const LetterProvided& event) {
    auto* letter = find_letter(state, event.letter);
    if (!letter) letter = &state.letters.emplace_back(Letter{.sequence = event.letter});
    letter->provided = event;
}

void follow(CaseState& state, const LetterRetrieved& event) {
    if (auto* letter = find_letter(state, event.letter)) letter->retrieved = event.on;
}

void follow(CaseState& state, const LetterNotRetrieved& event) {
    if (auto* letter = find_letter(state, event.letter)) letter->not_retrieved = event.on;
}

void follow(CaseState& state, const LetterServed& event) {
    if (auto* letter = find_letter(state, event.letter)) letter->served = event.on;
}

}  // namespace dw::cases
