#include "web/conditional.h"

#include "base/bytes.h"
#include "base/crypto.h"
#include "base/text.h"

namespace dw::web {

namespace {

constexpr std::size_t tag_digits = 32;

// RFC 9110, 8.8.3.2: both are compared without the sign of weakness.
std::string_view opaque(std::string_view tag) {
    tag = trim(tag);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    return tag;
}

}  // namespace

std::string entity_tag(std::string_view state) {
    return "W/\"" + to_hex(sha256(as_bytes(state))).substr(0, tag_digits) + "\"";
}

bool is_known(const Request& request, std::string_view tag) {
    const auto known = request.header("if-none-match");
    if (known.empty() || tag.empty()) return false;
    for (const auto one : split(known, ','))
        if (trim(one) == "*" || opaque(one) == opaque(tag)) return true;
    return false;
}

Response not_modified(std::string tag) {
    Response response;
    response.status = 304;
    response.content_type.clear();
    response.header("ETag", std::move(tag));
    return response;
}

void add_entity_tag(Response& response) {
    const bool kept = response.status == 200 && response.header("Cache-Control").empty();
    if (kept && response.header("ETag").empty()) response.header("ETag", entity_tag(response.body));
}

void answer_conditionally(Response& response, const Request& request) {
    if (response.status != 200 || !is_known(request, response.header("ETag"))) return;
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
    response.static_bytes = response.static_gzip = {};
}

}  // namespace dw::web
