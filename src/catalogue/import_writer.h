// ImportWriter: puts objects into the tables in small groups, so that other changes get their turn.
//
// A group is compared with what is stored; only what differs becomes a Change. While one group is
// being committed the next one is collected. The size of groups follows the time they take.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "catalogue/import_operations.h"
#include "catalogue/service.h"
#include "store/store.h"

namespace dw::catalogue {

// An object with content, ready to be stored.
struct ObjectRow {
    ObjectKind kind;
    SourceId id;
    Bytes content;
    std::vector<ServiceKey> keys;     // of a service
    std::optional<SourceId> service;  // of a specialisation
};

// WriteAlone: nothing else writes through this store, so groups grow until another program stands
// in line for the database. Rehearse: compares and counts, and writes nothing.
enum class WriteMode { Write, WriteAlone, Rehearse };

// Used by one thread.
class ImportWriter {
  public:
    ImportWriter(store::Store& store, std::int64_t import_number, WriteMode mode);
    ~ImportWriter();
    ImportWriter(const ImportWriter&) = delete;
    ImportWriter& operator=(const ImportWriter&) = delete;

    Outcome put(ObjectRow row);
    Outcome put(const Responsibility& responsibility);
    // Counts as deleted when the object was there at that moment, otherwise as an orphan.
    struct Erasure {
        struct Part {
            ObjectKind kind;
            Presence before;
            bool is_last;  // otherwise it is written anew later, and only asked for here
        };
        SourceId id;
        std::vector<Part> parts;
    };
    Outcome erase(Erasure erasure);
    // Commits what is left and waits for all of it.
    Outcome finish();

    struct Counts {
        std::int64_t changed = 0, deleted = 0, orphan_deletes = 0;
        std::int64_t changes = 0;  // of the catalogue as a whole, its change number counts them
        bool would_repeat = true;  // the same again would delete as much and find the same
    };
    const Counts& counts() const { return counts_; }
    // Stored objects with another content, by the import they came from.
    struct Replaced {
        std::int64_t objects = 0;
        SourceId first;
    };
    const std::map<std::int64_t, Replaced>& replaced() const { return replaced_; }

  private:
    struct ResponsibilityRows {
        std::string id;
        std::int64_t service, holder;
        std::vector<std::int64_t> areas;  // sorted
        std::string role, validity;
        SourceId service_id, holder_id;
        bool offers = false;         // an organisation with role 01 or 02
        std::int64_t stored_by = 0;  // the import of stored ones
        bool operator==(const ResponsibilityRows& other) const;
    };
    struct Group;

    Outcome flush_when_full();
    Outcome flush();
    Outcome compare_objects(store::Connection& connection, Group& group, ObjectKind kind);
    Outcome compare_responsibilities(store::Connection& connection, Group& group);
    void note_replaced(std::int64_t import, const SourceId& id);
    Outcome look_for_erasures(store::Connection& connection, Group& group);
    Result<bool> look_for(store::Connection& connection, ObjectKind kind, const SourceId& id,
                          std::vector<std::int64_t>& services);
    Outcome look_for_offers(store::Connection& connection, Group& group);
    void note_owners(Group& group) const;
    store::Change change_of(Group group);
    void add_objects(store::Change& change, Group& group, ObjectKind kind);
    void add_responsibilities(store::Change& change, Group& group);
    void add_erasures(store::Change& change, Group& group);
    void add_touched(store::Change& change, Group& group);
    void add_source_ids(store::Change& change, const Group& group);
    Outcome send(store::Change change, std::size_t weight);
    std::chrono::milliseconds time_of_a_group();
    Outcome wait_until_at_most(std::size_t outstanding);

    store::Store& store_;
    std::int64_t import_number_;
    WriteMode mode_;
    std::vector<ObjectRow> objects_;
    std::vector<ResponsibilityRows> responsibilities_;
    std::vector<Erasure> erasures_;
    std::size_t weight_ = 0;
    std::size_t full_weight_;
    std::chrono::steady_clock::time_point somebody_waited_{};
    std::unordered_set<std::int64_t> named_;    // refs whose id is stored already
    std::unordered_set<std::int64_t> offered_;  // services known to be offered
    Counts counts_;
    std::map<std::int64_t, Replaced> replaced_;

    std::mutex mutex_;
    std::condition_variable committed_;
    std::size_t outstanding_ = 0;
    std::optional<Error> failed_;
    std::chrono::steady_clock::duration slowest_{};  // since the size was last adapted
};

}  // namespace dw::catalogue
