#include "cases/case_table.h"

#include <map>

#include "cases/case_log.h"
#include "cases/cases.h"
#include "cases/deadline_table.h"
#include "cases/fee_table.h"
#include "cases/file_table.h"
#include "cases/letter_table.h"
#include "cases/word_table.h"
#include "identity/visibility.h"
#include "store/due.h"
#include "store/row_list.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;
using store::Statement;

std::string place_of_summary(CaseId id) {
    return "case_row/" + id.to_string() + "/summary";
}

template <class IdType>
store::Value of_optional(const std::optional<IdType>& id) {
    return id ? of(*id) : store::null();
}

Bytes sealed_summary(store::KeyRing& ring, const store::DataKey& key, CaseId id,
                     const CaseState& state) {
    Json summary =
        Json::object({{"subject", state.opened.subject},
                      {"outcome", state.outcome ? Json(state.outcome->outcome) : Json()}});
    if (state.hold) summary.set("held", true);
    if (state.reference) summary.set("reference", state.reference->reference);
    if (const auto news = news_of(state); news != News::None) summary.set("news", name_of(news));
    if (!state.objections.empty()) summary.set("contested", true);
    if (state.objection) summary.set("objection", name_of(state.objection->kind));
    return store::seal_value(ring, key, place_of_summary(id), as_bytes(to_string(summary)));
}

Statement upsert_row(const CasePlace& place, const CaseState& state, Bytes summary) {
    const auto& opened = state.opened;
    return {
        "insert into case_row (tenant, id, number, code_hash, organisation, state, due, "
        "received, service, package, assignee, sequence, summary, channel) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
        "on conflict (tenant, id) do update set organisation = excluded.organisation, "
        "code_hash = excluded.code_hash, "
        "state = excluded.state, due = excluded.due, "
        "assignee = excluded.assignee, sequence = excluded.sequence, "
        "summary = excluded.summary",
        {of(place.tenant), of(place.id), of(opened.number),
         Bytes(opened.code_hash.begin(), opened.code_hash.end()), of(opened.organisation),
         static_cast<std::int64_t>(state.state), of(state.due), of(opened.received),
         of(opened.service.to_string()), of(opened.package_name), of_optional(state.assignee),
         state.sequence, std::move(summary), static_cast<std::int64_t>(opened.channel)}};
}

Instant due_of(const CaseState& state) {
    if (state.destroyed_on) return start_of(*state.destroyed_on);
    // Without a day it fires at once, and the day is looked for.
    if (!state.kept_until) return {};
    return start_of(std::chrono::sys_days{*state.kept_until} + std::chrono::days{1});
}

Statement timer_of(const CasePlace& place, const CaseState& state) {
    const std::string key = place.id.to_string();
    if (state.hold || state.is_destroyed())
        return store::timer_clear(place.tenant, retention_timer_kind, key);
    return store::timer_set({.tenant = place.tenant,
                             .kind = retention_timer_kind,
                             .key = key,
                             .due = due_of(state),
                             .payload = place.id.to_bytes()});
}

constexpr std::string_view lines_sql =
    "select id, number, state, due, received, service, package, assignee, summary "
    "from case_row where tenant = $1 and id in $list";

struct Sealed {
    CaseLine line;
    Bytes summary;
};

Sealed line_from(const store::Row& row) {
    CaseLine line{.id = row.id<CaseId>(0),
                  .number = row.text(1),
                  .service = row.text(5),
                  .package_name = row.text(6),
                  .subject = {},
                  .state = static_cast<State>(row.integer(2)),
                  .outcome = {},
                  .due = row.date(3),
                  .received = row.date(4),
                  .assignee = {}};
    if (!row.is_null(7)) line.assignee = row.id<identity::PersonId>(7);
    return {std::move(line), row.bytes(8)};
}

Outcome open_summary(store::Connection& connection, store::KeyRing& ring, store::TenantId tenant,
                     Sealed& sealed) {
    auto& line = sealed.line;
    DW_TRY(const auto summary,
           store::open_value(connection, ring, tenant, place_of_summary(line.id), sealed.summary));
    DW_TRY(const auto json, parse_json(as_text(summary)));
    line.subject = json["subject"].text_or("");
    if (const auto* outcome = json["outcome"].as_string()) line.outcome = *outcome;
    line.held = json["held"].as_bool().value_or(false);
    line.reference = json["reference"].text_or("");
    line.news = news_from(json["news"].text_or(""));
    line.was_contested = json["contested"].as_bool().value_or(false);
    line.objection = objection_kind_from(json["objection"].text_or(""));
    return Nothing{};
}

}  // namespace

std::string projection_compartment(identity::OrganisationId organisation) {
    return "organisation/" + organisation.to_string() + "/projection";
}

Result<store::DataKey> find_or_make_projection_key(store::Store& store, store::Connection& reader,
                                                   identity::OrganisationId organisation,
                                                   store::Change& change) {
    const std::string compartment = projection_compartment(organisation);
    auto key = store.keys().by_compartment(reader, change.tenant, compartment);
    if (key || key.error().kind != ErrorKind::NotFound) return key;
    auto fresh = store.keys().create(change.tenant, compartment);
    change.statements.push_back(std::move(fresh.insert));
    return fresh.key;
}

std::vector<Statement> case_rows(store::KeyRing& ring, const store::DataKey& projection_key,
                                 const CasePlace& place, const CaseState& state) {
    std::vector<Statement> rows;
    if (state.is_destroyed()) {
        rows.push_back({"delete from case_row where tenant = $1 and id = $2",
                        {of(place.tenant), of(place.id)}});
        rows.push_back({"delete from case_document where tenant = $1 and case_id = $2",
                        {of(place.tenant), of(place.id)}});
    }
    rows.push_back(upsert_row(place, state, sealed_summary(ring, projection_key, place.id, state)));
    for (const auto& document : state.documents) {
        rows.push_back(
            {"insert into case_document (tenant, blob, case_id) values ($1, $2, $3) "
             "on conflict (tenant, blob) do nothing",
             {of(place.tenant), of(document.blob), of(place.id)}});
    }
    if (state.is_destroyed() || !state.letters.empty()) {
        auto letters = letter_rows(place, state);
        rows.insert(rows.end(), std::make_move_iterator(letters.begin()),
                    std::make_move_iterator(letters.end()));
    }
    auto deadlines = deadline_rows(place, state);
    rows.insert(rows.end(), std::make_move_iterator(deadlines.begin()),
                std::make_move_iterator(deadlines.end()));
    if (state.is_destroyed() || state.fee) {
        auto fees = fee_rows(place, state);
        rows.insert(rows.end(), std::make_move_iterator(fees.begin()),
                    std::make_move_iterator(fees.end()));
    }
    auto file = file_rows(place, state);
    rows.insert(rows.end(), std::make_move_iterator(file.begin()),
                std::make_move_iterator(file.end()));
    auto visible = identity::visibility_replace(place.tenant, place.id, audience(state));
    rows.insert(rows.end(), std::make_move_iterator(visible.begin()),
                std::make_move_iterator(visible.end()));
    if (!state.is_open()) rows.push_back(timer_of(place, state));
    return rows;
}

Result<CaseLine> read_line(store::Connection& connection, store::KeyRing& ring,
                           const CasePlace& place) {
    DW_TRY(auto lines, read_lines(connection, ring, place.tenant, {place.id}));
    if (lines.empty()) return not_found("store.no_row", "case_row");
    return std::move(lines.front());
}

Result<std::vector<CaseLine>> read_lines(store::Connection& connection, store::KeyRing& ring,
                                         store::TenantId tenant, const std::vector<CaseId>& ids) {
    std::vector<store::Value> wanted;
    for (const auto& id : ids) wanted.push_back(of(id));
    std::map<CaseId, Sealed> found;
    DW_TRY_DO(store::for_each_in(connection, lines_sql, tenant, wanted,
                                 [&](const store::Row& row) -> Outcome {
                                     found.try_emplace(row.id<CaseId>(0), line_from(row));
                                     return Nothing{};
                                 }));
    std::vector<CaseLine> lines;
    for (const auto& id : ids) {
        const auto at = found.find(id);
        if (at == found.end()) continue;
        DW_TRY_DO(open_summary(connection, ring, tenant, at->second));
        lines.push_back(at->second.line);
    }
    return lines;
}

Result<std::optional<CaseLock>> find_by_number(store::Connection& connection,
                                               store::TenantId tenant, std::string_view number) {
    DW_TRY(const auto rows,
           connection.query("select id, code_hash from case_row where tenant = $1 and number = $2",
                            {of(tenant), of(number)}));
    if (rows.empty()) return std::optional<CaseLock>();
    CaseLock lock{{tenant, rows[0].id<CaseId>(0)}};
    const auto& hash = rows[0].bytes(1);
    if (hash.size() != lock.code_hash.size()) return corrupt("case.code_hash", "not 32 bytes");
    std::copy(hash.begin(), hash.end(), lock.code_hash.begin());
    return std::optional(lock);
}

store::Projection case_projection(store::KeyRing& ring) {
    const auto rows_of =
        [&ring](store::Connection& connection,
                const std::vector<store::StoredEvent>& events) -> Result<std::vector<Statement>> {
        if (events.empty()) return std::vector<Statement>{};
        DW_TRY(const auto loaded, fold(events));
        const auto& first = events.front();
        // Of a case that has moved away nothing is left, of a destroyed one a little.
        if (!first.payload && !loaded.state.is_destroyed()) return std::vector<Statement>{};
        DW_TRY(const auto key,
               ring.by_compartment(connection, first.tenant,
                                   projection_compartment(loaded.state.opened.organisation)));
        const CasePlace place{first.tenant, first.stream};
        auto rows = case_rows(ring, key, place, loaded.state);
        auto words = word_rows(word_key(key), place, {}, loaded.state);
        rows.insert(rows.end(), std::make_move_iterator(words.begin()),
                    std::make_move_iterator(words.end()));
        return rows;
    };
    return {"case.opened",
            {"case_row", "case_document", "case_letter", "case_deadline", "case_fee", "case_word",
             "case_reminder", "case_reference", "visible"},
            rows_of};
}

}  // namespace dw::cases
