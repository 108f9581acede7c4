// What editors may send as lines: whatever was read stands there again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalogue/edit_lines.h"

namespace {

// Signs that have to be escaped make a line longer.
constexpr std::size_t read_again_bytes = 500;

template <class Item>
void check(std::string_view lines,
           dw::catalogue::Lines<Item> (*from)(std::string_view, const std::vector<Item>&)) {
    const auto read = from(lines, {});
    const auto* items = std::get_if<std::vector<Item>>(&read);
    if (items == nullptr || lines.size() > read_again_bytes) return;
    if (items->size() > dw::catalogue::most_lines) std::abort();
    const auto again = from(dw::catalogue::lines_of(*items), *items);
    if (!std::holds_alternative<std::vector<Item>>(again)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace catalogue = dw::catalogue;
    const std::string_view lines(reinterpret_cast<const char*>(data), size);
    check<catalogue::Link>(lines, catalogue::links_from);
    check<catalogue::Address>(lines, catalogue::addresses_from);
    check<catalogue::Contact>(lines, catalogue::contacts_from);
    check<catalogue::Cost>(lines, catalogue::costs_from);
    check<catalogue::Period>(lines, catalogue::periods_from);
    check<catalogue::Document>(lines, catalogue::documents_from);
    check<catalogue::Localized>(lines, catalogue::keywords_from);
    return 0;
}
