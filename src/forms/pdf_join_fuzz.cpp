// Any bytes as an enclosure: they are joined or refused.
#include "forms/pdf_join.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<dw::Bytes> files{dw::Bytes(data, data + size)};
    const auto joined = dw::forms::joined_pdfs(files);
    if (joined && joined->empty()) __builtin_trap();
    return 0;
}
