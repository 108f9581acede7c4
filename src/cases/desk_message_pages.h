// Writing to the person: a question with a day, missing papers, a hearing, or news; with text
// blocks of the package and of the office.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response message_page_route(const Visit& visit);  // GET …/messages
web::Response message_route(const Visit& visit);       // POST …/messages

}  // namespace dw::cases
