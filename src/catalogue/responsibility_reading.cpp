#include "catalogue/responsibility_reading.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"
#include "store/change.h"
#include "store/row_list.h"
#include "terms/berlin.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::shared_tenant;

namespace {

const std::string every_key =
    "select k.service_key, k.service, s.agency, s.value from catalogue_service_key k "
    "join catalogue_source_id s on s.tenant = k.tenant and s.ref = k.service "
    "where k.tenant = $1";

constexpr std::size_t asked_singly = 5000;  // services; of more all keys are read

Result<KeyedService> keyed_from(const Row& row) {
    const auto digits = parse_integer(row.text(0));
    if (!digits) return corrupt("catalogue.service_key", row.text(0));
    return KeyedService{.key = static_cast<std::uint64_t>(*digits),
                        .ref = row.integer(1),
                        .id = {.agency = row.text(2), .value = row.text(3)}};
}

std::vector<store::Value> as_values(const std::unordered_set<std::int64_t>& numbers) {
    return {numbers.begin(), numbers.end()};
}

}  // namespace

Result<ResponsibilityReading::Rows> ResponsibilityReading::rows(std::int64_t area) {
    Rows rows;
    DW_TRY_DO(connection_.for_each(
        "select service, id, holder, role, validity, import from catalogue_responsibility "
        "where tenant = $1 and area = $2",
        {store::of(shared_tenant()), area}, [&](const Row& row) -> Outcome {
            if (holder_of_key(row.text(1)) != Holder::Organisation) return Nothing{};
            rows.entries.push_back({.service = row.integer(0),
                                    .holder = row.integer(2),
                                    .import = row.integer(5),
                                    .id = row.text(1),
                                    .role = row.text(3),
                                    .validity = row.text(4)});
            return Nothing{};
        }));
    DW_TRY_DO(connection_.for_each(
        "select service, id, holder, editor, hash, at from catalogue_own_responsibility "
        "where area = $1",
        {area}, [&](const Row& row) -> Outcome {
            const Date day = berlin_date(row.instant(5));
            OwnEntry entry{.service = row.integer(0), .id = row.text(1), .holder = {}, .terms = {}};
            if (!row.is_null(2)) entry.holder = row.integer(2);
            entry.terms = {.role = "01",
                           .validity = {},
                           .source = row.text(3),
                           .source_hash = to_hex(row.bytes(4)),
                           .imported_on = day,
                           .off_since = {}};
            rows.own.push_back(std::move(entry));
            return Nothing{};
        }));
    return rows;
}

Outcome ResponsibilityReading::name_holders(const Rows& rows) {
    std::unordered_set<std::int64_t> unknown;
    const auto want = [&](std::int64_t ref) {
        if (holders_.try_emplace(ref, BlockHolder{.ref = ref}).second) unknown.insert(ref);
    };
    for (const Entry& entry : rows.entries) want(entry.holder);
    for (const OwnEntry& entry : rows.own)
        if (entry.holder) want(*entry.holder);
    return store::for_each_in(
        connection_,
        "select s.ref, s.agency, s.value, o.ref from catalogue_source_id s "
        "left join catalogue_organisation o on o.tenant = s.tenant and o.ref = s.ref "
        "where s.tenant = $1 and s.ref in $list",
        shared_tenant(), as_values(unknown), [&](const Row& row) -> Outcome {
            BlockHolder& holder = holders_[row.integer(0)];
            holder.id = SourceId{.agency = row.text(1), .value = row.text(2)};
            holder.known = !row.is_null(3);
            return Nothing{};
        });
}

Outcome ResponsibilityReading::name_imports(const Rows& rows) {
    std::unordered_set<std::int64_t> unknown;
    for (const Entry& entry : rows.entries)
        if (imports_.try_emplace(entry.import).second) unknown.insert(entry.import);
    return store::for_each_in(connection_,
                              "select number, source, hash, started from catalogue_import "
                              "where tenant = $1 and number in $list",
                              shared_tenant(), as_values(unknown), [&](const Row& row) -> Outcome {
                                  imports_[row.integer(0)] = {.source = row.text(1),
                                                              .hash = to_hex(row.bytes(2)),
                                                              .on = berlin_date(row.instant(3))};
                                  return Nothing{};
                              });
}

BlockHolder ResponsibilityReading::holder(std::int64_t ref) const {
    return holders_.at(ref);
}

Result<EntryTerms> ResponsibilityReading::terms(const Entry& entry) const {
    const ImportedFrom& from = imports_.at(entry.import);
    EntryTerms terms{.role = entry.role,
                     .validity = {},
                     .source = from.source,
                     .source_hash = from.hash,
                     .imported_on = from.on,
                     .off_since = {}};
    DW_TRY(terms.validity, validity_from_text(entry.validity));
    return terms;
}

// As responsibility_table.cpp has it: an entry stands once for each administration that says it
// does not hold.
Result<std::shared_ptr<const ResponsibilityBlock>> ResponsibilityReading::block(std::int64_t area) {
    DW_TRY(const Rows rows, this->rows(area));
    if (rows.entries.empty() && rows.own.empty())
        return std::shared_ptr<const ResponsibilityBlock>();
    DW_TRY_DO(name_holders(rows));
    DW_TRY_DO(name_imports(rows));
    BlockBuilder builder(area_of_number(area));
    std::unordered_multimap<std::int64_t, const OwnEntry*> own_words;
    for (const OwnEntry& own : rows.own) own_words.emplace(own.service, &own);
    TermsNumbers numbers;
    for (const Entry& entry : rows.entries) {
        const SourceId id = id_of_key(entry.id);
        bool is_off = false;
        const auto [first, last] = own_words.equal_range(entry.service);
        for (auto own = first; own != last; ++own) {
            if (own->second->id != entry.id) continue;
            is_off = true;
            DW_TRY(EntryTerms off, terms(entry));
            off.off_since = own->second->terms.imported_on;
            DW_TRY_DO(builder.add_entry(entry.service, id, holder(entry.holder),
                                        builder.add_terms(std::move(off))));
        }
        if (is_off) continue;
        const auto [place, is_new] =
            numbers.try_emplace({entry.import, entry.role, entry.validity});
        if (is_new) {
            DW_TRY(EntryTerms shared, terms(entry));
            place->second = builder.add_terms(std::move(shared));
        }
        DW_TRY_DO(builder.add_entry(entry.service, id, holder(entry.holder), place->second));
    }
    for (const OwnEntry& own : rows.own) {
        const bool is_added = own.holder && holder_of_key(own.id) == Holder::Organisation;
        if (!is_added || !holder(*own.holder).id) continue;
        DW_TRY_DO(builder.add_entry(own.service, id_of_key(own.id), holder(*own.holder),
                                    builder.add_terms(own.terms)));
    }
    return std::make_shared<const ResponsibilityBlock>(builder.finish());
}

Result<std::vector<std::int64_t>> areas_changed_after(Connection& connection, std::int64_t change) {
    std::vector<std::int64_t> areas;
    DW_TRY_DO(connection.for_each(
        "select area from catalogue_area_change where tenant = $1 and change > $2",
        {store::of(shared_tenant()), change}, [&](const Row& row) -> Outcome {
            areas.push_back(row.integer(0));
            return Nothing{};
        }));
    return areas;
}

Result<std::unordered_map<std::int64_t, bool>> organisations_changed_after(Connection& connection,
                                                                           std::int64_t change) {
    std::unordered_map<std::int64_t, bool> known;
    DW_TRY_DO(connection.for_each(
        "select c.organisation, o.ref from catalogue_organisation_change c "
        "left join catalogue_organisation o on o.tenant = c.tenant and o.ref = c.organisation "
        "where c.tenant = $1 and c.change > $2",
        {store::of(shared_tenant()), change}, [&](const Row& row) -> Outcome {
            known.emplace(row.integer(0), !row.is_null(1));
            return Nothing{};
        }));
    return known;
}

Result<KeyedServices> read_keyed(Connection& connection) {
    KeyedServices keyed;
    DW_TRY_DO(connection.for_each(every_key, {store::of(shared_tenant())},
                                  [&](const Row& row) -> Outcome {
                                      DW_TRY(auto one, keyed_from(row));
                                      keyed.push_back(std::move(one));
                                      return Nothing{};
                                  }));
    std::ranges::sort(keyed);
    keyed.shrink_to_fit();
    return keyed;
}

Result<KeyedServices> read_keyed(Connection& connection, const KeyedServices& before,
                                 std::int64_t change) {
    std::unordered_set<std::int64_t> changed;
    DW_TRY_DO(connection.for_each(
        "select service from catalogue_service_change where tenant = $1 and change > $2",
        {store::of(shared_tenant()), change}, [&](const Row& row) -> Outcome {
            changed.insert(row.integer(0));
            return Nothing{};
        }));
    if (changed.size() > asked_singly) return read_keyed(connection);
    KeyedServices keyed;
    for (const KeyedService& one : before)
        if (!changed.contains(one.ref)) keyed.push_back(one);
    DW_TRY_DO(store::for_each_in(connection, every_key + " and k.service in $list", shared_tenant(),
                                 as_values(changed), [&](const Row& row) -> Outcome {
                                     DW_TRY(auto one, keyed_from(row));
                                     keyed.push_back(std::move(one));
                                     return Nothing{};
                                 }));
    std::ranges::sort(keyed);
    return keyed;
}

}  // namespace dw::catalogue
