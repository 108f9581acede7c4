// Texts of the catalogue on a page: in the wanted language, or marked as another one.
#pragma once

#include <string>
#include <string_view>

#include "catalogue/service.h"
#include "web/html.h"

namespace dw::catalogue {

// The text that is shown and the code of its language; both empty when there is none.
struct Chosen {
    std::string_view text, code;
    bool empty() const { return text.empty(); }
};
Chosen chosen(const Localized& text, Language language);

// Text without markup; with a lang attribute where it is not the page's language (WCAG 3.1.2).
web::Html shown(const Localized& text, Language language);
// Content of a module: markup that was reduced when it was read (html_reduction.h). Its headings
// become such of the third level, because pages have their own above.
web::Html shown_content(const Localized& content, Language language);
// `inner` inside an element that says its language, when that is not the page's.
web::Html in_language(std::string_view code, Language page, const web::Html& inner);

// Whether the service has a text in German only although it is asked for in English, or the like.
bool has_foreign_texts(const Service& service, Language language);

}  // namespace dw::catalogue
