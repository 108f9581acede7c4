// Conditional requests (RFC 9110, 13.1.2): who has an answer already is told so, and gets no
// content.
#pragma once

#include <string>
#include <string_view>

#include "web/http.h"

namespace dw::web {

// Another state gives another tag. Weak: it stands for what an answer says, not for its bytes.
std::string entity_tag(std::string_view state);
// If-None-Match names the tag.
bool is_known(const Request& request, std::string_view tag);
Response not_modified(std::string tag);

// Gives an answer that may be kept a tag by its content, unless it has one.
void add_entity_tag(Response& response);
// The answer, or a 304 when the client has just this one.
void answer_conditionally(Response& response, const Request& request);

}  // namespace dw::web
