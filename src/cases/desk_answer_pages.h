// An answer that did not come online (by letter, phone, e-mail or at the counter): somebody of the
// office takes it down, and the open question is answered.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response answer_page_route(const Visit& visit);   // GET …/answer
web::Response answer_taken_route(const Visit& visit);  // POST …/answer

// Whether an answer is awaited that this person may take down.
bool can_take_answer(const CaseFile& file);
// "Ein Brief, eingegangen am 3. März 2027"; for histories and lists of messages.
std::string taken_words(const AnswerTaken& taken, Language language);

}  // namespace dw::cases
