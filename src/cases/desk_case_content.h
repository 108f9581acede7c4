// What is known about a case: contact, answers, documents, messages, notes, history.
#pragma once

#include "cases/desk_case_page.h"

namespace dw::cases {

// The questions as they were asked, with the answers; nothing without the package.
web::Html case_answers(const Visit& visit, const CaseFile& file);
web::Html case_content(const Visit& visit, const CasePage& page);

}  // namespace dw::cases
