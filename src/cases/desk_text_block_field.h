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
    std::optional<Purpose> purpose = {};  // the kind of message the block is for
};
// The chosen block behind what is written in the field already.
Result<BlockInserted> insert_block(const Visit& visit, const CaseState& state,
                                   const BlockChoice& choice, const BlockTarget& target,
                                   std::string& text);

// A gap nobody filled in ("Der Grund: …") is told before a text goes out. Whoever means it so says
// it by the box that comes with the error.
bool has_gap(std::string_view text);
bool means_gaps(const web::Request& request);
// "" where there is none, or where it is meant.
std::string gap_error(const Visit& visit, std::string_view text);
// The box; nothing where no text has a gap.
web::Html gap_box(const Visit& visit, const std::vector<std::string_view>& texts);
// Carries on by a page that asks once more.
web::Html gap_kept(const Visit& visit);

}  // namespace dw::cases
