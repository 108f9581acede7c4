// A response as bytes: head, and what of it is the body.
#pragma once

#include <string>
#include <string_view>

#include "web/http.h"

namespace dw::web {

struct ReplyOptions {
    std::string_view date;  // RFC 9110 section 5.6.7
    bool head_only = false;
    bool keep_alive = true;
    bool chunked = true;  // false: HTTP/1.0, where the end of the connection ends a body
    std::string_view accept_encoding;
};

struct Reply {
    std::string head;
    std::string_view body;  // into the response, or static
};

Reply write_reply(const Response& response, const ReplyOptions& options);
std::string http_date(Instant instant);
bool accepts_gzip(std::string_view accept_encoding);
std::string_view reason_phrase(int status);

}  // namespace dw::web
