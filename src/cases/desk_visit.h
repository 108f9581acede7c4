// One visit to a page of the desk: who came, in which language, on which day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/cases.h"
#include "cases/letter.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::cases {

struct Visit {
    web::Request& request;
    Cases& cases;
    const identity::Principal& principal;
    Language language;
    Date today;  // in Berlin

    std::string say(Text text) const { return std::string(text.in(language)); }
    std::string say(Text text, const std::vector<std::string>& arguments) const {
        return format(text, language, arguments);
    }
};

struct DeskPage {
    std::string title;
    web::Html main;
    std::string back_path = {};
    int status = 200;
};
// A page with the desk's header; a status of 422 also says "Fehler" in its title.
web::Response desk_page(const Visit& visit, const DeskPage& page);

// The case file the path's {id} names; NotFound when the id is none or the case is not visible.
Result<CaseFile> case_file_of(const Visit& visit);
// The security log tells who opened which case.
void note_reading(const Visit& visit, CaseId id);
// Whether a form for `act` makes sense: the case is open and the principal may do it now.
bool can(const CaseFile& file, identity::Act act);
// The sequence a form was made from (its field "stand"); 0 when it does not say.
std::int64_t seen_sequence(const web::Request& request);
web::Html seen_field(std::int64_t sequence);

// Back from a preview to what was typed.
web::Html change_button(const Visit& visit, web::Weight weight);

std::string case_path(CaseId id);
std::string case_path(CaseId id, std::string_view act);  // "/desk/cases/{id}/outcome"

// What is wrong with a text a clerk wrote; "" when nothing is.
enum class Needed { No, Yes };
std::string text_error(const Visit& visit, std::string_view text, Needed needed, Text missing);

}  // namespace dw::cases
