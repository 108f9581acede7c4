#include "catalogue/xzufi_export.h"

#include <algorithm>
#include <map>
#include <span>

#include "base/bytes.h"
#include "catalogue/content.h"
#include "catalogue/overlay_table.h"
#include "catalogue/overlays_by_object.h"
#include "catalogue/own_words_ids.h"
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

// Own words of one service as variants: the last ones for each module and area.
std::vector<const Overlay*> last_of(std::span<const Overlay> overlays) {
    std::map<std::pair<std::string, Ars>, const Overlay*> last;
    for (const Overlay& overlay : overlays) {
        const Overlay*& kept = last[{overlay.target.part, overlay.target.area}];
        if (kept == nullptr || kept->at <= overlay.at) kept = &overlay;
    }
    std::vector<const Overlay*> found;
    for (const auto& [target, overlay] : last) found.push_back(overlay);
    return found;
}

// Deviation: XZuFi's variants have no keywords; those for the whole country go out with the
// service.
Result<std::string> own_variant(const Overlay& overlay) {
    const EditTarget& target = overlay.target;
    if (target.part == "keywords") return std::string();
    Specialisation variant;
    variant.id = id_of_variant(target);
    variant.service = target.object;
    if (!target.area.key().empty()) variant.areas.push_back(target.area);
    Service words;
    DW_TRY_DO(put_part(words, target.part, overlay.content));
    // Words that say nothing would be left out by who reads it. A list cannot say nothing.
    const bool empty = words == Service{};
    if (empty && is_service_list(target.part)) return std::string();
    if (empty) words.modules.push_back({.code = target.part, .content = {{"de", "<p></p>"}}});
    variant.modules = std::move(words.modules);
    variant.costs = std::move(words.costs);
    variant.deadlines = std::move(words.deadlines);
    variant.processing_times = std::move(words.processing_times);
    variant.documents = std::move(words.documents);
    return to_xzufi(variant);
}

Result<std::int64_t> export_own_variants(store::Store& store, const OverlaysByObject& words,
                                         const Write& write) {
    std::int64_t count = 0;
    for (const auto& [service, overlays] : words.all()) {
        {
            DW_TRY(const store::Reader reader, store.reader());
            const auto known = load_service(*reader, service);
            if (!known && known.error().kind == ErrorKind::NotFound) continue;
            if (!known) return known.error();
        }
        for (const Overlay* overlay : last_of(overlays)) {
            DW_TRY(const auto variant, own_variant(*overlay));
            DW_TRY_DO(write(variant));
            count += variant.empty() ? 0 : 1;
        }
    }
    return count;
}

template <class T>
constexpr bool has_own_words = std::is_same_v<T, Service> || std::is_same_v<T, Organisation>;

// Objects with content in the order of their numbers, a few hundred for each question: no reader is
// kept while somebody writes slowly.
template <class T>
Result<std::int64_t> export_objects(store::Store& store, std::string_view table,
                                    Result<T> (*read)(BytesView), const OverlaysByObject& words,
                                    const Write& write) {
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
                    DW_TRY(T object, read(row.bytes(1)));
                    if constexpr (has_own_words<T>) {
                        DW_TRY_DO(words.put_into(object));
                    }
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

// What administrations added: few rows, each with an id of its own. Two administrations may have
// added the same office.
Result<std::vector<ResponsibilityRow>> own_responsibilities(store::Store& store) {
    std::vector<ResponsibilityRow> rows;
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY_DO(reader->for_each(
        "select r.id, r.area, '01', '', s.agency, s.value, h.agency, h.value "
        "from catalogue_own_responsibility r "
        "join catalogue_source_id s on s.tenant = $1 and s.ref = r.service "
        "join catalogue_source_id h on h.tenant = $1 and h.ref = r.holder",
        {store::of(shared_tenant())}, [&](const Row& row) -> Outcome {
            DW_TRY(auto read, row_from(row));
            Responsibility& entry = read.whole;
            entry.id = id_of_added(entry.service, area_of_number(read.area), entry.holder);
            read.key = responsibility_key(entry.holder_kind, entry.id);
            rows.push_back(std::move(read));
            return Nothing{};
        }));
    const auto key = [](const ResponsibilityRow& row) -> const std::string& { return row.key; };
    std::ranges::sort(rows, {}, key);
    const auto again = std::ranges::unique(rows, {}, key);
    rows.erase(again.begin(), again.end());
    return rows;
}

Result<std::int64_t> export_responsibilities(store::Store& store, const Write& write) {
    Responsibilities all(write);
    ResponsibilityRow last{.key = "", .area = -1};
    for (bool more = true; more;) {
        std::vector<ResponsibilityRow> rows;
        {
            DW_TRY(const store::Reader reader, store.reader());
            DW_TRY_DO(reader->for_each(
                std::string(
                    "select r.id, r.area, r.role, r.validity, s.agency, s.value, h.agency, h.value "
                    "from catalogue_responsibility r "
                    "join catalogue_source_id s on s.tenant = r.tenant and s.ref = r.service "
                    "join catalogue_source_id h on h.tenant = r.tenant and h.ref = r.holder "
                    "where r.tenant = $1 and (r.id, r.area) > ($2, $3) ") +
                    std::string(not_switched_off) + "order by r.id, r.area limit $4",
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
    DW_TRY(const auto own, own_responsibilities(store));
    for (const auto& row : own) DW_TRY_DO(all.add(row));
    DW_TRY_DO(all.end());
    return all.count();
}

}  // namespace

Result<ExportCounts> export_xzufi(store::Store& store, const Write& write) {
    ExportCounts counts;
    DW_TRY_DO(write(head));
    OverlaysByObject texts, offices;
    {
        DW_TRY(const store::Reader reader, store.reader());
        DW_TRY(texts, OverlaysByObject::load(*reader, EditKind::Text));
        DW_TRY(offices, OverlaysByObject::load(*reader, EditKind::Organisation));
    }
    DW_TRY(counts.services,
           export_objects<Service>(store, "catalogue_service", service_from_content, texts, write));
    DW_TRY(counts.specialisations,
           export_objects<Specialisation>(store, "catalogue_specialisation",
                                          specialisation_from_content, {}, write));
    DW_TRY(const auto own_variants, export_own_variants(store, texts, write));
    counts.specialisations += own_variants;
    DW_TRY(counts.organisations,
           export_objects<Organisation>(store, "catalogue_organisation", organisation_from_content,
                                        offices, write));
    DW_TRY(counts.online_services,
           export_objects<OnlineService>(store, "catalogue_online_service",
                                         online_service_from_content, {}, write));
    DW_TRY(counts.responsibilities, export_responsibilities(store, write));
    DW_TRY_DO(write(tail));
    return counts;
}

}  // namespace dw::catalogue
