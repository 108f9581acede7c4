// Days in the forms of the desk: three fields NAME-day, NAME-month, NAME-year.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "web/components.h"
#include "web/http.h"

namespace dw::cases {

web::DateValue date_value(Date day);
web::DateValue day_typed(const web::Request& request, std::string_view name);
// Nothing for what is no day of this century.
std::optional<Date> day_in(const web::DateValue& value);
// More than two years ahead: no day anybody sets for an answer; most likely a slip in the year.
bool is_too_far(Date day, Date today);

}  // namespace dw::cases
