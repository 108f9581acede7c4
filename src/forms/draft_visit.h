// The two routes of a page with questions: it is shown, and what was sent is saved.
#pragma once

#include <string>
#include <utility>

#include "base/limits.h"
#include "forms/page_routes.h"
#include "store/store.h"

namespace dw::forms {

template <class Visit>
web::Response show_draft(const web::Request& request, const Forms& forms) {
    auto draft = forms.draft(request);
    if (!draft) return draft_error(request, draft.error());
    return Visit(request, forms, *std::move(draft)).show();
}

// Two windows may save the same draft: the second reads again and adds what it has.
template <class Visit>
web::Response save_draft(const web::Request& request, const Forms& forms) {
    auto response = store::retry_on_conflict([&]() -> Result<web::Response> {
        DW_TRY(Draft draft, forms.draft(request));
        return Visit(request, forms, std::move(draft)).save();
    });
    if (!response) return draft_error(request, response.error());
    return *std::move(response);
}

// A Visit is made of a request, the forms and a draft; it has show() and save().
template <class Visit>
void add_visit_routes(web::Router& router, const Forms& forms, const std::string& path) {
    router.add(
        {.method = web::Method::Get,
         .path = path,
         .act = "public",
         .handler = [&forms](web::Request& request) { return show_draft<Visit>(request, forms); }});
    router.add(
        {.method = web::Method::Post,
         .path = path,
         .act = "public",
         .handler = [&forms](web::Request& request) { return save_draft<Visit>(request, forms); },
         .body_limit = limits::upload_bytes,
         .volume = web::Volume::DraftSave});
}

}  // namespace dw::forms
