// Request and Response: what a handler gets and gives, free of any server.
#pragma once

#include <any>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "terms/language.h"
#include "web/html.h"

namespace dw::web {

enum class Method { Get, Post, Put, Delete };  // HEAD is answered as GET without body

// Decoded name=value pairs in the order sent; from a query or a form body.
class Fields {
  public:
    void add(std::string name, std::string value) {
        pairs_.emplace_back(std::move(name), std::move(value));
    }
    std::string_view get(std::string_view name) const;  // first value, "" when absent
    bool has(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

  private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

// A file of a multipart form; at most limits::upload_bytes.
struct UploadedFile {
    std::string field;
    std::string name;  // as sent, last path part only, control characters removed
    std::string declared_type;
    std::string content;
};

struct Request {
    Method method = Method::Get;
    std::string path;      // decoded, starts with "/", no ".." segments
    std::string target;    // as sent, path and query
    std::string raw_path;  // the path as sent; empty: `path` has no encoded "/" in its segments
    std::string route;     // pattern of the route that answers; the only part of the path in logs
    Fields query;
    Fields form;  // of application/x-www-form-urlencoded and multipart/form-data
    std::vector<UploadedFile> files;
    std::string body;  // everything else, e.g. JSON
    std::string content_type;
    std::map<std::string, std::string, std::less<>> headers;  // names in lower case
    std::map<std::string, std::string, std::less<>> cookies;
    std::map<std::string, std::string, std::less<>> parameters;  // {name} of the route's path
    std::string host;  // as the client addressed us (checked against public URL and proxies)
    std::string client_address;            // numeric
    bool secure = false;                   // https at the client's end
    std::string request_id;                // in logs and on error pages
    Language language = Language::German;  // ?lang= or cookie "sprache", else German
    Instant received{};
    std::any principal;  // put here by the gate (identity); handlers ask identity for it
    // How much waits behind each entry of the desk's navigation, by its path; asked for when the
    // header of a desk page is made. Nothing: nobody counts here (router.h).
    const std::function<std::map<std::string, int>(const Request&)>* desk_counts = nullptr;
    std::string csrf_token;  // for forms on the page (router.h); a page that uses it sets a cookie

    std::string_view header(std::string_view lower_case_name) const;
    std::string_view parameter(std::string_view name) const;
    // Value of the cookie set_cookie() made under that name; with https the one with __Host-.
    std::string_view cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    // A file packed into the program: body stays empty, bytes are not copied.
    std::string_view static_bytes, static_gzip;
    // What comes after `body`, made piece by piece on a worker while it is sent, so that a large
    // file need not fit into memory. "" ends it. After an error the connection breaks off: nobody
    // takes a part for the whole.
    std::function<Result<std::string>()> more = {};

    std::string_view header(
        std::string_view name) const;  // "" when absent; case of letters ignored

    Response& header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

Response page_response(const Html& page, int status = 200);
Response json_response(std::string json, int status = 200);
Response see_other(std::string_view path);  // 303
Response file_response(std::string bytes, std::string content_type, std::string_view file_name);
// RFC 9457. `detail` names place and reason; `code` is stable. In German for people: error_page
// (page.h).
struct Problem {
    int status;
    std::string code;
    std::string title;
    std::string detail;
    std::vector<std::pair<std::string, std::string>> findings;  // place, reason
};
Response problem_response(const Problem& problem, const Request& request);
// The one table that turns an ErrorKind into an HTTP status.
int status_of(ErrorKind kind);

// A cookie that scripts cannot read: HttpOnly, SameSite=Lax, Path=/, and with https Secure and
// __Host-.
struct Cookie {
    std::string name;
    std::string value;
    std::optional<std::chrono::seconds> age;  // nothing: until the browser closes; 0: delete
};
void set_cookie(Response& response, const Request& request, const Cookie& cookie);

}  // namespace dw::web
