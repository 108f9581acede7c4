// The words a case is found by: names, addresses, mail, phone, its number and Kassenzeichen. Pure.
//
// They stand in the database as truncated HMACs under a key of the organisation (blind index, ADRs
// 0023 and 0027): who reads the tables sees which cases share a word, not which.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "cases/case.h"

namespace dw::cases {

inline constexpr std::size_t words_of_case = 60, words_of_question = 6;
// So many letters of a family name find it.
inline constexpr std::size_t letters_of_beginning = 4;

// In their plain form: small letters, no accents; umlauts both as "a" and as "ae". Longer family
// names also with their beginning (beginning_of()).
std::set<std::string> search_words(const CaseState& state);
// What somebody typed, each word in its plain form; at most words_of_question.
std::vector<std::string> question_words(std::string_view typed);

// "mulle" → "^mull", under which cases with longer family names of that beginning stand; "" for
// what is no beginning of a name: too short, or not of letters alone. frozen: stored, blind
std::string beginning_of(std::string_view word);
// Whether a word of a name begins like that; both in every spelling.
bool has_beginning(std::string_view name, std::string_view beginning);

// frozen: stored; 32 bits, so that a word that is guessed is not proven by them alone
std::int64_t blind_word(const SecretKey& key, std::string_view word);

}  // namespace dw::cases
