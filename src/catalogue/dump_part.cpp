#include "catalogue/dump_part.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/bytes.h"
#include "base/text.h"
#include "catalogue/catalogue_json.h"
#include "catalogue/content.h"
#include "catalogue/overlay_table.h"
#include "catalogue/overlays_by_object.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

using store::Row;
using store::shared_tenant;

constexpr std::int64_t most_objects = 1000;  // of a part
constexpr std::size_t most_bytes = 4 * 1024 * 1024;

// A part ends behind the object that fills it.
class Lines {
  public:
    bool is_full() const { return count_ >= most_objects || body.size() >= most_bytes; }
    void add(std::string line) {
        ++count_;
        body += line;
        body += '\n';
    }
    std::string body;

  private:
    std::int64_t count_ = 0;
};

// RFC 4180; what a spreadsheet would take for a formula is made plain text.
std::string csv_cell(std::string_view value) {
    std::string cell = "\"";
    if (!value.empty() && std::string_view("=+-@\t\r").find(value.front()) != value.npos)
        cell += '\'';
    for (const char c : value) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + "\"";
}

std::string csv_line(std::initializer_list<std::string> values) {
    std::string line;
    for (const auto& value : values) line += (line.empty() ? "" : ",") + csv_cell(value);
    return line;
}

template <class Items, class Words>
std::string joined(const Items& items, Words words) {
    std::string all;
    for (const auto& item : items) all += (all.empty() ? "" : " ") + words(item);
    return all;
}

// A service and what administrations say of it in their own words.
Result<std::string> line_of(Service& service, const OverlaysByObject& words, DumpFormat format) {
    DW_TRY_DO(words.put_into(service));
    if (format == DumpFormat::JsonLines) {
        auto json = to_json(service);
        DW_TRY(auto local, local_words_json(words.of(service.id)));
        json.set("localWords", std::move(local));
        return to_string(json);
    }
    return csv_line({service.id.to_string(), std::string(in(service.title(), Language::German)),
                     joined(service.keys, [](const ServiceKey& key) { return key.digits(); }),
                     joined(service.areas, [](const Ars& area) { return area.padded(); }),
                     service.changed_at ? to_string(*service.changed_at) : ""});
}

Result<std::string> line_of(Organisation& office, const OverlaysByObject& words,
                            DumpFormat format) {
    DW_TRY_DO(words.put_into(office));
    if (format == DumpFormat::JsonLines) return to_string(to_json(office));
    const auto address = office.addresses.empty() ? Address{} : office.addresses.front();
    return csv_line({office.id.to_string(), std::string(in(office.name, Language::German)),
                     office.parent ? office.parent->to_string() : "",
                     std::string(trim(address.street + " " + address.house_number)),
                     address.postcode, address.town});
}

// Objects with content lie in the order of their numbers.
template <class T>
Result<DumpPart> objects(store::Connection& connection, std::string_view table,
                         Result<T> (*read)(BytesView), DumpFormat format, std::string_view cursor) {
    std::optional<std::int64_t> after;
    if (!cursor.empty()) {
        after = parse_integer(cursor);
        if (!after) return invalid("catalogue.cursor", std::string(cut(cursor, 40)));
    }
    const auto kind = std::is_same_v<T, Service> ? EditKind::Text : EditKind::Organisation;
    DW_TRY(const auto words, OverlaysByObject::load(connection, kind));
    Lines lines;
    DumpPart part;
    // The first number of all has no number before it.
    const std::string condition = after ? "and ref > $2 " : "and $2 = 0 ";
    DW_TRY_DO(connection.for_each("select ref, content from " + std::string(table) +
                                      " where tenant = $1 " + condition + "order by ref limit $3",
                                  {store::of(shared_tenant()), after.value_or(0), most_objects + 1},
                                  [&](const Row& row) -> Outcome {
                                      if (lines.is_full()) {
                                          if (part.next.empty())
                                              part.next = std::to_string(after.value_or(0));
                                          return Nothing{};
                                      }
                                      DW_TRY(T object, read(row.bytes(1)));
                                      DW_TRY(auto line, line_of(object, words, format));
                                      lines.add(std::move(line));
                                      after = row.integer(0);
                                      return Nothing{};
                                  }));
    part.body = std::move(lines.body);
    return part;
}

struct ResponsibilityPlace {
    std::int64_t area = -1, service = 0;
    std::string id;
};

std::string to_cursor(const ResponsibilityPlace& place) {
    return to_base64url(as_bytes(std::to_string(place.area) + " " + std::to_string(place.service) +
                                 " " + place.id));
}

Result<ResponsibilityPlace> place_from(std::string_view cursor) {
    ResponsibilityPlace place;
    if (cursor.empty()) return place;
    const auto bad = invalid("catalogue.cursor", std::string(cut(cursor, 40)));
    const auto bytes = from_base64url(cursor);
    if (!bytes) return bad;
    const auto text = as_text(*bytes);
    const auto first = text.find(' ');
    const auto second = first == text.npos ? first : text.find(' ', first + 1);
    if (second == text.npos || first_invalid_utf8(text)) return bad;
    const auto area = parse_integer(text.substr(0, first));
    const auto service = parse_integer(text.substr(first + 1, second - first - 1));
    if (!area || !service) return bad;
    return ResponsibilityPlace{*area, *service, std::string(text.substr(second + 1))};
}

struct Held {
    Responsibility responsibility;
    Ars area;
    std::string by;  // the administration that added it; "" for a source's
};

Result<Held> held_from(const Row& row) {
    Held held;
    auto& r = held.responsibility;
    r.id = id_of_key(row.text(2));
    r.holder_kind = holder_of_key(row.text(2));
    held.area = area_of_number(row.integer(0));
    r.role = row.text(3);
    DW_TRY(r.validity, validity_from_text(row.text(4)));
    if (!row.is_null(5)) r.service = {.agency = row.text(5), .value = row.text(6)};
    if (!row.is_null(7)) r.holder = {.agency = row.text(7), .value = row.text(8)};
    held.by = row.text(9);
    return held;
}

std::string line_of(const Held& held, DumpFormat format) {
    const auto& r = held.responsibility;
    const std::string kind =
        r.holder_kind == Holder::Organisation ? "organisation" : "online_service";
    const auto validity = validity_text(r.validity);
    if (format == DumpFormat::Csv)
        return csv_line({r.id.to_string(), r.service.to_string(), kind, r.holder.to_string(),
                         held.area.padded(), r.role, validity, held.by});
    return to_string(Json::object({{"id", r.id.to_string()},
                                   {"service", r.service.to_string()},
                                   {"holderKind", kind},
                                   {"holder", r.holder.to_string()},
                                   {"area", held.area.padded()},
                                   {"role", r.role},
                                   {"validity", validity},
                                   {"by", held.by.empty() ? Json() : Json(held.by)}}));
}

// What sources say and nobody switched off, and what administrations added. Each half is cut to a
// part by itself, so that neither is sorted whole.
const std::string held_query =
    "select * from (select r.area, r.service, r.id, r.role, r.validity, s.agency, s.value, "
    "h.agency as holder_agency, h.value as holder_value, '' as editor "
    "from catalogue_responsibility r "
    "left join catalogue_source_id s on s.tenant = r.tenant and s.ref = r.service "
    "left join catalogue_source_id h on h.tenant = r.tenant and h.ref = r.holder "
    "where r.tenant = $1 and (r.area, r.service, r.id) > ($2, $3, $4) and r.area <= $6 " +
    std::string(not_switched_off) +
    "order by r.area, r.service, r.id limit $5) a union all "
    "select * from (select r.area, r.service, r.id, '01', '', s.agency, s.value, "
    "h.agency, h.value, r.editor from catalogue_own_responsibility r "
    "join catalogue_source_id s on s.tenant = $1 and s.ref = r.service "
    "join catalogue_source_id h on h.tenant = $1 and h.ref = r.holder "
    "where (r.area, r.service, r.id) > ($2, $3, $4) and r.area <= $6 "
    "order by r.area, r.service, r.id limit $5) b order by 1, 2, 3 limit $5";

Result<DumpPart> responsibilities(store::Connection& connection, const DumpQuestion& question) {
    // Written with twelve digits a key may be one of several levels; their numbers lie together.
    constexpr std::int64_t levels = 15;
    const auto first =
        question.area ? area_number(*question.area) / (levels + 1) * (levels + 1) : 0;
    const auto last = question.area ? first + levels : std::numeric_limits<std::int64_t>::max();
    DW_TRY(auto place, place_from(question.cursor));
    if (place.area < first)
        place = {.area = first, .service = std::numeric_limits<std::int64_t>::min(), .id = {}};
    Lines lines;
    DumpPart part;
    DW_TRY_DO(connection.for_each(held_query,
                                  {store::of(shared_tenant()), place.area, place.service,
                                   store::of(place.id), most_objects + 1, last},
                                  [&](const Row& row) -> Outcome {
                                      if (lines.is_full()) {
                                          if (part.next.empty()) part.next = to_cursor(place);
                                          return Nothing{};
                                      }
                                      DW_TRY(const Held held, held_from(row));
                                      lines.add(line_of(held, question.format));
                                      place = {row.integer(0), row.integer(1), row.text(2)};
                                      return Nothing{};
                                  }));
    part.body = std::move(lines.body);
    return part;
}

constexpr std::array<std::pair<std::string_view, DumpKind>, 3> kinds{
    {{"services", DumpKind::Services},
     {"organisations", DumpKind::Organisations},
     {"responsibilities", DumpKind::Responsibilities}}};

// The first line of a CSV.
std::string columns_of(DumpKind kind) {
    switch (kind) {
        case DumpKind::Services:
            return csv_line({"id", "title", "keys", "areas", "changed_at"});
        case DumpKind::Organisations:
            return csv_line({"id", "name", "parent", "street", "postcode", "town"});
        case DumpKind::Responsibilities:
            return csv_line(
                {"id", "service", "holder_kind", "holder", "area", "role", "validity", "by"});
    }
    return {};
}

}  // namespace

std::optional<DumpKind> dump_kind_from(std::string_view name) {
    for (const auto& [known, kind] : kinds)
        if (known == name) return kind;
    return std::nullopt;
}

Result<DumpPart> dump_part(const Catalogue& catalogue, const DumpQuestion& question) {
    const auto& [kind, format, cursor, area] = question;
    DW_TRY(const store::Reader reader, catalogue.store().reader());
    auto part = kind == DumpKind::Services ? objects<Service>(*reader, "catalogue_service",
                                                              service_from_content, format, cursor)
                : kind == DumpKind::Organisations
                    ? objects<Organisation>(*reader, "catalogue_organisation",
                                            organisation_from_content, format, cursor)
                    : responsibilities(*reader, question);
    if (!part) return part;
    if (cursor.empty() && format == DumpFormat::Csv)
        part->body = columns_of(kind) + "\n" + part->body;
    return part;
}

}  // namespace dw::catalogue
