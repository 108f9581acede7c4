#include "catalogue/sitemap.h"

#include "base/text.h"
#include "catalogue/page_parts.h"
#include "catalogue/service_table.h"
#include "catalogue/situations.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

// sitemaps.org allows 50,000; a part of this size is written in one piece of about a megabyte.
constexpr std::size_t pages_in_a_part = 10'000;
constexpr std::string_view services_part = "leistungen-", offices_part = "stellen-",
                           pages_part = "seiten";
constexpr std::string_view space = "http://www.sitemaps.org/schemas/sitemap/0.9";

class Writer {
  public:
    Writer(const web::Request& request, std::string_view root, std::string_view entry)
        : address_(web::address_of_site(request)), root_(root), entry_(entry) {
        xml_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root_ + " xmlns=\"" +
               std::string(space) + "\">\n";
    }
    // Paths are percent-encoded; what is left to escape is "&" and what a host name cannot have.
    void add(std::string_view path) {
        xml_ += "<" + entry_ + "><loc>" + web::escape(address_ + std::string(path)).markup() +
                "</loc></" + entry_ + ">\n";
    }
    web::Response response() && {
        web::Response response;
        response.content_type = "application/xml; charset=utf-8";
        response.body = std::move(xml_) + "</" + root_ + ">\n";
        response.header("Cache-Control", "public, max-age=3600");
        return response;
    }

  private:
    std::string address_, root_, entry_, xml_;
};

std::size_t parts_of(std::size_t pages) {
    return (pages + pages_in_a_part - 1) / pages_in_a_part;
}

web::Response nothing() {
    web::Response response;
    response.status = 404;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "404\n";
    return response;
}

// "leistungen-3" is 2; nothing for another name or a number that is none.
std::optional<std::size_t> part_number(std::string_view part, std::string_view name) {
    if (!part.starts_with(name)) return std::nullopt;
    const auto number = parse_integer(part.substr(name.size()));
    if (!number || *number < 1 || *number > 1'000'000) return std::nullopt;
    return static_cast<std::size_t>(*number - 1);
}

web::Response list_of_pages(const Rooms& rooms, const web::Request& request) {
    Writer writer(request, "urlset", "url");
    for (const auto* path : {"/", "/themen", "/lebenslagen", "/a-z", "/verbreitung"}) writer.add(path);
    const auto topics = rooms.search.topics({}, Language::German, rooms.today());
    if (!topics) return web::error_response(request, topics.error());
    for (const auto& topic : *topics) writer.add("/themen/" + web::percent_encode(topic.code));
    for (const auto& situation : situations()) {
        writer.add("/lebenslagen/" + std::string(situation.code));
    }
    return std::move(writer).response();
}

}  // namespace

web::Response sitemap_index(const Rooms& rooms, const web::Request& request) {
    const auto services = rooms.search.valid_services(rooms.today(), 0, 0).total;
    const auto offices = rooms.catalogue.count_organisations();
    if (!offices) return web::error_response(request, offices.error());
    Writer writer(request, "sitemapindex", "sitemap");
    const std::string start = "/sitemap/";
    writer.add(start + std::string(pages_part));
    for (std::size_t i = 1; i <= parts_of(services); ++i) {
        writer.add(start + std::string(services_part) + std::to_string(i));
    }
    for (std::size_t i = 1; i <= parts_of(*offices); ++i) {
        writer.add(start + std::string(offices_part) + std::to_string(i));
    }
    return std::move(writer).response();
}

web::Response sitemap_part(const Rooms& rooms, const web::Request& request) {
    const auto part = request.parameter("part");
    if (part == pages_part) return list_of_pages(rooms, request);
    Writer writer(request, "urlset", "url");
    if (const auto number = part_number(part, services_part)) {
        const auto found =
            rooms.search.valid_services(rooms.today(), *number * pages_in_a_part, pages_in_a_part);
        if (found.ids.empty()) return nothing();
        for (const auto& id : found.ids) writer.add(service_path(id, {}));
        return std::move(writer).response();
    }
    const auto number = part_number(part, offices_part);
    if (!number) return nothing();
    const auto found = rooms.catalogue.organisation_ids(*number * pages_in_a_part, pages_in_a_part);
    if (!found) return web::error_response(request, found.error());
    if (found->empty()) return nothing();
    for (const auto& id : *found) writer.add(organisation_path(id));
    return std::move(writer).response();
}

}  // namespace dw::catalogue
