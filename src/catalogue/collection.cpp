#include "catalogue/collection.h"

#include <set>

#include "base/json.h"
#include "base/text.h"

namespace dw::catalogue {

using store::shared_tenant;

const std::string_view collection_table_sql = R"(
create table catalogue_collection (
    tenant {id} not null, name {text} not null, next_at {instant} not null, tried_at {instant},
    taken_at {instant}, outcome {int} not null, detail {text} not null,
    primary key (tenant, name)) {table};
)";

namespace {

constexpr std::size_t most_sources = 100, longest_name = 80, longest_from = 500;
constexpr std::int64_t longest_pause_hours = 24 * 31;
constexpr std::chrono::hours after_death{1};
constexpr std::size_t detail_bytes = 2000;

Error wrong(std::size_t number, const std::string& reason) {
    return invalid("catalogue.sources", "source " + std::to_string(number) + ": " + reason);
}

Result<FullDelivery> full_from(const Json& json, std::size_t number) {
    FullDelivery full;
    if (json["most_deleted"].is_null()) return full;
    const auto percent = json["most_deleted"].as_integer();
    if (!percent || *percent < 0 || *percent > 100)
        return wrong(number, "most_deleted is a number from 0 to 100");
    full.most_deleted = static_cast<int>(*percent);
    return full;
}

Result<CollectionSource> source_from(const Json& json, std::size_t number) {
    CollectionSource source{.name = std::string(trim(json["name"].text_or(""))),
                            .from = std::string(trim(json["from"].text_or("")))};
    if (source.name.empty() || source.name.size() > longest_name)
        return wrong(number, "name is missing or too long");
    if (source.from.empty() || source.from.size() > longest_from)
        return wrong(number, "from is missing or too long");
    if (!json["every_hours"].is_null()) {
        const auto hours = json["every_hours"].as_integer();
        if (!hours || *hours < 1 || *hours > longest_pause_hours)
            return wrong(
                number, "every_hours is a number from 1 to " + std::to_string(longest_pause_hours));
        source.every = std::chrono::hours(*hours);
    }
    source.source = trim(json["source"].text_or(""));
    if (json["full"].as_bool().value_or(false)) {
        DW_TRY(source.full, full_from(json, number));
    }
    return source;
}

Outcome commit(store::Store& store, store::Statement statement) {
    store::Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    change.statements.push_back(std::move(statement));
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace

Result<std::vector<CollectionSource>> collection_sources_from(std::string_view json) {
    DW_TRY(const auto parsed, parse_json(json));
    if (!parsed.as_array()) return invalid("catalogue.sources", "a list of sources is expected");
    if (parsed.items().size() > most_sources)
        return invalid("catalogue.sources", "more than " + std::to_string(most_sources));
    std::vector<CollectionSource> sources;
    std::set<std::string> names;
    for (const auto& item : parsed.items()) {
        DW_TRY(auto source, source_from(item, sources.size() + 1));
        if (!names.insert(source.name).second)
            return wrong(sources.size() + 1, "two have the name " + source.name);
        sources.push_back(std::move(source));
    }
    return sources;
}

Result<std::vector<CollectionState>> collection_states(store::Connection& connection) {
    std::vector<CollectionState> states;
    DW_TRY_DO(connection.for_each(
        "select name, next_at, tried_at, taken_at, outcome, detail from catalogue_collection "
        "where tenant = $1 order by name",
        {store::of(shared_tenant())}, [&](const store::Row& row) -> Outcome {
            CollectionState state{.name = row.text(0), .next_at = row.instant(1)};
            if (!row.is_null(2)) state.tried_at = row.instant(2);
            if (!row.is_null(3)) state.taken_at = row.instant(3);
            state.outcome = static_cast<CollectionOutcome>(row.integer(4));
            state.detail = row.text(5);
            states.push_back(std::move(state));
            return Nothing{};
        }));
    return states;
}

Result<bool> claim_collection(store::Store& store, const CollectionSource& source) {
    const Instant now = store.clock().now();
    DW_TRY_DO(commit(store, {.sql = "insert into catalogue_collection (tenant, name, next_at, "
                                    "outcome, detail) values ($1, $2, $3, 0, '') "
                                    "on conflict (tenant, name) do nothing",
                             .parameters = {store::of(shared_tenant()), store::of(source.name),
                                            store::of(now)}}));
    const auto claimed = commit(
        store, {.sql = "update catalogue_collection set next_at = $3, tried_at = $4, outcome = 0 "
                       "where tenant = $1 and name = $2 and next_at <= $4",
                .parameters = {store::of(shared_tenant()), store::of(source.name),
                               store::of(now + after_death), store::of(now)},
                .rows = 1});
    if (claimed) return true;
    return claimed.error().kind == ErrorKind::Conflict ? Result<bool>(false)
                                                       : Result<bool>(claimed.error());
}

Outcome note_collection(store::Store& store, const CollectionSource& source,
                        CollectionOutcome outcome, const std::string& detail) {
    const Instant now = store.clock().now();
    const bool taken = outcome == CollectionOutcome::Taken;
    return commit(store,
                  {.sql = "update catalogue_collection set next_at = $3, outcome = $4, "
                          "detail = $5, taken_at = coalesce($6, taken_at) "
                          "where tenant = $1 and name = $2",
                   .parameters = {store::of(shared_tenant()), store::of(source.name),
                                  store::of(now + source.every), static_cast<std::int64_t>(outcome),
                                  store::of(std::string(cut(detail, detail_bytes))),
                                  taken ? store::of(now) : store::null()}});
}

Outcome take_collection(store::Store& store, const AreaRegister& areas,
                        const CollectionSource& source, const std::string& path) {
    const auto report = import_xzufi_files(
        store, areas, {path}, {.source = source.source, .name = source.name, .full = source.full});
    if (!report) {
        DW_TRY_DO(
            note_collection(store, source, CollectionOutcome::Unreachable, report.error().message));
        return report.error();
    }
    const auto outcome =
        report->any_refused() ? CollectionOutcome::Refused : CollectionOutcome::Taken;
    return note_collection(store, source, outcome, to_text(*report, Language::German));
}

}  // namespace dw::catalogue
