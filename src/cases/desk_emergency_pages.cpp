#include "cases/desk_emergency_pages.h"

#include "cases/emergency_pack.h"
#include "cases/emergency_password.h"
#include "cases/texts.h"
#include "forms/blank_form.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::string_view page_path = "/desk/emergency";

Result<identity::OrganisationPlace> own_office(const Visit& visit) {
    return visit.cases.neighbours().identity.organisation(visit.principal.tenant,
                                                          visit.principal.organisation);
}

Html downloads(const Visit& visit) {
    std::vector<Html> items{
        web::link(std::string(page_path) + "/cases", visit.say(texts::desk_emergency_open_cases))};
    for (const auto& package : visit.cases.neighbours().forms.packages())
        items.push_back(
            web::link(std::string(page_path) + "/forms/" + package.name,
                      visit.say(texts::desk_emergency_form, {package.title.in(visit.language)})));
    return web::bullet_list(items);
}

web::Response pdf(const Visit& visit, const Result<Bytes>& bytes, std::string_view name) {
    if (!bytes) return web::error_response(visit.request, bytes.error());
    return web::file_response(std::string(as_text(*bytes)), "application/pdf", name);
}

}  // namespace

web::Response emergency_page(const Visit& visit) {
    const auto place = own_office(visit);
    if (!place) return web::error_response(visit.request, place.error());
    const auto password = emergency_password(visit.cases.neighbours().store, *place);
    if (!password) return web::error_response(visit.request, password.error());
    Html main;
    if (visit.request.query.get("getan") == "passwort")
        main += web::alert(web::Tone::Success, visit.say(texts::desk_emergency_renewed), {},
                           web::Live::Yes);
    main += web::heading(1, visit.say(texts::desk_emergency_title)) +
            web::lead(visit.say(texts::desk_emergency_lead)) +
            web::numbered_list({web::escape(visit.say(texts::desk_emergency_step_password)),
                                web::escape(visit.say(texts::desk_emergency_step_place)),
                                web::escape(visit.say(texts::desk_emergency_step_print))});
    main += web::heading(2, visit.say(texts::desk_emergency_password)) +
            web::html<"<p class=\"kern-body\"><code dir=\"ltr\">{}</code></p>">(*password) +
            web::post_form(
                visit.request, std::string(page_path) + "/password",
                web::button(visit.say(texts::desk_emergency_renew), web::Weight::Secondary)) +
            web::muted(visit.say(texts::desk_emergency_renew_hint));
    main += web::heading(2, visit.say(texts::desk_emergency_now)) + downloads(visit);
    return desk_page(visit, {.title = visit.say(texts::desk_emergency_title), .main = main});
}

web::Response emergency_cases_route(const Visit& visit) {
    const auto place = own_office(visit);
    if (!place) return web::error_response(visit.request, place.error());
    visit.cases.neighbours().identity.security().note(
        {.kind = std::string(identity::security::emergency_pack_read),
         .tenant = visit.principal.tenant,
         .actor = visit.principal.actor,
         .object = visit.principal.organisation.to_string(),
         .network = web::network_of(visit.request.client_address)});
    return pdf(visit, open_cases_pdf(visit.cases.neighbours(), *place), open_cases_file);
}

web::Response emergency_form_route(const Visit& visit) {
    const auto& at = visit.cases.neighbours();
    const auto* package = at.forms.package(visit.request.parameter("package"));
    if (!package) return web::error_page(visit.request, 404);
    return pdf(visit, forms::blank_form_pdf(*package, visit.language, at.store.clock().now()),
               package->name + ".pdf");
}

web::Response emergency_password_route(const Visit& visit) {
    const auto place = own_office(visit);
    if (!place) return web::error_response(visit.request, place.error());
    const auto renewed = renew_emergency_password(visit.cases.neighbours().store, *place);
    if (!renewed) return web::error_response(visit.request, renewed.error());
    return web::see_other(std::string(page_path) + "?getan=passwort");
}

}  // namespace dw::cases
