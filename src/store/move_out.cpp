// Writing an export. The database is one picture; files come after the events that name them, and
// manifest.json comes last, because it counts.
#include "store/backup_tables.h"
#include "store/export_folder.h"
#include "store/owned_events.h"

namespace dw::store {

namespace {

// For whoever finds the folder. frozen: nothing reads it
constexpr std::string_view readme =
    "Dieser Ordner enthält alles, was ein Amt in Dienstweg hat: Vorgänge, Dateien, Personen und\n"
    "Rechte. ALLES STEHT IM KLARTEXT, auch Anmeldungen. Bewahren Sie ihn auf wie die Akten "
    "selbst,\n"
    "verschlüsseln Sie ihn für den Transport und löschen Sie ihn nach dem Umzug.\n"
    "\n"
    "This folder holds everything an office has in Dienstweg: cases, files, people and rights.\n"
    "EVERYTHING IS IN THE CLEAR, logins included. Keep it as you keep the files themselves, "
    "encrypt\n"
    "it for transport and delete it after the move.\n"
    "\n"
    "manifest.json   what this is, and how much\n"
    "events.ndjson   what happened, one JSON object on each line, in the order of the log\n"
    "keys.ndjson     which content was sealed together (ids only, no keys)\n"
    "*.ndjson        further rows, e.g. logins\n"
    "files/ID        uploaded files; their names are in events.ndjson (case.document_added)\n"
    "SHA256SUMS      check with: sha256sum -c SHA256SUMS\n"
    "\n"
    "docs/formats.md, \"Export of an organisation\", describes every member.\n";

class Departure {
  public:
    Departure(Store& store, BlobStore& blobs, Connection& connection, const Owner& owner,
              const std::vector<Movable>& modules, ExportWriter& folder)
        : store_(store),
          blobs_(blobs),
          connection_(connection),
          owner_(owner),
          modules_(modules),
          folder_(folder) {}

    Outcome write_all();
    const MoveCounts& counts() const { return counts_; }

  private:
    Outcome write_event(const StoredEvent& event);
    Outcome write_keys();
    Outcome write_rows(const MovedRows& rows);
    Outcome write_blob(const SealedBlob& blob);

    Store& store_;
    BlobStore& blobs_;
    Connection& connection_;
    const Owner& owner_;
    const std::vector<Movable>& modules_;
    ExportWriter& folder_;
    Owned owned_;
    std::set<KeyId> keys_;
    std::map<BlobId, SealedBlob> found_;
    MoveCounts counts_;
};

Outcome Departure::write_all() {
    DW_TRY(owned_, owned_by(connection_, store_.keys(), owner_, modules_));
    DW_TRY_DO(folder_.begin("README.txt"));
    DW_TRY_DO(folder_.add(as_bytes(readme)));
    DW_TRY_DO(folder_.begin("events.ndjson"));
    DW_TRY_DO(each_owned_event(connection_, store_.keys(), owner_, owned_,
                               [this](const StoredEvent& event) { return write_event(event); }));
    counts_.streams = static_cast<std::int64_t>(owned_.streams.size());
    DW_TRY_DO(write_keys());
    for (const auto& module : modules_)
        for (const auto& rows : module.rows) DW_TRY_DO(write_rows(rows));
    for (const auto& [id, blob] : found_) DW_TRY_DO(write_blob(blob));
    return Nothing{};
}

Outcome Departure::write_event(const StoredEvent& event) {
    MovedEvent moved{event, {}};
    DW_TRY(const auto rows,
           connection_.query("select origin_tenant, origin_position, origin_hash from event_origin "
                             "where tenant = $1 and position = $2 order by step",
                             {of(owner_.tenant), event.position}));
    for (const auto& row : rows) {
        EventOrigin origin{row.id<TenantId>(0), row.integer(1), {}};
        if (row.bytes(2).size() != origin.hash.size())
            return corrupt("store.event_origin", "hash length");
        std::ranges::copy(row.bytes(2), origin.hash.begin());
        moved.origins.push_back(origin);
    }
    keys_.insert(event.key_id);
    for (const auto& blob : blobs_in(event, modules_)) {
        keys_.insert(blob.key);
        found_.emplace(blob.blob, blob);
    }
    ++counts_.events;
    return folder_.add_line(to_json(moved));
}

Outcome Departure::write_keys() {
    DW_TRY(const auto keys, keys_of(connection_, owner_, keys_, owned_.compartments));
    DW_TRY_DO(folder_.begin("keys.ndjson"));
    for (const auto& key : keys)
        DW_TRY_DO(folder_.add_line(
            Json::object({{"key", key.id.to_string()}, {"compartment", key.compartment}})));
    return Nothing{};
}

Outcome Departure::write_rows(const MovedRows& rows) {
    DW_TRY(const auto lines, rows.read(connection_, owner_));
    DW_TRY_DO(folder_.begin(rows.file));
    for (const auto& line : lines) DW_TRY_DO(folder_.add_line(line));
    return Nothing{};
}

Outcome Departure::write_blob(const SealedBlob& blob) {
    DW_TRY(const auto key, store_.keys().by_id(connection_, owner_.tenant, blob.key));
    DW_TRY_DO(folder_.begin("files/" + blob.blob.to_string()));
    ++counts_.files;
    return blobs_.read(owner_.tenant, blob.blob, key,
                       [this](BytesView bytes) { return folder_.add(bytes); });
}

Result<Json> manifest_of(Connection& connection, const ExportOrder& order, Instant now,
                         const MoveCounts& counts) {
    DW_TRY(const auto head,
           connection.query_one("select position, hash from log_head where tenant = $1",
                                {of(order.owner.tenant)}));
    return Json::object(
        {{"format", export_format},
         {"version", export_version},
         {"made_at", to_string(now)},
         {"owner", Json::object({{"id", order.owner.id.to_string()}, {"name", order.owner_name}})},
         {"tenant",
          Json::object({{"id", order.owner.tenant.to_string()}, {"name", order.tenant_name}})},
         {"log", Json::object({{"position", head.integer(0)}, {"hash", to_hex(head.bytes(1))}})},
         {"events", counts.events},
         {"streams", counts.streams},
         {"files", counts.files}});
}

}  // namespace

Result<Exported> export_owner(Store& store, BlobStore& blobs, const ExportOrder& order,
                              const std::vector<Movable>& modules) {
    DW_TRY(auto folder, ExportWriter::create(order.folder));
    DW_TRY(const auto reader, store.reader());
    DW_TRY_DO(begin_snapshot(*reader));
    Departure departure(store, blobs, *reader, order.owner, modules, folder);
    DW_TRY_DO(departure.write_all());
    DW_TRY(const auto manifest,
           manifest_of(*reader, order, store.clock().now(), departure.counts()));
    DW_TRY_DO(folder.begin("manifest.json"));
    DW_TRY_DO(folder.add(as_bytes(to_pretty_string(manifest))));
    DW_TRY(const auto fingerprint, folder.finish());
    return Exported{departure.counts(), fingerprint};
}

}  // namespace dw::store
