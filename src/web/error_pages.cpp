// Error pages say what happened, whether anything was lost, and what to do now: never a dead end.
#include "web/components.h"
#include "web/log.h"
#include "web/page.h"
#include "web/refusal.h"
#include "web/texts.h"

namespace dw::web {

namespace {

struct Words {
    const Text& title;
    const Text& explanation;
    const Text& way_out;
};

Words words_for(int status) {
    switch (status) {
        case 403:
            return {texts::error_403_title, texts::error_403_text, texts::error_403_way};
        case 404:
            return {texts::error_404_title, texts::error_404_text, texts::error_404_way};
        case 405:
            return {texts::error_405_title, texts::error_405_text, texts::error_405_way};
        case 409:
            return {texts::error_409_title, texts::error_409_text, texts::error_409_way};
        case 413:
            return {texts::error_413_title, texts::error_413_text, texts::error_413_way};
        case 422:
            return {texts::error_422_title, texts::error_422_text, texts::error_422_way};
        case 429:
            return {texts::error_429_title, texts::error_429_text, texts::error_429_way};
        case 503:
            return {texts::error_503_title, texts::error_503_text, texts::error_503_way};
        default:
            if (status < 500 || status == 501) {
                return {texts::error_400_title, texts::error_400_text, texts::error_400_way};
            }
            return {texts::error_500_title, texts::error_500_text, texts::error_500_way};
    }
}

// Where the person comes from, when that is a page of ours: "/antrag/…/nachweis". Else "".
std::string way_back(const Request& request) {
    const std::string_view referer = request.header("referer");
    const std::string own = address_of_site(request) + "/";
    if (request.host.empty() || !referer.starts_with(own)) return {};
    const std::string_view path = referer.substr(own.size() - 1);
    const bool plain = !path.starts_with("//") && path.find_first_of("\\\r\n") == path.npos;
    return plain ? std::string(path) : std::string();
}

Html ways_out(const Request& request, const Text& back_label, std::string_view back) {
    const Language language = request.language;
    std::vector<Html> buttons;
    if (!back.empty()) buttons.push_back(link_button(back, back_label.in(language)));
    buttons.push_back(link_button("/", texts::error_to_start.in(language),
                                  back.empty() ? Weight::Primary : Weight::Secondary));
    buttons.push_back(
        link_button("/kontakt", texts::error_to_contact.in(language), Weight::Secondary));
    return button_group(buttons);
}

Response error_response_of(const Request& request, int status, const Text& title,
                           const Html& body) {
    PageOptions options;
    options.title = title.in(request.language);
    options.no_index = true;
    // Who has to wait keeps what was typed; on the others there is nothing to lose.
    if (status != 429) {
        const std::string back = way_back(request);
        options.language_path = back.empty() ? "/" : back;
    }
    Response response = page_response(page(request, options, body), status);
    response.header("Cache-Control", "no-store");
    if (status == 503) response.header("Retry-After", "30");
    return response;
}

}  // namespace

Response error_page(const Request& request, int status, std::string_view detail) {
    const Language language = request.language;
    const Words words = words_for(status);
    Html body = heading(1, words.title.in(language));
    body += lead(words.explanation.in(language));
    if (!detail.empty()) body += paragraph(detail);
    body += paragraph(words.way_out.in(language));
    if (status >= 500 && status != 501 && !request.request_id.empty()) {
        body += description_list({{std::string(texts::error_incident.in(language)),
                                   html<"<code dir=\"ltr\">{}</code>">(request.request_id)}});
        body += muted(texts::error_incident_hint.in(language));
    }
    // What was too large stood in a form; it can be opened again.
    const std::string back = status == 413 ? way_back(request) : std::string();
    body += ways_out(request, texts::error_to_form, back);
    return error_response_of(request, status, words.title, body);
}

Response outdated_form_page(const Request& request) {
    const Language language = request.language;
    const Html body = heading(1, texts::form_too_old_title.in(language)) +
                      lead(texts::form_too_old.in(language)) +
                      paragraph(texts::form_too_old_cookies.in(language)) +
                      ways_out(request, texts::form_too_old_reload, way_back(request));
    return error_response_of(request, 403, texts::form_too_old_title, body);
}

namespace {

// Files cannot be kept: who chose some is told to choose them again.
Html send_again(const Request& request) {
    if (request.method != Method::Post || request.form.pairs().empty()) return {};
    Html kept;
    for (const auto& [name, value] : request.form.pairs()) {
        if (name == "csrf") continue;
        kept += html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
    }
    const Language language = request.language;
    Html block = paragraph(texts::too_many_kept.in(language));
    if (!request.files.empty()) block += paragraph(texts::too_many_files.in(language));
    return block + post_form(request, request.target,
                             kept + button(texts::too_many_again.in(language), Weight::Primary),
                             request.files.empty() ? Encoding::Form : Encoding::Multipart);
}

}  // namespace

Response too_many_response(const Request& request, std::chrono::seconds wait) {
    const Language language = request.language;
    const std::string minutes =
        std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
    Response response;
    if (audience_of(request) == Audience::Programs) {
        const Finding what{"", "web.too_many", {minutes}};
        response = refusal_response(request, {429, what}, Audience::Programs);
    } else {
        const Html body = heading(1, texts::error_429_title.in(language)) +
                          lead(texts::error_429_text.in(language)) +
                          paragraph(format(texts::too_many_wait, language, {minutes})) +
                          send_again(request) +
                          ways_out(request, texts::error_to_form, way_back(request));
        response = error_response_of(request, 429, texts::error_429_title, body);
    }
    response.header("Retry-After", std::to_string(wait.count()));
    return response;
}

Response error_response(const Request& request, const Error& error) {
    const bool ours = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Corrupt;
    // An error's message is for developers and holds no personal data (base/result.h).
    if (ours) {
        log_line("error request=" + request.request_id + " code=" + error.code + " " +
                 error.message);
    }
    const int status = status_of(error.kind);
    if (audience_of(request) == Audience::People) return error_page(request, status);
    Problem problem;
    problem.status = status;
    problem.code = error.code;
    problem.title = problem_title(status).in(request.language);
    problem.detail = words_for(status).explanation.in(request.language);
    return problem_response(problem, request);
}

}  // namespace dw::web
