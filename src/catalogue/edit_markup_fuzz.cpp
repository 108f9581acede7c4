// What editors write becomes reduced markup, and comes back as the same markup.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/plain_text.h"
#include "catalogue/edit_markup.h"
#include "catalogue/html_reduction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace catalogue = dw::catalogue;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto html = catalogue::html_of_markup(text);
    if (catalogue::reduce_html(html).html != html) std::abort();
    if (!dw::is_plain_text(text)) return 0;  // is refused before
    const auto again = catalogue::html_of_markup(catalogue::markup_of_html(html));
    if (catalogue::text_of_html(again).html != catalogue::text_of_html(html).html) std::abort();
    return 0;
}
