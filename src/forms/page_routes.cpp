#include "forms/page_routes.h"

#include "forms/journey.h"
#include "forms/texts.h"
#include "identity/desk_frame.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

void add_page_routes(web::Router& router, const Forms& forms) {
    add_start_routes(router, forms);
    add_question_routes(router, forms);
    add_all_questions_routes(router, forms);
    add_check_routes(router, forms);
    add_resume_routes(router, forms);
    add_register_routes(router, forms);
}

std::string path_of(const Draft& draft, std::string_view page) {
    return "/antrag/" + draft.id.to_string() + "/" + std::string(page);
}

std::string start_path(const Draft& draft) {
    return "/antrag/neu?leistung=" + web::percent_encode(draft.service.to_string()) +
           "&ort=" + draft.place.padded();
}

std::string next_path(const Package& package, const Draft& draft) {
    if (draft.was_sent()) return path_of(draft, "gesendet");
    const QuestionGroup* open = first_open_group(package, draft);
    if (!open) return path_of(draft, "pruefen");
    return path_of(draft, draft.clerk ? std::string_view("alles") : open->id);
}

std::string_view place_name(const Forms& forms, const Ars& place) {
    const catalogue::Area* area = forms.catalogue().areas().find(place);
    return area ? std::string_view(area->short_name) : std::string_view();
}

void set_draft_cookie(web::Response& response, const web::Request& request,
                      const std::string& token) {
    web::set_cookie(response, request, {std::string(draft_cookie), token, draft_days});
}

web::Response draft_error(const web::Request& request, const Error& error) {
    if (error.kind != ErrorKind::NotFound) return web::error_response(request, error);
    const Language language = request.language;
    const std::string title(texts::draft_gone_title.in(language));
    const web::Html main =
        web::heading(1, title) + web::lead(texts::draft_gone.in(language)) +
        web::button_group(
            {web::link_button("/fortsetzen", texts::resume_title.in(language)),
             web::link_button("/status", texts::draft_gone_status.in(language),
                              web::Weight::Secondary),
             web::link_button("/", texts::draft_gone_start.in(language), web::Weight::Secondary)});
    return web::page_response(web::page(request, {.title = title, .no_index = true}, main), 404);
}

web::PageOptions draft_frame(const web::Request& request, const Draft& draft,
                             const std::string& title) {
    const auto* principal = identity::principal_of(request);
    web::PageOptions options;
    if (draft.clerk && principal) options = identity::desk_frame(*principal, title);
    options.title = title;
    options.no_index = true;
    return options;
}

web::Html section(Text title, const web::Html& content, Language language) {
    return web::heading(2, title.in(language)) + content;
}

}  // namespace dw::forms
