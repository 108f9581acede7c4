// Notices: somebody says that what the catalogue shows is wrong. Kept sealed, because people write
// into such fields what they were asked not to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/service.h"
#include "store/migration.h"
#include "store/store.h"

namespace dw::catalogue {

using NoticeId = Id<struct NoticeTag>;

struct Notice {
    NoticeId id;
    Instant at{};
    SourceId service;
    std::string place;         // ARS, "" when none was chosen
    std::string organisation;  // the one that was shown, "" when none
    std::string subject;       // "office", "text", "contact" or "other"; frozen: stored
    std::string words;         // at most notice_bytes
    std::optional<Instant> settled_at = {};
    store::ActorId settled_by = {};
    std::string remark = {};  // of who settled it, "" when there is nothing to say
};

inline constexpr std::size_t notice_bytes = 2000;

extern const std::string_view notice_table_sql;  // for the module's list of migrations
extern const std::string_view notice_settlement_sql;

Outcome store_notice(store::Store& store, const Notice& notice);

// Whose notices somebody reads: those about the organisation, those about none when nobody else
// could read them, and for who edits an area those from there.
struct NoticeReach {
    std::string organisation;  // its id in the catalogue
    bool without_organisation = false;
    std::vector<Ars> areas = {};
};
enum class NoticeState { Open, Settled };
struct NoticePosition {
    Instant at;
    NoticeId id;
};
struct NoticeQuestion {
    NoticeReach reach;
    NoticeState state = NoticeState::Open;
    std::optional<NoticePosition> after = {};
    std::size_t limit = 25;  // at most limits::list_items
};
struct NoticeList {
    std::vector<Notice> notices;  // the newest first
    bool more = false;
};
Result<NoticeList> notices(store::Store& store, const NoticeQuestion& question);
// How many are open; counts no further than `most`.
Result<int> count_open_notices(store::Connection& connection, const NoticeReach& reach, int most);
// Open ones about a service or an office, the newest first.
Result<std::vector<Notice>> notices_about(store::Store& store, const NoticeReach& reach,
                                          const SourceId& object, std::size_t limit);
// NotFound when there is none, or none within reach.
Result<Notice> notice(store::Store& store, const NoticeReach& reach, NoticeId id);

inline constexpr std::size_t remark_bytes = 2000;
struct Settlement {
    NoticeId notice;
    Instant at{};
    store::ActorId by;
    std::string remark;  // at most remark_bytes
};
// Conflict when it is settled already.
Outcome settle_notice(store::Store& store, const Settlement& settlement);
// Back to the open ones, the remark gone. Conflict when it is open.
Outcome reopen_notice(store::Store& store, NoticeId id);

}  // namespace dw::catalogue
