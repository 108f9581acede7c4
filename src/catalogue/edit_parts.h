// Parts of the catalogue as editors read, compare and write them: plain lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/edit_lines.h"
#include "catalogue/overlay.h"

namespace dw::catalogue {

inline constexpr std::size_t edit_text_bytes = 64 * 1024;  // of one language
inline constexpr std::size_t edit_note_bytes = 500;

// Parts of a service that editors write, in the order of its page.
inline constexpr std::string_view service_parts[] = {
    "03", "24",        "05", "06", "09", "documents", "08", "costs", "10", "processing_times",
    "12", "deadlines", "13", "11", "14", "16",        "07", "25",    "15", "22",
    "23", "keywords"};

// What the source says of a responsibility. frozen: stored
Bytes part_from(const std::vector<Responsibility>& entries);
Result<std::vector<Responsibility>> entries_from(BytesView part);

// The lines of a part in one language, links and other lists with a line for each. Of a
// responsibility what the administration says, in sentences with names.
Result<std::string> lines_of(const Catalogue& catalogue, const EditTarget& target, BytesView part,
                             Language language);
// The same of what the source says of a responsibility.
Result<std::string> lines_of_source(const Catalogue& catalogue, const EditTarget& target,
                                    BytesView part, Language language);
// Who is entered when the administration's own words hold over the source's entries: every entry,
// those that do not hold marked as such, and whom it adds.
std::string lines_of_responsibility(const Catalogue& catalogue,
                                    const std::vector<Responsibility>& entries,
                                    const OwnResponsibilities& own, Language language);
std::string lines_of_list(const Service& service, std::string_view list);

// The part without anything that pages must not show. Invalid "catalogue.edit_text" (too long,
// characters nobody sees), "catalogue.edit_link", "catalogue.edit_organisation" (there is none).
Result<Bytes> cleaned_part(const Catalogue& catalogue, const EditTarget& target, BytesView part);

}  // namespace dw::catalogue
