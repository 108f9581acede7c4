#include "identity/visibility.h"

#include <algorithm>

#include "base/limits.h"

namespace dw::identity {

namespace {

using store::of;
using store::Statement;
using store::Values;

constexpr std::string_view list_sql =
    "select due, case_id from visible "
    "where tenant = $1 and scope = $2 and state = $3 and (due, case_id) > ($4, $5) "
    "order by due, case_id limit $6";

Outcome scan(store::Connection& connection, const ListQuestion& question, ScopeId scope,
             Shelf shelf, std::vector<ListPosition>& found) {
    // Before every date that can be stored.
    const ListPosition start = question.after.value_or(ListPosition{*parse_date("0001-01-01"), {}});
    const Values values{
        of(question.tenant), of(scope),         static_cast<std::int64_t>(shelf),
        of(start.due),       of(start.case_id), static_cast<std::int64_t>(question.limit) + 1};
    return connection.for_each(list_sql, values, [&](const store::Row& row) -> Outcome {
        found.push_back({row.date(0), row.id<store::StreamId>(1)});
        return Nothing{};
    });
}

}  // namespace

std::string_view visible_list_sql() {
    return list_sql;
}

std::vector<Statement> visibility_replace(TenantId tenant, store::StreamId case_id,
                                          const std::vector<VisibleEntry>& entries) {
    std::vector<Statement> statements{
        {"delete from visible where tenant = $1 and case_id = $2", {of(tenant), of(case_id)}}};
    for (const auto& entry : entries) {
        statements.push_back(
            {"insert into visible (tenant, scope, state, due, case_id, acts) "
             "values ($1, $2, $3, $4, $5, $6)",
             {of(tenant), of(entry.row.scope), static_cast<std::int64_t>(entry.placement.shelf),
              of(entry.placement.due), of(case_id), static_cast<std::int64_t>(entry.row.acts)}});
    }
    return statements;
}

Result<std::vector<VisibleRow>> visible_rows(store::Connection& connection, TenantId tenant,
                                             store::StreamId case_id) {
    DW_TRY(const auto rows,
           connection.query("select scope, acts from visible where tenant = $1 and case_id = $2",
                            {of(tenant), of(case_id)}));
    std::vector<VisibleRow> found;
    for (const auto& row : rows)
        found.push_back({row.id<ScopeId>(0), static_cast<std::uint32_t>(row.integer(1))});
    return found;
}

Result<ListPage> list_visible(store::Connection& connection, const ListQuestion& question) {
    std::vector<ListPosition> found;
    const auto scopes = std::min(question.scopes.size(), limits::scopes);
    for (std::size_t i = 0; i < scopes; ++i) {
        for (const Shelf shelf : question.shelves)
            DW_TRY_DO(scan(connection, question, question.scopes[i], shelf, found));
    }
    // At most scopes × shelves × (limit + 1) positions; a case seen through two scopes stands once.
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    const auto limit = static_cast<std::size_t>(question.limit);
    ListPage page{std::move(found)};
    page.more = page.items.size() > limit;
    if (page.more) page.items.resize(limit);
    return page;
}

}  // namespace dw::identity
