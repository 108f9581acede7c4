// Error pages say what happened, whether anything was lost, and what to do now: never a dead end.
#include "web/components.h"
#include "web/log.h"
#include "web/page.h"
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
            if (status < 500) {
                return {texts::error_400_title, texts::error_400_text, texts::error_400_way};
            }
            return {texts::error_500_title, texts::error_500_text, texts::error_500_way};
    }
}

}  // namespace

Response error_page(const Request& request, int status, std::string_view detail) {
    const Language language = request.language;
    const Words words = words_for(status);
    Html body = heading(1, words.title.in(language));
    body += lead(words.explanation.in(language));
    if (!detail.empty()) body += paragraph(detail);
    body += paragraph(words.way_out.in(language));
    if (status >= 500 && !request.request_id.empty()) {
        body += description_list({{std::string(texts::error_incident.in(language)),
                                   html<"<code dir=\"ltr\">{}</code>">(request.request_id)}});
        body += muted(texts::error_incident_hint.in(language));
    }
    body += button_group(
        {link_button("/", texts::error_to_start.in(language)),
         link_button("/kontakt", texts::error_to_contact.in(language), Weight::Secondary)});
    PageOptions options;
    options.title = words.title.in(language);
    options.no_index = true;
    Response response = page_response(page(request, options, body), status);
    response.header("Cache-Control", "no-store");
    if (status == 503) response.header("Retry-After", "30");
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
    if (request.path.rfind("/api/", 0) != 0) return error_page(request, status);
    Problem problem;
    problem.status = status;
    problem.code = error.code;
    problem.title = words_for(status).title.in(request.language);
    problem.detail = words_for(status).explanation.in(request.language);
    return problem_response(problem, request);
}

}  // namespace dw::web
