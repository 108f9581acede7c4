// The catalogue in parts of bounded size, as JSON lines or CSV.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalogue/catalogue.h"

namespace dw::catalogue {

enum class DumpKind { Services, Organisations, Responsibilities };
enum class DumpFormat { JsonLines, Csv };
std::optional<DumpKind> dump_kind_from(std::string_view name);  // "services" …

struct DumpPart {
    std::string body;
    std::string next;  // cursor of the part behind it; "" at the end
};
struct DumpQuestion {
    DumpKind kind;
    DumpFormat format;
    std::string cursor = {};
    std::optional<Ars> area = {};  // of responsibilities: those for exactly this key
};
// The objects behind the cursor in a fixed order; the first part of CSV begins with its columns.
// Invalid "catalogue.cursor".
Result<DumpPart> dump_part(const Catalogue& catalogue, const DumpQuestion& question);

}  // namespace dw::catalogue
