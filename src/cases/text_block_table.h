// Text blocks of an office: sentences its clerks put into what they write. They hold nothing about
// anybody and are stored in the clear.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/running_deadline.h"
#include "identity/identity.h"
#include "store/moving.h"
#include "store/store.h"

namespace dw::cases {

using TextBlockId = Id<struct TextBlockTag>;

struct OfficeTextBlock {
    TextBlockId id;
    std::string label, words;
    std::optional<Purpose> purpose = {};  // nothing: for any message
};
inline constexpr std::size_t text_blocks_most = 200;

// In the order of their labels.
Result<std::vector<OfficeTextBlock>> text_blocks_of(store::Connection& connection,
                                                    const identity::OrganisationPlace& place);
// A new one, or other words for one there is. Conflict "cases.text_blocks_full".
Outcome save_text_block(store::Store& store, const identity::OrganisationPlace& place,
                        const OfficeTextBlock& block);
Outcome remove_text_block(store::Store& store, const identity::OrganisationPlace& place,
                          TextBlockId id);

// They go along when the organisation moves to another installation.
store::MovedRows moved_text_blocks();

}  // namespace dw::cases
