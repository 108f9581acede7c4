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
};

inline constexpr std::size_t notice_bytes = 2000;

extern const std::string_view notice_table_sql;  // for the module's list of migrations

Outcome store_notice(store::Store& store, const Notice& notice);
// The newest first.
Result<std::vector<Notice>> notices(store::Store& store, std::size_t limit);

}  // namespace dw::catalogue
