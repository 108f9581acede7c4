// The page before the first question: how long it takes, what it costs, who reads it.
#include "forms/page_routes.h"
#include "forms/privacy_notice.h"
#include "forms/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

Html words_list(const std::vector<PackageText>& list, Language language) {
    std::vector<Html> items;
    for (const PackageText& each : list) items.push_back(web::escape(each.in(language)));
    return web::bullet_list(items);
}

Html next_steps(const Package& package, Language language) {
    std::vector<Html> items;
    for (const PackageText& each : package.next_steps) {
        items.push_back(web::escape(each.in(language)));
    }
    return web::numbered_list(items) +
           web::paragraph(
               format(texts::start_by_when, language, {std::to_string(package.processing_days)}));
}

// A draft of this device for the same errand: going on comes before starting again.
std::optional<Draft> begun(const web::Request& request, const Forms& forms, const Errand& errand) {
    const auto drafts = forms.drafts().of_device(request.cookie(draft_cookie));
    if (!drafts) return std::nullopt;
    for (const Draft& draft : *drafts) {
        const bool same = draft.service == errand.service.id && draft.place == errand.place;
        if (same && !draft.was_sent() && forms.package(draft.package_name)) return draft;
    }
    return std::nullopt;
}

Html begun_notice(const Forms& forms, const Draft& draft, Language language) {
    const std::string words = format(texts::start_here, language,
                                     {std::string(place_name(forms, draft.place)),
                                      written_date(berlin_date(draft.expires_at), language)});
    return web::alert(web::Tone::Info, texts::start_here_title.in(language),
                      web::paragraph(words) +
                          web::link_button(next_path(*forms.package(draft.package_name), draft),
                                           texts::start_here_go_on.in(language)));
}

enum class Beginning { First, Again };
Html start_form(const web::Request& request, const Errand& errand, Beginning beginning) {
    const bool again = beginning == Beginning::Again;
    const Text label = again ? texts::start_again : texts::start_button;
    const Html body = html<
                          "<input type=\"hidden\" name=\"leistung\" value=\"{}\">"
                          "<input type=\"hidden\" name=\"ort\" value=\"{}\">">(
                          errand.service.id.to_string(), errand.place.padded()) +
                      web::button(label.in(request.language),
                                  again ? web::Weight::Secondary : web::Weight::Primary);
    return web::post_form(request, "/antrag/neu", body);
}

std::string service_path(std::string_view service, std::string_view place) {
    return "/leistung/" + web::percent_encode(service) + "?ort=" + web::percent_encode(place);
}

Html start_page(const web::Request& request, const Forms& forms, const Errand& errand) {
    const Language language = request.language;
    const Package& package = *errand.package;
    const std::string reader = format(texts::start_reader_sentence, language,
                                      {std::string(place_name(forms, errand.place))});
    const std::string stop =
        format(texts::start_stop_sentence, language, {std::to_string(draft_days.count())});
    const auto draft = begun(request, forms, errand);
    Html main = web::heading(1, package.title.in(language));
    if (draft) main += begun_notice(forms, *draft, language);
    if (!package.caution.de.empty())
        main += web::alert(web::Tone::Warning, package.caution.in(language), {});
    main += web::lead(format(texts::start_minutes, language, {std::to_string(package.minutes)}));
    if (!package.have_ready.empty()) {
        main +=
            section(texts::start_have_ready, words_list(package.have_ready, language), language);
    }
    if (package.level_to_apply > AssuranceLevel::Basis) {
        const std::string level(name_in_words(package.level_to_apply).in(language));
        main += section(texts::start_level,
                        web::paragraph(format(texts::start_level_sentence, language, {level})),
                        language);
    }
    main += section(texts::start_cost, web::paragraph(package.cost.in(language)), language);
    main += section(texts::start_reader,
                    web::paragraph(reader) + office_lines(errand.organisation, language), language);
    main += section(texts::start_next, next_steps(package, language), language);
    main += section(texts::start_stop, web::paragraph(stop), language);
    main +=
        web::details(texts::privacy_title.in(language),
                     web::description_list(privacy_notice(package, errand.organisation, language)) +
                         html<"<p>{}</p>">(web::link("/verarbeitung/" + package.name,
                                                     texts::privacy_register_link.in(language))));
    main += start_form(request, errand, draft ? Beginning::Again : Beginning::First);
    main += html<"<p>{}</p>">(web::link("/fortsetzen", texts::start_resume.in(language)));
    return web::page(
        request,
        {.title = package.title.in(language),
         .back_path = service_path(errand.service.id.to_string(), errand.place.padded()),
         .no_index = true},
        main);
}

web::Response errand_error(const web::Request& request, const Error& error) {
    if (error.kind != ErrorKind::NotFound) return web::error_response(request, error);
    const Language language = request.language;
    if (error.code == "forms.service_unknown" || error.code == "forms.place_unknown") {
        return web::error_page(request, 404, texts::start_unknown.in(language));
    }
    const std::string title(texts::start_not_online_title.in(language));
    const web::Fields& asked = request.method == web::Method::Get ? request.query : request.form;
    const Html main =
        web::heading(1, title) + web::paragraph(texts::start_not_online.in(language)) +
        html<"<p>{}</p>">(web::link(service_path(asked.get("leistung"), asked.get("ort")),
                                    texts::start_other_ways.in(language)));
    return web::page_response(web::page(request, {.title = title, .no_index = true}, main), 404);
}

web::Response show_start(const web::Request& request, const Forms& forms) {
    const auto errand = forms.errand(request.query.get("leistung"), request.query.get("ort"));
    if (!errand) return errand_error(request, errand.error());
    return web::page_response(start_page(request, forms, *errand));
}

web::Response start(const web::Request& request, const Forms& forms) {
    const auto errand = forms.errand(request.form.get("leistung"), request.form.get("ort"));
    if (!errand) return errand_error(request, errand.error());
    const auto opened = forms.drafts().start({.tenant = errand->tenant,
                                              .package_name = errand->package->name,
                                              .service = errand->service.id,
                                              .organisation = errand->organisation.id,
                                              .place = errand->place,
                                              .language = request.language},
                                             request.cookie(draft_cookie));
    if (!opened) return web::error_response(request, opened.error());
    web::Response response = web::see_other(next_path(*errand->package, opened->draft));
    set_draft_cookie(response, request, opened->token);
    return response;
}

}  // namespace

void add_start_routes(web::Router& router, const Forms& forms) {
    router.add({.method = web::Method::Get,
                .path = "/antrag/neu",
                .act = "public",
                .handler = [&forms](web::Request& request) { return show_start(request, forms); }});
    router.add({.method = web::Method::Post,
                .path = "/antrag/neu",
                .act = "public",
                .handler = [&forms](web::Request& request) { return start(request, forms); },
                .volume = web::Volume::DraftStart});
}

}  // namespace dw::forms
