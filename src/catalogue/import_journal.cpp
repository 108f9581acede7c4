#include "catalogue/import_journal.h"

#include "store/event_log.h"
#include "store/row_list.h"

namespace dw::catalogue {

const std::string_view import_agency_sql = R"(
alter table catalogue_import add column agency {text};
)";

namespace {

constexpr const char* imported_kind = "catalogue.imported";  // frozen: stored
constexpr std::int64_t imported_version = 1;
constexpr const char* compartment = "catalogue/imports";

std::string payload_of(const FileReport& report) {
    const ImportCounts& c = report.counts;
    return to_string(Json::object({{"source", report.file},
                                   {"sha256", report.hash},
                                   {"services", c.services},
                                   {"organisations", c.organisations},
                                   {"responsibilities", c.responsibilities},
                                   {"online_services", c.online_services},
                                   {"specialisations", c.specialisations},
                                   {"deleted", c.deleted},
                                   {"changed", c.changed},
                                   {"findings", report.finding_count}}));
}

// The key the events are sealed with; made with the first of them.
Result<store::DataKey> journal_key(store::Store& store, store::Change& change) {
    DW_TRY(const store::Reader reader, store.reader());
    auto known = store.keys().by_compartment(*reader, store::shared_tenant(), compartment);
    if (known || known.error().kind != ErrorKind::NotFound) return known;
    store::NewKey made = store.keys().create(store::shared_tenant(), compartment);
    change.statements.push_back(std::move(made.insert));
    return made.key;
}

// The same file came before and changed nothing now. Without the look at the journal the event of
// an import that was killed just before its end would never be written.
Result<bool> is_told_already(store::Store& store, const FileReport& report) {
    const auto hash = from_hex(report.hash);
    if (report.counts.changed > 0 || !hash) return false;
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY(const auto rows,
           reader->query("select 1 from catalogue_import where tenant = $1 and hash = $2 and "
                         "finished is not null limit 1",
                         {store::of(store::shared_tenant()), *hash}));
    return !rows.empty();
}

Outcome add_event(store::Store& store, const FileReport& report, store::Change& change) {
    DW_TRY(const store::DataKey key, journal_key(store, change));
    const std::string payload = payload_of(report);
    const store::NewEvent event{.stream = store::StreamId::make(store.clock(), store.random()),
                                .sequence = 1,
                                .kind = imported_kind,
                                .version = imported_version,
                                .actor = {},
                                .payload = as_bytes(payload)};
    DW_TRY(store::EventDraft draft,
           store::seal_event(store.keys(), store::shared_tenant(), event, key));
    change.events.push_back(std::move(draft));
    return Nothing{};
}

}  // namespace

Result<std::int64_t> begin_import(store::Store& store, const NewImport& import) {
    return store::retry_on_conflict([&]() -> Result<std::int64_t> {
        std::int64_t number = 1;
        {
            DW_TRY(const store::Reader reader, store.reader());
            auto last = reader->query_one(
                "select number from catalogue_import where tenant = $1 order by number desc limit "
                "1",
                {store::of(store::shared_tenant())});
            if (!last && last.error().kind != ErrorKind::NotFound) return last.error();
            if (last) number = last->integer(0) + 1;
        }
        store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
        change.statements.push_back(
            {.sql = "insert into catalogue_import (tenant, number, source, hash, started, agency) "
                    "values ($1, $2, $3, $4, $5, $6) on conflict (tenant, number) do nothing",
             .parameters = {store::of(store::shared_tenant()), number, store::of(import.source),
                            Bytes(import.hash.begin(), import.hash.end()),
                            store::of(store.clock().now()), store::of(import.agency)},
             .rows = 1});
        DW_TRY_DO(store.commit(std::move(change)));
        return number;
    });
}

Result<std::set<std::string, std::less<>>> agencies_that_deliver(store::Connection& connection) {
    std::set<std::string, std::less<>> agencies;
    DW_TRY_DO(connection.for_each(
        "select distinct agency from catalogue_import where tenant = $1 and agency <> '' and "
        "finished is not null",
        {store::of(store::shared_tenant())}, [&](const store::Row& row) -> Outcome {
            agencies.insert(row.text(0));
            return Nothing{};
        }));
    return agencies;
}

Outcome withdraw_agency(store::Store& store, const std::string& agency) {
    {
        DW_TRY(const store::Reader reader, store.reader());
        DW_TRY(const auto delivering, agencies_that_deliver(*reader));
        if (!delivering.contains(agency)) return not_found("catalogue.no_delivery", agency);
    }
    store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    change.statements.push_back(
        {"update catalogue_import set agency = '' where tenant = $1 and agency = $2",
         {store::of(store::shared_tenant()), store::of(agency)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Result<std::map<std::int64_t, std::string>> sources_of_imports(
    store::Connection& connection, const std::vector<std::int64_t>& numbers) {
    std::map<std::int64_t, std::string> sources;
    DW_TRY_DO(store::for_each_in(
        connection,
        "select number, source from catalogue_import where tenant = $1 and number in $list",
        store::shared_tenant(), {numbers.begin(), numbers.end()},
        [&](const store::Row& row) -> Outcome {
            sources.emplace(row.integer(0), row.text(1));
            return Nothing{};
        }));
    return sources;
}

Outcome finish_import(store::Store& store, std::int64_t number, const FileReport& report) {
    return store::retry_on_conflict([&]() -> Outcome {
        store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
        DW_TRY(const bool told, is_told_already(store, report));
        if (!told) {
            DW_TRY_DO(add_event(store, report, change));
        }
        change.statements.push_back(
            {.sql = "update catalogue_import set finished = $1 where tenant = $2 and number = $3",
             .parameters = {store::of(store.clock().now()), store::of(store::shared_tenant()),
                            number}});
        DW_TRY_DO(store.commit(std::move(change)));
        return Nothing{};
    });
}

}  // namespace dw::catalogue
