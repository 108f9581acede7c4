// The case file: first what it is and what is to be done, then all that is known, folded away.
#pragma once

#include <string>

#include "cases/desk_words.h"

namespace dw::cases {

struct CasePage {
    const CaseFile& file;
    const Directory& directory;
    web::Html notice = {};        // what an act has just done
    std::string note = {};        // what was typed into the field for a note
    std::string note_error = {};  // why it was not saved
};
web::Response case_page(const Visit& visit, const CasePage& page);

// GET /desk/cases/{id}?getan=… ; the last says what was done a moment ago.
web::Response case_route(const Visit& visit);
// GET /desk/cases/{id}/documents/{document}
web::Response case_data_route(const Visit& visit);
web::Response document_route(const Visit& visit);

}  // namespace dw::cases
