// The responsibilities around an area, for the quality report.
#include "catalogue/quality_reading.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using store::Connection;
using store::Row;
using store::shared_tenant;
using store::Values;

namespace {

constexpr std::string_view source_rows =
    "select r.service, r.area, r.holder, r.role, r.validity, o.ref from catalogue_responsibility r "
    "left join catalogue_organisation o on o.tenant = r.tenant and o.ref = r.holder "
    "where r.tenant = $1 and r.area between $2 and $3 and r.id like 'o%' "
    "and r.role in ('01', '02') and not exists (select 1 from catalogue_own_responsibility x "
    "where x.area = r.area and x.service = r.service and x.id = r.id) ";
constexpr std::string_view own_rows =
    "union all select w.service, w.area, w.holder, '01', '', o.ref "
    "from catalogue_own_responsibility w "
    "left join catalogue_organisation o on o.tenant = $1 and o.ref = w.holder "
    "where w.area between $2 and $3 and w.holder is not null";

Outcome add_rows(Connection& connection, const NumberRange& range, Date day,
                 std::vector<QualityEntry>& entries, bool& complete) {
    const std::string query = std::string(source_rows) + std::string(own_rows) + " limit $4";
    const auto most = static_cast<std::int64_t>(quality_entries) + 1;
    DW_TRY_DO(connection.for_each(query,
                                  {store::of(shared_tenant()), range.first, range.last, most},
                                  [&](const Row& row) -> Outcome {
                                      if (entries.size() == quality_entries) {
                                          complete = false;
                                          return Nothing{};
                                      }
                                      DW_TRY(const auto validity, validity_from_text(row.text(4)));
                                      if (!holds_on(validity, day)) return Nothing{};
                                      entries.push_back({.service = row.integer(0),
                                                         .area = row.integer(1),
                                                         .holder = row.integer(2),
                                                         .role = row.text(3).back(),
                                                         .holder_known = !row.is_null(5)});
                                      return Nothing{};
                                  }));
    return Nothing{};
}

}  // namespace

Result<QualityEntries> read_entries(Connection& connection, const QualityQuestion& question) {
    QualityEntries entries;
    DW_TRY_DO(add_rows(connection, numbers_within(question.area), question.day, entries.inside,
                       entries.complete));
    for (const std::size_t digits : {0U, 2U, 3U, 5U, 9U, 12U}) {
        const std::string_view key = question.area.key();
        if (key.size() < digits) continue;
        Ars level;
        if (digits > 0) {
            DW_TRY(level, Ars::parse(key.substr(0, digits)));
        }
        if (level.key().size() != digits) continue;
        const std::int64_t number = area_number(level);
        DW_TRY_DO(
            add_rows(connection, {number, number}, question.day, entries.up, entries.complete));
    }
    return entries;
}

}  // namespace dw::catalogue
