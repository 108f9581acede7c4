// Texts as editors write them: lines, with a few signs instead of HTML.
//
//   # heading     - item     1. item     **strong**     __emphasis__     [words](https://address)
//
// A blank line begins a paragraph, two blanks before an item put it below the one above, a
// backslash takes the meaning from a sign. Pure.
#pragma once

#include <string>
#include <string_view>

namespace dw::catalogue {

// Of markup that was reduced (html_reduction.h).
std::string markup_of_html(std::string_view html);
// What comes out is reduced markup; nothing of the text is lost.
std::string html_of_markup(std::string_view markup);

}  // namespace dw::catalogue
