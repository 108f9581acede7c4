// The first reading of a file: whether it can be taken at all, and which operation on each object
// counts.

#include "base/limits.h"
#include "catalogue/import_run.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Objekt;

Outcome read_all(xzufi::Reader& reader, Sha256& hash, const ByteSource& source) {
    const Outcome fed = source([&](std::string_view piece) -> Outcome {
        hash.add(as_bytes(piece));
        return reader.feed(piece);
    });
    if (!fed) return fed;
    return reader.finish();
}

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
        const std::string& source = checked_.delivery.source;
        const bool counts = source.empty() || source == id.agency;
        if (counts && checked_.agencies.size() < limits::import_agencies)
            checked_.agencies.emplace(operation.kind, id.agency);
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
    void take(const xzufi::Problem& problem) {
        if (problem.code == "xzufi.object_too_large" || problem.code == "xzufi.not_one_object")
            checked_.has_unknown_ids = true;
    }

  private:
    void note_parent(const SourceId& id, const Element& organisation) {
        const auto parent = parent_of(organisation);
        checked_.parents[ref_of(id)] = parent ? std::optional(ref_of(*parent)) : std::nullopt;
    }

    CheckedFile& checked_;
};

}  // namespace

Result<CheckedFile> check_source(const std::string& name, const Delivery& delivery,
                                 const ByteSource& source) {
    CheckedFile checked{.name = name, .delivery = delivery, .source = source};
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
    const Outcome read = read_all(reader, hash, source);
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
