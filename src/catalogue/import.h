// Importing XZuFi files into the catalogue.
//
// A file is read twice. The first reading checks it from its first to its last byte and notes which
// operation on each object is the last; a refused file stores nothing. The second writes. A killed
// import leaves whole objects only and is continued by running it again; the same file twice
// changes nothing.
#pragma once

#include <string>
#include <vector>

#include "catalogue/area.h"
#include "catalogue/import_report.h"
#include "store/store.h"

namespace dw::catalogue {

struct XzufiText {
    std::string name;  // shown as the source
    std::string_view content;
};

Result<FileReport> import_xzufi_text(store::Store& store, const AreaRegister& areas,
                                     const XzufiText& text);

// Files, or folders with an index.txt that lists them, one after the other. Responsibilities that
// wait are counted when all are read.
Result<ImportReport> import_xzufi_files(store::Store& store, const AreaRegister& areas,
                                        const std::vector<std::string>& paths);

}  // namespace dw::catalogue
