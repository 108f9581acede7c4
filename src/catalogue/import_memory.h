// What is remembered of an import, so that the same file once more is answered at once.
//
// While the catalogue is as the import of a file has left it, a second import would change nothing
// and find the same. Then the file is only compared, not read into its objects. The memory holds
// for one build of the program: another one may read more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "catalogue/import_run.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view import_memory_sql;

// The number of the catalogue's last change; 0 before the first.
Result<std::int64_t> catalogue_change(store::Store& store);

// Whether there is any report that may be known now.
Result<bool> has_remembered_report(store::Store& store);

// What an import of the file with such bytes in such a delivery would say, when that is known.
Result<std::optional<FileReport>> remembered_report(store::Store& store, const std::string& name,
                                                    const Delivery& delivery, const Digest& hash);

// `change` is the number the import has left the catalogue with.
Outcome remember_report(store::Store& store, const Delivery& delivery, const FileReport& report,
                        std::int64_t change);

}  // namespace dw::catalogue
