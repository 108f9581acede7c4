// The text blocks of the own office: a list for its leads, and the way of one into a message.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response text_blocks_route(const Visit& visit);      // GET /desk/text-blocks
web::Response text_block_save_route(const Visit& visit);  // POST /desk/text-blocks

// What can be chosen in a case: the package's in the applicant's language, then the office's. Those
// of a package are for the person; in the case of an objection none of them fits.
struct ChosenBlock {
    std::string key, label, words;
    std::vector<std::string> outcomes = {};  // of the package: whose reasons it can be
    bool is_of_package = false;
    std::optional<Purpose> purpose = {};  // of the message it makes; nothing: of any
};
Result<std::vector<ChosenBlock>> text_blocks_for(const Visit& visit, const CaseState& state);
// Those for the reasons of that outcome, the package's first; for messages to the person; and for
// what other offices read.
std::vector<ChosenBlock> reasons_for(const std::vector<ChosenBlock>& blocks,
                                     std::string_view outcome);
std::vector<ChosenBlock> without_reasons(const std::vector<ChosenBlock>& blocks);
std::vector<ChosenBlock> of_office(const std::vector<ChosenBlock>& blocks);

}  // namespace dw::cases
