// Segment: an immutable part of the search index as bytes, kept in memory.
//
// Not precious: it is made anew when it is missing, damaged or of another version. Layout, all
// numbers little-endian, offsets from the start of the file:
//
//   header, 120 bytes  "DWSEARCH", version u32, documents u32, terms u32, removed u32, change i64,
//                      stamp 16 bytes, sum of document lengths u64, six section offsets u64
//                      (document table, id order, term table, removed ids, word table, blob),
//                      words u32, zero u32, checksum u64 of everything else
//   document table     per document: record offset u32, record bytes u32, length u32, title words
//                      u32; sorted by sort key, then id
//   id order           document numbers u32, sorted by id
//   term table         per term: bytes offset u32, bytes u32, postings offset u32, postings bytes
//                      u32, documents u32, bytes of the strong ones among the postings u32, offset
//                      of the skips of the strong ones u32, of the others u32 (0: a short list);
//                      sorted by the term's bytes
//   removed            per id: offset u32, bytes u32; services that were deleted; sorted
//   word table         words of titles and keywords, to compare misspelt ones with; per word:
//                      folded offset u32, bytes u32, as written offset u32, bytes u32, documents
//                      u32; sorted by the folded word
//   blob               records, term bytes, postings, skips, words; offsets above are relative to
//                      it; a record or a term stands first
//
// A record is strings with varint lengths in the order of DocumentView; postings are described in
// search_postings.h. The strong ones, in a title or with some weight, stand before the others: what
// is about a word is found without reading what only mentions it. The checksum is against torn
// writes and bad disks; nothing read here is trusted for memory safety.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"
#include "catalogue/search_document.h"
#include "catalogue/search_postings.h"

namespace dw::catalogue {

inline constexpr std::uint32_t segment_version =
    5;  // grows with every change of layout or analysis, and of what is popular
inline constexpr std::size_t segment_stamp_bytes = 16;

// Terms of other things than words start with one of these.
inline constexpr char key_term = '\x01';    // LeiKa key
inline constexpr char topic_term = '\x02';  // code of a topic
inline constexpr char other_id_term = '\x03';

// Borrowed from the segment; valid as long as it lives.
struct DocumentView {
    std::string_view id, sort_key, title_de, title_en, teaser_de, teaser_en;
    std::string_view keys;      // each followed by '\n'
    std::string_view topics;    // code, '\t', German, '\t', English, '\n'
    std::string_view areas;     // each followed by '\n'
    std::string_view validity;  // from, '/', until, '\n'
    bool holds_on(Date day) const;
    bool valid_in(std::string_view area_key) const;  // "" asks for everywhere
};

// What most documents are let through by without reading their record.
struct Traits {
    bool has_validity, has_areas, has_responsibility;
    bool is_popular;     // one of its keys belongs to an object that many look for
    bool is_best_known;  // one of its keys is what most of them want
};

enum class Depth : std::uint8_t { Strong, All };
inline constexpr std::uint32_t strong_weight = 4;  // from here on without a title

// May be used from any thread.
class Segment {
  public:
    // NotFound when there is no such file; Corrupt when it is not a whole segment of this version.
    static Result<std::shared_ptr<const Segment>> read_file(const std::string& path);
    static Result<std::shared_ptr<const Segment>> from_bytes(std::string bytes);
    Segment(const Segment&) = delete;
    Segment& operator=(const Segment&) = delete;

    std::uint32_t documents() const { return documents_; }
    std::uint32_t terms() const { return terms_; }
    std::uint32_t removed() const { return removed_; }
    std::int64_t change() const { return change_; }
    std::string_view stamp() const { return stamp_; }
    std::uint64_t total_length() const { return total_length_; }

    DocumentView document(std::uint32_t number) const;
    std::uint32_t length(std::uint32_t number) const;
    std::uint32_t title_words(std::uint32_t number) const;
    Traits traits(std::uint32_t number) const;
    std::optional<std::uint32_t> find(std::string_view id) const;
    bool has_removed(std::string_view id) const;
    std::string_view removed_id(std::uint32_t number) const;

    std::string_view term(std::uint32_t number) const;
    std::uint32_t first_term_from(std::string_view bytes) const;  // terms() when there is none
    std::optional<std::uint32_t> find_term(std::string_view bytes) const;
    std::uint32_t documents_with(std::uint32_t term) const;
    Postings strong(std::uint32_t term) const;
    Postings mentions(std::uint32_t term) const;  // all but the strong ones
    std::array<Postings, 2> postings(std::uint32_t term) const {
        return {strong(term), mentions(term)};
    }

    std::uint32_t words() const { return words_; }
    std::string_view word(std::uint32_t number) const;          // folded
    std::string_view written_word(std::uint32_t number) const;  // as somebody wrote it
    std::uint32_t documents_with_word(std::uint32_t number) const;

  private:
    explicit Segment(std::string bytes);
    Outcome read_header();
    std::uint32_t number_at(std::uint64_t offset) const;
    std::string_view id_of(std::uint32_t number) const;
    std::string_view in_blob(std::uint32_t offset, std::uint32_t bytes) const;
    std::pair<std::string_view, std::string_view> posting_bytes(std::uint32_t term) const;
    std::string_view skips_at(std::uint64_t offset) const;

    std::string own_;
    std::string_view bytes_;  // the same
    std::uint32_t documents_ = 0, terms_ = 0, removed_ = 0, words_ = 0;
    std::int64_t change_ = 0;
    std::string_view stamp_;
    std::uint64_t total_length_ = 0;
    std::uint64_t table_ = 0, order_ = 0, term_table_ = 0, removed_table_ = 0, word_table_ = 0,
                  blob_ = 0;
};

// Bits of the last field of a document's row.
inline constexpr std::uint32_t title_words_mask = 0xffffU;
inline constexpr std::uint32_t best_known_bit = 1U << 27, popular_bit = 1U << 28;
inline constexpr std::uint32_t validity_bit = 1U << 29, areas_bit = 1U << 30,
                               responsibility_bit = 1U << 31;

// Of a whole segment, its own place in the header left out.
std::uint64_t segment_checksum(std::string_view bytes);

}  // namespace dw::catalogue
