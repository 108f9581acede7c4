// ImportWriter: puts objects into the tables in small groups, so that other changes get their turn.
//
// A group is compared with what is stored; only what differs becomes a Change. While one group is
// being committed, a thread of the writer compares the next one, and the one after that is
// collected. The size of groups follows the time they take.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/handover.h"
#include "catalogue/import_operations.h"
#include "catalogue/import_sender.h"
#include "catalogue/piece_memory.h"
#include "catalogue/service.h"
#include "catalogue/source_ids.h"
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

// Used by one thread.
class ImportWriter {
  public:
    ImportWriter(store::Store& store, std::int64_t import_number, WriteMode mode);
    ~ImportWriter();
    ImportWriter(const ImportWriter&) = delete;
    ImportWriter& operator=(const ImportWriter&) = delete;

    Outcome put(ObjectRow row);
    Outcome put(const Responsibility& responsibility, const ResponsibilityRefs& refs);
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
    // Commits what is left and waits for all of it; the last call.
    Outcome finish();

    struct Counts {
        std::int64_t changed = 0, deleted = 0, orphan_deletes = 0;
        std::int64_t changes = 0;  // of the catalogue as a whole, its change number counts them
        bool would_repeat = true;  // the same again would delete as much and find the same
    };
    // When finished.
    const Counts& counts() const { return counts_; }
    // Stored objects with another content, by the import they came from; when finished.
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
    // What was put and is not compared yet.
    struct Batch {
        std::vector<ObjectRow> objects;
        std::vector<ResponsibilityRows> responsibilities;
        std::vector<Erasure> erasures;
        std::size_t weight = 0;
    };
    struct Group;

    Outcome flush_when_full();
    Outcome flush();

    // On the thread of the writer.
    void run();
    Outcome write(Batch batch);
    Outcome look_who_has_written(store::Connection& connection);
    Result<bool> somebody_else_wrote(store::Connection& connection);
    bool may_be_stored(ObjectKind kind, std::string_view agency);
    Outcome compare_objects(store::Connection& connection, Batch& batch, Group& group,
                            ObjectKind kind);
    Outcome compare_responsibilities(store::Connection& connection, Batch& batch, Group& group);
    void note_replaced(std::int64_t import, const SourceId& id);
    Outcome look_for_erasures(store::Connection& connection, const Batch& batch, Group& group);
    Result<bool> look_for(store::Connection& connection, ObjectKind kind, const SourceId& id,
                          std::vector<std::int64_t>& touched);
    Outcome look_for_offers(store::Connection& connection, Group& group);
    static void note_owners(const Batch& batch, Group& group);
    store::Change change_of(Group group);
    void add_objects(store::Change& change, Group& group, ObjectKind kind);
    void add_responsibilities(store::Change& change, Group& group);
    void add_erasures(store::Change& change, Group& group);
    void add_touched(store::Change& change, Group& group);
    void add_source_ids(store::Change& change, const Group& group);

    store::Store& store_;
    const std::int64_t import_number_;
    const WriteMode mode_;
    Batch batch_;
    ImportSender sender_;

    // Of the thread, and of everybody when it has ended.
    std::unordered_set<std::int64_t> named_;    // refs whose id is stored already
    std::unordered_set<std::int64_t> offered_;  // services known to be offered
    // Whose objects were ever written before this import; nothing while that is not known, or when
    // somebody else writes at the same time.
    std::optional<ObjectChanges> written_before_;
    std::optional<std::int64_t> began_at_;  // the number of the catalogue's last change before
    std::int64_t sent_ = 0;                 // changes of our own since
    Counts counts_;
    std::map<std::int64_t, Replaced> replaced_;
    std::optional<Error> failed_;

    Handover<Batch> batches_{1};
    std::thread thread_;
};

}  // namespace dw::catalogue
