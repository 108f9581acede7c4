// Objection (Widerspruch, §§ 68-73 VwGO; Einspruch, §§ 347-367 AO): a case of its own that contests
// the decision of another one. Each knows the other. Events; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "store/change.h"

namespace dw::cases {

// frozen: stored by name
enum class ObjectionKind { Objection, TaxObjection };
std::string_view name_of(ObjectionKind kind);
std::optional<ObjectionKind> objection_kind_from(std::string_view name);

// How it came: at the status page, with or without a proof of who the person is; by letter; on
// record at the office (zur Niederschrift). frozen: stored by name
enum class ObjectionWay { Online, OnlineProven, Letter, OnRecord };
std::string_view name_of(ObjectionWay way);
std::optional<ObjectionWay> objection_way_from(std::string_view name);

// In the case whose decision is contested.
struct DecisionContested {
    store::StreamId objection;
    std::string number;  // of the objection's case
    Date received;
    std::optional<Date> last_day;  // of the period, as it was known then; nothing: it had not begun
    bool operator==(const DecisionContested&) const = default;
};
// In the objection's own case.
struct ObjectionOpened {
    store::StreamId against;
    std::string number;  // of the contested decision's case
    ObjectionKind kind = ObjectionKind::Objection;
    ObjectionWay way = ObjectionWay::Online;
    Date received;
    std::optional<Date> last_day;
    bool operator==(const ObjectionOpened&) const = default;
};

// What lists say of where a decision stands (standing.h). Whether somebody went to court a court
// knows, not the program.
enum class StandingMark { None, Contested, Final, FinalUnlessInCourt };

// Too late is recorded all the same: what follows from it, the office decides (§ 60 VwGO, § 110
// AO).
inline bool is_in_time(Date received, const std::optional<Date>& last_day) {
    return !last_day || received <= *last_day;
}

// --- commands ------------------------------------------------------------------------------------

struct Contest {
    DecisionContested by;
};

}  // namespace dw::cases
