// A text block on its way into what a clerk writes: a choice, and a button for each field of the
// form it can go into. The form comes back with the words at the end of the field; without script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/desk_text_block_pages.h"

namespace dw::cases {

// A field of the same form.
struct BlockTarget {
    std::string id, label;
};
struct BlockChoice {
    std::string name;  // of the choice; the form has one of that name
    std::vector<BlockTarget> targets;
};

// Nothing where the office has no text blocks.
web::Html block_fields(const Visit& visit, const std::vector<ChosenBlock>& blocks,
                       const BlockChoice& choice, const std::string& error);
// Into which field the button that was pressed puts a block; null for another button.
const BlockTarget* pressed_target(const Visit& visit, const BlockChoice& choice);

// What came of it: where the words stand now, or that none were chosen.
struct BlockInserted {
    web::Html notice;
    std::string error;
};
// The chosen block behind what is written in the field already.
Result<BlockInserted> insert_block(const Visit& visit, const CaseState& state,
                                   const BlockChoice& choice, const BlockTarget& target,
                                   std::string& text);

}  // namespace dw::cases
