// Importing XZuFi files into the catalogue.
//
// A file is read twice. The first reading checks it from its first to its last byte and notes which
// operation on each object is the last; a refused file stores nothing. The second writes. A killed
// import leaves whole objects only and is continued by running it again; the same file twice
// changes nothing.
#pragma once

#include <optional>
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

// The files together are all that their sources have. What of a source (the agency of an id) is
// stored and not among them is deleted, kind by kind; of a kind the files do not have at all
// nothing is. When more than `most_deleted` percent of a kind, and more than one object, would go,
// or when a file is refused, nothing is imported.
struct FullDelivery {
    int most_deleted = 10;
};
struct ImportOptions {
    bool dry_run = false;  // says what would be done and writes nothing
    bool alone = false;    // nothing else writes through this store
    // The agency whose delivery it is; "" not said. What others say about objects of an agency that
    // delivers itself does not count. With `full` only this one's objects are deleted.
    std::string source = {};
    std::string name = {};  // shown as the source; "" the name of the file
    std::optional<FullDelivery> full = {};
};

// Files, or folders with an index.txt that lists them, one after the other. Responsibilities that
// wait are counted when all are read.
Result<ImportReport> import_xzufi_files(store::Store& store, const AreaRegister& areas,
                                        const std::vector<std::string>& paths,
                                        const ImportOptions& options = {});

}  // namespace dw::catalogue
