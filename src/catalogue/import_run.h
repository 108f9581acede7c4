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
#include "catalogue/piece_memory.h"
#include "catalogue/transcript.h"

namespace dw::catalogue {

struct ImportedFile {
    FileReport report;
    Needs needs;
    std::int64_t changes = 0;  // of the catalogue's change number
    bool would_repeat = true;  // read once more it would say the same
    PieceNotes pieces;         // for the next delivery
};

// Whose delivery is read, and whose objects it may write and delete.
struct Delivery {
    std::string name;                               // shown as the source; "" the name of the file
    std::string source;                             // an agency; "" not said
    std::set<std::string, std::less<>> delivering;  // agencies that deliver themselves
    bool may_write(std::string_view agency) const {
        return agency == source || !delivering.contains(agency);
    }
    // An export of another installation is imported by hand and is no agency's delivery.
    bool may_hold_own_words() const { return source.empty() && name.empty(); }
};

// What is known of the delivery before; it makes the reading faster and nothing else.
struct Known {
    std::shared_ptr<const PieceMemory> memory = {};
    ObjectChanges changes = {};  // when the reading began
    // Nobody has written such objects since.
    bool is_untouched(ObjectKind kind, const std::string& agency) const;
};

// A file after its first reading: nothing is written yet.
struct CheckedFile {
    std::string name;
    Delivery delivery;
    ByteSource source;
    Known known = {};
    std::vector<Piece> pieces = {};  // one behind the other, the whole file
    ImportPlan plan;
    Digest hash{};
    // Whose objects it writes: of the delivery's source when that is said, else of all.
    std::set<std::pair<ObjectKind, std::string>> agencies;
    Parents parents;               // of the organisations it writes
    bool has_unknown_ids = false;  // of some objects nobody can tell which they are
    std::optional<FileReport> refused;
    std::optional<Transcript> transcript = {};  // then the source is not read once more
};
// Unavailable when the source cannot be read to its end. `transcript_directory`: where one may lie;
// "" for none.
Result<CheckedFile> check_source(const std::string& name, const Delivery& delivery,
                                 const ByteSource& source, Known known = {},
                                 const std::string& transcript_directory = {});
// The second reading. Conflict "catalogue.file_changed".
Result<ImportedFile> import_checked(store::Store& store, const AreaRegister& areas,
                                    CheckedFile& checked, WriteMode mode);

Subject subject_of(ObjectKind kind);

// What people call the delivery.
std::string source_name_of(const std::string& file, const Delivery& delivery);

// The report of a file that was not even read.
FileReport refused_file(const std::string& name, const std::string& code,
                        std::vector<std::string> arguments);

}  // namespace dw::catalogue
