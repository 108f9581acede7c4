// Any bytes: the reader ends, and what it says does not depend on the pieces it gets.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "standards/xzufi/reader.h"

namespace {

using namespace dw::xzufi;

void write_down(const Element& element, std::string& log) {
    log += '<';
    log += spelling_of(element.name());
    log += element.attribute(Attribute::schemeID);
    log += element.text();
    for (const Element child : element) write_down(child, log);
}

std::string read(std::string_view bytes, std::size_t piece) {
    std::string log;
    Reader reader({.schreibe = [&](Objekt, const Element& element) -> dw::Outcome {
                       write_down(element, log);
                       return dw::Nothing{};
                   },
                   .loesche = [&](const Loesche& loesche) -> dw::Outcome {
                       log += loesche.klasse + loesche.id.value;
                       return dw::Nothing{};
                   },
                   .problem = [&](const Problem& problem) { log += problem.code; }});
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        if (!reader.feed(bytes.substr(at, piece))) return log + reader.refusal()->code;
    }
    if (!reader.finish()) log += reader.refusal()->code;
    return log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = read(bytes, size + 1);
    // Codes of errors may differ with the pieces (truncated or not well-formed); objects may not.
    if (!whole.ends_with("d") && !whole.ends_with("g")) DW_ASSERT(read(bytes, 7) == whole);
    return 0;
}
