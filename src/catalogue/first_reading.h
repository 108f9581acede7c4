// The first reading of a file: whether it can be taken at all, and what its operations mean for the
// plan of the import.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "catalogue/import_run.h"

namespace dw::catalogue {

// What a stretch of a file says, before it is known what stands before it.
struct FirstNotes {
    struct Operation {
        ObjectKind kind;
        bool erases = false;
        std::uint32_t agency = 0;  // in `agencies`
        std::int64_t ref = 0;
        std::optional<std::int64_t> parent = {};  // of an organisation
    };
    std::vector<Operation> operations;
    std::vector<std::string> agencies;
    std::unordered_map<std::string, std::uint32_t> numbers;  // of agencies
    bool has_unknown_ids = false;

    void add(Operation operation, const SourceId& id);
};

// Callbacks of a reader that write into these notes; they must outlive it.
xzufi::Callbacks notes_from(FirstNotes& notes);

// Puts notes into the plan, in the order of the file.
void note_in_plan(const FirstNotes& notes, CheckedFile& checked);
void note_in_plan(const FirstNotes::Operation& note, const std::string& agency,
                  CheckedFile& checked);

// Reads the whole file with several readers, each of them some stretches, when that leads to the
// same as with one: between objects, where the same elements are open, one reader is as good as
// another (ADR 0021). Nothing: the file is not like that, or is to be refused; then nothing that
// was noted counts, and one reader has to read it from the beginning.
std::optional<Digest> read_side_by_side(const ByteSource& source, CheckedFile& checked);

}  // namespace dw::catalogue
