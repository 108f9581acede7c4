// Whatever the HTML: the reduction ends, its result is stable and holds nothing but the allowed
// tags.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "catalogue/html_reduction.h"
#include "catalogue/html_tokens.h"

namespace {

constexpr std::string_view allowed[] = {"p", "br", "h1",  "h2",  "h3", "h4", "h5",     "h6", "b",
                                        "i", "em", "sup", "sub", "ul", "ol", "strong", "li", "a"};

bool is_allowed(std::string_view name) {
    for (const std::string_view tag : allowed) {
        if (tag == name) return true;
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::catalogue;
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    const ReducedHtml reduced = reduce_html(source);
    HtmlTokens tokens(reduced.html);
    for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::End;
         token = tokens.next()) {
        if (token.kind == HtmlToken::Kind::Text) continue;
        DW_ASSERT(is_allowed(token.name));
        for (const HtmlAttribute& attribute : token.attributes) {
            DW_ASSERT(token.name == "a" && attribute.name == "href");
            DW_ASSERT(!safe_address(attribute.value).empty());
        }
    }
    const ReducedHtml again = reduce_html(reduced.html);
    DW_ASSERT(again.html == reduced.html);
    DW_ASSERT(again.removed == HtmlRemoval::None);
    DW_ASSERT(text_of_html(source).html.find('<') == std::string::npos ||
              source.find_first_of("<&") != source.npos);
    return 0;
}
