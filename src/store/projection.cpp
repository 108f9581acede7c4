#include "store/projection.h"

#include "store/log_heads.h"

namespace dw::store {

namespace {

constexpr std::int64_t streams_at_once = 200;

// Everything or nothing of what `write` does.
Outcome in_transaction(Connection& connection, const std::function<Outcome()>& write) {
    DW_TRY_DO(connection.begin());
    if (const auto written = write(); !written) {
        DW_TRY_DO(connection.rollback());
        return written.error();
    }
    return connection.commit();
}

Outcome empty_tables(Connection& connection, const std::vector<Projection>& projections) {
    if (connection.dialect() == Dialect::Postgres)
        DW_TRY_DO(connection.run_script("set local statement_timeout = 0"));
    for (const auto& projection : projections)
        for (const auto& table : projection.tables)
            DW_TRY_DO(connection.execute("delete from " + table, {}));
    return Nothing{};
}

// Which stream it is about, so that somebody can look at it.
Error of_stream(const Error& error, TenantId tenant, StreamId stream) {
    Error named = error;
    named.message =
        "tenant " + tenant.to_string() + ", stream " + stream.to_string() + ": " + named.message;
    return named;
}

Outcome write_stream(Connection& connection, KeyRing& ring, const Projection& projection,
                     TenantId tenant, StreamId stream) {
    DW_TRY(const auto events, load_stream(connection, ring, tenant, stream));
    DW_TRY(const auto statements, projection.rows_of(connection, events));
    for (const auto& statement : statements) {
        DW_TRY(const auto rows, connection.execute(statement.sql, statement.parameters));
        if (statement.rows && *statement.rows != rows)
            return corrupt("store.rebuild", "rows of stream " + stream.to_string() +
                                                " do not fit: " + statement.sql);
    }
    return Nothing{};
}

// Streams in the order of their first events.
Result<std::int64_t> write_tenant(Connection& connection, KeyRing& ring,
                                  const Projection& projection, TenantId tenant) {
    std::int64_t streams = 0;
    std::int64_t position = 0;
    for (;;) {
        DW_TRY(const auto rows,
               connection.query("select stream, position from event where tenant = $1 and "
                                "position > $2 and kind = $3 and sequence = 1 "
                                "order by position limit $4",
                                {of(tenant), position, projection.first_kind, streams_at_once}));
        if (rows.empty()) return streams;
        for (const auto& row : rows) {
            const auto stream = row.id<StreamId>(0);
            const auto written = write_stream(connection, ring, projection, tenant, stream);
            if (!written) return of_stream(written.error(), tenant, stream);
        }
        streams += static_cast<std::int64_t>(rows.size());
        position = rows.back().integer(1);
    }
}

}  // namespace

Result<std::int64_t> rebuild(Connection& connection, KeyRing& ring,
                             const std::vector<Projection>& projections) {
    std::int64_t streams = 0;
    DW_TRY_DO(in_transaction(connection, [&]() -> Outcome {
        DW_TRY(const auto heads, log_heads(connection));
        DW_TRY_DO(empty_tables(connection, projections));
        for (const auto& head : heads) {
            DW_TRY(const auto written,
                   write_projections(connection, ring, projections, head.tenant));
            streams += written;
        }
        return Nothing{};
    }));
    return streams;
}

Result<std::int64_t> write_projections(Connection& connection, KeyRing& ring,
                                       const std::vector<Projection>& projections,
                                       TenantId tenant) {
    std::int64_t streams = 0;
    for (const auto& projection : projections) {
        DW_TRY(const auto written, write_tenant(connection, ring, projection, tenant));
        streams += written;
    }
    return streams;
}

}  // namespace dw::store
