#include "catalogue/xzufi_export.h"

#include "catalogue/content.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

using store::Row;
using store::shared_tenant;

constexpr std::string_view head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<x:transfer xmlns:x=\"http://xoev.de/schemata/xzufi/2_2_0\" xzufiVersion=\"2.2.0\">\n";
constexpr std::string_view tail = "</x:transfer>\n";
constexpr std::int64_t rows_at_once = 500;

using Write = std::function<Outcome(std::string_view)>;

// Objects with content in the order of their numbers, a few hundred for each question: no reader is
// kept while somebody writes slowly.
template <class T>
Result<std::int64_t> export_objects(store::Store& store, std::string_view table,
                                    Result<T> (*read)(BytesView), const Write& write) {
    std::int64_t count = 0;
    std::optional<std::int64_t> last;
    for (bool more = true; more;) {
        std::string piece;
        std::int64_t rows = 0;
        {
            DW_TRY(const store::Reader reader, store.reader());
            DW_TRY_DO(reader->for_each(
                "select ref, content from " + std::string(table) + " where tenant = $1 " +
                    (last ? "and ref > $2 " : "and $2 = 0 ") + "order by ref limit $3",
                {store::of(shared_tenant()), last.value_or(0), rows_at_once},
                [&](const Row& row) -> Outcome {
                    DW_TRY(const T object, read(row.bytes(1)));
                    piece += to_xzufi(object);
                    last = row.integer(0);
                    ++rows;
                    return Nothing{};
                }));
        }
        DW_TRY_DO(write(piece));
        count += rows;
        more = rows == rows_at_once;
    }
    return count;
}

struct ResponsibilityRow {
    std::string key;
    std::int64_t area = 0;
    Responsibility whole;  // without its areas
};

Result<ResponsibilityRow> row_from(const Row& row) {
    ResponsibilityRow read{.key = row.text(0), .area = row.integer(1)};
    auto& whole = read.whole;
    whole.id = id_of_key(read.key);
    whole.holder_kind = holder_of_key(read.key);
    whole.role = row.text(2);
    DW_TRY(whole.validity, validity_from_text(row.text(3)));
    whole.service = {.agency = row.text(4), .value = row.text(5)};
    whole.holder = {.agency = row.text(6), .value = row.text(7)};
    return read;
}

// The rows of one responsibility, one for each area, follow each other.
class Responsibilities {
  public:
    explicit Responsibilities(const Write& write) : write_(write) {}

    Outcome add(ResponsibilityRow row) {
        if (row.key != key_) {
            DW_TRY_DO(end());
            key_ = row.key;
            current_ = std::move(row.whole);
        }
        const Ars area = area_of_number(row.area);
        if (!area.key().empty()) current_.areas.push_back(area);
        return Nothing{};
    }
    Outcome end() {
        if (key_.empty()) return Nothing{};
        ++count_;
        key_.clear();
        return write_(to_xzufi(current_));
    }
    std::int64_t count() const { return count_; }

  private:
    const Write& write_;
    std::string key_;
    Responsibility current_;
    std::int64_t count_ = 0;
};

Result<std::int64_t> export_responsibilities(store::Store& store, const Write& write) {
    Responsibilities all(write);
    ResponsibilityRow last{.key = "", .area = -1};
    for (bool more = true; more;) {
        std::vector<ResponsibilityRow> rows;
        {
            DW_TRY(const store::Reader reader, store.reader());
            DW_TRY_DO(reader->for_each(
                "select r.id, r.area, r.role, r.validity, s.agency, s.value, h.agency, h.value "
                "from catalogue_responsibility r "
                "join catalogue_source_id s on s.tenant = r.tenant and s.ref = r.service "
                "join catalogue_source_id h on h.tenant = r.tenant and h.ref = r.holder "
                "where r.tenant = $1 and (r.id, r.area) > ($2, $3) order by r.id, r.area limit $4",
                {store::of(shared_tenant()), store::of(last.key), last.area, rows_at_once},
                [&](const Row& row) -> Outcome {
                    DW_TRY(auto read, row_from(row));
                    rows.push_back(std::move(read));
                    return Nothing{};
                }));
        }
        more = rows.size() == static_cast<std::size_t>(rows_at_once);
        if (!rows.empty()) last = {.key = rows.back().key, .area = rows.back().area};
        for (auto& row : rows) DW_TRY_DO(all.add(std::move(row)));
    }
    DW_TRY_DO(all.end());
    return all.count();
}

}  // namespace

Result<ExportCounts> export_xzufi(store::Store& store, const Write& write) {
    ExportCounts counts;
    DW_TRY_DO(write(head));
    DW_TRY(counts.services,
           export_objects<Service>(store, "catalogue_service", service_from_content, write));
    DW_TRY(counts.specialisations,
           export_objects<Specialisation>(store, "catalogue_specialisation",
                                          specialisation_from_content, write));
    DW_TRY(counts.organisations, export_objects<Organisation>(store, "catalogue_organisation",
                                                              organisation_from_content, write));
    DW_TRY(counts.online_services,
           export_objects<OnlineService>(store, "catalogue_online_service",
                                         online_service_from_content, write));
    DW_TRY(counts.responsibilities, export_responsibilities(store, write));
    DW_TRY_DO(write(tail));
    return counts;
}

}  // namespace dw::catalogue
