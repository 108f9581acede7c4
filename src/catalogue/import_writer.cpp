#include "catalogue/import_writer.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "catalogue/catalogue_tables.h"
#include "catalogue/content.h"
#include "catalogue/import_group.h"
#include "catalogue/piece_store.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/service_table.h"

namespace dw::catalogue {

using store::Row;
using store::shared_tenant;
using store::Value;

namespace {

constexpr std::size_t content_bytes_per_weight = 1024;
// Says that objects were written before it was noted whose.
const std::pair nobody_knows(ObjectKind::OrganisationResponsibility, std::string());

bool is_responsibility(ObjectKind kind) {
    return kind == ObjectKind::OrganisationResponsibility ||
           kind == ObjectKind::OnlineResponsibility;
}

ObjectKind kind_of_key(std::string_view key) {
    return holder_of_key(key) == Holder::Organisation ? ObjectKind::OrganisationResponsibility
                                                      : ObjectKind::OnlineResponsibility;
}

std::string key_of(ObjectKind kind, const SourceId& id) {
    return responsibility_key(kind == ObjectKind::OrganisationResponsibility
                                  ? Holder::Organisation
                                  : Holder::OnlineService,
                              id);
}

Value tenant() {
    return store::of(shared_tenant());
}

}  // namespace

bool ImportWriter::ResponsibilityRows::operator==(const ResponsibilityRows& other) const {
    return service == other.service && holder == other.holder && areas == other.areas &&
           role == other.role && validity == other.validity;
}

ImportWriter::ImportWriter(store::Store& store, std::int64_t import_number, WriteMode mode)
    : store_(store),
      import_number_(import_number),
      mode_(mode),
      sender_(store, mode),
      thread_([this] { run(); }) {}

ImportWriter::~ImportWriter() {
    batches_.refuse();
    if (thread_.joinable()) thread_.join();
}

Outcome ImportWriter::put(ObjectRow row) {
    batch_.weight += 1 + row.content.size() / content_bytes_per_weight;
    batch_.objects.push_back(std::move(row));
    return flush_when_full();
}

Outcome ImportWriter::put(const Responsibility& responsibility, const ResponsibilityRefs& refs) {
    ResponsibilityRows rows{.id = responsibility_key(responsibility.holder_kind, responsibility.id),
                            .service = refs.service,
                            .holder = refs.holder,
                            .areas = {},
                            .role = responsibility.role,
                            .validity = validity_text(responsibility.validity),
                            .service_id = responsibility.service,
                            .holder_id = responsibility.holder};
    for (const Ars& area : responsibility.areas) rows.areas.push_back(area_number(area));
    if (rows.areas.empty()) rows.areas.push_back(area_number(Ars()));
    std::sort(rows.areas.begin(), rows.areas.end());
    rows.offers = responsibility.holder_kind == Holder::Organisation &&
                  (rows.role == "01" || rows.role == "02");
    batch_.weight += rows.areas.size();
    batch_.responsibilities.push_back(std::move(rows));
    return flush_when_full();
}

Outcome ImportWriter::erase(Erasure erasure) {
    ++batch_.weight;
    batch_.erasures.push_back(std::move(erasure));
    return flush_when_full();
}

Outcome ImportWriter::flush_when_full() {
    return batch_.weight < sender_.full_weight() ? Outcome(Nothing{}) : flush();
}

Outcome ImportWriter::flush() {
    if (!batches_.put(std::exchange(batch_, {}))) return *failed_;
    return Nothing{};
}

Outcome ImportWriter::finish() {
    DW_TRY_DO(flush());
    batches_.end();
    thread_.join();
    if (failed_) return *failed_;
    return sender_.finish();
}

void ImportWriter::run() {
    while (auto batch = batches_.take()) {
        const auto written = write(std::move(*batch));
        if (written) continue;
        failed_ = written.error();
        batches_.refuse();
    }
}

Outcome ImportWriter::write(Batch batch) {
    Group group;
    {
        DW_TRY(const store::Reader reader, store_.reader());
        DW_TRY_DO(look_who_has_written(*reader));
        for (const ObjectKind kind : object_kinds)
            DW_TRY_DO(compare_objects(*reader, batch, group, kind));
        DW_TRY_DO(compare_responsibilities(*reader, batch, group));
        DW_TRY_DO(look_for_erasures(*reader, batch, group));
        DW_TRY_DO(look_for_offers(*reader, group));
    }
    note_owners(batch, group);
    if (group.is_empty()) return Nothing{};
    auto change = change_of(std::move(group));
    if (mode_ == WriteMode::Rehearse) return Nothing{};
    ++sent_;
    return sender_.send(std::move(change), batch.weight);
}

Outcome ImportWriter::look_who_has_written(store::Connection& connection) {
    if (!began_at_) {
        DW_TRY(began_at_, load_change_number(connection));
        DW_TRY(written_before_, object_changes(connection));
        if (written_before_->contains(nobody_knows)) written_before_.reset();
    }
    if (!written_before_) return Nothing{};
    DW_TRY(const bool another, somebody_else_wrote(connection));
    if (another) written_before_.reset();
    return Nothing{};
}

// Every change of the catalogue counts its number up by one, so do our own.
Result<bool> ImportWriter::somebody_else_wrote(store::Connection& connection) {
    const bool writing = sender_.is_writing();
    DW_TRY(std::int64_t number, load_change_number(connection));
    const std::int64_t surely_ours = *began_at_ + sent_ - (writing ? 1 : 0);
    if (number <= surely_ours) return false;
    // Our last group, or somebody else's?
    DW_TRY_DO(sender_.finish());
    DW_TRY(number, load_change_number(connection));
    return number > *began_at_ + sent_;
}

// Of a source that comes for the first time nothing has to be looked for.
bool ImportWriter::may_be_stored(ObjectKind kind, std::string_view agency) {
    return !written_before_ || written_before_->contains({kind, std::string(agency)});
}

Outcome ImportWriter::compare_objects(store::Connection& connection, Batch& batch, Group& group,
                                      ObjectKind kind) {
    std::vector<Value> refs;
    const std::size_t first = group.objects.size();
    for (ObjectRow& row : batch.objects) {
        if (row.kind != kind) continue;
        const std::int64_t ref = ref_of(row.id);
        const std::int64_t fingerprint = fingerprint_of(row.content);
        if (may_be_stored(kind, row.id.agency)) refs.emplace_back(ref);
        group.objects.push_back({std::move(row), ref, fingerprint, {}});
    }
    if (refs.empty()) return Nothing{};
    struct Stored {
        std::int64_t fingerprint, import;
    };
    std::unordered_map<std::int64_t, Stored> stored;
    const std::string query = "select ref, fingerprint, import from " +
                              std::string(table_of(kind)) + " where tenant = $1 and ref in $list";
    DW_TRY_DO(for_each_in(connection, query, shared_tenant(), refs, [&](const Row& row) -> Outcome {
        stored.emplace(row.integer(0), Stored{row.integer(1), row.integer(2)});
        return Nothing{};
    }));
    const auto begin = group.objects.begin() + static_cast<std::ptrdiff_t>(first);
    for (auto object = begin; object != group.objects.end(); ++object) {
        const auto found = stored.find(object->ref);
        if (found == stored.end()) continue;
        object->stored = found->second.fingerprint;
        object->stored_by = found->second.import;
    }
    const auto unchanged = std::remove_if(begin, group.objects.end(), [](const Group::Object& o) {
        return o.stored == o.fingerprint;
    });
    group.objects.erase(unchanged, group.objects.end());
    for (auto object = group.objects.begin() + static_cast<std::ptrdiff_t>(first);
         object != group.objects.end(); ++object)
        if (object->stored) note_replaced(object->stored_by, object->row.id);
    return Nothing{};
}

void ImportWriter::note_replaced(std::int64_t import, const SourceId& id) {
    if (import == import_number_) return;
    Replaced& replaced = replaced_[import];
    if (++replaced.objects == 1) replaced.first = id;
}

Outcome ImportWriter::compare_responsibilities(store::Connection& connection, Batch& batch,
                                               Group& group) {
    std::vector<Value> ids;
    for (const ResponsibilityRows& rows : batch.responsibilities)
        if (may_be_stored(kind_of_key(rows.id), agency_of_key(rows.id)))
            ids.push_back(store::of(rows.id));
    std::unordered_map<std::string, ResponsibilityRows> stored;
    // SQLite would walk the whole primary key for every id.
    const bool sqlite = connection.dialect() == store::Dialect::Sqlite;
    DW_TRY_DO(
        for_each_in(connection,
                    std::string("with wanted (id) as (values $rows) "
                                "select r.id, r.service, r.holder, r.role, r.validity, r.area, "
                                "r.import "
                                "from wanted w cross join catalogue_responsibility r ") +
                        (sqlite ? "indexed by catalogue_responsibility_id " : "") +
                        "where r.tenant = $1 and r.id = w.id",
                    shared_tenant(), ids, [&](const Row& row) -> Outcome {
                        ResponsibilityRows& rows = stored[row.text(0)];
                        rows.service = row.integer(1);
                        rows.holder = row.integer(2);
                        rows.role = row.text(3);
                        rows.validity = row.text(4);
                        rows.areas.push_back(row.integer(5));
                        rows.stored_by = row.integer(6);
                        return Nothing{};
                    }));
    for (ResponsibilityRows& rows : batch.responsibilities) {
        const auto found = stored.find(rows.id);
        if (found != stored.end()) {
            // A repeated value of the list gives its rows once more.
            auto& areas = found->second.areas;
            std::sort(areas.begin(), areas.end());
            areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
            if (found->second == rows) continue;
            group.replaced.insert(rows.id);
            group.areas.insert(areas.begin(), areas.end());
            note_replaced(found->second.stored_by, id_of_key(rows.id));
        }
        group.responsibilities.push_back(std::move(rows));
    }
    return Nothing{};
}

// Whether the object is stored; `touched`: of which services it is a part, or for which areas it
// is.
Result<bool> ImportWriter::look_for(store::Connection& connection, ObjectKind kind,
                                    const SourceId& id, std::vector<std::int64_t>& touched) {
    const bool by_key = is_responsibility(kind);
    const std::string column =
        by_key ? "area" : (kind == ObjectKind::Specialisation ? "service" : "ref");
    const std::string query = "select " + column + " from " + std::string(table_of(kind)) +
                              " where tenant = $1 and " + (by_key ? "id" : "ref") + " = $2";
    const Value key = by_key ? store::of(key_of(kind, id)) : Value(ref_of(id));
    bool found = false;
    DW_TRY_DO(connection.for_each(query, {tenant(), key}, [&](const Row& row) -> Outcome {
        found = true;
        const bool touches = kind == ObjectKind::Specialisation || kind == ObjectKind::Service;
        if (touches || by_key) touched.push_back(row.integer(0));
        return Nothing{};
    }));
    return found;
}

Outcome ImportWriter::look_for_erasures(store::Connection& connection, const Batch& batch,
                                        Group& group) {
    for (const Erasure& erasure : batch.erasures) {
        bool removed = false, was_there = false;
        for (const auto& [kind, before, is_last] : erasure.parts) {
            if (before == Presence::Written) was_there = true;
            if (!is_last && before != Presence::Unknown) continue;
            std::vector<std::int64_t> touched;
            DW_TRY(const bool found, look_for(connection, kind, erasure.id, touched));
            // What goes now is not there the next time.
            if (before == Presence::Unknown && found == is_last) counts_.would_repeat = false;
            if (!found) continue;
            if (before == Presence::Unknown) was_there = true;
            if (!is_last) continue;
            removed = true;
            if (is_responsibility(kind)) {
                group.areas.insert(touched.begin(), touched.end());
                group.replaced.insert(key_of(kind, erasure.id));
            } else {
                group.touched.insert(touched.begin(), touched.end());
                group.erased[kind].emplace_back(ref_of(erasure.id));
                if (kind == ObjectKind::Organisation)
                    group.erased_offices.push_back(ref_of(erasure.id));
            }
        }
        counts_.changed += removed ? 1 : 0;
        ++(was_there ? counts_.deleted : counts_.orphan_deletes);
    }
    return Nothing{};
}

// The first responsibility of an organisation changes what is said about a service.
Outcome ImportWriter::look_for_offers(store::Connection& connection, Group& group) {
    std::vector<Value> unsure;
    for (const ResponsibilityRows& rows : group.responsibilities) {
        if (!rows.offers || !offered_.insert(rows.service).second) continue;
        // What is noted at a service that is new is at most said once more.
        if (may_be_stored(ObjectKind::Service, rows.service_id.agency))
            unsure.emplace_back(rows.service);
        group.newly_offered.insert(rows.service);
    }
    return for_each_in(connection,
                       "select service from catalogue_service_change "
                       "where tenant = $1 and service in $list and offered = 1",
                       shared_tenant(), unsure, [&](const Row& row) -> Outcome {
                           group.newly_offered.erase(row.integer(0));
                           return Nothing{};
                       });
}

void ImportWriter::note_owners(const Batch& batch, Group& group) {
    for (const Group::Object& object : group.objects)
        group.owners.emplace(object.row.kind, object.row.id.agency);
    for (const ResponsibilityRows& rows : group.responsibilities)
        group.owners.emplace(kind_of_key(rows.id), agency_of_key(rows.id));
    for (const Erasure& erasure : batch.erasures)
        for (const auto& part : erasure.parts) group.owners.emplace(part.kind, erasure.id.agency);
}

}  // namespace dw::catalogue
