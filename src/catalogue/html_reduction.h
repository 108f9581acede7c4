// Reduces HTML of foreign origin to what pages may contain.
//
// Kept: p, br, h1–h6, b, strong, i, em, sup, sub, ul, ol, li and a with an href of http, https,
// mailto or tel (the set agreed for XZuFi texts in the German portal network). Everything else is
// taken out: scripts and the like with their content, other tags without it. The result is
// balanced, its lists hold only list items, its text is escaped; it may be put into a page as it
// is.
#pragma once

#include <string>
#include <string_view>

namespace dw::catalogue {

// What was taken out, worst last.
enum class HtmlRemoval {
    None,    // nothing; faulty nesting was repaired at most
    Markup,  // tags or attributes outside the set, e.g. span, class
    Unsafe,  // scripts, embedded pages, event handlers, links with other schemes
};

struct ReducedHtml {
    std::string html;
    HtmlRemoval removed = HtmlRemoval::None;
};

ReducedHtml reduce_html(std::string_view source);
// The text alone, without tags and entities, white space joined to single spaces. Not escaped.
ReducedHtml text_of_html(std::string_view source);

// The address when its scheme is http, https, mailto or tel, "" otherwise.
std::string safe_address(std::string_view address);

}  // namespace dw::catalogue
