// Which documents have a term, one after another, as they stand in a segment.
//
// A posting is varint(distance to the document before) and one byte: weight 1–127, plus 128 when
// the term stands in the title. A long list has a table of skips: for each 256 documents, where in
// the list their postings begin and which document stands before them, u32 each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dw::catalogue {

struct Posting {
    std::uint32_t document;
    std::uint8_t weight;
    bool in_title;
};

// Borrows the bytes. Whatever they are: documents come in ascending order, each below `documents`.
class Postings {
  public:
    Postings(std::string_view list, std::uint32_t documents, std::string_view skips = {})
        : list_(list), rest_(list), skips_(skips), documents_(documents) {}
    bool next(Posting& posting) {
        // Most of them are near to the one before.
        const unsigned distance = rest_.size() < 2 ? 0x80U : static_cast<std::uint8_t>(rest_[0]);
        const std::uint64_t document = document_ + distance;
        const bool near = distance < 0x80U && (first_ || distance > 0) && document < documents_;
        if (!near) return next_of_any(posting);
        document_ = document;
        first_ = false;
        take(static_cast<std::uint8_t>(rest_[1]), posting);
        rest_.remove_prefix(2);
        return true;
    }
    // Leaves out some or all of those before the document.
    void skip_to(std::uint32_t document);
    std::size_t position() const { return list_.size() - rest_.size(); }  // of the next one

  private:
    bool next_of_any(Posting& posting);
    void take(std::uint8_t weight, Posting& posting) const {
        posting = {static_cast<std::uint32_t>(document_), static_cast<std::uint8_t>(weight & 0x7fU),
                   weight >= 0x80U};
    }

    std::string_view list_, rest_, skips_;
    std::uint64_t documents_, document_ = 0;
    bool first_ = true;
};

// The table of a list, which holds what Postings reads of it; "" for a short one.
std::string skips_of(std::string_view list, std::uint32_t documents);
// Of a table, when the list has one.
std::size_t skips_bytes(std::uint32_t documents);

}  // namespace dw::catalogue
