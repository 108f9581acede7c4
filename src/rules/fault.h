// Fault: what is wrong with a file of rules, with file, element and place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "standards/dmn/model.h"
#include "terms/language.h"

namespace dw::rules {

struct Fault {
    std::string file;
    std::string element;  // name of the decision, type …; "" for the file itself
    dmn::Position position;
    std::string code;  // "dmn.…", "feel.…" or "rules.…"
    std::vector<std::string> arguments;
    bool operator==(const Fault&) const = default;
};

// The words for a code of a fault or of a note; the code itself where there are none.
std::string words_for(std::string_view code, const std::vector<std::string>& arguments,
                      Language language);
// The reason in words, without the place.
std::string reason_of(const Fault& fault, Language language);
// "fees.dmn, Zeile 12, Spalte 7 („Gebühr“): …"
std::string sentence_of(const Fault& fault, Language language);

// A finding of FEEL about a text that begins at `text`: its place is counted from there.
Fault fault_of(const Finding& finding, const dmn::Position& text);

}  // namespace dw::rules
