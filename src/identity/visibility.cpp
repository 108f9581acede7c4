#include "identity/visibility.h"

#include <algorithm>
#include <span>

#include "base/limits.h"

namespace dw::identity {

namespace {

using store::of;
using store::Statement;
using store::Values;

constexpr std::string_view scan_sql =
    "select due, case_id from visible "
    "where tenant = $1 and (due, case_id) > ($2, $3) and scope = $5 and state = $6 "
    "order by due, case_id limit $4";
constexpr std::string_view one_of_several = "select due, case_id from (";
// More scans than these become several statements.
constexpr std::size_t scans_at_once = 8;

std::string with_parameter(std::string text, std::string_view mark, std::size_t number) {
    return text.replace(text.find(mark), mark.size(), "$" + std::to_string(number));
}

struct Scan {
    ScopeId scope;
    Shelf shelf;
};

Outcome read_scans(store::Connection& connection, const ListQuestion& question,
                   std::span<const Scan> scans, std::vector<ListPosition>& found) {
    // Before every date that can be stored.
    const ListPosition start = question.after.value_or(ListPosition{*parse_date("0001-01-01"), {}});
    Values values{of(question.tenant), of(start.due), of(start.case_id),
                  static_cast<std::int64_t>(question.limit) + 1};
    for (const auto& scan : scans) {
        values.push_back(of(scan.scope));
        values.push_back(static_cast<std::int64_t>(scan.shelf));
    }
    return connection.for_each(visible_list_sql(scans.size()), values,
                               [&](const store::Row& row) -> Outcome {
                                   found.push_back({row.date(0), row.id<store::StreamId>(1)});
                                   return Nothing{};
                               });
}

}  // namespace

std::string visible_list_sql(std::size_t scans) {
    if (scans == 1) return std::string(scan_sql);
    std::string sql;
    for (std::size_t i = 0; i < scans; ++i) {
        if (i > 0) sql += " union all ";
        const std::size_t scope = 5 + 2 * i;
        // The later parameter first: its place is found by its old number.
        sql += std::string(one_of_several) +
               with_parameter(with_parameter(std::string(scan_sql), "$6", scope + 1), "$5", scope) +
               ") as found";
    }
    return sql;
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
    std::vector<Scan> scans;
    const auto scopes = std::min(question.scopes.size(), limits::scopes);
    for (std::size_t i = 0; i < scopes; ++i)
        for (const Shelf shelf : question.shelves) scans.push_back({question.scopes[i], shelf});
    std::vector<ListPosition> found;
    for (std::span<const Scan> rest = scans; !rest.empty();) {
        const std::size_t now = std::min(rest.size(), scans_at_once);
        DW_TRY_DO(read_scans(connection, question, rest.first(now), found));
        rest = rest.subspan(now);
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
