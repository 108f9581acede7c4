// One file on its way into the catalogue.
#pragma once

#include <functional>
#include <memory>

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
};

Result<ImportedFile> import_source(store::Store& store, const AreaRegister& areas,
                                   const std::string& name, const ByteSource& source);

// The report of a file that was not even read.
FileReport refused_file(const std::string& name, const std::string& code,
                        std::vector<std::string> arguments);

}  // namespace dw::catalogue
