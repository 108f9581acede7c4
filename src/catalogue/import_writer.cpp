#include "catalogue/import_writer.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/limits.h"
#include "catalogue/catalogue_tables.h"
#include "catalogue/content.h"
#include "catalogue/import_group.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Row;
using store::shared_tenant;
using store::Value;

namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_outstanding = 2;  // groups: one being committed, one ready behind it
// Rows of many objects share pages of the indexes, so large groups write much less.
constexpr std::chrono::milliseconds group_time_alone{100};
constexpr std::chrono::seconds remembered_company{30};
constexpr std::size_t largest_in_company = 512;
constexpr std::size_t smallest_group = 64, largest_group = 4096;
constexpr std::size_t content_bytes_per_weight = 1024;

bool is_responsibility(ObjectKind kind) {
    return kind == ObjectKind::OrganisationResponsibility ||
           kind == ObjectKind::OnlineResponsibility;
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
    : store_(store), import_number_(import_number), mode_(mode), full_weight_(smallest_group * 4) {}

ImportWriter::~ImportWriter() {
    static_cast<void>(wait_until_at_most(0));
}

Outcome ImportWriter::put(ObjectRow row) {
    weight_ += 1 + row.content.size() / content_bytes_per_weight;
    objects_.push_back(std::move(row));
    return flush_when_full();
}

Outcome ImportWriter::put(const Responsibility& responsibility) {
    ResponsibilityRows rows{.id = responsibility_key(responsibility.holder_kind, responsibility.id),
                            .service = ref_of(responsibility.service),
                            .holder = ref_of(responsibility.holder),
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
    weight_ += rows.areas.size();
    responsibilities_.push_back(std::move(rows));
    return flush_when_full();
}

Outcome ImportWriter::erase(Erasure erasure) {
    ++weight_;
    erasures_.push_back(std::move(erasure));
    return flush_when_full();
}

Outcome ImportWriter::flush_when_full() {
    return weight_ < full_weight_ ? Outcome(Nothing{}) : flush();
}

Outcome ImportWriter::finish() {
    DW_TRY_DO(flush());
    return wait_until_at_most(0);
}

Outcome ImportWriter::flush() {
    Group group;
    {
        DW_TRY(const store::Reader reader, store_.reader());
        for (const ObjectKind kind : object_kinds) DW_TRY_DO(compare_objects(*reader, group, kind));
        DW_TRY_DO(compare_responsibilities(*reader, group));
        DW_TRY_DO(look_for_erasures(*reader, group));
        DW_TRY_DO(look_for_offers(*reader, group));
    }
    note_owners(group);
    const std::size_t weight = weight_;
    objects_.clear();
    responsibilities_.clear();
    erasures_.clear();
    weight_ = 0;
    if (group.is_empty()) return Nothing{};
    auto change = change_of(std::move(group));
    if (mode_ == WriteMode::Rehearse) return Nothing{};
    return send(std::move(change), weight);
}

Outcome ImportWriter::compare_objects(store::Connection& connection, Group& group,
                                      ObjectKind kind) {
    std::vector<Value> refs;
    const std::size_t first = group.objects.size();
    for (ObjectRow& row : objects_) {
        if (row.kind != kind) continue;
        const std::int64_t ref = ref_of(row.id);
        const std::int64_t fingerprint = fingerprint_of(row.content);
        refs.emplace_back(ref);
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

Outcome ImportWriter::compare_responsibilities(store::Connection& connection, Group& group) {
    if (responsibilities_.empty()) return Nothing{};
    std::vector<Value> ids;
    for (const ResponsibilityRows& rows : responsibilities_) ids.push_back(store::of(rows.id));
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
    for (ResponsibilityRows& rows : responsibilities_) {
        const auto found = stored.find(rows.id);
        if (found != stored.end()) {
            // A repeated value of the list gives its rows once more.
            auto& areas = found->second.areas;
            std::sort(areas.begin(), areas.end());
            areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
            if (found->second == rows) continue;
            group.replaced.insert(rows.id);
            note_replaced(found->second.stored_by, id_of_key(rows.id));
        }
        group.responsibilities.push_back(std::move(rows));
    }
    return Nothing{};
}

// Whether the object is stored; `services`: of which services it is a part.
Result<bool> ImportWriter::look_for(store::Connection& connection, ObjectKind kind,
                                    const SourceId& id, std::vector<std::int64_t>& services) {
    const bool by_key = is_responsibility(kind);
    const std::string column =
        by_key ? "id" : (kind == ObjectKind::Specialisation ? "service" : "ref");
    const std::string query = "select " + column + " from " + std::string(table_of(kind)) +
                              " where tenant = $1 and " + (by_key ? "id" : "ref") + " = $2";
    const Value key = by_key ? store::of(key_of(kind, id)) : Value(ref_of(id));
    bool found = false;
    DW_TRY_DO(connection.for_each(query, {tenant(), key}, [&](const Row& row) -> Outcome {
        found = true;
        const bool touches = kind == ObjectKind::Specialisation || kind == ObjectKind::Service;
        if (touches) services.push_back(row.integer(0));
        return Nothing{};
    }));
    return found;
}

Outcome ImportWriter::look_for_erasures(store::Connection& connection, Group& group) {
    for (const Erasure& erasure : erasures_) {
        bool removed = false, was_there = false;
        for (const auto& [kind, before, is_last] : erasure.parts) {
            if (before == Presence::Written) was_there = true;
            if (!is_last && before != Presence::Unknown) continue;
            std::vector<std::int64_t> services;
            DW_TRY(const bool found, look_for(connection, kind, erasure.id, services));
            // What goes now is not there the next time.
            if (before == Presence::Unknown && found == is_last) counts_.would_repeat = false;
            if (!found) continue;
            if (before == Presence::Unknown) was_there = true;
            if (!is_last) continue;
            removed = true;
            group.touched.insert(services.begin(), services.end());
            if (is_responsibility(kind)) {
                group.replaced.insert(key_of(kind, erasure.id));
            } else {
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

void ImportWriter::note_owners(Group& group) const {
    for (const Group::Object& object : group.objects)
        group.owners.emplace(object.row.kind, object.row.id.agency);
    for (const ResponsibilityRows& rows : group.responsibilities)
        group.owners.emplace(holder_of_key(rows.id) == Holder::Organisation
                                 ? ObjectKind::OrganisationResponsibility
                                 : ObjectKind::OnlineResponsibility,
                             id_of_key(rows.id).agency);
    for (const Erasure& erasure : erasures_)
        for (const auto& part : erasure.parts) group.owners.emplace(part.kind, erasure.id.agency);
}

// Asked while a group before is mostly still being written: who wants to write stands in line now.
std::chrono::milliseconds ImportWriter::time_of_a_group() {
    if (mode_ != WriteMode::WriteAlone) return limits::import_group_time;
    const auto now = steady_clock::now();
    if (store_.database().somebody_waits()) somebody_waited_ = now;
    const bool company = now - somebody_waited_ < remembered_company;
    if (company) full_weight_ = std::min(full_weight_, largest_in_company);
    return company ? limits::import_group_time : group_time_alone;
}

Outcome ImportWriter::send(store::Change change, std::size_t weight) {
    const auto time = time_of_a_group();
    DW_TRY_DO(wait_until_at_most(most_outstanding - 1));
    {
        std::lock_guard lock(mutex_);
        ++outstanding_;
        // A short group says nothing about the time of a full one.
        if (weight * 2 >= full_weight_ && slowest_ > steady_clock::duration::zero()) {
            if (slowest_ > time) {
                full_weight_ = std::max(smallest_group, full_weight_ * 2 / 3);
            } else if (slowest_ * 2 < time) {
                full_weight_ = std::min(largest_group, full_weight_ * 3 / 2);
            }
        }
        slowest_ = {};
    }
    const auto begin = steady_clock::now();
    store_.commit_async(std::move(change), [this, begin](const Result<store::Receipt>& result) {
        std::lock_guard lock(mutex_);
        --outstanding_;
        if (!result && !failed_) failed_ = result.error();
        slowest_ = std::max(slowest_, steady_clock::now() - begin);
        committed_.notify_all();
    });
    return Nothing{};
}

Outcome ImportWriter::wait_until_at_most(std::size_t outstanding) {
    std::unique_lock lock(mutex_);
    committed_.wait(lock, [&] { return outstanding_ <= outstanding; });
    if (failed_) return *failed_;
    return Nothing{};
}

}  // namespace dw::catalogue
