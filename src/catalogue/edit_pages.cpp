#include "catalogue/edit_pages.h"

#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

struct EditRoute {
    web::Method method;
    std::string_view path;  // below /desk/catalogue
    EditPage page;
};
constexpr auto get = web::Method::Get, post = web::Method::Post;
constexpr EditRoute routes[] = {{get, "", edit_list_page},
                                {get, "/publications", publications_page},
                                {get, "/services/{id}", edit_service_page},
                                {get, "/services/{id}/texts/{code}", edit_text_form},
                                {post, "/services/{id}/texts/{code}", write_text},
                                {get, "/services/{id}/responsibility", edit_responsibility_form},
                                {post, "/services/{id}/responsibility", write_responsibility},
                                {get, "/organisations/{id}", edit_organisation_page},
                                {get, "/organisations/{id}/{field}", edit_field_form},
                                {post, "/organisations/{id}/{field}", write_field},
                                {get, "/edits/{edit}", version_page},
                                {get, "/edits/{edit}/preview", preview_page},
                                {post, "/edits/{edit}/submission", submit_version},
                                {post, "/edits/{edit}/approval", approve_version},
                                {post, "/edits/{edit}/return", return_version},
                                {post, "/edits/{edit}/withdrawal", discard_version},
                                {post, "/edits/{edit}/restoration", restore_version},
                                {post, "/source-words", restore_source_words},
                                {post, "/confirmations", keep_words}};

}  // namespace

void add_edit_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                     const identity::Identity& identity, Clock& clock, Hooks hooks) {
    const EditDesk desk{catalogue, search, identity, clock, Editing(catalogue), std::move(hooks)};
    for (const EditRoute& route : routes) {
        router.add({.method = route.method,
                    .path = std::string(edit_path) + std::string(route.path),
                    .act = "catalogue.edit",
                    .handler = [desk, page = route.page](web::Request& request) {
                        // The gate lets nobody through without one.
                        const auto* principal = identity::principal_of(request);
                        if (!principal) return web::error_page(request, 404);
                        auto editor = editor_of(desk, *principal);
                        if (!editor) return web::error_response(request, editor.error());
                        return page({desk, request, *principal, *std::move(editor)});
                    }});
    }
    web::add_desk_navigation(
        {.path = std::string(edit_path), .label = texts::edit_title, .act = "catalogue.edit"});
    web::add_desk_navigation({.path = std::string(publications_path),
                              .label = texts::edit_publications_title,
                              .act = "catalogue.edit",
                              .is_seldom = true});
}

}  // namespace dw::catalogue
