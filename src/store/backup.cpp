// One read transaction sees one state of the database, however long the copying takes and whatever
// is written meanwhile. Blobs come after the rows: each was complete before a row referred to it.
#include "store/backup.h"

#include "base/json.h"
#include "store/backup_file.h"
#include "store/backup_tables.h"
#include "store/master_check.h"

namespace dw::store {

namespace {

std::string joined(const std::vector<std::string>& columns) {
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "\"" : ", \"") + column + "\"";
    return text;
}

// Hands out all rows without holding them all: PostgreSQL gives them through a cursor.
Outcome each_row(Connection& connection, const BackupTable& table,
                 const std::function<Outcome(const Row&)>& each) {
    const std::string select = "select " + joined(table.columns) + " from \"" + table.name + "\"";
    if (connection.dialect() == Dialect::Sqlite) return connection.for_each(select, {}, each);
    const std::string cursor = "backup_" + table.name;
    DW_TRY_DO(connection.run_script("declare " + cursor + " no scroll cursor for " + select));
    for (bool more = true; more;) {
        more = false;
        DW_TRY_DO(
            connection.for_each("fetch 500 from " + cursor, {}, [&](const Row& row) -> Outcome {
                more = true;
                return each(row);
            }));
    }
    return connection.run_script("close " + cursor);
}

Result<Json> head_of(Store& store, Connection& connection) {
    Json migrations = Json::array();
    DW_TRY_DO(connection.for_each(
        "select module, number from migration order by module, number", {},
        [&](const Row& row) -> Outcome {
            migrations.add(Json::object({{"module", row.text(0)}, {"number", row.integer(1)}}));
            return Nothing{};
        }));
    DW_TRY(const auto check, stored_master_check(connection));
    if (!check) return corrupt("store.master_key_check", "the database has none");
    return Json::object({{"made_at", to_string(store.clock().now())},
                         {"master_key_check", to_hex(*check)},
                         {"migrations", std::move(migrations)}});
}

Outcome add_json(BackupWriter& file, BackupRecord kind, const Json& json) {
    const std::string text = to_string(json);
    return file.add(kind, as_bytes(text));
}

Outcome add_tables(Connection& connection, BackupWriter& file, BackupCounts& counts) {
    DW_TRY(const auto tables, backup_tables(connection));
    for (const auto& table : tables) {
        Json columns = Json::array();
        for (const auto& column : table.columns) columns.add(column);
        DW_TRY_DO(add_json(file, BackupRecord::Table,
                           Json::object({{"name", table.name}, {"columns", std::move(columns)}})));
        ++counts.tables;
        DW_TRY_DO(each_row(connection, table, [&](const Row& row) -> Outcome {
            ++counts.rows;
            return file.add(BackupRecord::Row, encode_row(row));
        }));
    }
    return Nothing{};
}

Outcome add_blobs(BlobStore& blobs, BackupWriter& file, BackupCounts& counts) {
    return blobs.each_blob([&](const SealedBlob& blob) -> Outcome {
        DW_TRY_DO(file.add(BackupRecord::Blob,
                           encode_row(Row({of(blob.tenant), of(blob.blob), of(blob.key)}))));
        ++counts.blobs;
        return blobs.each_frame(
            blob, [&](BytesView frame) { return file.add(BackupRecord::Frame, frame); });
    });
}

// Rows and the heads of the logs, in one snapshot.
Outcome add_database(Store& store, BackupWriter& file, BackupCounts& counts, std::string& heads) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY_DO(begin_snapshot(*reader));
    DW_TRY(const Json head, head_of(store, *reader));
    DW_TRY_DO(add_json(file, BackupRecord::Head, head));
    DW_TRY_DO(add_tables(*reader, file, counts));
    DW_TRY(const auto at_end, log_heads(*reader));
    heads = log_heads_to_text(at_end);
    return Nothing{};
}

}  // namespace

Result<BackupCounts> write_backup(Store& store, BlobStore& blobs, const std::string& name) {
    DW_TRY(auto file, BackupWriter::create(name));
    BackupCounts counts;
    std::string heads;
    DW_TRY_DO(add_database(store, file, counts, heads));
    DW_TRY_DO(add_blobs(blobs, file, counts));
    DW_TRY_DO(add_json(file, BackupRecord::End,
                       Json::object({{"tables", counts.tables},
                                     {"rows", counts.rows},
                                     {"blobs", counts.blobs},
                                     {"heads", heads}})));
    DW_TRY_DO(file.finish(store.keys().derived(backup_purpose)));
    return counts;
}

}  // namespace dw::store
