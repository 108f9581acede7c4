// Whatever is read as JSON is written and read again as the same value.
#include <cstdint>

#include "base/assert.h"
#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = dw::parse_json({reinterpret_cast<const char*>(data), size});
    if (!json) return 0;
    const auto again = dw::parse_json(dw::to_string(*json), {.bytes = SIZE_MAX});
    DW_ASSERT(again);
    DW_ASSERT(*again == *json);
    const auto pretty = dw::parse_json(dw::to_pretty_string(*json), {.bytes = SIZE_MAX});
    DW_ASSERT(pretty && *pretty == *json);
    return 0;
}
