#include "catalogue/catalogue_feed.h"

#include <algorithm>

#include "base/build_id.h"
#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"
#include "catalogue/change_days.h"
#include "catalogue/dump_part.h"
#include "catalogue/texts.h"
#include "web/conditional.h"
#include "web/openapi.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

web::Response bad(const web::Request& request, std::string_view parameter, std::string code,
                  const std::string& reason) {
    return web::problem_response({.status = 400,
                                  .code = std::move(code),
                                  .title = std::string(texts::api_bad_title.in(request.language)),
                                  .detail = reason,
                                  .findings = {{std::string(parameter), reason}}},
                                 request);
}

FeedItem item_of(std::string_view kind, const std::string& id, std::int64_t change,
                 const std::optional<std::string>& title) {
    auto json = Json::object(
        {{"kind", kind}, {"id", id}, {"change", change}, {"deleted", !title.has_value()}});
    if (title) json.set("title", *title);
    return {change, std::move(json)};
}

// A key is padded, so units on several levels may share it: one item says it of all.
FeedItem item_of(const AreaState& state) {
    return {state.change, Json::object({{"kind", "responsibilities"},
                                        {"id", state.area.padded()},
                                        {"change", state.change},
                                        {"deleted", !state.has_some}})};
}

std::string german(const Localized& text) {
    return std::string(in(text, Language::German));
}

// What was cut behind one of its changes says nothing about later ones.
template <class States>
void end_where_cut(const States& states, FeedPage& page) {
    if (states.size() < feed_limit) return;
    page.next = page.complete ? states.back().change : std::min(page.next, states.back().change);
    page.complete = false;
}

void end_where_read(std::int64_t last, FeedPage& page) {
    const auto is_later = [&](const FeedItem& item) { return item.change > last; };
    if (std::erase_if(page.items, is_later) == 0) return;
    page.next = page.complete ? last : std::min(page.next, last);
    page.complete = false;
}

Result<FeedPage> page_behind(const Catalogue& catalogue, std::int64_t begin) {
    FeedReading read{.begin = begin, .last = 0, .services = {}, .offices = {}};
    DW_TRY(read.last, catalogue.change_number());
    DW_TRY(read.services, catalogue.changes_since(begin, feed_limit));
    DW_TRY(read.offices, catalogue.organisations_changed_since(begin, feed_limit));
    DW_TRY(const store::Reader reader, catalogue.store().reader());
    DW_TRY(read.areas, areas_changed_since(*reader, begin, feed_limit));
    return feed_page(read);
}

// The answers follow from the address and the catalogue as it stands.
Result<std::string> tag_of(const Rooms& rooms, const web::Request& request) {
    DW_TRY(const auto change, rooms.catalogue.change_number());
    DW_TRY(const auto catalogue, rooms.catalogue.catalogue_id());
    return web::entity_tag(build_id() + web::api_fingerprint() + to_hex(catalogue) +
                           std::to_string(change) + std::string(code_of(request.language)) +
                           request.target);
}

// The change after which the answer begins.
Result<std::int64_t> begin_of(const Rooms& rooms, const web::Request& request) {
    const auto cursor = request.query.get("cursor"), since = request.query.get("since");
    if (!cursor.empty()) {
        const auto number = parse_integer(cursor);
        if (!number || *number < 0) return invalid("api.cursor_invalid", "cursor");
        return *number;
    }
    if (since.empty()) return 0;
    const auto day = parse_date(since);
    if (!day) return invalid("api.date_invalid", std::string(cut(since, 40)));
    DW_TRY(const store::Reader reader, rooms.catalogue.store().reader());
    return change_before(*reader, *day);
}

}  // namespace

FeedPage feed_page(const FeedReading& read) {
    FeedPage page{.items = {}, .next = read.begin};
    for (const auto& [id, change, offered, service, words] : read.services)
        page.items.push_back(
            item_of("service", id.to_string(), change,
                    service ? std::optional(german(service->title())) : std::nullopt));
    for (const auto& [id, change, office] : read.offices)
        page.items.push_back(item_of("organisation", id.to_string(), change,
                                     office ? std::optional(german(office->name)) : std::nullopt));
    for (const AreaState& state : read.areas) page.items.push_back(item_of(state));
    std::ranges::stable_sort(page.items, {}, &FeedItem::change);
    end_where_cut(read.services, page);
    end_where_cut(read.offices, page);
    end_where_cut(read.areas, page);
    end_where_read(read.last, page);
    if (page.complete) {
        if (!page.items.empty()) page.next = page.items.back().change;
    } else {
        std::erase_if(page.items, [&](const FeedItem& item) { return item.change > page.next; });
    }
    return page;
}

web::Response changes_api(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    // Read before the answer is: a change in between makes the tag an old one.
    const auto tag = tag_of(rooms, request);
    if (!tag) return web::error_response(request, tag.error());
    if (web::is_known(request, *tag)) return web::not_modified(*tag);
    const auto begin = begin_of(rooms, request);
    if (!begin && begin.error().kind == ErrorKind::Invalid) {
        const bool date = begin.error().code == "api.date_invalid";
        return bad(request, date ? "since" : "cursor", begin.error().code,
                   date ? format(texts::api_date_invalid, language, {begin.error().message})
                        : std::string(texts::api_cursor_invalid.in(language)));
    }
    if (!begin) return web::error_response(request, begin.error());
    auto page = page_behind(rooms.catalogue, *begin);
    if (!page) return web::error_response(request, page.error());
    auto items = Json::array();
    for (auto& item : page->items) items.add(std::move(item.json));
    return web::json_response(to_string(Json::object({{"items", std::move(items)},
                                                      {"next", std::to_string(page->next)},
                                                      {"complete", page->complete}})))
        .header("ETag", *tag);
}

namespace {

// Of which responsibilities are asked for; nothing: all.
Result<std::optional<Ars>> area_of_dump(DumpKind kind, const web::Request& request) {
    const auto written = request.query.get("area");
    if (written.empty()) return std::optional<Ars>();
    if (kind != DumpKind::Responsibilities)
        return invalid("api.area_not_here",
                       std::string(texts::api_area_not_here.in(request.language)));
    auto area = Ars::parse(written);
    if (!area)
        return invalid("api.area_invalid", format(texts::api_area_invalid, request.language,
                                                  {std::string(cut(written, 40))}));
    return std::optional(*std::move(area));
}

// Where the part behind this one is.
std::string link_to(const web::Request& request, const std::string& next) {
    const auto area = request.query.get("area");
    return "</api/v1/dump/" + std::string(request.parameter("kind")) +
           "?format=" + (request.query.get("format") == "csv" ? "csv" : "jsonl") +
           (area.empty() ? "" : "&area=" + web::percent_encode(area)) +
           "&cursor=" + web::percent_encode(next) + ">; rel=\"next\"";
}

}  // namespace

web::Response dump_api(const Rooms& rooms, const web::Request& request) {
    const auto name = request.parameter("kind");
    const auto kind = dump_kind_from(name);
    if (!kind)
        return bad(request, "kind", "api.dump_unknown",
                   format(texts::api_dump_unknown, request.language, {std::string(cut(name, 40))}));
    const auto area = area_of_dump(*kind, request);
    if (!area) return bad(request, "area", area.error().code, area.error().message);
    const auto tag = tag_of(rooms, request);
    if (!tag) return web::error_response(request, tag.error());
    if (web::is_known(request, *tag)) return web::not_modified(*tag);
    const bool csv = request.query.get("format") == "csv";
    auto part = dump_part(rooms.catalogue, {.kind = *kind,
                                            .format = csv ? DumpFormat::Csv : DumpFormat::JsonLines,
                                            .cursor = std::string(request.query.get("cursor")),
                                            .area = *area});
    if (!part && part.error().kind == ErrorKind::Invalid)
        return bad(request, "cursor", "api.cursor_invalid",
                   std::string(texts::api_cursor_invalid.in(request.language)));
    if (!part) return web::error_response(request, part.error());
    web::Response response;
    response.content_type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
    response.body = std::move(part->body);
    response.header("ETag", *tag);
    if (!part->next.empty()) response.header("Link", link_to(request, part->next));
    return response;
}

}  // namespace dw::catalogue
