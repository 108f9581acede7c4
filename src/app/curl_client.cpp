#include "app/curl_client.h"

#include <curl/curl.h>

#include <memory>

namespace dw::app {

namespace {

struct CurlCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Receiving {
    std::string& body;
    std::size_t most;
};
// Another number than it was given ends the transfer.
std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* receiving) {
    auto& to = *static_cast<Receiving*>(receiving);
    if (to.body.size() + size * count > to.most) return 0;
    to.body.append(bytes, size * count);
    return size * count;
}

void set_limits(CURL* handle, const CurlLimits& limits) {
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
    curl_easy_setopt(handle, CURLOPT_MAXFILESIZE, static_cast<long>(limits.answer_bytes));
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // or a name nobody answers for is waited for
    curl_easy_setopt(handle, CURLOPT_PROXY, "");       // none from the environment
    curl_easy_setopt(handle, CURLOPT_NETRC, CURL_NETRC_IGNORED);
}

}  // namespace

Result<web::HttpAnswer> CurlClient::ask(const web::HttpQuestion& question) {
    if (!web::may_be_asked(question.url)) return invalid("web.address", question.url);
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, CurlCleanup> curl(curl_easy_init());
    if (started != CURLE_OK || !curl) return unavailable("web.no_answer", "libcurl does not start");
    const std::unique_ptr<curl_slist, ListCleanup> headers(
        curl_slist_append(nullptr, "Accept: application/json, application/jwk-set+json"));
    web::HttpAnswer answer;
    Receiving receiving{answer.body, limits_.answer_bytes};
    CURL* const handle = curl.get();
    set_limits(handle, limits_);
    curl_easy_setopt(handle, CURLOPT_URL, question.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR,
                     web::is_on_this_machine(question.url) ? "http,https" : "https");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiving);
    if (!question.form.empty()) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, question.form.c_str());
    }
    if (!question.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(handle, CURLOPT_USERNAME, question.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, question.password.c_str());
    }
    const CURLcode done = curl_easy_perform(handle);
    if (done != CURLE_OK) return unavailable("web.no_answer", curl_easy_strerror(done));
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

}  // namespace dw::app
