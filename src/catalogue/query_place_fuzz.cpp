// Finding a place in what somebody typed: any bytes may come.
#include "catalogue/query_place.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::catalogue;
    static const auto areas = *AreaRegister::load();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto knows = [](std::string_view word) { return word.size() % 3 == 0; };
    const auto found = place_in_query(*areas, text, knows);
    if (found.words.size() > text.size() + 1) __builtin_trap();
    return 0;
}
