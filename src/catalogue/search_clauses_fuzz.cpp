// Understanding a query, and the words and cursors of one: any bytes may come.
#include "base/limits.h"
#include "catalogue/search_clauses.h"
#include "catalogue/search_segment_builder.h"
#include "catalogue/search_selection.h"

namespace {

std::shared_ptr<const dw::catalogue::Segment> some_segment() {
    using namespace dw::catalogue;
    SegmentBuilder builder;
    for (const auto* title : {"Hundesteuer anmelden", "Personalausweis", "Steuer", "Hunde"}) {
        SearchDocument document;
        document.service = {"L1", title};
        document.title_de = title;
        builder.add(document);
    }
    return *Segment::from_bytes(builder.finish({}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::catalogue;
    static const auto segment = some_segment();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    understand(text, Vocabulary({segment.get()}), Synonyms::built_in());
    if (const auto standing = standing_of(text)) {
        if (standing_of(cursor_of(*standing)) != standing) __builtin_trap();
    }
    Synonyms::parse(text);
    return 0;
}
