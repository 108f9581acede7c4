#include "web/static_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "web/assets.h"
#include "web/conditional.h"
#include "web/page.h"

namespace dw::web {

namespace {

constexpr std::string_view folder = "assets/";

const std::string& fingerprint() {
    static const std::string hash = [] {
        std::string all;
        for (const auto& file : assets::files) {
            all.append(file.path).append("\n").append(file.fingerprint).append("\n");
        }
        return to_hex(sha256(as_bytes(all))).substr(0, 16);
    }();
    return hash;
}

const EmbeddedFile* find_file(std::string_view path_below_assets) {
    const auto found = std::ranges::find_if(assets::files, [&](const EmbeddedFile& file) {
        return file.path.substr(folder.size()) == path_below_assets;
    });
    return found == std::end(assets::files) ? nullptr : &*found;
}

// Caching says how long a browser may go without asking.
Response serve(const Request& request, std::string_view path, std::string_view caching) {
    const auto* file = find_file(path);
    if (!file) return error_page(request, 404);
    // Weak: the same tag stands for the plain and the compressed form.
    const std::string tag = "W/\"" + std::string{file->fingerprint} + "\"";
    Response response;
    response.header("ETag", tag).header("Cache-Control", std::string{caching});
    response.content_type = content_type_of(path);
    response.static_bytes = file->bytes;
    response.static_gzip = file->gzip;
    answer_conditionally(response, request);
    return response;
}

void add_file(Router& router, std::string path, std::string file) {
    router.add(
        {.method = Method::Get,
         .path = std::move(path),
         .act = "public",
         .handler = [file = std::move(file)](
                        Request& request) { return serve(request, file, "public, max-age=86400"); },
         .kind = Kind::File,
         .run = Run::Inline});
}

// A list of pages is named by its whole address (sitemaps.org).
Response robots(Request& request) {
    Response response = serve(request, "robots.txt", "public, max-age=3600");
    if (response.status != 200) return response;
    response.body = std::string(response.static_bytes) + "\nSitemap: " + address_of_site(request) +
                    "/sitemap.xml\n";
    response.static_bytes = response.static_gzip = {};
    return response;
}

}  // namespace

std::string asset_path(std::string_view path_below_assets) {
    return "/assets/" + fingerprint() + "/" + std::string{path_below_assets};
}

std::string_view content_type_of(std::string_view file_name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> types{{
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".woff2", "font/woff2"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".ico", "image/x-icon"},
        {".json", "application/json"},
        {".pdf", "application/pdf"},
        {".txt", "text/plain; charset=utf-8"},
        {".md", "text/plain; charset=utf-8"},
    }};
    for (const auto& [ending, type] : types) {
        if (file_name.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

void add_asset_routes(Router& router) {
    router.add({.method = Method::Get,
                .path = "/assets/{hash}/{path...}",
                .act = "public",
                .handler =
                    [](Request& request) {
                        // A page of the program's last version still finds its files, for a while.
                        const bool current = request.parameter("hash") == fingerprint();
                        return serve(request, request.parameter("path"),
                                     current ? "public, max-age=31536000, immutable"
                                             : "public, max-age=300");
                    },
                .kind = Kind::File,
                .run = Run::Inline});
    router.add({.method = Method::Get,
                .path = "/robots.txt",
                .act = "public",
                .handler = robots,
                .kind = Kind::File,
                .run = Run::Inline});
    add_file(router, "/favicon.ico", "favicon.svg");
}

}  // namespace dw::web
