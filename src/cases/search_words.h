// The words a case is found by: names, street, mail, phone, its number and Kassenzeichen. Pure.
//
// They stand in the database as truncated HMACs under a key of the organisation (blind index, ADR
// 0023): who reads the tables sees which cases share a word, not which.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "cases/case.h"

namespace dw::cases {

inline constexpr std::size_t words_of_case = 40, words_of_question = 6;

// In their plain form: small letters, no accents; umlauts both as "a" and as "ae".
std::set<std::string> search_words(const CaseState& state);
// What somebody typed, each word in its plain form; at most words_of_question.
std::vector<std::string> question_words(std::string_view typed);

// frozen: stored; 32 bits, so that a word that is guessed is not proven by them alone
std::int64_t blind_word(const SecretKey& key, std::string_view word);

}  // namespace dw::cases
