// Makes the bytes of a segment from documents.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalogue/search_document.h"
#include "catalogue/search_words.h"

namespace dw::catalogue {

struct SegmentLabel {
    std::int64_t change = 0;  // the catalogue's change number the documents were read at
    std::string stamp;        // says of which catalogue; cut or filled to segment_stamp_bytes
};

// Used by one thread, for one segment.
class SegmentBuilder {
  public:
    // `known_elsewhere` says whether a stem is a word of the segments that are there already;
    // compounds come apart into those words too.
    explicit SegmentBuilder(std::function<bool(std::string_view)> known_elsewhere = {});

    void add(const SearchDocument& document);
    void remove(const SourceId& service);
    std::string finish(const SegmentLabel& label);

  private:
    struct Word {
        std::string folded;
        std::string stem;
        Language language;
        std::uint32_t documents = 0;
        std::string written;  // as a title or a keyword has it; "" when none does
        bool is_prominent() const { return !written.empty(); }
    };
    struct Use {
        std::uint32_t word;
        std::uint32_t weight;
        bool in_title;
    };
    struct Entry {
        std::string id, sort_key, record;
        std::vector<Use> uses;
        std::vector<std::string> codes;  // terms that are no words
        std::uint32_t length = 0, title_words = 0, traits = 0;
    };
    // What a word is looked up by: its stem, and the stems of its parts.
    struct TermsOfWord {
        std::uint32_t whole;
        std::vector<std::uint32_t> parts;
    };
    struct Postings {
        std::string bytes;
        std::uint32_t last_document = 0;
    };
    struct Term {
        std::string bytes;
        Postings strong, weak;
        std::uint32_t documents = 0;
    };

    void add_text(Entry& entry, const Localized& text, std::uint32_t weight);
    void add_text(Entry& entry, std::string_view text, Language language, std::uint32_t weight);
    std::uint32_t word_number(const std::string& folded, Language language);
    bool is_known(std::string_view folded) const;
    std::vector<TermsOfWord> terms_of_words();
    std::uint32_t term_number(const std::string& bytes);
    void add_posting(std::uint32_t term, std::uint32_t document, std::uint32_t weight,
                     bool in_title);
    void add_postings(const std::vector<TermsOfWord>& terms);
    std::string written(const SegmentLabel& label) const;
    std::vector<const Word*> words_to_compare() const;

    std::function<bool(std::string_view)> known_elsewhere_;
    Stemmer german_{Language::German};
    Stemmer english_{Language::English};
    std::vector<Word> words_;
    std::unordered_map<std::string, std::uint32_t> word_numbers_;
    std::vector<Entry> entries_;
    std::vector<std::string> removed_;
    std::vector<Term> terms_;
    std::unordered_map<std::string, std::uint32_t> term_numbers_;
};

}  // namespace dw::catalogue
