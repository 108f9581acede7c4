// The routes of this module and what their pages share.
#pragma once

#include <string>
#include <string_view>

#include "forms/forms.h"
#include "web/page.h"
#include "web/router.h"

namespace dw::forms {

// Holds the device's token; lives as long as a draft.
inline constexpr std::string_view draft_cookie = "entwurf";

void add_page_routes(web::Router& router, const Forms& forms);

std::string path_of(const Draft& draft, std::string_view page);  // "/antrag/<id>/<page>"
std::string start_path(const Draft& draft);  // the page before its first question
// Where this draft goes on: the first open page, or the one with all questions where a clerk
// records it; then the check page and the confirmation.
std::string next_path(const Package& package, const Draft& draft);
std::string_view place_name(const Forms& forms, const Ars& place);
void set_draft_cookie(web::Response& response, const web::Request& request,
                      const std::string& token);
// The page for a draft that is not there, or the error.
web::Response draft_error(const web::Request& request, const Error& error);
// The frame of a page of a draft: the desk's where a clerk fills it in for somebody.
web::PageOptions draft_frame(const web::Request& request, const Draft& draft,
                             const std::string& title);
// A heading of a section and its content.
web::Html section(Text title, const web::Html& content, Language language);

// One per file.
void add_start_routes(web::Router& router, const Forms& forms);
void add_question_routes(web::Router& router, const Forms& forms);
void add_all_questions_routes(web::Router& router, const Forms& forms);
void add_check_routes(web::Router& router, const Forms& forms);
void add_resume_routes(web::Router& router, const Forms& forms);
void add_register_routes(web::Router& router, const Forms& forms);

}  // namespace dw::forms
