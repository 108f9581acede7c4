// The cursor of a list, as it stands in an address: the due date and case where the last page
// ended.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "identity/visibility.h"

namespace dw::cases {

inline std::string to_cursor(const identity::ListPosition& position) {
    return to_string(position.due) + "_" + position.case_id.to_string();
}

inline Result<identity::ListPosition> position_from(std::string_view cursor) {
    const auto due = parse_date(cursor.substr(0, cursor.find('_')));
    const auto id = store::StreamId::parse(cursor.substr(std::min(cursor.size(), std::size_t{11})));
    if (!due || !id) return invalid("cases.cursor", "not a cursor of this list");
    return identity::ListPosition{*due, *id};
}

}  // namespace dw::cases
