// Exports come from outside: reading their parts must end, whatever their bytes are, and what was
// read as an event is written again as the same event.
#include "base/assert.h"
#include "store/export_folder.h"
#include "store/manifest.h"
#include "store/moved_event.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace store = dw::store;
    const auto text = dw::as_text({data, size});
    static_cast<void>(store::sums_from(text).has_value());
    const auto json = dw::parse_json(text, store::export_line_limits);
    if (!json) return 0;
    static_cast<void>(store::manifest_from(*json).has_value());
    const auto moved = store::moved_event_from(*json);
    if (!moved) return 0;
    const auto again = store::moved_event_from(store::to_json(*moved));
    DW_ASSERT(again && again->event.payload == moved->event.payload &&
              again->event.at == moved->event.at && again->origins == moved->origins);
    return 0;
}
