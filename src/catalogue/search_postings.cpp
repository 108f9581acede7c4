#include "catalogue/search_postings.h"

#include <cstring>

#include "base/varint.h"

namespace dw::catalogue {

namespace {

constexpr std::uint32_t documents_of_skip = 256;
constexpr std::size_t skip_bytes = 8;
constexpr std::size_t worth_a_table = 2;  // times its bytes

std::uint32_t number_at(std::string_view bytes, std::size_t offset) {
    std::uint32_t number;
    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;  // little-endian machines only, as in segments
}

void put(std::string& bytes, std::uint64_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift);
}

}  // namespace

bool Postings::next_of_any(Posting& posting) {
    if (rest_.empty()) return false;
    const std::uint32_t distance = take_varint(rest_);
    document_ += distance;
    const bool sound = !rest_.empty() && (first_ || distance > 0) && document_ < documents_;
    if (!sound) {
        rest_ = {};
        return false;
    }
    first_ = false;
    take(static_cast<std::uint8_t>(rest_.front()), posting);
    rest_.remove_prefix(1);
    return true;
}

void Postings::skip_to(std::uint32_t document) {
    const std::size_t entry = document / documents_of_skip * skip_bytes;
    if (entry + skip_bytes > skips_.size()) return;
    const std::size_t begin = number_at(skips_, entry);
    const std::uint32_t before = number_at(skips_, entry + sizeof(std::uint32_t));
    // Forward only, also when the table is broken.
    if (begin <= position() || begin > list_.size() || before < document_) return;
    rest_ = list_.substr(begin);
    document_ = before;
    first_ = false;
}

std::size_t skips_bytes(std::uint32_t documents) {
    return (std::size_t{documents} + documents_of_skip - 1) / documents_of_skip * skip_bytes;
}

std::string skips_of(std::string_view list, std::uint32_t documents) {
    const std::size_t bytes = skips_bytes(documents);
    if (list.size() < worth_a_table * bytes) return {};
    std::string skips;
    Postings postings(list, documents);
    std::size_t begin = 0;
    std::uint32_t before = 0;
    for (Posting posting{}; postings.next(posting);) {
        while (skips.size() / skip_bytes * documents_of_skip <= posting.document) {
            put(skips, begin);
            put(skips, before);
        }
        begin = postings.position();
        before = posting.document;
    }
    while (skips.size() < bytes) {
        put(skips, begin);
        put(skips, before);
    }
    return skips;
}

}  // namespace dw::catalogue
