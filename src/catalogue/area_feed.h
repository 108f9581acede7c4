// Where who is in charge of something last changed, for those who ask what has changed.
//
// Of eight million responsibilities none has a row of its own for that. Whoever keeps a copy
// fetches those of an area anew: they lie together.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "store/change.h"
#include "store/database.h"
#include "terms/ars.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form. Areas that have responsibilities already
// count as changed when the table comes.
extern const std::string_view area_feed_sql;

// To be written behind the statement that makes the next change number (change_days.h). Areas as
// area_number() names them.
std::vector<store::Statement> responsibilities_changed(const std::set<std::int64_t>& areas);

struct AreaState {
    Ars area;
    std::int64_t change = 0;
    bool has_some = false;  // responsibilities for exactly this key
};
// In order of change. About `limit` of them: those of one change stay together.
Result<std::vector<AreaState>> areas_changed_since(store::Connection& connection,
                                                   std::int64_t change, std::size_t limit);

}  // namespace dw::catalogue
