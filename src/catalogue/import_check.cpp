// The first reading of a file: whether it can be taken at all, and which operation on each object
// counts.

#include "base/limits.h"
#include "catalogue/import_run.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Objekt;

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

// The first reading: what each operation means for the plan.
class FirstReading {
  public:
    explicit FirstReading(CheckedFile& checked) : checked_(checked) {}

    Outcome write(const WriteOperation& operation, const Element& element) {
        const SourceId& id = operation.id;
        if (id.value.empty()) checked_.has_unknown_ids = true;
        if (id.value.empty()) return Nothing{};
        // Also what will be left out: it says of which kind a parent is.
        checked_.plan.write(operation_key(operation.kind, id));
        if (!checked_.delivery.may_write(id.agency)) return Nothing{};
        if (operation.kind == ObjectKind::Organisation) note_parent(id, element);
        note_agency(operation.kind, id.agency);
        return Nothing{};
    }
    Outcome erase(const xzufi::Loesche& loesche) {
        const SourceId id = to_source_id(loesche.id);
        if (id.value.empty() || !checked_.delivery.may_write(id.agency)) return Nothing{};
        for (const ObjectKind kind : kinds_of(loesche)) {
            checked_.plan.erase(operation_key(kind, id));
            if (kind == ObjectKind::Organisation) checked_.parents[ref_of(id)].reset();
        }
        return Nothing{};
    }
    void write(const KnownPiece& piece) {
        for (const KnownOperation& operation : piece.operations) {
            checked_.plan.write(operation_key(operation.kind, operation.ref));
            const std::string& agency = checked_.known.memory->names().agencies[operation.agency];
            if (!checked_.delivery.may_write(agency)) continue;
            if (operation.kind == ObjectKind::Organisation)
                checked_.parents[operation.ref] = operation.parent;
            note_agency(operation.kind, agency);
        }
    }
    void take(const xzufi::Problem& problem) {
        if (problem.code == "xzufi.object_too_large" || problem.code == "xzufi.not_one_object")
            checked_.has_unknown_ids = true;
    }

  private:
    void note_agency(ObjectKind kind, const std::string& agency) {
        const std::string& source = checked_.delivery.source;
        const bool counts = source.empty() || source == agency;
        if (counts && checked_.agencies.size() < limits::import_agencies)
            checked_.agencies.emplace(kind, agency);
    }
    void note_parent(const SourceId& id, const Element& organisation) {
        const auto parent = parent_of(organisation);
        checked_.parents[ref_of(id)] = parent ? std::optional(ref_of(*parent)) : std::nullopt;
    }

    CheckedFile& checked_;
};

// Reads what is not known, and notes where the pieces are.
class PieceReading {
  public:
    PieceReading(CheckedFile& checked, FirstReading& first, xzufi::Reader& reader)
        : checked_(checked), first_(first), reader_(reader) {}

    Outcome take(std::string_view bytes, bool ends_object) {
        Piece piece{.hash = piece_hash(bytes),
                    .size = static_cast<std::uint32_t>(bytes.size()),
                    .ends_object = ends_object};
        const PieceMemory* memory = checked_.known.memory.get();
        const bool may_know = memory != nullptr && ends_object && reader_.is_between_objects() &&
                              reader_.bearings() == memory->bearings;
        if (may_know) piece.known = memory->find(piece.hash);
        checked_.pieces.push_back(piece);
        if (piece.known < 0) return reader_.feed(bytes);
        memory->read(piece.known, known_);
        first_.write(known_);
        reader_.pass_by(bytes.size(), known_.stretch);
        return Nothing{};
    }

  private:
    CheckedFile& checked_;
    FirstReading& first_;
    xzufi::Reader& reader_;
    KnownPiece known_;
};

Outcome read_all(const ByteSource& source, Sha256& hash, PieceReading& pieces,
                 xzufi::Reader& reader) {
    PieceCutter cutter;
    const auto take = [&](std::string_view bytes, bool ends_object) {
        return pieces.take(bytes, ends_object);
    };
    DW_TRY_DO(for_each_piece(source, [&](std::string_view bytes) {
        hash.add(as_bytes(bytes));
        return cutter.feed(bytes, take);
    }));
    DW_TRY_DO(cutter.finish(take));
    return reader.finish();
}

}  // namespace

Result<CheckedFile> check_source(const std::string& name, const Delivery& delivery,
                                 const ByteSource& source, Known known) {
    CheckedFile checked{
        .name = name, .delivery = delivery, .source = source, .known = std::move(known)};
    FirstReading first(checked);
    xzufi::Reader reader(
        {.schreibe = [&](Objekt objekt, const Element& element) -> Outcome {
             return for_each_write(objekt, element,
                                   [&](const WriteOperation& operation, const Element& part) {
                                       return first.write(operation, part);
                                   });
         },
         .loesche = [&](const xzufi::Loesche& loesche) { return first.erase(loesche); },
         .problem = [&](const xzufi::Problem& problem) { first.take(problem); }});
    Sha256 hash;
    PieceReading pieces(checked, first, reader);
    const Outcome read = read_all(source, hash, pieces, reader);
    if (const auto refusal = reader.refusal()) {
        checked.refused = refused_file(name, refusal->code, refusal->arguments);
        checked.refused->findings.front().position = refusal->position;
        return checked;
    }
    if (!read) return read.error();
    checked.hash = hash.finish();
    return checked;
}

}  // namespace dw::catalogue
