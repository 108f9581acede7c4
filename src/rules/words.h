// Words: values and conditions as people read them, in German and English.
#pragma once

#include <string>

#include "standards/feel/expression.h"
#include "terms/language.h"

namespace dw::rules {

// "12,50", "„Abschrift“", "ja", "30.11.2026"; long ones are cut.
std::string words_of(const feel::Value& value, Language language);
// "mehr als 10", "von 1 bis unter 20", "„A“ oder „B“".
std::string words_of(const feel::SimpleTests& tests, Language language);
// At most so many words, then "…".
std::string cut_words(std::string_view text, std::size_t most);

}  // namespace dw::rules
