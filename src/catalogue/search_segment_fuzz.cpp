// Reading a segment: whatever stands in the file, nothing outside it is read.
#include "catalogue/search_answer.h"
#include "catalogue/search_segment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::catalogue;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    constexpr std::size_t checksum_at = 112, header = 120;
    if (bytes.size() < header) return 0;
    // The checksum would stop nearly everything; behind it the tables still must hold.
    const auto checksum = segment_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[checksum_at + i] = static_cast<char>(checksum >> (8 * i));
    }
    const auto segment = Segment::from_bytes(std::move(bytes));
    if (!segment) return 0;
    const Snapshot snapshot({*segment});
    for (std::uint32_t i = 0; i < (*segment)->terms() && i < 1000; ++i) {
        for (auto postings : (*segment)->postings(i))
            for (Posting posting{}; postings.next(posting);) continue;
    }
    SearchQuery query;
    query.text = "hund";
    answer_of(snapshot, query, Selection(snapshot, query, nullptr), {});
    query.text.clear();
    answer_of(snapshot, query, Selection(snapshot, query, nullptr), {});
    topics_of(snapshot, Selection(snapshot, query, nullptr), dw::Language::German);
    return 0;
}
