#include "catalogue/search_segment_builder.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/text.h"
#include "base/varint.h"
#include "catalogue/popular_keys.h"
#include "catalogue/search_segment.h"

namespace dw::catalogue {

namespace {

// How much a word counts by where it stands; a sum of at most 127 fits into a posting.
constexpr std::uint32_t title_weight = 8, keyword_weight = 4, teaser_weight = 2, text_weight = 1;
constexpr std::uint32_t most_weight = 127;
constexpr std::size_t shortest_compared = 4, longest_compared = 32;
constexpr std::uint32_t part_divisor = 3;  // a part of a compound says less than the word itself

template <class Number>
void put(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
    }
}

void put_string(std::string& out, std::string_view text) {
    put_varint(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += part + '\n';
    return out;
}

// Tabs and line ends separate fields in a record.
std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
    return text;
}

std::string joined(const std::vector<DocumentTopic>& topics) {
    std::string out;
    for (const auto& topic : topics) {
        out += on_one_line(topic.code) + '\t' + on_one_line(topic.de) + '\t' +
               on_one_line(topic.en) + '\n';
    }
    return out;
}

std::string joined(const std::vector<Validity>& validity) {
    std::string out;
    for (const auto& period : validity) {
        if (period.from) out += to_string(*period.from);
        out += '/';
        if (period.until) out += to_string(*period.until);
        out += '\n';
    }
    return out;
}

std::uint32_t popularity_of(const std::vector<std::string>& keys) {
    const bool popular = std::any_of(keys.begin(), keys.end(), is_popular_object);
    const bool best_known = std::any_of(keys.begin(), keys.end(), is_popular_key);
    return (popular ? popular_bit : 0) | (best_known ? best_known_bit : 0);
}

std::string record_of(const SearchDocument& document, std::string_view id, std::string_view key) {
    std::string record;
    for (const std::string_view field :
         {id, key, std::string_view(document.title_de), std::string_view(document.title_en),
          std::string_view(document.teaser_de), std::string_view(document.teaser_en)}) {
        put_string(record, field);
    }
    put_string(record, joined(document.keys));
    put_string(record, joined(document.topics));
    put_string(record, joined(document.areas));
    put_string(record, joined(document.validity));
    return record;
}

}  // namespace

SegmentBuilder::SegmentBuilder(std::function<bool(std::string_view)> known_elsewhere)
    : known_elsewhere_(std::move(known_elsewhere)) {}

void SegmentBuilder::add(const SearchDocument& document) {
    Entry entry;
    entry.id = document.service.to_string();
    entry.sort_key = sort_key(document.title_de.empty() ? document.title_en : document.title_de);
    entry.record = record_of(document, entry.id, entry.sort_key);
    entry.traits =
        (document.validity.empty() ? 0 : validity_bit) | (document.areas.empty() ? 0 : areas_bit) |
        (document.has_responsibility ? responsibility_bit : 0) | popularity_of(document.keys);
    add_text(entry, document.title_de, Language::German, title_weight);
    add_text(entry, document.title_en, Language::English, title_weight);
    add_text(entry, document.keywords, keyword_weight);
    for (const auto& topic : document.topics) {
        add_text(entry, topic.de, Language::German, teaser_weight);
        add_text(entry, topic.en, Language::English, teaser_weight);
        entry.codes.push_back(topic_term + topic.code);
    }
    add_text(entry, document.teaser_de, Language::German, teaser_weight);
    add_text(entry, document.teaser_en, Language::English, teaser_weight);
    add_text(entry, document.text, text_weight);
    for (const auto& key : document.keys) entry.codes.push_back(key_term + key);
    for (const auto& id : document.other_ids) {
        entry.codes.push_back(other_id_term + id.to_string());
    }

    // Each word once, with the sum of its weights.
    auto& uses = entry.uses;
    std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.word < b.word; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
        if (kept > 0 && uses[kept - 1].word == uses[i].word) {
            uses[kept - 1].weight += uses[i].weight;
            uses[kept - 1].in_title |= uses[i].in_title;
        } else {
            uses[kept++] = uses[i];
        }
    }
    uses.resize(kept);
    uses.shrink_to_fit();
    for (const auto& use : uses) ++words_[use.word].documents;
    entries_.push_back(std::move(entry));
}

void SegmentBuilder::remove(const SourceId& service) {
    removed_.push_back(service.to_string());
}

void SegmentBuilder::add_text(Entry& entry, const Localized& text, std::uint32_t weight) {
    for (const auto& [code, content] : text) {
        const bool english = code == code_of(Language::English);
        add_text(entry, content, english ? Language::English : Language::German, weight);
    }
}

void SegmentBuilder::add_text(Entry& entry, std::string_view text, Language language,
                              std::uint32_t weight) {
    const bool title = weight == title_weight;
    for (const auto& [written, folded] : written_words(text)) {
        if (is_stop_word(folded)) continue;
        const auto number = word_number(folded, language);
        auto& word = words_[number];
        if (weight >= keyword_weight && !word.is_prominent()) word.written = written;
        entry.uses.push_back({number, weight, title});
        entry.length += weight;
        entry.title_words += title && language == Language::German;
    }
}

std::uint32_t SegmentBuilder::word_number(const std::string& folded, Language language) {
    const bool german = language == Language::German;
    const auto [place, added] = word_numbers_.try_emplace(
        (german ? "d" : "e") + folded, static_cast<std::uint32_t>(words_.size()));
    if (added) {
        const auto& stemmer = german ? german_ : english_;
        words_.push_back({folded, stemmer.stem(folded), language, 0, {}});
    }
    return place->second;
}

// Words that only one text has once are as likely slips of the pen.
bool SegmentBuilder::is_known(std::string_view folded) const {
    const auto found = word_numbers_.find("d" + std::string(folded));
    if (found != word_numbers_.end()) {
        const auto& word = words_[found->second];
        if (word.is_prominent() || word.documents > 1) return true;
    }
    return known_elsewhere_ && known_elsewhere_(german_.stem(folded));
}

std::uint32_t SegmentBuilder::term_number(const std::string& bytes) {
    const auto [place, added] =
        term_numbers_.try_emplace(bytes, static_cast<std::uint32_t>(terms_.size()));
    if (added) terms_.push_back({bytes, {}, {}, 0});
    return place->second;
}

std::vector<SegmentBuilder::TermsOfWord> SegmentBuilder::terms_of_words() {
    const auto known = [this](std::string_view part) { return is_known(part); };
    std::vector<TermsOfWord> terms;
    terms.reserve(words_.size());
    for (const auto& word : words_) {
        TermsOfWord of_word{term_number(word.stem), {}};
        if (word.language == Language::German) {
            for (const auto& part : compound_parts(word.folded, known)) {
                of_word.parts.push_back(term_number(german_.stem(part)));
            }
        }
        terms.push_back(std::move(of_word));
    }
    return terms;
}

void SegmentBuilder::add_posting(std::uint32_t term, std::uint32_t document, std::uint32_t weight,
                                 bool in_title) {
    auto& of = terms_[term];
    auto& postings = in_title || weight >= strong_weight ? of.strong : of.weak;
    put_varint(postings.bytes, document - postings.last_document);
    const auto byte = std::clamp(weight, 1U, most_weight) | (in_title ? 0x80U : 0U);
    postings.bytes += static_cast<char>(byte);
    postings.last_document = document;
    ++of.documents;
}

void SegmentBuilder::add_postings(const std::vector<TermsOfWord>& terms) {
    std::vector<Use> found;  // here `word` is the number of a term
    for (std::uint32_t document = 0; document < entries_.size(); ++document) {
        auto& entry = entries_[document];
        found.clear();
        for (const auto& use : entry.uses) {
            found.push_back({terms[use.word].whole, use.weight, use.in_title});
            for (const auto part : terms[use.word].parts) {
                found.push_back({part, std::max(1U, use.weight / part_divisor), use.in_title});
            }
        }
        for (const auto& code : entry.codes) found.push_back({term_number(code), 1, false});
        std::sort(found.begin(), found.end(),
                  [](const Use& a, const Use& b) { return a.word < b.word; });
        for (std::size_t i = 0; i < found.size();) {
            auto sum = found[i];
            for (++i; i < found.size() && found[i].word == sum.word; ++i) {
                sum.weight += found[i].weight;
                sum.in_title |= found[i].in_title;
            }
            add_posting(sum.word, document, sum.weight, sum.in_title);
        }
    }
}

std::string SegmentBuilder::finish(const SegmentLabel& label) {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.sort_key, a.id) < std::tie(b.sort_key, b.id);
    });
    std::sort(removed_.begin(), removed_.end());
    add_postings(terms_of_words());
    std::sort(terms_.begin(), terms_.end(),
              [](const Term& a, const Term& b) { return a.bytes < b.bytes; });
    return written(label);
}

// Each of titles and keywords once; short ones and numbers are not told apart by a letter.
std::vector<const SegmentBuilder::Word*> SegmentBuilder::words_to_compare() const {
    std::vector<const Word*> words;
    for (const auto& word : words_) {
        const auto& folded = word.folded;
        const bool letters = folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == folded.npos;
        const bool fits = folded.size() >= shortest_compared && folded.size() <= longest_compared;
        if (word.is_prominent() && letters && fits) words.push_back(&word);
    }
    std::sort(words.begin(), words.end(), [](const Word* a, const Word* b) {
        return std::tie(a->folded, b->documents) < std::tie(b->folded, a->documents);
    });
    const auto same = [](const Word* a, const Word* b) { return a->folded == b->folded; };
    words.erase(std::unique(words.begin(), words.end(), same), words.end());
    return words;
}

std::string SegmentBuilder::written(const SegmentLabel& label) const {
    std::string blob, table, order, term_table, removed_table, word_table;
    std::uint64_t total_length = 0;
    const auto place = [&](std::string& rows, std::string_view bytes) {
        put(rows, static_cast<std::uint32_t>(blob.size()));
        put(rows, static_cast<std::uint32_t>(bytes.size()));
        blob += bytes;
    };
    const auto documents = static_cast<std::uint32_t>(entries_.size());
    const auto place_skips = [&](std::string_view list) {
        const auto skips = skips_of(list, documents);
        put(term_table, skips.empty() ? 0U : static_cast<std::uint32_t>(blob.size()));
        blob += skips;
    };
    for (const auto& entry : entries_) {
        place(table, entry.record);
        put(table, entry.length);
        put(table, std::min(entry.title_words, title_words_mask) | entry.traits);
        total_length += entry.length;
    }
    std::vector<std::uint32_t> by_id(entries_.size());
    std::iota(by_id.begin(), by_id.end(), 0U);
    std::sort(by_id.begin(), by_id.end(),
              [&](auto a, auto b) { return entries_[a].id < entries_[b].id; });
    for (const auto number : by_id) put(order, number);
    for (const auto& term : terms_) {
        place(term_table, term.bytes);
        place(term_table, term.strong.bytes + term.weak.bytes);
        put(term_table, term.documents);
        put(term_table, static_cast<std::uint32_t>(term.strong.bytes.size()));
        place_skips(term.strong.bytes);
        place_skips(term.weak.bytes);
    }
    for (const auto& id : removed_) place(removed_table, id);
    const auto words = words_to_compare();
    for (const auto* word : words) {
        place(word_table, word->folded);
        place(word_table, word->written);
        put(word_table, word->documents);
    }

    std::string out = "DWSEARCH";
    put(out, segment_version);
    put(out, documents);
    put(out, static_cast<std::uint32_t>(terms_.size()));
    put(out, static_cast<std::uint32_t>(removed_.size()));
    put(out, label.change);
    std::string stamp = label.stamp;
    stamp.resize(segment_stamp_bytes);
    out += stamp;
    put(out, total_length);
    const std::array sections = {&table, &order, &term_table, &removed_table, &word_table, &blob};
    std::uint64_t offset = out.size() + (sections.size() + 2) * sizeof(std::uint64_t);
    for (const auto* section : sections) {
        put(out, offset);
        offset += section->size();
    }
    put(out, static_cast<std::uint32_t>(words.size()));
    put(out, std::uint32_t{0});
    const std::size_t checksum_at = out.size();
    put(out, std::uint64_t{0});
    for (const auto* section : sections) out += *section;
    std::string checksum;
    put(checksum, segment_checksum(out));
    out.replace(checksum_at, checksum.size(), checksum);
    return out;
}

}  // namespace dw::catalogue
