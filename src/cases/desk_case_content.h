// What is known about a case: contact, answers, documents, messages, notes, history.
#pragma once

#include "cases/desk_case_page.h"

namespace dw::cases {

web::Html case_content(const Visit& visit, const CasePage& page);

}  // namespace dw::cases
