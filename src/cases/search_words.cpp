#include "cases/search_words.h"

#include <algorithm>

#include "base/text.h"
#include "cases/case_number.h"

namespace dw::cases {

namespace {

constexpr std::size_t shortest = 2, longest = 60;  // bytes of a word

// "Müller-Öz" → "mueller-oez", for those who have no umlauts on their keyboard.
std::string spelled_out(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> letters[] = {
        {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = std::ranges::find_if(
            letters, [&](const auto& each) { return text.substr(at).starts_with(each.first); });
        if (found == std::end(letters)) {
            out += text[at++];
        } else {
            out += found->second;
            at += found->first.size();
        }
    }
    return out;
}

void add_plain(std::set<std::string>& words, std::string_view text) {
    for (const auto word : split(text, ' ')) {
        if (word.size() >= shortest && word.size() <= longest) words.emplace(word);
    }
}

void add(std::set<std::string>& words, std::string_view text) {
    add_plain(words, sort_key(text));
    add_plain(words, sort_key(spelled_out(text)));
}

std::set<std::string> plain_words(std::string_view text) {
    std::set<std::string> words;
    add(words, text);
    return words;
}

// Numbers and addresses are one word, whatever groups them.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : lower(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '@';
        if (kept) out += c;
    }
    return out;
}

void add_whole(std::set<std::string>& words, std::string_view text) {
    const auto whole = squeezed(text);
    if (whole.size() >= shortest && whole.size() <= longest) words.insert(whole);
}

// "KHM-WQR-TXG" and "khm wqr txg": one number in sixteen has no digit.
bool is_grouped_number(std::string_view text) {
    return read_case_number(text) && text.find_first_of("- ") == 3 && text.find_last_of("- ") == 7;
}

// Letters alone, and more than the letters of a number plate.
bool is_word(std::string_view part) {
    return part.size() > 2 && std::ranges::all_of(part, [](char c) {
               const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               return letter || static_cast<unsigned char>(c) >= 0x80;
           });
}

}  // namespace

std::set<std::string> search_words(const CaseState& state) {
    std::set<std::string> words;
    if (state.is_destroyed() || state.sequence == 0) return words;
    const auto& party = state.applicant;
    add_whole(words, state.opened.number);
    if (state.fee) add_whole(words, state.fee->reference);
    add_whole(words, party.email);
    add_whole(words, party.phone);
    for (const auto& name : plain_words(party.family_name)) {
        const auto beginning = beginning_of(name);
        if (code_points(name) > letters_of_beginning && !beginning.empty() &&
            words.size() < words_of_case)
            words.insert(beginning);
    }
    std::vector<std::string_view> texts{party.family_name, party.given_name, party.street,
                                        party.postcode, party.town};
    for (const auto& former : state.former_addresses)
        texts.insert(texts.end(), {former.street, former.postcode, former.town});
    for (const auto text : texts)
        if (words.size() < words_of_case) add(words, text);
    while (words.size() > words_of_case) words.erase(std::prev(words.end()));
    return words;
}

std::vector<std::string> question_words(std::string_view typed) {
    std::vector<std::string> words;
    const auto keep = [&](std::string word) {
        const bool fits = word.size() >= shortest && word.size() <= longest;
        if (fits && words.size() < words_of_question &&
            std::ranges::find(words, word) == words.end())
            words.push_back(std::move(word));
    };
    const auto text = trim(cut(typed, 200));
    // A number, a mail address or a phone number is one word with signs in it.
    const bool has_digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
    const bool has_word = std::ranges::any_of(split(text, ' '), is_word);
    const bool one_number = (has_digit && !has_word) || is_grouped_number(text);
    if (one_number || text.find('@') != std::string_view::npos) {
        keep(squeezed(text));
        return words;
    }
    for (const auto part : split(text, ' ')) {
        // "M9Q-2XC" within words
        const bool number = std::ranges::any_of(part, [](char c) { return c >= '0' && c <= '9'; });
        if (number || is_grouped_number(part)) {
            keep(squeezed(part));
            continue;
        }
        const std::string plain = sort_key(part);
        for (const auto word : split(plain, ' ')) keep(std::string(word));
    }
    return words;
}

std::string beginning_of(std::string_view word) {
    const bool letters = std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!letters || code_points(word) < letters_of_beginning) return {};
    std::size_t end = 0;
    for (std::size_t letter = 0; letter < letters_of_beginning; ++letter) {
        ++end;
        while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xc0) == 0x80) ++end;
    }
    return "^" + std::string(word.substr(0, end));
}

bool has_beginning(std::string_view name, std::string_view beginning) {
    return std::ranges::any_of(
        plain_words(name), [&](const std::string& word) { return word.starts_with(beginning); });
}

std::int64_t blind_word(const SecretKey& key, std::string_view word) {
    const Digest digest = hmac_sha256(key, as_bytes(word));
    std::int64_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | digest[i];
    return value;
}

}  // namespace dw::cases
