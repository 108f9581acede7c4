// The journal of imports: a row when one begins, and one audit event when it has ended.
#pragma once

#include "base/crypto.h"
#include "catalogue/import_report.h"
#include "store/store.h"

namespace dw::catalogue {

// The number of the import; stored rows name it as their source.
Result<std::int64_t> begin_import(store::Store& store, const std::string& source,
                                  const Digest& hash);
// Event "catalogue.imported" with source, hash and counts in a stream of its own; none when the
// same file was imported before and changed nothing this time.
Outcome finish_import(store::Store& store, std::int64_t number, const FileReport& report);

}  // namespace dw::catalogue
