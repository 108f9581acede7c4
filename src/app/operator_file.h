// operator.json: what the operator says about itself on imprint, contact, privacy and accessibility
// pages. Described in docs/operations.md.
#pragma once

#include <optional>

#include "app/program.h"
#include "web/page.h"

namespace dw::app {

// Nothing when there is no such file. Invalid "app.operator_file" names the member that is missing
// or wrong; NotFound "app.operator_file_missing" when the file was named and is not there.
Result<std::optional<web::Operator>> read_operator(const Settings& settings);

// The same from the text of the file; `name` is for the message.
Result<web::Operator> operator_from(std::string_view text, const std::string& name);

}  // namespace dw::app
