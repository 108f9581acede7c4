// Any bytes: both readers end, and a refused file says why.
#include <cstddef>
#include <cstdint>

#include "base/assert.h"
#include "standards/dmn/reader.h"
#include "standards/dmn/test_cases.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const dw::dmn::Reading reading = dw::dmn::read_definitions(bytes);
    if (!reading.definitions) DW_ASSERT(!reading.problems.empty());
    for (const auto& problem : reading.problems) DW_ASSERT(problem.code.starts_with("dmn."));
    const auto cases = dw::dmn::read_test_cases(bytes);
    if (!cases.cases) DW_ASSERT(!cases.refusal.code.empty());
    return 0;
}
