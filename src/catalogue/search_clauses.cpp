// How a query is understood. Each word is looked for as its German and its English stem, as the
// beginning of longer words (the last word only: people stop typing), joined with its neighbour
// ("Führer Schein"), and as its synonyms. A word that neither the catalogue nor the synonyms have
// is taken apart as a compound; failing that, as a word somebody mistyped.
#include "catalogue/search_clauses.h"

#include <algorithm>
#include <tuple>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/search_spelling.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_words = 12;
constexpr std::size_t shortest_beginning = 3;
constexpr std::size_t most_longer_words = 24;
constexpr std::size_t most_near_words = 3, most_corrected = 4;
constexpr std::size_t shortest_with_other_start = 7;
constexpr int most_cuts = 6;  // of a compound that are tried with a mistyped part
constexpr float longer_weight = 0.5F, synonym_weight = 0.8F, only_synonym_weight = 0.9F,
                corrected_weight = 0.8F, less_likely_weight = 0.4F, bonus_weight = 0.2F;
constexpr float filler_importance = 0.15F, act_importance = 0.45F, first_importance = 1.15F;
constexpr std::size_t key_digits = 14;
// A word that rare may be a slip in a text as well as in the query.
constexpr std::uint64_t rare = 2, common_factor = 10;

struct Stemmers {
    Stemmer german{Language::German};
    Stemmer english{Language::English};
};

struct Word {
    std::string written, folded, stem;
    WordKind kind = WordKind::Matter;
    std::string joined;                 // stem of it and a neighbour in one; "" mostly
    std::vector<std::string> parts;     // of an unknown compound
    std::vector<NearWord> less_likely;  // other words it may have been meant to be
    Likeness likeness = Likeness::Same;
    float share = 1;  // of the word that was typed
};

void add(Clause& clause, std::string term, float weight, Likeness likeness) {
    for (auto& known : clause.alternatives) {
        if (known.term != term) continue;
        if (weight > known.weight) known = {std::move(term), weight, likeness};
        return;
    }
    clause.alternatives.push_back({std::move(term), weight, likeness});
}

// "Brauch", "meld", "bezahln": spoken German drops an e. Only words that say nothing by themselves
// are completed, so that no noun becomes a verb.
std::string with_dropped_e(std::string folded) {
    const auto says_nothing = [](std::string_view word) {
        return is_stop_word(word) || kind_of(word) != WordKind::Matter;
    };
    if (folded.size() < shortest_beginning || says_nothing(folded)) return folded;
    if (says_nothing(folded + "e")) return folded + "e";
    if (!folded.ends_with('n')) return folded;
    auto verb = folded.substr(0, folded.size() - 1) + "en";
    return says_nothing(verb) ? verb : folded;
}

bool is_number(std::string_view word) {
    return word.find_first_of("0123456789") != word.npos;
}

// Best first: fewer slips, the same first letter, more services.
void sort_near(std::vector<NearWord>& words, std::string_view folded) {
    const auto order = [&](const NearWord& near) {
        return std::tuple(near.slips, near.folded.front() != folded.front(), ~near.documents);
    };
    std::sort(words.begin(), words.end(),
              [&](const NearWord& a, const NearWord& b) { return order(a) < order(b); });
}

class Reading {
  public:
    Reading(const Vocabulary& vocabulary, const Synonyms& synonyms)
        : vocabulary_(vocabulary), synonyms_(synonyms) {}

    Understanding of(std::string_view text) {
        read_words(text);
        join_neighbours();
        for (std::size_t i = 0; i < words_.size(); ++i) explain(i);
        take_apart();
        Understanding understood;
        for (std::size_t i = 0; i < words_.size(); ++i) add_clause(i);
        add_synonyms();
        understood.clauses = std::move(clauses_);
        for (auto& clause : bonus_) understood.clauses.push_back(std::move(clause));
        understood.corrections = std::move(corrections_);
        understood.suggestion = std::move(suggestion_);
        return understood;
    }

  private:
    void read_words(std::string_view text) {
        auto all = written_words(cut(text, limits::query_bytes));
        for (auto& word : all) word.folded = with_dropped_e(std::move(word.folded));
        const bool telling = std::any_of(all.begin(), all.end(), [](const WrittenWord& word) {
            return !is_stop_word(word.folded);
        });
        join_verbs(all);
        for (auto& [written, folded] : all) {
            if (words_.size() == most_words) break;
            if (telling && is_stop_word(folded)) continue;
            Word word;
            word.written = written;
            word.stem = stemmers_.german.stem(folded);
            word.kind = kind_of(folded);
            word.folded = std::move(folded);
            words_.push_back(std::move(word));
        }
        const bool only_fillers = std::all_of(words_.begin(), words_.end(), [](const Word& word) {
            return word.kind == WordKind::Filler;
        });
        if (!only_fillers) return;
        for (auto& word : words_) word.kind = WordKind::Matter;
    }

    // "Wie melde ich mein Auto ab?": the end of the sentence belongs to its verb.
    static void join_verbs(std::vector<WrittenWord>& all) {
        const auto verb = std::find_if(all.begin(), all.end(), [](const WrittenWord& word) {
            return word.folded == "melde" || word.folded == "melden" || word.folded == "meldet";
        });
        if (verb == all.end()) return;
        for (auto end = verb + 1; end != all.end(); ++end) {
            if (end->folded != "an" && end->folded != "ab" && end->folded != "um") continue;
            const bool last = end + 1 == all.end();
            if (last) verb->folded = end->folded + "melden";
        }
    }

    // "Personal Ausweis", "Hunde Steuer".
    void join_neighbours() {
        for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
            for (const auto* joint : {"", "s"}) {
                const auto stem =
                    stemmers_.german.stem(words_[i].folded + joint + words_[i + 1].folded);
                const bool known = vocabulary_.documents_with(stem) > 0 || synonyms_.has_stem(stem);
                if (!known || is_number(stem)) continue;
                words_[i].joined = words_[i + 1].joined = stem;
                words_[i].kind = words_[i + 1].kind = WordKind::Matter;
            }
        }
    }

    bool is_found(std::string_view folded) const {
        return vocabulary_.documents_with(stemmers_.german.stem(std::string(folded))) > 0;
    }

    bool is_known(const Word& word) const {
        return vocabulary_.documents_with(word.stem) > 0 || synonyms_.has_stem(word.stem) ||
               vocabulary_.documents_with(stemmers_.english.stem(word.folded)) > 0;
    }

    bool is_beginning(std::size_t i) const {
        return i + 1 == words_.size() && words_[i].folded.size() >= shortest_beginning &&
               !vocabulary_.starting_with(words_[i].folded, 1).empty();
    }

    // An unknown word comes apart, or is taken for another.
    void explain(std::size_t i) {
        auto& word = words_[i];
        if (word.kind == WordKind::Filler || !word.joined.empty() || is_number(word.folded)) return;
        if (is_known(word)) {
            suggest(word);
            return;
        }
        if (is_beginning(i)) return;
        if (take_for_another(word, 1)) return;
        word.parts =
            compound_parts(word.folded, [this](std::string_view part) { return is_found(part); });
        if (!word.parts.empty()) return;
        if (!take_for_another(word, 2) && !correct_part(word)) take_known_part(word);
    }

    bool take_for_another(Word& word, int slips) {
        const bool long_enough = slips <= forgiven_slips(word.folded.size());
        if (!long_enough || corrections_.size() == most_corrected) return false;
        auto near = near_words(word.folded, slips);
        if (near.empty()) return false;
        correct(word, near.front());
        for (std::size_t k = 1; k < near.size() && k < most_near_words; ++k) {
            if (near[k].slips > near.front().slips) break;
            word.less_likely.push_back(std::move(near[k]));
        }
        return true;
    }

    void correct(Word& word, const NearWord& meant) {
        // A word that is only known as what others mean is right as it stands.
        if (meant.slips > 0) corrections_.push_back({word.written, meant.written});
        word.written = meant.written;
        word.folded = meant.folded;
        word.stem = stemmers_.german.stem(word.folded);
        word.kind = kind_of(word.folded);
        word.likeness = Likeness::Corrected;
    }

    std::vector<NearWord> near_words(const std::string& folded, int slips) const {
        auto near = vocabulary_.near(folded, slips);
        const auto& others = synonyms_.words();
        const WordList list{static_cast<std::uint32_t>(others.size()), [&](std::uint32_t number) {
                                return std::string_view(others[number].folded);
                            }};
        for (const auto& similar : similar_words(folded, slips, list)) {
            const auto& other = others[similar.number];
            near.push_back({other.folded, other.written, 1, similar.slips});
        }
        // Another first letter makes another word, unless nearly all of a long one is the same.
        std::erase_if(near, [&](const NearWord& one) {
            const bool close = one.slips == 1 && folded.size() >= shortest_with_other_start;
            return !close && one.folded.front() != folded.front();
        });
        sort_near(near, folded);
        return near;
    }

    // "Hundesteueranmeldnug": one part is known, the other nearly.
    bool correct_part(Word& word) {
        constexpr std::size_t shortest = 4;
        int cuts = 0;
        for (std::size_t cut = word.folded.size(); cut-- > shortest && cuts < most_cuts;) {
            if (word.folded.size() - cut < shortest + 1) continue;
            const auto left = word.folded.substr(0, cut);
            const bool joint = left.ends_with('s') && is_found(left.substr(0, cut - 1));
            if (!joint && !is_found(left)) continue;
            ++cuts;
            const auto near = near_words(word.folded.substr(cut), 1);
            if (near.empty()) continue;
            if (near.front().slips > 0) {
                corrections_.push_back({word.written, left + near.front().folded});
            }
            word.parts = {left, near.front().folded};
            return true;
        }
        return false;
    }

    // "Sozialwohnungsdings": better the part that is known than nothing.
    void take_known_part(Word& word) {
        constexpr std::size_t shortest = 5, rest = 3;
        const auto& folded = word.folded;
        for (std::size_t size = folded.size(); size-- > shortest;) {
            if (folded.size() - size < rest) continue;
            const auto left = folded.substr(0, size), right = folded.substr(folded.size() - size);
            for (const auto& part : {left, right}) {
                const auto stem = stemmers_.german.stem(part);
                if (!vocabulary_.has_prominent(part) && !synonyms_.has_stem(stem)) continue;
                word.parts = {part};
                return;
            }
        }
    }

    // What is rare but one letter away from a common word may be a slip.
    void suggest(const Word& word) {
        const auto documents = vocabulary_.documents_with(word.stem);
        const bool odd = documents <= rare && word.folded.size() > 4 &&
                         !vocabulary_.has_prominent(word.folded) && !synonyms_.has_stem(word.stem);
        if (!odd || !suggestion_.empty()) return;
        for (const auto& near : near_words(word.folded, 1)) {
            if (near.documents < common_factor * std::max<std::uint64_t>(documents, 1)) continue;
            for (const auto& one : words_) {
                if (!suggestion_.empty()) suggestion_ += ' ';
                suggestion_ += &one == &word ? near.written : one.written;
            }
            return;
        }
    }

    // Parts of compounds are words from here on.
    void take_apart() {
        std::vector<Word> all;
        for (auto& word : words_) {
            if (word.parts.empty()) all.push_back(word);
            for (const auto& part : word.parts) {
                Word one;
                one.written = word.written;
                one.folded = part;
                one.stem = stemmers_.german.stem(part);
                one.kind = kind_of(part);
                one.likeness = Likeness::Part;
                one.share = 1.0F / static_cast<float>(word.parts.size());
                all.push_back(std::move(one));
            }
        }
        words_ = std::move(all);
    }

    void add_clause(std::size_t i) {
        const auto& word = words_[i];
        Clause clause;
        clause.typed = word.written;
        clause.importance = importance_of(i) * word.share;
        clause.says_what = word.kind == WordKind::Matter;
        const auto likeness = word.likeness;
        const float weight = likeness == Likeness::Corrected ? corrected_weight : 1;
        add(clause, word.stem, weight, likeness);
        add(clause, stemmers_.english.stem(word.folded), weight, likeness);
        if (!word.joined.empty()) add(clause, word.joined, 1, Likeness::Same);
        for (const auto& near : word.less_likely) {
            add(clause, stemmers_.german.stem(near.folded), less_likely_weight,
                Likeness::Corrected);
        }
        const bool digits = word.folded.find_first_not_of("0123456789") == std::string::npos;
        if (digits && word.folded.size() == key_digits) {
            add(clause, key_term + word.folded, 1, Likeness::Same);
        }
        add_longer(i, clause);
        clauses_.push_back(std::move(clause));
    }

    // What stands first is mostly what it is about.
    float importance_of(std::size_t i) const {
        switch (words_[i].kind) {
            case WordKind::Filler:
                return filler_importance;
            case WordKind::Act:
                return act_importance;
            case WordKind::Matter:
                break;
        }
        const bool first =
            std::none_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(i),
                         [](const Word& before) { return before.kind == WordKind::Matter; });
        return first ? first_importance : 1;
    }

    void add_longer(std::size_t i, Clause& clause) const {
        const auto& word = words_[i];
        const bool last = i + 1 == words_.size();
        if (!last || word.likeness != Likeness::Same || word.folded.size() < shortest_beginning)
            return;
        // A whole word is seldom only the beginning of one.
        const float weight = is_known(word) ? longer_weight / 2 : longer_weight;
        for (auto& longer : vocabulary_.starting_with(word.folded, most_longer_words)) {
            add(clause, std::move(longer), weight, Likeness::Longer);
        }
    }

    // Any of the other words will do; the more of them a service has, the better.
    void add_synonyms() {
        std::vector<std::string> stems;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto& word = words_[i];
            const bool joined = !word.joined.empty() && synonyms_.has_stem(word.joined);
            stems.push_back(joined ? word.joined : word.stem);
            places.push_back(i);
        }
        for (const auto& match : synonyms_.matches(stems)) {
            const auto is_act = [&](std::size_t place) {
                return words_[places[place]].kind == WordKind::Act;
            };
            const auto acts = std::count_if(match.words.begin(), match.words.end(), is_act);
            const bool both = acts > 0 && static_cast<std::size_t>(acts) < match.words.size();
            const bool divided = both && std::any_of(match.others.begin(), match.others.end(),
                                                     [](const Synonyms::Other& other) {
                                                         return other.kind == WordKind::Act;
                                                     });
            for (const auto place : match.words) {
                auto& clause = clauses_[places[place]];
                const bool unwritten = vocabulary_.documents_with(stems[place]) == 0;
                const float weight = unwritten ? only_synonym_weight : synonym_weight;
                for (const auto& other : match.others) {
                    // "Anmeldung" stands for "anmelden", and not for the dog.
                    const bool act = other.kind == WordKind::Act;
                    const bool fits = !divided || act == is_act(place);
                    const float share = other.kind == WordKind::Matter ? 1 : act_importance;
                    if (fits) add(clause, other.stem, weight * share, Likeness::OtherWord);
                }
            }
            if (match.others.size() < 2) continue;
            for (const auto& other : match.others) {
                Clause clause;
                clause.importance = 0;
                add(clause, other.stem, bonus_weight, Likeness::OtherWord);
                bonus_.push_back(std::move(clause));
            }
        }
    }

    const Vocabulary& vocabulary_;
    const Synonyms& synonyms_;
    Stemmers stemmers_;
    std::vector<Word> words_;
    std::vector<Clause> clauses_, bonus_;
    std::vector<Correction> corrections_;
    std::string suggestion_;
};

}  // namespace

Understanding understand(std::string_view text, const Vocabulary& vocabulary,
                         const Synonyms& synonyms) {
    return Reading(vocabulary, synonyms).of(text);
}

}  // namespace dw::catalogue
