#include "web/server_reply.h"

#include <array>
#include <cstdio>

#include "base/text.h"

namespace dw::web {

namespace {

void field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    // A line end in a value would start a header of somebody else's making.
    for (const char c : value) head += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    head.append("\r\n");
}

bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace

std::string_view reason_phrase(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 24> phrases{{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
    }};
    for (const auto& [code, phrase] : phrases) {
        if (code == status) return phrase;
    }
    return "Status";
}

bool accepts_gzip(std::string_view accept_encoding) {
    for (const auto part : split(accept_encoding, ',')) {
        const auto coding = lower(trim(part));
        if (!coding.starts_with("gzip")) continue;
        const auto weight = coding.find("q=0");
        return weight == std::string::npos ||
               coding.find_first_not_of("0.", weight + 2) != std::string::npos;
    }
    return false;
}

std::string http_date(Instant instant) {
    using std::chrono::floor, std::chrono::hh_mm_ss, std::chrono::seconds, std::chrono::weekday,
        std::chrono::year_month_day;
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(instant - day)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days[weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

Reply write_reply(const Response& response, const ReplyOptions& options) {
    Reply reply;
    std::string& head = reply.head;
    head.reserve(1024);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reason_phrase(response.status)).append("\r\n");
    field(head, "Date", options.date);
    for (const auto& [name, value] : response.headers) field(head, name, value);
    reply.body =
        response.static_bytes.empty() ? std::string_view{response.body} : response.static_bytes;
    if (!response.static_gzip.empty()) {
        field(head, "Vary", "Accept-Encoding");
        if (accepts_gzip(options.accept_encoding)) {
            field(head, "Content-Encoding", "gzip");
            reply.body = response.static_gzip;
        }
    }
    if (may_have_body(response.status)) {
        if (!response.content_type.empty()) field(head, "Content-Type", response.content_type);
        if (!response.more) {
            field(head, "Content-Length", std::to_string(reply.body.size()));
        } else if (options.chunked) {
            field(head, "Transfer-Encoding", "chunked");  // RFC 9112 section 7.1
        }
    } else {
        reply.body = {};
    }
    if (options.head_only || response.more) reply.body = {};
    if (!options.keep_alive) field(head, "Connection", "close");
    head.append("\r\n");
    return reply;
}

}  // namespace dw::web
