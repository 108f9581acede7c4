// How German words are made comparable.
//
// Folding comes before stemming, on both sides of the comparison: "Müll", "Muell" and "MUELL" are
// "mull". After a vowel or q the letters ue are no umlaut ("Steuer", "neue", "Quelle") and stay.
// The stemmer then takes off endings. It may join words that differ in meaning; ranking sorts that
// out. Compounds are taken apart with the words the catalogue itself uses, so no dictionary is
// needed.
#include "catalogue/search_words.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t longest_word = 64;  // bytes; longer ones are no words
constexpr std::size_t shortest_part = 4, shortest_short_part = 3;
constexpr std::size_t shortest_compound = 8;
constexpr std::size_t longest_compound = 40;  // bounds the ways that are tried
constexpr int most_parts = 4;

constexpr std::array joints = {
    std::string_view{""},   std::string_view{"s"},  std::string_view{"n"}, std::string_view{"en"},
    std::string_view{"es"}, std::string_view{"er"}, std::string_view{"e"}};

// Sorted. Folded forms of articles, pronouns, prepositions, auxiliaries and question words.
constexpr std::array<std::string_view, 178> stop_words = {
    "a",        "ab",      "aber",    "alle",    "als",     "also",    "am",       "an",
    "and",      "are",     "auch",    "auf",     "aus",     "bei",     "beim",     "bin",
    "bis",      "bitte",   "brauche", "braucht", "by",      "can",     "da",       "damals",
    "damit",    "danke",   "dann",    "das",     "dass",    "dem",     "den",      "der",
    "des",      "die",     "dies",    "diese",   "dieser",  "do",      "doch",     "dort",
    "du",       "durch",   "ein",     "eine",    "einem",   "einen",   "einer",    "eines",
    "einfach",  "er",      "es",      "etwas",   "for",     "from",    "fur",      "gerne",
    "gibt",     "habe",    "haben",   "hallo",   "hat",     "have",    "hier",     "how",
    "i",        "ich",     "ihr",     "ihre",    "ihren",   "im",      "immer",    "in",
    "innen",    "ins",     "is",      "ist",     "it",      "ja",      "jemand",   "jemandem",
    "jemanden", "jetzt",   "kann",    "kein",    "keine",   "konnen",  "lassen",   "mal",
    "man",      "mein",    "meine",   "meinem",  "meinen",  "meiner",  "mich",     "mir",
    "mit",      "mochte",  "muss",    "mussen",  "mussten", "must",    "my",       "nach",
    "neben",    "need",    "nen",     "nicht",   "noch",    "nochmal", "nochmals", "nur",
    "ob",       "oder",    "of",      "ohne",    "on",      "or",      "ort",      "our",
    "passiert", "per",     "schnell", "schon",   "sehr",    "sein",    "seine",    "sich",
    "sie",      "sind",    "so",      "soll",    "sollen",  "the",     "their",    "this",
    "to",       "tun",     "uber",    "um",      "und",     "uns",     "unser",    "unter",
    "vom",      "von",     "vor",     "wann",    "want",    "war",     "was",      "wegen",
    "weil",     "welche",  "wenn",    "wer",     "werden",  "what",    "where",    "wie",
    "wieder",   "will",    "wir",     "wird",    "with",    "wo",      "woher",    "wohin",
    "wollen",   "wollte",  "wurde",   "you",     "your",    "z",       "zu",       "zum",
    "zur",      "zwischen"};

// Sorted. What people do with any service, what any service has, and for whom people ask.
constexpr std::array<std::string_view, 66> fillers = {
    "amt",       "antrag",     "antrage",   "apply",     "beantrage", "beantragen", "beantragung",
    "behorde",   "bekomme",    "bekommen",  "benotige",  "besorgen",  "bestellen",  "brauchen",
    "bruder",    "burgeramt",  "dauer",     "dauert",    "dringend",  "eltern",     "erhalten",
    "erledigen", "form",       "formular",  "formulare", "frage",     "fragen",     "frau",
    "freund",    "freundin",   "gebraucht", "gehen",     "geht",      "get",        "holen",
    "info",      "infos",      "kosten",    "kostet",    "kriege",    "kriegen",    "machen",
    "mama",      "mann",       "mutter",    "neu",       "neue",      "neuen",      "neuer",
    "neues",     "notig",      "oma",       "online",    "opa",       "papa",       "preis",
    "rathaus",   "schwester",  "sohn",      "stadt",     "stelle",    "stellen",    "termin",
    "tochter",   "unterlagen", "vater"};
// Sorted. What is done with many things.
constexpr std::array<std::string_view, 80> acts = {
    "abbestellen", "abgeben",    "abgelaufen",  "abholen",      "abmelden",      "abmeldung",
    "andern",      "anderung",   "anerkennen",  "anfordern",    "anfragen",      "anlegen",
    "anmelden",    "anmeldung",  "anschauen",   "ansehen",      "anzeige",       "anzeigen",
    "aufgeben",    "aufmachen",  "aufstellen",  "ausstellen",   "ausstellung",   "bauen",
    "befreien",    "befreiung",  "beglaubigen", "bescheinigen", "bescheinigung", "bezahlen",
    "einreichen",  "eintragen",  "entsorgen",   "entsorgung",   "erlaubnis",     "erneuern",
    "eroffnen",    "eroffnung",  "ersatz",      "ersetzen",     "finanzieren",   "finden",
    "gebuhr",      "gebuhren",   "gefunden",    "geklaut",      "geld",          "genehmigung",
    "gestohlen",   "grunden",    "hilfe",       "kaufen",       "kundigen",      "melde",
    "melden",      "meldet",     "meldung",     "nachweis",     "nachweisen",    "offnen",
    "register",    "schliessen", "suchen",      "ummelden",     "ummeldung",     "umschreiben",
    "umtauschen",  "verkaufen",  "verlangern",  "verlangerung", "verlieren",     "verloren",
    "verlust",     "vorlaufig",  "vorlaufiger", "wechseln",     "weg",           "zahlen",
    "zahlt",       "zuschuss"};
// Short words that are parts of many compounds.
constexpr std::array<std::string_view, 8> short_parts = {"bau", "ehe", "kfz", "lkw",
                                                         "pkw", "tod", "weg", "zoo"};

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Bytes of a word: ASCII letters and digits, and what is not ASCII but for the punctuation of
// Latin-1 (C2 A0–BF) and of General Punctuation (E2 80, E2 81).
std::size_t word_bytes_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned first = byte(at);
    if (first < 0x80U) {
        const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        return letter || (first >= '0' && first <= '9') ? 1 : 0;
    }
    if (first == 0xc2U) return 0;
    if (first == 0xe2U && (byte(at + 1) == 0x80U || byte(at + 1) == 0x81U)) return 0;
    return 1;
}

std::size_t bytes_to_skip(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = first == 0xe2U ? 3 : first == 0xc2U ? 2 : 1;
    return std::min(bytes, text.size() - at);
}

bool is_long_enough(std::string_view part) {
    return part.size() >= shortest_part ||
           std::find(short_parts.begin(), short_parts.end(), part) != short_parts.end();
}

bool split_from_end(std::string_view word, int parts_left,
                    const std::function<bool(std::string_view)>& known,
                    std::vector<std::string>& parts);

// The left side of a cut: a known word, or a compound again; a joint may end it.
bool take_left(std::string_view left, int parts_left,
               const std::function<bool(std::string_view)>& known,
               std::vector<std::string>& parts) {
    for (const auto joint : joints) {
        if (!left.ends_with(joint)) continue;
        const auto part = left.substr(0, left.size() - joint.size());
        if (!is_long_enough(part) || !known(part)) continue;
        parts.emplace_back(part);
        return true;
    }
    if (parts_left < 2) return false;
    for (const auto joint : joints) {
        if (!left.ends_with(joint)) continue;
        const auto rest = left.substr(0, left.size() - joint.size());
        if (split_from_end(rest, parts_left, known, parts)) return true;
    }
    return false;
}

bool split_from_end(std::string_view word, int parts_left,
                    const std::function<bool(std::string_view)>& known,
                    std::vector<std::string>& parts) {
    if (word.size() < shortest_compound) return false;
    for (std::size_t cut = shortest_short_part; cut + shortest_part <= word.size(); ++cut) {
        const auto last = word.substr(cut);
        if (!known(last)) continue;
        if (!take_left(word.substr(0, cut), parts_left - 1, known, parts)) continue;
        parts.emplace_back(last);
        return true;
    }
    return false;
}

}  // namespace

namespace {

// What sort_key() leaves as it is: small letters of Cyrillic (U+0400–U+042F), with ё as е, and the
// Arabic alef without its signs. People type them so.
std::string without_signs(std::string text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto put = [&](std::size_t at, unsigned first, unsigned second) {
        text[at] = static_cast<char>(first);
        text[at + 1] = static_cast<char>(second);
    };
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const unsigned first = byte(at), second = byte(at + 1);
        if (first == 0xd0U && second >= 0x80U && second < 0x90U) put(at, 0xd1U, second + 0x10U);
        if (first == 0xd0U && second >= 0x90U && second < 0xa0U) put(at, 0xd0U, second + 0x20U);
        if (first == 0xd0U && second >= 0xa0U && second < 0xb0U) put(at, 0xd1U, second - 0x20U);
        if (byte(at) == 0xd1U && byte(at + 1) == 0x91U) put(at, 0xd0U, 0xb5U);
        const bool alef = second == 0xa2U || second == 0xa3U || second == 0xa5U;
        if (first == 0xd8U && alef) put(at, 0xd8U, 0xa7U);
    }
    return text;
}

}  // namespace

std::string fold_word(std::string_view word) {
    const std::string plain = without_signs(sort_key(word));
    std::string out;
    out.reserve(plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        const bool second = c == 'e' && i > 0;
        const char before = second ? plain[i - 1] : '\0';
        const bool digraph = before == 'a' || before == 'o' || before == 'u';
        const bool open = i < 2 || (!is_vowel(plain[i - 2]) && plain[i - 2] != 'q');
        if (digraph && open) continue;
        if (c != ' ') out += c;
    }
    return out;
}

std::vector<WrittenWord> written_words(std::string_view text) {
    std::vector<WrittenWord> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && word_bytes_at(text, end) != 0) ++end;
        if (end == at) {
            at += bytes_to_skip(text, at);
            continue;
        }
        if (end - at <= longest_word) {
            const auto written = text.substr(at, end - at);
            auto word = fold_word(written);
            if (!word.empty()) words.push_back({written, std::move(word)});
        }
        at = end;
    }
    return words;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    for (auto& word : written_words(text)) words.push_back(std::move(word.folded));
    return words;
}

bool is_stop_word(std::string_view folded) {
    static_assert(std::is_sorted(stop_words.begin(), stop_words.end()));
    return std::binary_search(stop_words.begin(), stop_words.end(), folded);
}

WordKind kind_of(std::string_view folded) {
    static_assert(std::is_sorted(fillers.begin(), fillers.end()));
    static_assert(std::is_sorted(acts.begin(), acts.end()));
    if (std::binary_search(fillers.begin(), fillers.end(), folded)) return WordKind::Filler;
    const bool act = std::binary_search(acts.begin(), acts.end(), folded);
    return act ? WordKind::Act : WordKind::Matter;
}

Stemmer::Stemmer(Language language)
    : stemmer_(sb_stemmer_new(language == Language::German ? "german" : "english", "UTF_8")) {
    DW_ASSERT(stemmer_ != nullptr);
}

void Stemmer::Release::operator()(void* stemmer) const {
    sb_stemmer_delete(static_cast<sb_stemmer*>(stemmer));
}

std::string Stemmer::stem(std::string_view folded) const {
    auto* stemmer = static_cast<sb_stemmer*>(stemmer_.get());
    const auto* word = reinterpret_cast<const sb_symbol*>(folded.data());
    const auto* stemmed = sb_stemmer_stem(stemmer, word, static_cast<int>(folded.size()));
    if (stemmed == nullptr) return std::string(folded);  // out of memory inside the library
    const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer));
    return {reinterpret_cast<const char*>(stemmed), length};
}

std::vector<std::string> compound_parts(std::string_view folded,
                                        const std::function<bool(std::string_view)>& known) {
    std::vector<std::string> parts;
    const bool too_long = folded.size() > longest_compound;
    if (too_long || !split_from_end(folded, most_parts, known, parts)) parts.clear();
    return parts;
}

}  // namespace dw::catalogue
