// The language of an answer: asked for by ?lang=, else kept in a cookie, else German.
#pragma once

#include "web/http.h"

namespace dw::web {

inline constexpr std::string_view language_cookie = "sprache";

inline void choose_language(Request& request) {
    const auto asked = language_from_code(request.query.get("lang"));
    const auto kept = language_from_code(request.cookie(language_cookie));
    request.language = asked.value_or(kept.value_or(Language::German));
}

}  // namespace dw::web
