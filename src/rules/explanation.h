// Explanation: why a decision came out as it did, in sentences of at most 20 words.
#pragma once

#include <string>
#include <vector>

#include "rules/program.h"
#include "terms/language.h"

namespace dw::rules {

struct ExplanationLine {
    std::size_t depth = 0;  // below what it explains
    std::string text;
};

// What the file says about the element in words, "" where it says nothing.
std::string description_of(const Element& element);

// The result first, then what led to it.
std::vector<ExplanationLine> explain(const Trace& trace, Language language);

}  // namespace dw::rules
