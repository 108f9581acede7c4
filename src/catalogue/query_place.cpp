#include "catalogue/query_place.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/search_words.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t longest_name = 5;  // words, "Neustadt an der Weinstraße" has four
constexpr std::size_t most_words = 24;   // of a query that are looked at
constexpr std::size_t shortest_misspelt = 5;
// Inhabitants from which on a name is meant as one, by what else the word may be.
constexpr std::int64_t if_everyday = 200'000, if_known = 5'000, if_short = 10'000,
                       if_misspelt = 20'000;

// Sorted, folded. Names of places that are everyday words too.
constexpr std::array<std::string_view, 45> everyday = {
    "alt",    "altstadt", "au",    "bad",     "bahnhof", "berg",  "bergen", "brand",  "buch",
    "buchen", "burg",     "essen", "feld",    "garten",  "grab",  "hafen",  "halle",  "haus",
    "hof",    "horn",     "insel", "kirchen", "lage",    "land",  "laufen", "leer",   "markt",
    "messe",  "mitte",    "nord",  "ost",     "plan",    "rain",  "regen",  "schule", "see",
    "singen", "sinn",     "stadt", "stein",   "sud",     "tanne", "wald",   "weil",   "zentrum"};
constexpr std::array<std::string_view, 5> prepositions = {"in", "bei", "aus", "nach", "im"};

struct Token {
    std::string_view written;  // without punctuation around it
    std::size_t begin, end;    // in the text, with it
    std::string folded;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size() && tokens.size() < most_words;) {
        const auto begin = text.find_first_not_of(" \t", at);
        if (begin == text.npos) break;
        const auto end = std::min(text.find_first_of(" \t", begin), text.size());
        auto written = text.substr(begin, end - begin);
        constexpr std::string_view around = ",;:!?\"";
        while (!written.empty() && around.find(written.front()) != around.npos) {
            written.remove_prefix(1);
        }
        while (!written.empty() && around.find(written.back()) != around.npos) {
            written.remove_suffix(1);
        }
        tokens.push_back({written, begin, end, fold_word(written)});
        at = end;
    }
    return tokens;
}

bool is_postcode(std::string_view word) {
    return word.size() == 5 && word.find_first_not_of("0123456789") == word.npos;
}

// From one token to before another.
struct Span {
    std::size_t from, to;
};

class Finder {
  public:
    Finder(const AreaRegister& areas, std::string_view text,
           const std::function<bool(std::string_view)>& knows)
        : areas_(areas), text_(text), knows_(knows), tokens_(tokens_of(text)) {}

    QueryPlace find() const {
        if (const auto span = with_postcode()) return without(*span, written(*span), {});
        for (std::size_t words = std::min(longest_name, tokens_.size()); words > 0; --words) {
            // The end first: that is where people put it.
            for (std::size_t from = tokens_.size() - words + 1; from-- > 0;) {
                const Span span{from, from + words};
                if (is_place(span)) return without(span, written(span), {});
            }
        }
        return misspelt().value_or(QueryPlace{std::string(text_), {}, {}});
    }

  private:
    std::string_view written(Span span) const {
        const auto begin = tokens_[span.from].written.data();
        const auto& last = tokens_[span.to - 1].written;
        return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
    }

    std::optional<Span> with_postcode() const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is_postcode(tokens_[i].written)) continue;
            if (areas_.find_homes(tokens_[i].written, 1).empty()) continue;
            Span span{i, i + 1};
            for (std::size_t words = longest_name; words > 0; --words) {
                const Span name{i + 1, i + 1 + words};
                if (name.to <= tokens_.size() && areas_.named_home(written(name))) {
                    span.to = name.to;
                    break;
                }
            }
            return span;
        }
        return std::nullopt;
    }

    bool is_after_preposition(std::size_t token) const {
        return token > 0 && std::find(prepositions.begin(), prepositions.end(),
                                      tokens_[token - 1].folded) != prepositions.end();
    }

    bool has_matter_besides(Span span) const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const bool inside = i >= span.from && i < span.to;
            const auto& word = tokens_[i].folded;
            if (!inside && !is_stop_word(word) && kind_of(word) == WordKind::Matter) return true;
        }
        return false;
    }

    bool is_place(Span span) const {
        const bool single = span.to == span.from + 1;
        const auto& folded = tokens_[span.from].folded;
        if (folded.empty() || (single && (is_stop_word(folded) || folded.size() < 3))) return false;
        const auto home = areas_.named_home(written(span));
        if (!home) return false;
        if (is_after_preposition(span.from)) return single ? home->is_town : true;
        const bool last = span.to == tokens_.size();
        if (home->is_part) return last && single && is_only_a_name(folded);
        if (!single) return true;
        const bool at_either_end = last || span.from == 0;
        if (std::binary_search(everyday.begin(), everyday.end(), folded)) {
            return last && home->population >= if_everyday &&
                   (has_matter_besides(span) || tokens_.size() == 1);
        }
        if (kind_of(folded) != WordKind::Matter) return false;
        if (!home->is_whole || knows_(folded)) return at_either_end && home->population >= if_known;
        return folded.size() > 3 || home->population >= if_short;
    }

    // Parts of towns are called like anything.
    bool is_only_a_name(std::string_view folded) const {
        constexpr std::size_t shortest = 6;
        return folded.size() >= shortest && !knows_(folded) &&
               !std::binary_search(everyday.begin(), everyday.end(), folded);
    }

    // Only a word that is nothing else, at the end or behind "in".
    std::optional<QueryPlace> misspelt() const {
        for (std::size_t i = tokens_.size(); i-- > 0;) {
            const auto& token = tokens_[i];
            const bool fits = i + 1 == tokens_.size() || is_after_preposition(i);
            const bool letters = token.folded.size() >= shortest_misspelt &&
                                 token.folded.find_first_of("0123456789") == std::string::npos;
            if (!fits || !letters || kind_of(token.folded) != WordKind::Matter) continue;
            const bool word = is_stop_word(token.folded) || knows_(token.folded) ||
                              std::binary_search(everyday.begin(), everyday.end(), token.folded);
            if (word) continue;
            const auto similar = areas_.similar_homes(token.written);
            if (similar.empty() || similar.front()->population < if_misspelt) continue;
            if (fold_word(similar.front()->short_name).front() != token.folded.front()) continue;
            return without({i, i + 1}, similar.front()->short_name, token.written);
        }
        return std::nullopt;
    }

    QueryPlace without(Span span, std::string_view place, std::string_view typed) const {
        if (is_after_preposition(span.from)) --span.from;
        const auto before = trim(text_.substr(0, tokens_[span.from].begin));
        const auto after = trim(text_.substr(tokens_[span.to - 1].end));
        std::string words(before);
        if (!before.empty() && !after.empty()) words += ' ';
        words += after;
        return {std::move(words), std::string(place), std::string(typed)};
    }

    const AreaRegister& areas_;
    std::string_view text_;
    const std::function<bool(std::string_view)>& knows_;
    std::vector<Token> tokens_;
};

}  // namespace

QueryPlace place_in_query(const AreaRegister& areas, std::string_view text,
                          const std::function<bool(std::string_view)>& knows) {
    static_assert(std::is_sorted(everyday.begin(), everyday.end()));
    const auto asked = trim(cut(text, limits::query_bytes));
    return Finder(areas, asked, knows).find();
}

}  // namespace dw::catalogue
