#include "catalogue/piece_store.h"

#include <algorithm>

#include "base/build_id.h"
#include "base/crypto.h"
#include "base/json.h"
#include "catalogue/catalogue_tables.h"

namespace dw::catalogue {

using store::shared_tenant;
using store::Value;
using store::Values;

const std::string_view piece_memory_sql = R"(
create table catalogue_object_change (
    tenant {id} not null, kind {int} not null, agency {text} not null, change {int} not null,
    primary key (tenant, kind, agency)) {table};
create table catalogue_piece_memory (
    tenant {id} not null, delivery {text} not null, part {int} not null, change {int} not null,
    content {bytes} not null,
    primary key (tenant, delivery, part)) {table};
insert into catalogue_object_change (tenant, kind, agency, change)
    select tenant, 4, '', number from catalogue_state;
)";

namespace {

constexpr std::size_t part_bytes = 256 * 1024;
constexpr std::size_t head_bytes = 4 * 1024 * 1024;
constexpr std::size_t most_deliveries = 50;  // the oldest are forgotten
constexpr std::int64_t kinds = 6;

Value tenant() {
    return store::of(shared_tenant());
}

Result<Digest> hash_of(const SpilledBytes& pieces) {
    Sha256 hash;
    DW_TRY_DO(pieces.for_each([&](BytesView piece) -> Outcome {
        hash.add(piece);
        return Nothing{};
    }));
    return hash.finish();
}

std::string head_of(const PieceNotes& notes, const Digest& hash, const ObjectChanges& changes) {
    Json agencies = Json::array(), findings = Json::array(), owners = Json::array();
    for (const auto& agency : notes.names().agencies) agencies.add(agency);
    for (const auto& [code, argument] : notes.names().findings)
        findings.add(Json::object({{"code", code}, {"argument", argument}}));
    for (const auto& [owner, change] : changes)
        owners.add(Json::object({{"kind", static_cast<std::int64_t>(owner.first)},
                                 {"agency", owner.second},
                                 {"change", change}}));
    return to_string(Json::object({{"program", build_id()},
                                   {"hash", to_hex(hash)},
                                   {"bearings", notes.bearings},
                                   {"size", static_cast<std::int64_t>(notes.size)},
                                   {"agencies", std::move(agencies)},
                                   {"findings", std::move(findings)},
                                   {"owners", std::move(owners)}}));
}

// Null when another program wrote it, or it does not fit to the pieces.
std::shared_ptr<const PieceMemory> memory_of(std::string_view head, Bytes pieces) {
    const auto json = parse_json(head, {.bytes = head_bytes});
    if (!json || (*json)["program"].text_or("") != build_id() ||
        (*json)["hash"].text_or("") != to_hex(sha256(pieces)))
        return nullptr;
    PieceNames names;
    for (const auto& agency : (*json)["agencies"].items())
        names.agencies.emplace_back(agency.text_or(""));
    for (const auto& finding : (*json)["findings"].items())
        names.findings.emplace_back(finding["code"].text_or(""), finding["argument"].text_or(""));
    auto memory = PieceMemory::from(std::move(names), std::move(pieces));
    if (!memory) return nullptr;
    memory->bearings = (*json)["bearings"].text_or("");
    memory->size = static_cast<std::uint64_t>((*json)["size"].as_integer().value_or(0));
    for (const auto& owner : (*json)["owners"].items()) {
        const auto kind = owner["kind"].as_integer().value_or(-1);
        if (kind < 0 || kind >= kinds) return nullptr;
        memory->changes[{static_cast<ObjectKind>(kind), std::string(owner["agency"].text_or(""))}] =
            owner["change"].as_integer().value_or(0);
    }
    return std::make_shared<const PieceMemory>(std::move(*memory));
}

// Those nobody has changed since there are numbers get one now: then every later change is seen.
Outcome begin_to_count(store::Store& store, const PieceNotes& notes) {
    std::vector<Values> rows;
    for (const auto& [kind, agency] : notes.owners())
        rows.push_back({tenant(), static_cast<std::int64_t>(kind),
                        store::of(notes.names().agencies[agency]), tenant()});
    store::Change change{.tenant = shared_tenant(), .events = {}, .statements = {}};
    change.statements =
        insert_rows("insert into catalogue_object_change (tenant, kind, agency, change) values",
                    "($#, $#, $#, (select number from catalogue_state where tenant = $#))",
                    "on conflict (tenant, kind, agency) do nothing", std::move(rows));
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

// Nothing when somebody came between.
Result<std::optional<ObjectChanges>> changes_of(store::Store& store, const PieceNotes& notes,
                                                std::int64_t change) {
    ObjectChanges changes;
    bool as_left = true;
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY_DO(reader->for_each(
        "select c.kind, c.agency, c.change, s.number from catalogue_object_change c "
        "join catalogue_state s on s.tenant = c.tenant where c.tenant = $1",
        {tenant()}, [&](const store::Row& row) -> Outcome {
            as_left = as_left && row.integer(3) == change;
            changes[{static_cast<ObjectKind>(row.integer(0)), row.text(1)}] = row.integer(2);
            return Nothing{};
        }));
    ObjectChanges own;
    for (const auto& [kind, agency] : notes.owners()) {
        const auto found = changes.find({kind, notes.names().agencies[agency]});
        as_left = as_left && found != changes.end();
        if (as_left) own.insert(*found);
    }
    return as_left ? std::optional(std::move(own)) : std::nullopt;
}

Outcome write_part(store::Store& store, const std::string& delivery, std::int64_t part,
                   std::int64_t change, BytesView content) {
    store::Change kept{.tenant = shared_tenant(), .events = {}, .statements = {}};
    kept.statements.push_back(
        {.sql = "insert into catalogue_piece_memory (tenant, delivery, part, change, content) "
                "values ($1, $2, $3, $4, $5) on conflict (tenant, delivery, part) do update set "
                "change = excluded.change, content = excluded.content",
         .parameters = {tenant(), store::of(delivery), part, change,
                        Bytes(content.begin(), content.end())}});
    DW_TRY_DO(store.commit(std::move(kept)));
    return Nothing{};
}

Outcome forget_old(store::Store& store, const std::string& delivery, std::int64_t parts) {
    store::Change kept{.tenant = shared_tenant(), .events = {}, .statements = {}};
    kept.statements.push_back({.sql = "delete from catalogue_piece_memory where tenant = $1 and "
                                      "delivery = $2 and part > $3",
                               .parameters = {tenant(), store::of(delivery), parts}});
    kept.statements.push_back(
        {.sql = "delete from catalogue_piece_memory where tenant = $1 and delivery not in "
                "(select m.delivery from catalogue_piece_memory m where m.tenant = $1 and "
                "m.part = 0 order by m.change desc, m.delivery limit $2)",
         .parameters = {tenant(), static_cast<std::int64_t>(most_deliveries)}});
    DW_TRY_DO(store.commit(std::move(kept)));
    return Nothing{};
}

}  // namespace

std::vector<store::Statement> objects_changed(const ObjectOwners& owners) {
    std::vector<Values> rows;
    for (const auto& [kind, agency] : owners)
        rows.push_back({tenant(), static_cast<std::int64_t>(kind), store::of(agency), tenant()});
    return insert_rows("insert into catalogue_object_change (tenant, kind, agency, change) values",
                       "($#, $#, $#, (select number from catalogue_state where tenant = $#))",
                       "on conflict (tenant, kind, agency) do update set change = excluded.change",
                       std::move(rows));
}

store::Statement all_objects_changed() {
    return {.sql =
                "update catalogue_object_change set change = "
                "(select number from catalogue_state where tenant = $1) where tenant = $1",
            .parameters = {tenant()}};
}

std::string delivery_key(std::string_view name, std::string_view source) {
    std::string key(name);
    std::erase_if(key, [](char c) { return c >= '0' && c <= '9'; });
    return to_hex(sha256(as_bytes(key.append("\n").append(source))));
}

Result<ObjectChanges> object_changes(store::Connection& connection) {
    ObjectChanges changes;
    DW_TRY_DO(connection.for_each(
        "select kind, agency, change from catalogue_object_change where tenant = $1", {tenant()},
        [&](const store::Row& row) -> Outcome {
            changes[{static_cast<ObjectKind>(row.integer(0)), row.text(1)}] = row.integer(2);
            return Nothing{};
        }));
    return changes;
}

Result<std::int64_t> responsibilities_change(store::Connection& connection) {
    DW_TRY(const auto row,
           connection.query_one("select coalesce(max(change), 0) from catalogue_object_change "
                                "where tenant = $1 and kind in (4, 5)",
                                {tenant()}));
    return row.integer(0);
}

Result<std::shared_ptr<const PieceMemory>> load_pieces(store::Store& store,
                                                       const std::string& delivery) {
    std::string head;
    Bytes pieces;
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY_DO(reader->for_each(
        "select part, content from catalogue_piece_memory where tenant = $1 and delivery = $2 "
        "order by part",
        {tenant(), store::of(delivery)}, [&](const store::Row& row) -> Outcome {
            const auto content = row.bytes(1);
            if (row.integer(0) == 0) {
                head = as_text(content);
            } else {
                pieces.insert(pieces.end(), content.begin(), content.end());
            }
            return Nothing{};
        }));
    if (head.empty()) return std::shared_ptr<const PieceMemory>();
    return memory_of(head, std::move(pieces));
}

Outcome save_pieces(store::Store& store, const std::string& delivery, const PieceNotes& notes,
                    const PieceMemory* before, std::int64_t change) {
    if (notes.owners().empty() || notes.is_full() || build_id().empty()) return Nothing{};
    DW_TRY_DO(begin_to_count(store, notes));
    DW_TRY(const auto changes, changes_of(store, notes, change));
    DW_TRY(const Digest hash, hash_of(notes.pieces()));
    const bool is_kept = before != nullptr && before->changes == changes &&
                         before->bearings == notes.bearings && before->size == notes.size &&
                         sha256(before->pieces()) == hash;
    if (!changes || is_kept) return Nothing{};
    const auto head = head_of(notes, hash, *changes);
    if (head.size() > head_bytes) return Nothing{};
    std::int64_t part = 0;
    // The head comes last: until then what is kept does not fit together and is not used.
    DW_TRY_DO(notes.pieces().for_each([&](BytesView rest) -> Outcome {
        while (!rest.empty()) {
            const auto content = rest.first(std::min(rest.size(), part_bytes));
            rest = rest.subspan(content.size());
            DW_TRY_DO(write_part(store, delivery, ++part, change, content));
        }
        return Nothing{};
    }));
    DW_TRY_DO(write_part(store, delivery, 0, change, as_bytes(head)));
    return forget_old(store, delivery, part);
}

}  // namespace dw::catalogue
