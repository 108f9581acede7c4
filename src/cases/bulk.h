// One act on many cases (Sammelbearbeitung): each by itself, with a result of its own, and for a
// while the way back.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace dw::cases {

inline constexpr std::size_t bulk_cases = 200;             // in one act
inline constexpr std::chrono::minutes bulk_undo_time{15};  // the way back
inline constexpr std::chrono::hours bulk_kept{24};         // what became of it

enum class BulkAct { Take, HandOver, Note };  // frozen: stored
// frozen: stored
enum class BulkResult { Done, Nothing, Taken, Closed, NotAllowed, Changed, Undone };

struct BulkWish {
    BulkAct act = BulkAct::Take;
    std::vector<CaseId> cases;  // at most bulk_cases
    HandOver to = {};           // of a hand-over
    std::string note = {};      // of a note
};
struct BulkLine {
    CaseId id;
    std::string number;  // "" for a case that is not the person's to see
    BulkResult result = BulkResult::NotAllowed;
    // What undoing needs: the case as it was left, and who had it before.
    std::int64_t sequence = 0;
    std::optional<identity::PersonId> holder;
    std::optional<identity::TeamId> team;
};
using BulkId = Id<struct BulkTag>;
struct BulkReport {
    BulkAct act = BulkAct::Take;
    Instant at{};
    std::vector<BulkLine> lines;
};

// Invalid "cases.bulk_many" for more than bulk_cases, "cases.bulk_none" for none; an error of one
// case is its line's result.
Result<BulkId> act_on_many(Cases& cases, const identity::Principal& principal,
                           const BulkWish& wish);
// The person's own; NotFound "cases.no_bulk" for others, and when a day has gone by.
Result<BulkReport> bulk_report(const Cases& cases, const identity::Principal& principal, BulkId id);
bool can_undo(const BulkReport& report, Instant now);
// Gives back what nobody touched since. A note stays: it is part of the file. Conflict
// "cases.bulk_late" when the time is over.
Outcome undo_bulk(Cases& cases, const identity::Principal& principal, BulkId id);
// Deletes reports whose day is over.
store::Statement forget_bulks(Instant now);

}  // namespace dw::cases
