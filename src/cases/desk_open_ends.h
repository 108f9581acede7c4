// What is still open in a case that is closed: money, letters, reminders, what follows from an
// objection.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

// "Der Vorgang ist abgeschlossen.", or what there is left to do, with the ways there.
web::Html closed_case_part(const Visit& visit, const CaseFile& file);

}  // namespace dw::cases
