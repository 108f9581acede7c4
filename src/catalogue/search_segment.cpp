#include "catalogue/search_segment.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <utility>

#include "base/text.h"
#include "base/varint.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view magic = "DWSEARCH";
constexpr std::uint64_t words_offset = 104, checksum_offset = 112;
constexpr std::uint64_t header_bytes = checksum_offset + 8;
constexpr std::uint64_t largest_file = 4ULL << 30;  // offsets have 32 bits
constexpr std::uint64_t document_row = 16, term_row = 32, removed_row = 8, word_row = 20;

template <class Number>
Number load(std::string_view bytes, std::uint64_t offset) {
    Number number;
    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;  // little-endian machines only; the magic would not fit elsewhere
}

std::string_view take_string(std::string_view& bytes) {
    const std::size_t size = std::min<std::size_t>(take_varint(bytes), bytes.size());
    const auto text = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return text;
}

Error damaged(std::string what) {
    return corrupt("search.segment", "search segment: " + std::move(what));
}

}  // namespace

// Four lanes of multiply and rotate over words of 8 bytes, as fast as memory is read.
std::uint64_t segment_checksum(std::string_view bytes) {
    std::array<std::uint64_t, 4> lanes = {0x9e3779b97f4a7c15ULL, 0xc2b2ae3d27d4eb4fULL,
                                          0x165667b19e3779f9ULL, 0x27d4eb2f165667c5ULL};
    const auto mix = [](std::uint64_t lane, std::uint64_t word) {
        lane = (lane ^ word) * 0x9fb21c651e98df25ULL;
        return (lane << 31) | (lane >> 33);
    };
    std::size_t at = header_bytes;
    std::uint64_t sum = bytes.size();
    for (std::size_t i = 0; i + 8 <= checksum_offset && i + 8 <= bytes.size(); i += 8) {
        sum = mix(sum, load<std::uint64_t>(bytes, i));
    }
    for (; at + 32 <= bytes.size(); at += 32) {
        for (std::size_t i = 0; i < 4; ++i) {
            lanes[i] = mix(lanes[i], load<std::uint64_t>(bytes, at + 8 * i));
        }
    }
    for (; at < bytes.size(); ++at) {
        lanes[at % 4] = mix(lanes[at % 4], static_cast<unsigned char>(bytes[at]));
    }
    for (const auto lane : lanes) sum = mix(sum, lane);
    return sum;
}

bool DocumentView::holds_on(Date day) const {
    if (validity.empty()) return true;
    const std::string today = to_string(day);
    for (auto period : split(validity, '\n')) {
        const auto slash = period.find('/');
        if (slash == period.npos) continue;
        const auto from = period.substr(0, slash);
        const auto until = period.substr(slash + 1);
        if ((from.empty() || from <= today) && (until.empty() || until >= today)) return true;
    }
    return false;
}

bool DocumentView::valid_in(std::string_view area_key) const {
    if (areas.empty() || area_key.empty()) return true;
    for (const auto area : split(areas, '\n')) {
        if (!area.empty() && (area_key.starts_with(area) || area.starts_with(area_key)))
            return true;
    }
    return false;
}

Segment::Segment(std::string bytes) : own_(std::move(bytes)), bytes_(own_) {}

// Into memory of our own: a mapped file that somebody cuts off would end the program.
Result<std::shared_ptr<const Segment>> Segment::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return not_found("search.segment_missing", "no segment " + path);
    const std::streamoff size = file.tellg();
    if (size < static_cast<std::streamoff>(header_bytes) ||
        size >= static_cast<std::streamoff>(largest_file)) {
        return damaged("size");
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    file.read(bytes.data(), size);
    if (file.gcount() != size) return damaged("cut off");
    return from_bytes(std::move(bytes));
}

Result<std::shared_ptr<const Segment>> Segment::from_bytes(std::string bytes) {
    auto segment = std::shared_ptr<Segment>(new Segment(std::move(bytes)));
    DW_TRY_DO(segment->read_header());
    return std::shared_ptr<const Segment>(std::move(segment));
}

// Afterwards every table lies inside the file; what the tables point to is checked when it is read.
Outcome Segment::read_header() {
    if (bytes_.size() < header_bytes || bytes_.size() >= largest_file) return damaged("size");
    if (bytes_.substr(0, 8) != magic) return damaged("not a segment");
    if (load<std::uint32_t>(bytes_, 8) != segment_version) return damaged("version");
    documents_ = load<std::uint32_t>(bytes_, 12);
    terms_ = load<std::uint32_t>(bytes_, 16);
    removed_ = load<std::uint32_t>(bytes_, 20);
    change_ = load<std::int64_t>(bytes_, 24);
    stamp_ = bytes_.substr(32, segment_stamp_bytes);
    total_length_ = load<std::uint64_t>(bytes_, 48);
    table_ = load<std::uint64_t>(bytes_, 56);
    order_ = load<std::uint64_t>(bytes_, 64);
    term_table_ = load<std::uint64_t>(bytes_, 72);
    removed_table_ = load<std::uint64_t>(bytes_, 80);
    word_table_ = load<std::uint64_t>(bytes_, 88);
    blob_ = load<std::uint64_t>(bytes_, 96);
    words_ = load<std::uint32_t>(bytes_, words_offset);
    if (segment_checksum(bytes_) != load<std::uint64_t>(bytes_, checksum_offset)) {
        return damaged("checksum");
    }
    const auto fits = [&](std::uint64_t start, std::uint64_t rows, std::uint64_t row_bytes) {
        const std::uint64_t size = bytes_.size();
        return start >= header_bytes && start <= size && rows <= (size - start) / row_bytes;
    };
    const bool inside = fits(table_, documents_, document_row) && fits(order_, documents_, 4) &&
                        fits(term_table_, terms_, term_row) &&
                        fits(removed_table_, removed_, removed_row) &&
                        fits(word_table_, words_, word_row) && fits(blob_, 0, 1);
    if (!inside) return damaged("tables");
    return Nothing{};
}

std::uint32_t Segment::number_at(std::uint64_t offset) const {
    return load<std::uint32_t>(bytes_, offset);
}

std::string_view Segment::in_blob(std::uint32_t offset, std::uint32_t bytes) const {
    const std::uint64_t start = blob_ + offset;
    if (start > bytes_.size() || bytes > bytes_.size() - start) return {};
    return bytes_.substr(start, bytes);
}

DocumentView Segment::document(std::uint32_t number) const {
    if (number >= documents_) return {};
    const std::uint64_t row = table_ + document_row * number;
    auto record = in_blob(number_at(row), number_at(row + 4));
    DocumentView view;
    for (auto* field : {&view.id, &view.sort_key, &view.title_de, &view.title_en, &view.teaser_de,
                        &view.teaser_en, &view.keys, &view.topics, &view.areas, &view.validity}) {
        *field = take_string(record);
    }
    return view;
}

// The first string of the record; a search over ids needs no more of it.
std::string_view Segment::id_of(std::uint32_t number) const {
    if (number >= documents_) return {};
    const std::uint64_t row = table_ + document_row * number;
    auto record = in_blob(number_at(row), number_at(row + 4));
    return take_string(record);
}

std::uint32_t Segment::length(std::uint32_t number) const {
    return number < documents_ ? number_at(table_ + document_row * number + 8) : 0;
}

std::uint32_t Segment::title_words(std::uint32_t number) const {
    if (number >= documents_) return 0;
    return number_at(table_ + document_row * number + 12) & title_words_mask;
}

Traits Segment::traits(std::uint32_t number) const {
    if (number >= documents_) return {};
    const auto bits = number_at(table_ + document_row * number + 12);
    return {(bits & validity_bit) != 0, (bits & areas_bit) != 0, (bits & responsibility_bit) != 0,
            (bits & popular_bit) != 0, (bits & best_known_bit) != 0};
}

std::optional<std::uint32_t> Segment::find(std::string_view id) const {
    std::uint32_t low = 0, high = documents_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const std::uint32_t number = number_at(order_ + 4ULL * middle);
        const auto found = id_of(number);
        if (found == id) return number < documents_ ? std::optional(number) : std::nullopt;
        if (found < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return std::nullopt;
}

std::string_view Segment::removed_id(std::uint32_t number) const {
    if (number >= removed_) return {};
    const std::uint64_t row = removed_table_ + removed_row * number;
    return in_blob(number_at(row), number_at(row + 4));
}

bool Segment::has_removed(std::string_view id) const {
    std::uint32_t low = 0, high = removed_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (removed_id(middle) < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < removed_ && removed_id(low) == id;
}

std::string_view Segment::term(std::uint32_t number) const {
    if (number >= terms_) return {};
    const std::uint64_t row = term_table_ + term_row * number;
    return in_blob(number_at(row), number_at(row + 4));
}

std::uint32_t Segment::first_term_from(std::string_view bytes) const {
    std::uint32_t low = 0, high = terms_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (term(middle) < bytes) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::optional<std::uint32_t> Segment::find_term(std::string_view bytes) const {
    const std::uint32_t number = first_term_from(bytes);
    if (number < terms_ && term(number) == bytes) return number;
    return std::nullopt;
}

std::uint32_t Segment::documents_with(std::uint32_t term) const {
    return term < terms_ ? number_at(term_table_ + term_row * term + 16) : 0;
}

// The strong ones and the others.
std::pair<std::string_view, std::string_view> Segment::posting_bytes(std::uint32_t term) const {
    if (term >= terms_) return {};
    const std::uint64_t row = term_table_ + term_row * term;
    const auto all = in_blob(number_at(row + 8), number_at(row + 12));
    const std::size_t strong = std::min<std::size_t>(number_at(row + 20), all.size());
    return {all.substr(0, strong), all.substr(strong)};
}

std::string_view Segment::skips_at(std::uint64_t offset) const {
    const std::uint32_t place = number_at(offset);
    if (place == 0) return {};
    return in_blob(place, static_cast<std::uint32_t>(skips_bytes(documents_)));
}

Postings Segment::strong(std::uint32_t term) const {
    if (term >= terms_) return {{}, documents_};
    return {posting_bytes(term).first, documents_, skips_at(term_table_ + term_row * term + 24)};
}

Postings Segment::mentions(std::uint32_t term) const {
    if (term >= terms_) return {{}, documents_};
    return {posting_bytes(term).second, documents_, skips_at(term_table_ + term_row * term + 28)};
}

std::string_view Segment::word(std::uint32_t number) const {
    if (number >= words_) return {};
    const std::uint64_t row = word_table_ + word_row * number;
    return in_blob(number_at(row), number_at(row + 4));
}

std::string_view Segment::written_word(std::uint32_t number) const {
    if (number >= words_) return {};
    const std::uint64_t row = word_table_ + word_row * number;
    return in_blob(number_at(row + 8), number_at(row + 12));
}

std::uint32_t Segment::documents_with_word(std::uint32_t number) const {
    return number < words_ ? number_at(word_table_ + word_row * number + 16) : 0;
}

}  // namespace dw::catalogue
