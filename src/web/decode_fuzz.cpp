// The first byte chooses the decoder, the rest is what it reads. None may crash or give broken
// text.
#include <cstdint>

#include "base/assert.h"
#include "base/text.h"
#include "web/decode.h"

namespace {

void check(const dw::web::Fields& fields) {
    for (const auto& [name, value] : fields.pairs()) {
        DW_ASSERT(!dw::first_invalid_utf8(name) && !dw::first_invalid_utf8(value));
        DW_ASSERT(value.find('\0') == std::string::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    using namespace dw::web;
    switch (data[0] % 4) {
        case 0:
            if (const auto fields = decode_urlencoded(text)) check(*fields);
            break;
        case 1:
            if (const auto target = decode_target(text)) {
                DW_ASSERT(target->path.starts_with('/'));
                DW_ASSERT(target->path.find("/../") == std::string::npos);
                check(target->query);
            }
            break;
        case 2:
            decode_cookies(text);
            break;
        default:
            if (const auto parts = decode_multipart("multipart/form-data; boundary=b", text)) {
                check(parts->fields);
            }
    }
    return 0;
}
