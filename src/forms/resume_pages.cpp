// Stopping and going on: the code on paper, going on with it, and forgetting on this device.
#include "base/text.h"
#include "forms/page_routes.h"
#include "forms/texts.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

std::string until(const Draft& draft, Language language) {
    return written_date(berlin_date(draft.expires_at), language);
}

Html forget_form(const web::Request& request, const Draft& draft) {
    const Language language = request.language;
    web::Field what;
    what.id = "was";
    what.label = texts::forget_what.in(language);
    what.value = "geraet";
    const std::vector<web::Option> options = {
        {"geraet", std::string(texts::forget_device.in(language)),
         std::string(texts::forget_device_hint.in(language))},
        {"alles", std::string(texts::forget_all.in(language)),
         std::string(texts::forget_all_hint.in(language))}};
    return web::heading(2, texts::forget_title.in(language)) +
           web::paragraph(texts::forget_intro.in(language)) +
           web::post_form(
               request, path_of(draft, "vergessen"),
               web::radio_field(what, options, language) +
                   web::button(texts::forget_button.in(language), web::Weight::Secondary));
}

web::Response code_page(const web::Request& request, const Forms& forms) {
    const auto draft = forms.draft(request);
    if (!draft) return draft_error(request, draft.error());
    const Language language = request.language;
    const Package& package = *forms.package(draft->package_name);
    if (draft->was_sent()) return web::see_other(next_path(package, *draft));
    const std::string title(texts::code_title.in(language));
    const std::string address = web::address_of_site(request) + "/fortsetzen";
    Html main = web::heading(1, title);
    main +=
        web::alert(web::Tone::Success, texts::code_saved.in(language),
                   web::paragraph(format(texts::saved_until, language, {until(*draft, language)})));
    main += web::paragraph(package.title.in(language));
    main += html<
        "<p class=\"kern-body\">{}</p>"
        "<p class=\"dw-confirmation__number\" dir=\"ltr\" translate=\"no\">{}</p>">(
        texts::code_label.in(language), draft->code);
    main += html<
        "<p class=\"kern-body\">{}<br><a class=\"dw-link\" dir=\"ltr\" href=\"{}\">{}</a></p>">(
        texts::code_how.in(language), web::url("/fortsetzen"), address);
    main += web::paragraph(texts::code_keep.in(language));
    main += web::link_button(next_path(package, *draft), texts::code_continue.in(language));
    main += forget_form(request, *draft);
    return web::page_response(web::page(request, {.title = title, .no_index = true}, main));
}

Html drafts_here(const Forms& forms, const std::vector<Draft>& drafts, Language language) {
    std::vector<Html> items;
    for (const Draft& draft : drafts) {
        const Package* package = forms.package(draft.package_name);
        if (!package) continue;
        const std::string state =
            draft.was_sent() ? std::string(texts::resume_sent.in(language))
                             : format(texts::resume_until, language, {until(draft, language)});
        items.push_back(html<"{} ({})">(
            web::link(next_path(*package, draft), package->title.in(language)), state));
    }
    if (items.empty()) return {};
    return web::heading(2, texts::resume_here.in(language)) + web::bullet_list(items);
}

web::Response resume_page(const web::Request& request, const Forms& forms,
                          const std::string& error) {
    const Language language = request.language;
    const auto drafts = forms.drafts().of_device(request.cookie(draft_cookie));
    if (!drafts) return web::error_response(request, drafts.error());
    const std::string title(texts::resume_title.in(language));
    web::Field code;
    code.id = "code";
    code.label = texts::resume_label.in(language);
    code.hint = texts::resume_hint.in(language);
    code.error = error;
    code.value = request.form.get("code");
    code.autocomplete = "off";
    code.left_to_right = true;
    code.max_length = 64;
    code.width = 20;
    Html main;
    if (!error.empty()) main = web::error_summary({{"code", error}}, language);
    main += web::heading(1, title) + web::lead(texts::resume_intro.in(language));
    main += web::post_form(
        request, "/fortsetzen",
        web::text_field(code, language) + web::button(texts::resume_button.in(language)));
    main += html<"<p class=\"kern-body\">{} {}</p>">(
        texts::resume_already_sent.in(language),
        web::link("/status", texts::resume_to_status.in(language)));
    main += drafts_here(forms, *drafts, language);
    const Html whole =
        web::page(request, {.title = title, .has_errors = !error.empty(), .no_index = true}, main);
    return web::page_response(whole, error.empty() ? 200 : 422);
}

// Number and code of a sent form stay with who has them: the draft's code opens only a draft.
web::Response resume(const web::Request& request, const Forms& forms) {
    const auto opened =
        forms.drafts().resume(request.form.get("code"), request.cookie(draft_cookie));
    if (!opened && opened.error().code == sent_draft_code) {
        return resume_page(request, forms, std::string(texts::resume_is_sent.in(request.language)));
    }
    const Package* package = opened ? forms.package(opened->draft.package_name) : nullptr;
    if (package) {
        web::Response response = web::see_other(next_path(*package, opened->draft));
        set_draft_cookie(response, request, opened->token);
        return response;
    }
    if (!opened && opened.error().kind != ErrorKind::NotFound) {
        return web::error_response(request, opened.error());
    }
    const std::string wrong =
        trim(request.form.get("code")).empty()
            ? std::string(texts::resume_empty.in(request.language))
            : format(texts::resume_wrong, request.language, {std::to_string(draft_days.count())});
    return resume_page(request, forms, wrong);
}

std::string forgotten_path(const Draft& draft, bool everything) {
    if (draft.was_sent()) return "/antrag/vergessen?was=gesendet";
    return everything ? "/antrag/vergessen?was=alles" : "/antrag/vergessen";
}

web::Response forget(const web::Request& request, const Forms& forms) {
    const auto draft = forms.draft(request);
    if (!draft) return draft_error(request, draft.error());
    const bool everything = request.form.get("was") == "alles";
    if (everything) {
        if (const auto removed = forms.drafts().remove(*draft); !removed) {
            return web::error_response(request, removed.error());
        }
    }
    const auto forgotten = forms.drafts().forget_device(request.cookie(draft_cookie));
    if (!forgotten) return web::error_response(request, forgotten.error());
    web::Response response = web::see_other(forgotten_path(*draft, everything));
    web::set_cookie(response, request, {std::string(draft_cookie), "", std::chrono::seconds{0}});
    return response;
}

web::Response forgotten_page(const web::Request& request) {
    const Language language = request.language;
    const std::string title(texts::forgotten_title.in(language));
    const std::string_view what = request.query.get("was");
    const bool sent = what == "gesendet";
    const Text detail = sent              ? texts::forgotten_sent
                        : what == "alles" ? texts::forgotten_all
                                          : texts::forgotten_device;
    const Html onward = sent ? web::link("/status", texts::forgotten_status.in(language))
                             : web::link("/fortsetzen", texts::resume_title.in(language));
    const Html main = web::heading(1, title) + web::paragraph(detail.in(language)) +
                      html<"<p class=\"kern-body\">{}</p>">(onward);
    return web::page_response(web::page(request, {.title = title, .no_index = true}, main));
}

}  // namespace

void add_resume_routes(web::Router& router, const Forms& forms) {
    using web::Method;
    const auto add = [&](Method method, std::string path, web::Handler handler) {
        router.add({.method = method,
                    .path = std::move(path),
                    .act = "public",
                    .handler = std::move(handler)});
    };
    add(Method::Get, "/antrag/{draft}/code",
        [&forms](web::Request& request) { return code_page(request, forms); });
    add(Method::Post, "/antrag/{draft}/vergessen",
        [&forms](web::Request& request) { return forget(request, forms); });
    add(Method::Get, "/antrag/vergessen",
        [](web::Request& request) { return forgotten_page(request); });
    add(Method::Get, "/fortsetzen",
        [&forms](web::Request& request) { return resume_page(request, forms, ""); });
    router.add({.method = Method::Post,
                .path = "/fortsetzen",
                .act = "public",
                .handler = [&forms](web::Request& request) { return resume(request, forms); },
                .volume = web::Volume::DraftSave});
}

}  // namespace dw::forms
