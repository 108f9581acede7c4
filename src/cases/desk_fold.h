// A part of the case page that is folded away. What it is and how much is in it stands in its
// summary, so that nobody has to open it to know; it is open where there is something new in it.
// Works without script, and is printed whole.
#pragma once

#include <cstddef>
#include <string>

#include "cases/desk_visit.h"

namespace dw::cases {

enum class Fold { Closed, Open };
struct FoldedPart {
    std::string title;       // "Unterlagen"
    std::string about = {};  // "3"; "" where the title says it all
    Fold fold = Fold::Closed;
};
// Nothing where there is nothing in it.
web::Html folded(const Visit& visit, const FoldedPart& part, const web::Html& body);

// "3", or "keine".
std::string count_words(const Visit& visit, std::size_t count);
// The same, with "neu" where there is something new.
std::string count_words(const Visit& visit, std::size_t count, Fold fold);

}  // namespace dw::cases
