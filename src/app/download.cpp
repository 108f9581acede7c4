#include "app/download.h"

#include <curl/curl.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "web/http_client.h"

namespace dw::app {

namespace {

constexpr std::int64_t most_bytes = std::int64_t{4} * 1024 * 1024 * 1024;
constexpr long connect_seconds = 10, slow_seconds = 60, slow_bytes = 1000, whole_seconds = 3600;

struct CurlCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct Receiving {
    std::ofstream file;
    std::int64_t bytes = 0;
};
// Another number than it was given ends the transfer.
std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* receiving) {
    auto& to = *static_cast<Receiving*>(receiving);
    const auto length = static_cast<std::int64_t>(size * count);
    to.bytes += length;
    if (to.bytes > most_bytes) return 0;
    return to.file.write(bytes, length) ? size * count : 0;
}

Outcome fetch(const std::string& url, Receiving& receiving) {
    const std::unique_ptr<CURL, CurlCleanup> curl(curl_easy_init());
    if (!curl) return unavailable("web.no_answer", "libcurl does not start");
    CURL* const handle = curl.get();
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR,
                     web::is_on_this_machine(url) ? "http,https" : "https");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, whole_seconds);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, slow_seconds);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, slow_bytes);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiving);
    const CURLcode done = curl_easy_perform(handle);
    if (done != CURLE_OK) return unavailable("web.no_answer", curl_easy_strerror(done));
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return unavailable("web.no_answer", "status " + std::to_string(status));
    receiving.file.close();
    if (!receiving.file) return unavailable("web.no_answer", "the file could not be written");
    return Nothing{};
}

}  // namespace

Outcome download(const std::string& url, const std::string& file) {
    if (!web::may_be_asked(url)) return invalid("web.address", url);
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) return unavailable("web.no_answer", "libcurl does not start");
    std::error_code none;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), none);
    Receiving receiving{std::ofstream(file, std::ios::binary | std::ios::trunc)};
    if (!receiving.file) return unavailable("web.no_answer", file + " cannot be written");
    const auto fetched = fetch(url, receiving);
    if (!fetched) std::filesystem::remove(file, none);
    return fetched;
}

}  // namespace dw::app
