#include "web/refusal.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "web/page.h"
#include "web/texts.h"

namespace dw::web {

namespace {

// How a page says it beside the words of its status: it may be the person's own doing, or not.
enum class OnPages { Said, LeftOut };

struct Sentence {
    std::string_view code;
    const Text& text;
    OnPages on_pages = OnPages::LeftOut;
};

const Sentence* sentence_for(std::string_view code) {
    using enum OnPages;
    static const std::array sentences{
        Sentence{"web.address_form", texts::refused_address_form},
        Sentence{"web.address_too_long", texts::refused_address_too_long, Said},
        Sentence{"web.body_too_large", texts::refused_too_large, Said},
        Sentence{"web.body_too_slow", texts::refused_body_slow, Said},
        Sentence{"web.chunk_extension", texts::refused_chunk_extension},
        Sentence{"web.chunks", texts::refused_chunks},
        Sentence{"web.expect", texts::refused_expect},
        Sentence{"web.failed", texts::problem_500_text},
        Sentence{"web.form_many_fields", texts::refused_form_many_fields, Said},
        Sentence{"web.form_unreadable", texts::refused_form_unreadable},
        Sentence{"web.forwarded_twice", texts::refused_forwarded_twice},
        Sentence{"web.head_syntax", texts::refused_head_syntax},
        Sentence{"web.head_too_large", texts::refused_head_too_large, Said},
        Sentence{"web.head_too_slow", texts::refused_slow, Said},
        Sentence{"web.host", texts::refused_host},
        Sentence{"web.length_no_number", texts::refused_length_no_number},
        Sentence{"web.length_twice", texts::refused_length_twice},
        Sentence{"web.line_ends", texts::refused_line_ends},
        Sentence{"web.method_not_allowed", texts::refused_method_not_allowed},
        Sentence{"web.method_unknown", texts::refused_method_unknown},
        Sentence{"web.multipart", texts::refused_multipart},
        Sentence{"web.not_found", texts::refused_not_found},
        Sentence{"web.other_host", texts::refused_other_host, Said},
        Sentence{"web.parameter_twice", texts::refused_parameter_twice},
        Sentence{"web.parameter_unknown", texts::refused_parameter_unknown},
        Sentence{"web.parameter_value", texts::refused_parameter_value},
        Sentence{"web.path_dots", texts::refused_path_dots},
        Sentence{"web.path_unreadable", texts::refused_path_unreadable},
        Sentence{"web.query_many", texts::refused_query_many},
        Sentence{"web.query_unreadable", texts::refused_query_unreadable},
        Sentence{"web.too_busy", texts::refused_too_busy, Said},
        Sentence{"web.too_many", texts::refused_too_many, Said},
        Sentence{"web.transfer_encoding", texts::refused_transfer_encoding},
        Sentence{"web.version", texts::refused_version},
    };
    const auto found = std::ranges::find(sentences, code, &Sentence::code);
    return found == sentences.end() ? nullptr : &*found;
}

}  // namespace

Audience audience_of(std::string_view target, std::string_view accept) {
    const bool api = target == "/api" || target.starts_with("/api/") || target.starts_with("/api?");
    const bool takes_json = accept.find("json") != std::string_view::npos &&
                            accept.find("text/html") == std::string_view::npos;
    return api || takes_json ? Audience::Programs : Audience::People;
}

Audience audience_of(const Request& request) {
    return audience_of(request.path.empty() ? request.target : request.path,
                       request.header("accept"));
}

Response refusal_response(const Request& request, const Refusal& refusal, Audience audience) {
    const auto language = request.language;
    const auto* sentence = sentence_for(refusal.what.code);
    std::string words;
    if (sentence) words = format(sentence->text, language, refusal.what.arguments);
    Response response;
    if (audience == Audience::Programs) {
        Problem problem{.status = refusal.status,
                        .code = refusal.what.code,
                        .title = std::string(problem_title(refusal.status).in(language)),
                        .detail = words,
                        .findings = {}};
        if (!refusal.what.place.empty()) problem.findings = {{refusal.what.place, words}};
        response = problem_response(problem, request);
    } else {
        const bool said = sentence && sentence->on_pages == OnPages::Said;
        response = error_page(request, refusal.status, said ? words : "");
    }
    if (response.header("Cache-Control").empty()) response.header("Cache-Control", "no-store");
    if (!refusal.allow.empty()) response.header("Allow", refusal.allow);
    return response;
}

const Text& problem_title(int status) {
    switch (status) {
        case 403:
            return texts::error_403_title;
        case 404:
            return texts::problem_404_title;
        case 405:
        case 501:
            return texts::error_405_title;
        case 408:
            return texts::problem_408_title;
        case 409:
            return texts::error_409_title;
        case 413:
        case 414:
        case 431:
            return texts::error_413_title;
        case 415:
            return texts::problem_415_title;
        case 429:
            return texts::error_429_title;
        case 503:
            return texts::error_503_title;
        default:
            return status < 500 ? texts::problem_400_title : texts::error_500_title;
    }
}

std::string_view name_of(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
    }
    return "";
}

std::string size_in_words(std::size_t bytes) {
    constexpr std::size_t kilobyte = 1024, megabyte = kilobyte * kilobyte;
    if (bytes >= megabyte) return std::to_string(bytes / megabyte) + " MB";
    if (bytes >= kilobyte) return std::to_string(bytes / kilobyte) + " KB";
    return std::to_string(bytes) + " Bytes";
}

std::string allow_header(const std::vector<Method>& methods) {
    std::string allow;
    for (const auto method : methods) {
        if (!allow.empty()) allow += ", ";
        allow += name_of(method);
        if (method == Method::Get) allow += ", HEAD";
    }
    return allow;
}

}  // namespace dw::web
