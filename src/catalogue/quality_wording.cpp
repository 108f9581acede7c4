// Sentences and lengths of time in German texts. German counts in words ("zwei Wochen") and says
// deadlines with ordinals ("am dritten Werktag"); "spätestens am nächsten Werktag" is one day.
#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "catalogue/html_reduction.h"
#include "catalogue/quality.h"
#include "catalogue/service_wording.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view no_sentences[] = {"02", "03", "07"};  // names, and what laws are called
constexpr std::size_t quote_bytes = 240;
constexpr std::size_t most_words = 20'000;  // of one text; what is behind it is not looked at

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' ')) {
        if (!word.empty()) words.emplace_back(word);
        if (words.size() == most_words) break;
    }
    return words;
}

// "z. B.", "Abs. 2", "15." and "Nr. 3" end no sentence.
bool ends_sentence(const std::string& word, const std::string* next) {
    const char last = word.back();
    if (last == '!' || last == '?') return true;
    if (last != '.' && last != ':') return false;
    const std::string name = word.substr(0, word.size() - 1);
    const bool number = !name.empty() && name.find_first_not_of("0123456789.") == name.npos;
    static const std::map<std::string, int> abbreviations{
        {"Abs", 0}, {"Nr", 0},  {"bzw", 0}, {"ca", 0},  {"z", 0},   {"d", 0},    {"h", 0},
        {"u", 0},   {"a", 0},   {"B", 0},   {"ggf", 0}, {"Art", 0}, {"inkl", 0}, {"evtl", 0},
        {"Std", 0}, {"Tel", 0}, {"Str", 0}, {"vgl", 0}, {"i", 0}};
    if (last == '.' && (number || abbreviations.contains(name))) return false;
    if (next == nullptr) return true;
    const auto first = static_cast<unsigned char>(next->front());
    return last != ':' || (first >= 'A' && first <= 'Z');
}

// Paragraphs and items stand for themselves, also without a full stop.
std::vector<std::string> blocks_of(std::string_view html) {
    std::string marked(html);
    for (const std::string_view tag : {"</p>", "</li>", "<br>", "</h1>", "</h2>", "</h3>", "</h4>",
                                       "</h5>", "</h6>", "<ul>", "<ol>"}) {
        for (auto at = marked.find(tag); at != std::string::npos;
             at = marked.find(tag, at + tag.size() + 1)) {
            marked.insert(at, "\x1e");
        }
    }
    std::vector<std::string> blocks;
    for (const std::string_view block : split(marked, '\x1e'))
        blocks.push_back(text_of_html(block).html);
    return blocks;
}

void count_block(const std::string& block, SentenceCount& count) {
    const auto words = words_of(block);
    std::size_t length = 0;
    std::string sentence;
    for (std::size_t i = 0; i < words.size(); ++i) {
        ++length;
        sentence += (sentence.empty() ? "" : " ") + words[i];
        const std::string* next = i + 1 < words.size() ? &words[i + 1] : nullptr;
        if (next != nullptr && !ends_sentence(words[i], next)) continue;
        ++count.sentences;
        if (length > long_sentence_words) ++count.too_long;
        if (length > count.worst_words) {
            count.worst_words = length;
            count.worst = sentence;
        }
        length = 0;
        sentence.clear();
    }
}

}  // namespace

SentenceCount count_sentences(std::string_view html) {
    SentenceCount count;
    for (const std::string& block : blocks_of(html)) count_block(block, count);
    return count;
}

std::vector<QualityFinding> long_sentences(const Service& service) {
    std::vector<QualityFinding> found;
    for (const TextModule& module : service.modules) {
        if (std::ranges::find(no_sentences, module.code) != std::end(no_sentences)) continue;
        const auto german = module.content.find("de");
        if (german == module.content.end()) continue;
        const SentenceCount count = count_sentences(german->second);
        if (count.too_long == 0) continue;
        const auto share = count.too_long * 100 / count.sentences;
        std::string quote(cut(count.worst, quote_bytes));
        if (quote.size() < count.worst.size()) quote += " …";
        found.push_back({.kind = QualityKind::LongSentences,
                         .object = service.id,
                         .area = {},
                         .part = module.code,
                         .title = std::string(in(service.title(), Language::German)),
                         .details = std::to_string(share) + " % | " + quote,
                         .weight = static_cast<double>(count.worst_words)});
    }
    return found;
}

namespace {

std::optional<int> number_of(std::string word) {
    static const std::map<std::string, int, std::less<>> names{
        {"ein", 1},     {"eine", 1},      {"einem", 1},    {"einen", 1},     {"einer", 1},
        {"eines", 1},   {"zwei", 2},      {"drei", 3},     {"vier", 4},      {"fünf", 5},
        {"sechs", 6},   {"sieben", 7},    {"acht", 8},     {"neun", 9},      {"zehn", 10},
        {"zwölf", 12},  {"vierzehn", 14}, {"nächsten", 1}, {"folgenden", 1}, {"ersten", 1},
        {"zweiten", 2}, {"dritten", 3},   {"vierten", 4},  {"fünften", 5},   {"zehnten", 10},
        {"dreißig", 30}};
    word = lower(word);
    if (word.ends_with('.')) word.pop_back();
    if (const auto known = names.find(word); known != names.end()) return known->second;
    const auto digits = parse_integer(word);
    if (!digits || *digits < 1 || *digits > 1000) return std::nullopt;
    return static_cast<int>(*digits);
}

std::string unit_of(std::string word) {
    while (!word.empty() &&
           std::string_view(".,;:!?()").find(word.back()) != std::string_view::npos)
        word.pop_back();
    word = lower(word);
    for (const auto& [beginning, unit] : {std::pair{"werktag", "Werktag"},
                                          {"arbeitstag", "Arbeitstag"},
                                          {"tag", "Tag"},
                                          {"woche", "Woche"},
                                          {"monat", "Monat"},
                                          {"jahr", "Jahr"},
                                          {"stunde", "Stunde"}}) {
        if (!word.starts_with(beginning)) continue;
        const auto ending = std::string_view(word).substr(std::string_view(beginning).size());
        for (const std::string_view known : {"", "e", "en", "n", "s", "es"})
            if (ending == known) return unit;
    }
    return {};
}

// XZuFi units of a Frist: TAG, WOCHE, MONAT … and the numbers of the code list are as given.
std::string length_of(const Period& period) {
    if (!period.value) return {};
    const std::string unit = unit_of(period.unit);
    return unit.empty() ? std::string() : std::to_string(*period.value) + " " + unit;
}

void add(std::vector<std::string>& lengths, std::string length) {
    if (!length.empty() && std::ranges::find(lengths, length) == lengths.end())
        lengths.push_back(std::move(length));
}

std::string joined(const std::vector<std::string>& lengths) {
    std::string text;
    for (const std::string& length : lengths) text += (text.empty() ? "" : ", ") + length;
    return text;
}

// What the text of the deadline says, and what its fields say.
std::vector<std::string> text_lengths(const Service& service) {
    const TextModule* module = service.module("13");
    return module == nullptr ? std::vector<std::string>()
                             : lengths_in(in(module->content, Language::German));
}
std::vector<std::string> field_lengths(const Service& service) {
    std::vector<std::string> lengths;
    for (const Period& period : service.deadlines) {
        add(lengths, length_of(period));
        for (std::string& length : lengths_in(in(period.description, Language::German)))
            add(lengths, std::move(length));
    }
    std::ranges::sort(lengths);
    return lengths;
}

bool differ(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return false;
    return !std::ranges::includes(a, b) && !std::ranges::includes(b, a);
}

QualityFinding difference(const Service& service, const std::string& here,
                          const std::string& there) {
    return {.kind = QualityKind::DeadlinesDiffer,
            .object = service.id,
            .area = {},
            .part = "13",
            .title = std::string(in(service.title(), Language::German)),
            .details = here + " | " + there};
}

}  // namespace

std::vector<std::string> lengths_in(std::string_view html) {
    std::vector<std::string> lengths;
    const auto words = words_of(text_of_html(html).html);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const auto number = number_of(words[i]);
        if (!number) continue;
        const std::string unit = unit_of(words[i + 1]);
        if (!unit.empty()) add(lengths, std::to_string(*number) + " " + unit);
    }
    std::ranges::sort(lengths);
    return lengths;
}

std::vector<QualityFinding> differing_deadlines(const std::vector<Service>& same_key) {
    std::vector<QualityFinding> found;
    for (const Service& service : same_key) {
        const auto text = text_lengths(service), fields = field_lengths(service);
        if (differ(text, fields))
            found.push_back(difference(service, joined(text), joined(fields)));
    }
    for (std::size_t i = 0; i < same_key.size(); ++i) {
        for (std::size_t j = i + 1; j < same_key.size(); ++j) {
            auto here = text_lengths(same_key[i]), there = text_lengths(same_key[j]);
            if (here.empty()) here = field_lengths(same_key[i]);
            if (there.empty()) there = field_lengths(same_key[j]);
            if (!differ(here, there)) continue;
            found.push_back(difference(same_key[i], joined(here),
                                       joined(there) + " (" + same_key[j].id.to_string() + ")"));
        }
    }
    return found;
}

}  // namespace dw::catalogue
