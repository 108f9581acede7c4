// From written text to the words an index can compare: folded letters, stems, parts of compounds.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "terms/language.h"

namespace dw::catalogue {

// Plain lower case letters: ä and ae are a, ß is ss, accents are gone. Empty for punctuation alone.
std::string fold_word(std::string_view word);
struct WrittenWord {
    std::string_view written;  // borrowed from the text
    std::string folded;
};
// The words of a plain text in order. "E-Mail-Adresse" is three words.
std::vector<WrittenWord> written_words(std::string_view text);
std::vector<std::string> folded_words(std::string_view text);
// Words that say nothing about a service ("ich", "eine", "wie", "the"); folded.
bool is_stop_word(std::string_view folded);
// What a word of a query says: what it is about ("Hund"), what is to be done with it ("anmelden"),
// or nothing that tells services apart ("beantragen", "Formular", "Termin").
enum class WordKind : std::uint8_t { Matter, Act, Filler };
WordKind kind_of(std::string_view folded);

// Snowball stemmer of one language. Used by one thread at a time.
class Stemmer {
  public:
    explicit Stemmer(Language language);
    std::string stem(std::string_view folded) const;

  private:
    struct Release {
        void operator()(void* stemmer) const;
    };
    std::unique_ptr<void, Release> stemmer_;
};

// Parts of a German compound ("hundesteueranmeldung": hunde, steuer, anmeldung), each a known word
// of at least four letters (a few have three: "Baustelle"), joined directly or by s, n, en, e, er,
// es. Empty when it does not come apart. Among several ways the one with the longest last part
// wins: that part says what the word is.
std::vector<std::string> compound_parts(std::string_view folded,
                                        const std::function<bool(std::string_view)>& known);

}  // namespace dw::catalogue
