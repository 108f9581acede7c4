// The post room (Poststelle): letters that wait, printing them at once, saying which were posted;
// and how a letter of one case stands.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// Why a letter goes out no more.
Text call_off_words(CallOff why);
// The letters of the case and how they stand, with what can be done about them; empty without any.
web::Html letters_of_case(const Visit& visit, const CaseFile& file);

// GET and POST /desk/post: the button pressed says whether the chosen letters are printed or were
// posted. Printing changes nothing: what does not come out of the printer still waits.
web::Response post_list_route(const Visit& visit);
web::Response post_act_route(const Visit& visit);
// POST /desk/cases/{id}/letters/{sequence}/returned: the letter came back.
web::Response letter_returned_route(const Visit& visit);

}  // namespace dw::cases
