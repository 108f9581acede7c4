// What the applicant sees of a case: its state to whoever has number and code, what was written to
// whoever confirmed the address as well.
#pragma once

#include <string>
#include <vector>

#include "cases/cases.h"
#include "cases/status_access.h"
#include "forms/pdf_document.h"
#include "web/html.h"

namespace dw::cases {

std::string say(const web::Request& request, Text text);
std::string say(const web::Request& request, Text text, const std::vector<std::string>& arguments);
// A page of the status, in no search engine.
web::Response status_page(const web::Request& request, const std::string& title,
                          const web::Html& main, int status = 200);

// A code may be asked for in order to take the application back; then that stands open behind it.
inline constexpr std::string_view purpose_field = "wofuer", to_withdraw = "ruecknahme";
bool wants_to_withdraw(const web::Request& request);

// The case, and what was just tried in vain: the field and what is wrong with it.
web::Response status_case_page(const Cases& cases, const web::Request& request,
                               const StatusVisit& visit, const std::string& error_field = "",
                               const std::string& error = "");

// The decision as it would come by post; NotFound "cases.no_letter" before there is one, and for
// whoever may not read what was written.
Result<forms::PdfText> status_letter(const Cases& cases, const StatusVisit& visit);
inline constexpr const char* status_letter_path = "/status/vorgang/bescheid";

}  // namespace dw::cases
