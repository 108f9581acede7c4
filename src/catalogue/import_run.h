// One file on its way into the catalogue.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "base/crypto.h"
#include "catalogue/import.h"
#include "catalogue/import_needs.h"
#include "catalogue/import_operations.h"
#include "catalogue/import_writer.h"
#include "catalogue/organisation_circles.h"

namespace dw::catalogue {

// Gives the bytes of a file from its beginning, piece by piece; may be asked again.
using EachPiece = std::function<Outcome(std::string_view)>;
using ByteSource = std::function<Outcome(const EachPiece&)>;

struct ImportedFile {
    FileReport report;
    Needs needs;
    std::int64_t changes = 0;  // of the catalogue's change number
    bool would_repeat = true;  // read once more it would say the same
};

// Whose delivery is read, and whose objects it may write and delete.
struct Delivery {
    std::string name;                               // shown as the source; "" the name of the file
    std::string source;                             // an agency; "" not said
    std::set<std::string, std::less<>> delivering;  // agencies that deliver themselves
    bool may_write(std::string_view agency) const {
        return agency == source || !delivering.contains(agency);
    }
};

// A file after its first reading: nothing is written yet.
struct CheckedFile {
    std::string name;
    Delivery delivery;
    ByteSource source;
    ImportPlan plan;
    Digest hash{};
    // Whose objects it writes: of the delivery's source when that is said, else of all.
    std::set<std::pair<ObjectKind, std::string>> agencies;
    Parents parents;               // of the organisations it writes
    bool has_unknown_ids = false;  // of some objects nobody can tell which they are
    std::optional<FileReport> refused;
};
// Unavailable when the source cannot be read to its end.
Result<CheckedFile> check_source(const std::string& name, const Delivery& delivery,
                                 const ByteSource& source);
// The second reading. Conflict "catalogue.file_changed".
Result<ImportedFile> import_checked(store::Store& store, const AreaRegister& areas,
                                    CheckedFile& checked, WriteMode mode);

// Feeds the reader to the end of the source.
Outcome read_all(xzufi::Reader& reader, Sha256& hash, const ByteSource& source);

Subject subject_of(ObjectKind kind);

// The report of a file that was not even read.
FileReport refused_file(const std::string& name, const std::string& code,
                        std::vector<std::string> arguments);

}  // namespace dw::catalogue
