#include "catalogue/import_run.h"

#include <algorithm>
#include <filesystem>

#include "base/limits.h"
#include "catalogue/content.h"
#include "catalogue/import_journal.h"
#include "catalogue/object_stream.h"
#include "catalogue/own_words_ids.h"
#include "catalogue/piece_recorder.h"
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

std::string source_name_of(const std::string& file, const Delivery& delivery) {
    return delivery.name.empty() ? std::filesystem::path(file).filename().string() : delivery.name;
}

bool Known::is_untouched(ObjectKind kind, const std::string& agency) const {
    const std::pair owner(kind, agency);
    const auto then = memory->changes.find(owner), now = changes.find(owner);
    return then != memory->changes.end() && now != changes.end() && then->second == now->second;
}

namespace {

// What is too large for a page is not taken over: what is stored stays.
template <class T>
Bytes content_of(Mapped<T>& mapped) {
    Bytes content = to_content(mapped.object);
    if (content.size() > limits::catalogue_object_bytes && !mapped.remarks.skipped)
        mapped.remarks.skipped = Remark{"xzufi.object_too_large", {}};
    return content;
}

// The second reading: every operation that counts goes to the writer.
class SecondReading {
  public:
    SecondReading(const AreaRegister& areas, CheckedFile& checked,
                  std::unordered_set<std::int64_t> circles, ImportedFile& file,
                  ImportWriter& writer)
        : areas_(areas),
          checked_(checked),
          plan_(checked.plan),
          delivery_(checked.delivery),
          circles_(std::move(circles)),
          file_(file),
          writer_(writer),
          recorder_(file.pieces) {}

    // Conflict "catalogue.file_changed".
    Outcome read();

  private:
    Outcome hear(const WrittenObject& object);
    Outcome hear(const PassedBy& passed);
    Outcome hear(const xzufi::Loesche& loesche) { return erase(loesche); }
    Outcome hear(const xzufi::Problem& problem) {
        take(problem);
        return Nothing{};
    }
    Outcome hear(const PieceBegins& begins) {
        recorder_.begin(begins.at);
        return Nothing{};
    }
    Outcome hear(const PieceEnds& ends) {
        recorder_.end(ends.at, *ends.piece);
        return Nothing{};
    }

    Outcome write(const WriteOperation& operation, const Element& element);
    Outcome write_object(const WriteOperation& operation, const Element& element);
    ResponsibilityHolder holder_in(const WriteOperation& operation) const;
    bool is_said_elsewhere(const WriteOperation& operation) const;
    Outcome erase(const xzufi::Loesche& loesche);
    void cut_circle(Mapped<Organisation>& mapped) const;
    // Who only takes the name of own words is left out.
    template <class T>
    void check_own_agency(Mapped<T>& mapped) const {
        if (mapped.object.id.agency != own_agency || mapped.remarks.skipped) return;
        const bool own = delivery_.may_hold_own_words() && is_exported_own(mapped.object);
        if (!own) mapped.remarks.skipped = Remark{"import_own_agency", {std::string(own_agency)}};
    }
    // What another agency says itself is left out, and said.
    void leave_out(const SourceId& id, Subject subject, xzufi::Position at);
    void take(const xzufi::Problem& problem);
    // True when the object is to be stored.
    bool take(const WriteOperation& operation, const Element& element, Remarks remarks);
    void finish_report();

    std::int64_t& count_of(ObjectKind kind);
    void say_once(const std::string& code, const std::string& argument, xzufi::Position at);
    void say(ImportFinding finding);

    const AreaRegister& areas_;
    CheckedFile& checked_;
    ImportPlan& plan_;
    const Delivery& delivery_;
    const std::unordered_set<std::int64_t> circles_;
    ImportedFile& file_;
    ImportWriter& writer_;
    PieceRecorder recorder_;
    RepeatedFindings repeated_;
    std::size_t left_out_ = 0;
};

Outcome SecondReading::read() {
    ObjectStream objects(checked_, circles_);
    while (auto batch = objects.next()) {
        for (const Said& said : *batch) {
            DW_TRY_DO(std::visit([this](const auto& one) { return hear(one); }, said));
        }
    }
    DW_TRY_DO(objects.finish());
    for (const Piece& piece : checked_.pieces) file_.pieces.size += piece.size;
    DW_TRY_DO(writer_.finish());
    finish_report();
    return Nothing{};
}

Outcome SecondReading::hear(const WrittenObject& object) {
    return for_each_write(object.objekt, object.element.view(),
                          [this](const WriteOperation& operation, const Element& part) {
                              return write(operation, part);
                          });
}

Outcome SecondReading::hear(const PassedBy& passed) {
    const KnownPiece& piece = passed.known;
    for (const KnownOperation& operation : piece.operations) {
        plan_.pass_write(operation_key(operation.kind, operation.ref));
        ++count_of(operation.kind);
        if (subject_of(operation.kind) == Subject::Responsibility)
            file_.needs.add(operation.service, holder_of(piece), piece.operations.front().ref);
    }
    for (const KnownFinding& finding : piece.findings) {
        const auto& [code, argument] = checked_.known.memory->names().findings[finding.number];
        repeated_.add(code, argument, behind(passed.begin, finding.at));
    }
    recorder_.take_over(*checked_.known.memory, *passed.piece, piece);
    return Nothing{};
}

std::int64_t& SecondReading::count_of(ObjectKind kind) {
    ImportCounts& counts = file_.report.counts;
    switch (kind) {
        case ObjectKind::Service:
            return counts.services;
        case ObjectKind::Specialisation:
            return counts.specialisations;
        case ObjectKind::Organisation:
            return counts.organisations;
        case ObjectKind::OnlineService:
            return counts.online_services;
        case ObjectKind::OrganisationResponsibility:
        case ObjectKind::OnlineResponsibility:
            break;
    }
    return counts.responsibilities;
}

void SecondReading::say(ImportFinding finding) {
    recorder_.spoil();
    file_.report.add(std::move(finding));
}

void SecondReading::say_once(const std::string& code, const std::string& argument,
                             xzufi::Position at) {
    recorder_.said_once(code, argument, at);
    repeated_.add(code, argument, at);
}

Outcome SecondReading::write(const WriteOperation& operation, const Element& element) {
    const bool may_write = delivery_.may_write(operation.id.agency);
    if (!operation.id.value.empty()) {
        const std::uint64_t key = operation_key(operation.kind, operation.id);
        if (!plan_.pass_write(key).is_last || is_said_elsewhere(operation)) {
            recorder_.spoil();
            if (!may_write || !plan_.ends_as_written(key)) return Nothing{};
            say({.position = element.position(),
                 .subject = subject_of(operation.kind),
                 .id = operation.id,
                 .skipped = false,
                 .code = "import_duplicate",
                 .arguments = {}});
            return Nothing{};
        }
    }
    if (may_write) return write_object(operation, element);
    leave_out(operation.id, subject_of(operation.kind), element.position());
    return Nothing{};
}

// The parent of a transfer turned out to be an online service which has this responsibility itself.
bool SecondReading::is_said_elsewhere(const WriteOperation& operation) const {
    return operation.kind == ObjectKind::OrganisationResponsibility &&
           holder_in(operation).kind == Holder::OnlineService &&
           plan_.ends_as_written(operation_key(ObjectKind::OnlineResponsibility, operation.id));
}

Outcome SecondReading::write_object(const WriteOperation& operation, const Element& element) {
    ImportCounts& counts = file_.report.counts;
    switch (operation.kind) {
        case ObjectKind::Service: {
            auto mapped = map_leistung(element, areas_);
            check_own_agency(mapped);
            Bytes content = content_of(mapped);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.services;
            recorder_.wrote(operation.kind, operation.id, element);
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = std::move(content),
                                .keys = std::move(mapped.object.keys),
                                .service = {}});
        }
        case ObjectKind::Specialisation: {
            auto mapped = map_spezialisierung(element, areas_);
            check_own_agency(mapped);
            Bytes content = content_of(mapped);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.specialisations;
            recorder_.wrote(operation.kind, operation.id, element);
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = std::move(content),
                                .keys = {},
                                .service = mapped.object.service});
        }
        case ObjectKind::Organisation: {
            auto mapped = map_organisationseinheit(element);
            check_own_agency(mapped);
            cut_circle(mapped);
            Bytes content = content_of(mapped);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.organisations;
            recorder_.wrote(operation.kind, operation.id, element);
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = std::move(content),
                                .keys = {},
                                .service = {}});
        }
        case ObjectKind::OnlineService: {
            auto mapped = map_onlinedienst(element);
            check_own_agency(mapped);
            Bytes content = content_of(mapped);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.online_services;
            recorder_.wrote(operation.kind, operation.id, element);
            return writer_.put({.kind = operation.kind,
                                .id = operation.id,
                                .content = std::move(content),
                                .keys = {},
                                .service = {}});
        }
        case ObjectKind::OrganisationResponsibility:
        case ObjectKind::OnlineResponsibility: {
            auto mapped = map_zustaendigkeit(element, holder_in(operation), areas_);
            check_own_agency(mapped);
            if (!take(operation, element, std::move(mapped.remarks))) return Nothing{};
            ++counts.responsibilities;
            const auto refs = refs_of(mapped.object);
            file_.needs.add(refs.service, mapped.object.holder_kind, refs.holder);
            recorder_.wrote(mapped.object, refs, operation.holder);
            return writer_.put(mapped.object, refs);
        }
    }
    return Nothing{};
}

void SecondReading::cut_circle(Mapped<Organisation>& mapped) const {
    auto& [organisation, remarks] = mapped;
    if (!organisation.parent || !circles_.contains(ref_of(organisation.id))) return;
    remarks.notes.push_back({"import_parent_circle", {organisation.parent->value}});
    organisation.parent.reset();
}

void SecondReading::leave_out(const SourceId& id, Subject subject, xzufi::Position at) {
    recorder_.spoil();
    if (++left_out_ > limits::import_named_claims)
        return repeated_.add("import_others_claims", id.agency, at);
    say({.position = at,
         .subject = subject,
         .id = id,
         .skipped = true,
         .code = "import_others_claim",
         .arguments = {id.agency}});
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
    recorder_.spoil();
    const SourceId id = to_source_id(loesche.id);
    ImportFinding finding;
    finding.position = loesche.position;
    if (id.value.empty()) {
        finding.subject = Subject::Unknown;
        finding.skipped = true;
        finding.code = "import_no_id";
        say(std::move(finding));
        return Nothing{};
    }
    auto kinds = kinds_of(loesche);
    if (kinds.empty()) {
        repeated_.add("import_unknown_class", loesche.klasse.substr(0, 60), loesche.position);
        return Nothing{};
    }
    if (!delivery_.may_write(id.agency)) {
        leave_out(id, subject_of(kinds.front()), loesche.position);
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
    if (repeats) return say_once(problem.code, problem.arguments.front(), problem.position);
    ImportFinding finding;
    finding.position = problem.position;
    finding.code = problem.code;
    finding.arguments = problem.arguments;
    say(std::move(finding));
}

bool SecondReading::take(const WriteOperation& operation, const Element& element, Remarks remarks) {
    const xzufi::Position at = element.position();
    const auto add = [&](Remark remark, bool skipped) {
        say({.position = at,
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
    if (remarks.removed == HtmlRemoval::Markup) say_once("import_markup", "", at);
    for (const std::string& language : remarks.languages) {
        say_once("import_language", language, at);
    }
    for (const std::string& path : remarks.unused) say_once("import_unused", path, at);
    for (const std::string& keys : remarks.former_areas) {
        say_once("import_former_area", keys, at);
    }
    for (const std::string& area : remarks.unknown_areas) {
        say_once("import_unknown_area", area, at);
    }
    return true;
}

void SecondReading::finish_report() {
    const ImportWriter::Counts& written = writer_.counts();
    file_.report.counts.changed = written.changed;
    file_.report.counts.deleted = written.deleted;
    file_.changes = written.changes;
    file_.would_repeat = written.would_repeat;
    if (written.orphan_deletes > 0) {
        repeated_.add("import_orphan_delete", "", {}, written.orphan_deletes);
    }
    repeated_.move_to(file_.report);
    if (!delivery_.source.empty() && checked_.agencies.empty())
        file_.report.add({.position = {},
                          .subject = Subject::None,
                          .id = {},
                          .skipped = false,
                          .code = "import_nothing_of_source",
                          .arguments = {delivery_.source}});
}

}  // namespace

namespace {

// The same source again is no news.
Outcome report_replaced(store::Store& store, const ImportWriter& writer, const std::string& source,
                        FileReport& report) {
    std::vector<std::int64_t> imports;
    for (const auto& [import, objects] : writer.replaced()) imports.push_back(import);
    if (imports.empty()) return Nothing{};
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY(auto sources, sources_of_imports(*reader, imports));
    std::map<std::string, Replaced> by_source;
    for (const auto& [import, what] : writer.replaced()) {
        const std::string& from = sources[import];
        if (from == source) continue;
        auto& replaced = by_source.try_emplace(from, Replaced{from, 0, what.first}).first->second;
        replaced.objects += what.objects;
    }
    for (auto& [from, replaced] : by_source) report.replaced.push_back(std::move(replaced));
    return Nothing{};
}

}  // namespace

Result<ImportedFile> import_checked(store::Store& store, const AreaRegister& areas,
                                    CheckedFile& checked, WriteMode mode) {
    ImportedFile file;
    if (checked.refused) {
        file.report = *checked.refused;
        return file;
    }
    file.report.file = checked.name;
    file.report.hash = to_hex(checked.hash);
    std::unordered_set<std::int64_t> circles;
    {
        DW_TRY(const store::Reader reader, store.reader());
        DW_TRY(circles, organisations_in_circles(*reader, checked.parents));
    }
    std::int64_t number = 0;
    const bool writes = mode != WriteMode::Rehearse;
    if (writes) {
        // A delivery with nothing of the agency it is said to be of does not make that one deliver.
        const bool is_theirs = !checked.agencies.empty();
        DW_TRY(number,
               begin_import(store, {.source = source_name_of(checked.name, checked.delivery),
                                    .agency = is_theirs ? checked.delivery.source : "",
                                    .hash = checked.hash}));
    }
    ImportWriter writer(store, number, mode);
    const auto names = checked.known.memory ? checked.known.memory->names() : PieceNames();
    file.pieces = PieceNotes(SpilledBytes(store.data_dir()), names);
    file.needs = Needs(SpilledBytes(store.data_dir()));
    SecondReading second(areas, checked, std::move(circles), file, writer);
    DW_TRY_DO(second.read());
    checked.transcript.reset();
    DW_TRY_DO(report_replaced(store, writer, source_name_of(checked.name, checked.delivery),
                              file.report));
    if (writes) {
        DW_TRY_DO(finish_import(store, number, file.report));
    }
    return file;
}

}  // namespace dw::catalogue
