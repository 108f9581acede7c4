#include "catalogue/source_desk_pages.h"

#include "catalogue/collection.h"
#include "catalogue/service_wording.h"
#include "catalogue/texts.h"
#include "identity/desk_frame.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

Text words_for(CollectionOutcome outcome) {
    switch (outcome) {
        case CollectionOutcome::Taken:
            return texts::sources_taken;
        case CollectionOutcome::Refused:
            return texts::sources_refused;
        case CollectionOutcome::Unreachable:
            return texts::sources_unreachable;
        case CollectionOutcome::Running:
            break;
    }
    return texts::sources_running;
}

web::Html card_of(const CollectionState& state, Language language) {
    const auto day = [&](const std::optional<Instant>& at) {
        return at ? written(berlin_date(*at), language)
                  : std::string(texts::sources_never.in(language));
    };
    web::Card card;
    card.title = state.name;
    card.body =
        web::description_list(
            {{std::string(texts::sources_last_try.in(language)), web::escape(day(state.tried_at))},
             {std::string(texts::sources_result.in(language)),
              web::escape(words_for(state.outcome).in(language))},
             {std::string(texts::sources_last_good.in(language)),
              web::escape(day(state.taken_at))}}) +
        (state.detail.empty()
             ? web::Html{}
             : web::details(texts::sources_report.in(language),
                            web::html<"<p class=\"kern-body dw-written\">{}</p>">(state.detail)));
    return web::card(card, 2);
}

web::Response sources_page(const Catalogue& catalogue, const web::Request& request,
                           const identity::Principal& principal) {
    const auto language = request.language;
    const auto reader = catalogue.store().reader();
    if (!reader) return web::error_response(request, reader.error());
    const auto states = collection_states(**reader);
    if (!states) return web::error_response(request, states.error());
    const std::string title(texts::sources_title.in(language));
    auto main = web::heading(1, title) + web::paragraph(texts::sources_lead.in(language));
    if (states->empty()) main += web::lead(texts::sources_none.in(language));
    for (const auto& state : *states) main += card_of(state, language);
    return web::page_response(web::page(request, identity::desk_frame(principal, title), main));
}

}  // namespace

void add_source_desk_routes(web::Router& router, const Catalogue& catalogue) {
    router.add({.path = "/desk/sources",
                .act = "organisation.administer",
                .handler = [&catalogue](web::Request& request) {
                    // The gate lets nobody through without one.
                    const auto* principal = identity::principal_of(request);
                    if (!principal) return web::error_page(request, 404);
                    return sources_page(catalogue, request, *principal);
                }});
    web::add_desk_navigation(
        {.path = "/desk/sources", .label = texts::sources_title, .act = "organisation.administer"});
}

}  // namespace dw::catalogue
