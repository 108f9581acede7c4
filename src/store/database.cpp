#include "store/database.h"

#include "store/postgres.h"
#include "store/sqlite.h"

namespace dw::store {

Result<Rows> Connection::query(std::string_view sql, const Values& parameters) {
    Rows rows;
    DW_TRY_DO(for_each(sql, parameters, [&](const Row& row) -> Outcome {
        rows.push_back(row);
        return Nothing{};
    }));
    return rows;
}

Result<Row> Connection::query_one(std::string_view sql, const Values& parameters) {
    DW_TRY(auto rows, query(sql, parameters));
    if (rows.empty()) return not_found("store.no_row", "no row");
    return std::move(rows.front());
}

Result<std::unique_ptr<Database>> open_database(std::string_view url) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite)) return open_sqlite(std::string(url.substr(sqlite.size())));
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return open_postgres(std::string(url));
    return invalid("store.database_url", "a database is sqlite:DIR or postgresql://…");
}

}  // namespace dw::store
