// The first reading of a file: whether it can be taken at all, and which operation on each object
// counts.

#include "catalogue/file_reading.h"
#include "catalogue/first_reading.h"
#include "catalogue/import_run.h"

namespace dw::catalogue {

FileReport refused_file(const std::string& name, const std::string& code,
                        std::vector<std::string> arguments) {
    FileReport report;
    report.file = name;
    report.refused = true;
    ImportFinding finding;
    finding.code = code;
    finding.arguments = std::move(arguments);
    report.add(std::move(finding));
    return report;
}

namespace {

// Reads what is not known, and notes where the pieces are.
class PieceReading {
  public:
    explicit PieceReading(CheckedFile& checked) : checked_(checked), reader_(notes_from(notes_)) {}

    Outcome take(Piece piece, std::string_view bytes) {
        const PieceMemory* memory = checked_.known.memory.get();
        const bool may_know = memory != nullptr && piece.ends_object &&
                              reader_.is_between_objects() &&
                              reader_.bearings() == memory->bearings;
        if (may_know) piece.known = memory->find(piece.hash);
        checked_.pieces.push_back(piece);
        if (piece.known < 0) {
            const auto read = reader_.feed(bytes);
            note_in_plan(std::exchange(notes_, {}), checked_);
            return read;
        }
        memory->read(piece.known, known_);
        take(known_);
        reader_.pass_by(bytes.size(), known_.stretch);
        return Nothing{};
    }
    Outcome finish() { return reader_.finish(); }
    const std::optional<xzufi::Problem>& refusal() const { return reader_.refusal(); }

  private:
    void take(const KnownPiece& piece) {
        const auto& agencies = checked_.known.memory->names().agencies;
        for (const KnownOperation& operation : piece.operations)
            note_in_plan({.kind = operation.kind, .ref = operation.ref, .parent = operation.parent},
                         agencies[operation.agency], checked_);
    }

    CheckedFile& checked_;
    FirstNotes notes_;
    xzufi::Reader reader_;
    KnownPiece known_;
};

Result<Digest> read_all(const ByteSource& source, PieceReading& pieces) {
    FileReading file(source);
    while (const auto stretch = file.next()) {
        std::string_view rest = stretch->bytes;
        for (const Piece& piece : stretch->pieces) {
            DW_TRY_DO(pieces.take(piece, rest.substr(0, piece.size)));
            rest.remove_prefix(piece.size);
        }
    }
    DW_TRY(const Digest hash, file.finish());
    DW_TRY_DO(pieces.finish());
    return hash;
}

}  // namespace

Result<CheckedFile> check_source(const std::string& name, const Delivery& delivery,
                                 const ByteSource& source, Known known,
                                 const std::string& transcript_directory) {
    CheckedFile checked{.name = name, .delivery = delivery, .source = source};
    if (!known.memory) {
        if (!transcript_directory.empty()) checked.transcript.emplace(transcript_directory);
        if (const auto hash = read_side_by_side(source, checked)) {
            checked.hash = *hash;
            checked.known = std::move(known);
            const bool whole = checked.transcript && checked.transcript->is_whole();
            if (!whole) checked.transcript.reset();
            return checked;
        }
        checked = {.name = name, .delivery = delivery, .source = source};
    }
    checked.known = std::move(known);
    PieceReading pieces(checked);
    const auto read = read_all(source, pieces);
    if (const auto refusal = pieces.refusal()) {
        checked.refused = refused_file(name, refusal->code, refusal->arguments);
        checked.refused->findings.front().position = refusal->position;
        return checked;
    }
    if (!read) return read.error();
    checked.hash = *read;
    return checked;
}

}  // namespace dw::catalogue
