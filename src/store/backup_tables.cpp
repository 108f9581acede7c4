#include "store/backup_tables.h"

namespace dw::store {

namespace {

constexpr std::string_view tables_sqlite =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' "
    "order by name";
// Ordinary and partitioned tables, but no partitions.
constexpr std::string_view tables_postgres =
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition "
    "order by c.relname collate \"C\"";
constexpr std::string_view columns_sqlite = "select name from pragma_table_info($1) order by cid";
constexpr std::string_view columns_postgres =
    "select column_name::text from information_schema.columns "
    "where table_schema = current_schema() and table_name = $1 order by ordinal_position";

}  // namespace

bool holds_blobs(const std::string& table) {
    return table == "blob" || table == "blob_frame";
}

Result<std::vector<BackupTable>> backup_tables(Connection& connection) {
    const bool sqlite = connection.dialect() == Dialect::Sqlite;
    DW_TRY(const auto names, connection.query(sqlite ? tables_sqlite : tables_postgres));
    std::vector<BackupTable> tables;
    for (const auto& name : names) {
        BackupTable table{name.text(0), {}};
        if (table.name == "migration" || holds_blobs(table.name)) continue;
        DW_TRY(const auto columns,
               connection.query(sqlite ? columns_sqlite : columns_postgres, {of(table.name)}));
        for (const auto& column : columns) table.columns.push_back(column.text(0));
        tables.push_back(std::move(table));
    }
    return tables;
}

Outcome begin_snapshot(Connection& connection) {
    if (connection.dialect() == Dialect::Sqlite) return connection.begin();
    return connection.run_script("begin isolation level repeatable read read only");
}

}  // namespace dw::store
