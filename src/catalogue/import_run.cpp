#include "catalogue/import_run.h"

#include <filesystem>

#include "base/limits.h"
#include "catalogue/catalogue_tables.h"
#include "catalogue/content.h"
#include "catalogue/import_journal.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Objekt;

Subject subject_of(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Service:
            return Subject::Service;
        case ObjectKind::Specialisation:
            return Subject::Specialisation;
        case ObjectKind::Organisation:
            return Subject::Organisation;
        case ObjectKind::OnlineService:
            return Subject::OnlineService;
        case ObjectKind::OrganisationResponsibility:
        case ObjectKind::OnlineResponsibility:
            return Subject::Responsibility;
    }
    return Subject::Unknown;
}

namespace {

Outcome read_all(xzufi::Reader& reader, Sha256& hash, const ByteSource& source) {
    const Outcome fed = source([&](std::string_view piece) -> Outcome {
        hash.add(as_bytes(piece));
        return reader.feed(piece);
    });
    if (!fed) return fed;
    return reader.finish();
}

// The second reading: every operation that counts goes to the writer.
class SecondReading {
  public:
    SecondReading(const AreaRegister& areas, ImportPlan& plan, ImportedFile& file,
                  ImportWriter& writer)
        : areas_(areas), plan_(plan), file_(file), writer_(writer) {}

    Result<Digest> read(const ByteSource& source);

  private:
    Outcome write(const WriteOperation& operation, const Element& element);
    Outcome write_object(const WriteOperation& operation, const Element& element);
    ResponsibilityHolder holder_in(const WriteOperation& operation) const;
    Outcome erase(const xzufi::Loesche& loesche);
    void take(const xzufi::Problem& problem);
    // True when the object is to be stored.
    bool take(const WriteOperation& operation, const Element& element, Remarks remarks);
    void finish_report();

    const AreaRegister& areas_;
    ImportPlan& plan_;
    ImportedFile& file_;
    ImportWriter& writer_;
    RepeatedFindings repeated_;
};

Result<Digest> SecondReading::read(const ByteSource& source) {
    xzufi::Reader reader(
        {.schreibe = [this](Objekt objekt, const Element& element) -> Outcome {
             return for_each_write(objekt, element,
                                   [this](const WriteOperation& operation, const Element& part) {
                                       return write(operation, part);
                                   });
         },
         .loesche = [this](const xzufi::Loesche& loesche) { return erase(loesche); },
         .problem = [this](const xzufi::Problem& problem) { take(problem); }});
    Sha256 hash;
    DW_TRY_DO(read_all(reader, hash, source));
    DW_TRY_DO(writer_.finish());
    finish_report();
    return hash.finish();
}

Outcome SecondReading::write(const WriteOperation& operation, const Element& element) {
    if (!operation.id.value.empty()) {
        const std::uint64_t key = operation_key(operation.kind, operation.id);
        if (!plan_.pass_write(key).is_last) {
            if (!plan_.ends_as_written(key)) return Nothing{};
            file_.report.add({.position = element.position(),
                              .subject = subject_of(operation.kind),
                              .id = operation.id,
                              .skipped = false,
                              .code = "import_duplicate",
                              .arguments = {}});
            return Nothing{};
        }
    }
    return write_object(operation, element);
}

Outcome SecondReading::write_object(const WriteOperation& operation, const Element& element) {
    ImportCounts& counts = file_.report.counts;
    switch (operation.kind) {
        case ObjectKind::Service: {
            auto mapped = map_leistung(element, areas_);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.services;
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = to_content(mapped.object),
                                .keys = std::move(mapped.object.keys),
                                .service = {}});
        }
        case ObjectKind::Specialisation: {
            auto mapped = map_spezialisierung(element, areas_);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.specialisations;
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = to_content(mapped.object),
                                .keys = {},
                                .service = mapped.object.service});
        }
        case ObjectKind::Organisation: {
            auto mapped = map_organisationseinheit(element);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.organisations;
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = to_content(mapped.object),
                                .keys = {},
                                .service = {}});
        }
        case ObjectKind::OnlineService: {
            auto mapped = map_onlinedienst(element);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.online_services;
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = to_content(mapped.object),
                                .keys = {},
                                .service = {}});
        }
        case ObjectKind::OrganisationResponsibility:
        case ObjectKind::OnlineResponsibility: {
            auto mapped = map_zustaendigkeit(element, holder_in(operation), areas_);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.responsibilities;
            file_.needs.add(mapped.object);
            return writer_.put(mapped.object);
        }
    }
    return Nothing{};
}

// A transfer may leave open what its parent is; then the objects of the file tell.
ResponsibilityHolder SecondReading::holder_in(const WriteOperation& operation) const {
    ResponsibilityHolder holder = operation.holder;
    if (holder.kind_is_stated) return holder;
    const auto is_written = [&](ObjectKind kind) {
        return plan_.is_written(operation_key(kind, holder.id));
    };
    const bool online =
        is_written(ObjectKind::OnlineService) && !is_written(ObjectKind::Organisation);
    if (online) holder.kind = Holder::OnlineService;
    return holder;
}

Outcome SecondReading::erase(const xzufi::Loesche& loesche) {
    file_.erases = true;
    const SourceId id = to_source_id(loesche.id);
    ImportFinding finding;
    finding.position = loesche.position;
    if (id.value.empty()) {
        finding.subject = Subject::Unknown;
        finding.skipped = true;
        finding.code = "import_no_id";
        file_.report.add(std::move(finding));
        return Nothing{};
    }
    auto kinds = kinds_of(loesche);
    if (kinds.empty()) {
        repeated_.add("import_unknown_class", loesche.klasse.substr(0, 60), loesche.position);
        return Nothing{};
    }
    ImportWriter::Erasure erasure{.id = id, .parts = {}};
    for (const ObjectKind kind : kinds) {
        const auto [is_last, before] = plan_.pass_erase(operation_key(kind, id));
        erasure.parts.push_back({.kind = kind, .before = before, .is_last = is_last});
    }
    return writer_.erase(std::move(erasure));
}

void SecondReading::take(const xzufi::Problem& problem) {
    const bool repeats = problem.code == "xzufi.unknown_element" ||
                         problem.code == "xzufi.unknown_object" || problem.code == "xzufi.left_out";
    if (repeats) return repeated_.add(problem.code, problem.arguments.front(), problem.position);
    ImportFinding finding;
    finding.position = problem.position;
    finding.code = problem.code;
    finding.arguments = problem.arguments;
    file_.report.add(std::move(finding));
}

bool SecondReading::take(const WriteOperation& operation, const Element& element, Remarks remarks) {
    const xzufi::Position at = element.position();
    const auto add = [&](Remark remark, bool skipped) {
        file_.report.add({.position = at,
                          .subject = subject_of(operation.kind),
                          .id = operation.id,
                          .skipped = skipped,
                          .code = std::move(remark.code),
                          .arguments = std::move(remark.arguments)});
    };
    if (remarks.skipped) {
        add(std::move(*remarks.skipped), true);
        return false;
    }
    for (Remark& note : remarks.notes) add(std::move(note), false);
    if (remarks.removed == HtmlRemoval::Unsafe) add({"import_cleaned", {}}, false);
    if (remarks.removed == HtmlRemoval::Markup) repeated_.add("import_markup", "", at);
    for (const std::string& language : remarks.languages) {
        repeated_.add("import_language", language, at);
    }
    for (const std::string& path : remarks.unused) repeated_.add("import_unused", path, at);
    for (const std::string& keys : remarks.former_areas) {
        repeated_.add("import_former_area", keys, at);
    }
    for (const std::string& area : remarks.unknown_areas) {
        repeated_.add("import_unknown_area", area, at);
    }
    return true;
}

void SecondReading::finish_report() {
    const ImportWriter::Counts& written = writer_.counts();
    file_.report.counts.changed = written.changed;
    file_.report.counts.deleted = written.deleted;
    file_.changes = written.changes;
    if (written.orphan_deletes > 0) {
        repeated_.add("import_orphan_delete", "", {}, written.orphan_deletes);
    }
    repeated_.move_to(file_.report);
}

}  // namespace

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

Result<CheckedFile> check_source(const std::string& name, const ByteSource& source) {
    CheckedFile checked{.name = name, .source = source};
    const auto note_write = [&](const WriteOperation& write, const Element&) -> Outcome {
        if (write.id.value.empty()) return Nothing{};
        checked.plan.write(operation_key(write.kind, write.id));
        if (checked.agencies.size() < limits::import_agencies)
            checked.agencies.emplace(write.kind, write.id.agency);
        return Nothing{};
    };
    const auto note_erase = [&](const xzufi::Loesche& loesche) -> Outcome {
        const SourceId id = to_source_id(loesche.id);
        if (id.value.empty()) return Nothing{};
        for (const ObjectKind kind : kinds_of(loesche)) checked.plan.erase(operation_key(kind, id));
        return Nothing{};
    };
    xzufi::Reader reader({.schreibe =
                              [&](Objekt objekt, const Element& element) {
                                  return for_each_write(objekt, element, note_write);
                              },
                          .loesche = note_erase,
                          .problem = [](const xzufi::Problem&) {}});
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

Result<ImportedFile> import_checked(store::Store& store, const AreaRegister& areas,
                                    CheckedFile& checked, WriteMode mode) {
    ImportedFile file;
    if (checked.refused) {
        file.report = *checked.refused;
        return file;
    }
    file.report.file = checked.name;
    file.report.hash = to_hex(checked.hash);
    std::int64_t number = 0;
    const bool writes = mode != WriteMode::Rehearse;
    if (writes) {
        const auto source = std::filesystem::path(checked.name).filename().string();
        DW_TRY(number, begin_import(store, source, checked.hash));
    }
    ImportWriter writer(store, number, mode);
    SecondReading second(areas, checked.plan, file, writer);
    DW_TRY(const Digest hash, second.read(checked.source));
    if (hash != checked.hash) {
        return conflict("catalogue.file_changed", checked.name + " changed while it was imported");
    }
    if (writes) {
        DW_TRY_DO(finish_import(store, number, file.report));
    }
    return file;
}

std::uint32_t Needs::number_of(const Needed& needed) {
    return numbers_.emplace(needed, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

void Needs::add(const Responsibility& responsibility) {
    const char holder = responsibility.holder_kind == Holder::Organisation ? 'o' : 'd';
    pairs_.emplace_back(number_of({'s', responsibility.service}),
                        number_of({holder, responsibility.holder}));
}

Outcome Needs::report_waiting(store::Connection& connection, FileReport& report) const {
    std::vector<const Needed*> needed(numbers_.size());
    std::vector<bool> missing(numbers_.size(), true);
    std::map<char, std::vector<store::Value>> refs;
    std::map<std::pair<char, std::int64_t>, std::uint32_t> by_ref;
    for (const auto& [key, number] : numbers_) {
        needed[number] = &key;
        refs[key.table].emplace_back(ref_of(key.id));
        by_ref[{key.table, ref_of(key.id)}] = number;
    }
    for (const auto& [table, values] : refs) {
        const std::string_view name = table == 's'   ? "catalogue_service"
                                      : table == 'o' ? "catalogue_organisation"
                                                     : "catalogue_online_service";
        const std::string query =
            "select ref from " + std::string(name) + " where tenant = $1 and ref in $list";
        DW_TRY_DO(for_each_in(connection, query, store::shared_tenant(), values,
                              [&, from = table](const store::Row& row) -> Outcome {
                                  missing[by_ref[{from, row.integer(0)}]] = false;
                                  return Nothing{};
                              }));
    }
    std::map<std::uint32_t, std::int64_t> waiting;
    for (const auto& [service, holder] : pairs_) {
        if (!missing[service] && !missing[holder]) continue;
        ++report.counts.pending;
        ++waiting[missing[service] ? service : holder];
    }
    RepeatedFindings findings;
    for (const auto& [number, times] : waiting) {
        const Needed& what = *needed[number];
        const char* code = what.table == 's'   ? "import_waits_for_service"
                           : what.table == 'o' ? "import_waits_for_organisation"
                                               : "import_waits_for_online_service";
        findings.add(code, what.id.value, {}, times);
    }
    findings.move_to(report);
    return Nothing{};
}

}  // namespace dw::catalogue
