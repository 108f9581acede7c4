// One file on its way into the catalogue.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "base/crypto.h"
#include "catalogue/import.h"
#include "catalogue/import_operations.h"
#include "catalogue/import_writer.h"

namespace dw::catalogue {

// Gives the bytes of a file from its beginning, piece by piece; may be asked again.
using EachPiece = std::function<Outcome(std::string_view)>;
using ByteSource = std::function<Outcome(const EachPiece&)>;

// Responsibilities of a file by what they need, to see at the end which wait.
class Needs {
  public:
    void add(const Responsibility& responsibility);
    // Counts and reports those whose service or holder is not stored.
    Outcome report_waiting(store::Connection& connection, FileReport& report) const;

  private:
    struct Needed {
        char table;  // 's' service, 'o' organisation, 'd' online service
        SourceId id;
        auto operator<=>(const Needed&) const = default;
    };
    std::uint32_t number_of(const Needed& needed);

    std::map<Needed, std::uint32_t> numbers_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;  // service, holder
};

struct ImportedFile {
    FileReport report;
    Needs needs;
    bool erases = false;       // some operation of the file deletes
    std::int64_t changes = 0;  // of the catalogue's change number
};

// A file after its first reading: nothing is written yet.
struct CheckedFile {
    std::string name;
    ByteSource source;
    ImportPlan plan;
    Digest hash{};
    std::set<std::pair<ObjectKind, std::string>> agencies;  // whose objects it writes
    std::optional<FileReport> refused;
};
// Unavailable when the source cannot be read to its end.
Result<CheckedFile> check_source(const std::string& name, const ByteSource& source);
// The second reading. Conflict "catalogue.file_changed".
Result<ImportedFile> import_checked(store::Store& store, const AreaRegister& areas,
                                    CheckedFile& checked, WriteMode mode);

Subject subject_of(ObjectKind kind);

// The report of a file that was not even read.
FileReport refused_file(const std::string& name, const std::string& code,
                        std::vector<std::string> arguments);

}  // namespace dw::catalogue
