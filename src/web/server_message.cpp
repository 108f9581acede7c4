#include "web/server_message.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/limits.h"
#include "base/text.h"

namespace dw::web {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

// Line ends other than CRLF, folded lines and U+0000: some programs read them differently.
bool is_ambiguous(std::string_view head) {
    for (std::size_t i = 0; i < head.size(); ++i) {
        const char c = head[i];
        if (c == '\0') return true;
        if (c == '\r' && (i + 1 == head.size() || head[i + 1] != '\n')) return true;
        if (c != '\n') continue;
        if (i == 0 || head[i - 1] != '\r') return true;
        if (i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return true;
    }
    return false;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

struct MessageReader::Parts {
    http::request_parser<http::string_body> parser;

    std::optional<Refusal> check_framing(const MessageHead& head) const {
        const auto& fields = parser.get();
        const auto codings = fields.count(http::field::transfer_encoding);
        const auto lengths = fields.count(http::field::content_length);
        if (codings + lengths > 1) return Refusal{400, "length of the body given twice"};
        if (lengths == 1 && !is_digits(view(fields[http::field::content_length]))) {
            return Refusal{400, "Content-Length is no number"};
        }
        if (codings == 1) {
            if (head.old_version) return Refusal{400, "Transfer-Encoding with HTTP/1.0"};
            if (lower(view(fields[http::field::transfer_encoding])) != "chunked") {
                return Refusal{501, "Transfer-Encoding other than chunked"};
            }
        }
        const auto hosts = fields.count(http::field::host);
        if (hosts > 1 || (hosts == 0 && !head.old_version)) {
            return Refusal{400, "not exactly one Host"};
        }
        return std::nullopt;
    }
};

MessageReader::MessageReader() : parts_(std::make_unique<Parts>()) {
    parts_->parser.header_limit(limits::head_bytes + 4);
    parts_->parser.body_limit(boost::none);  // read_body() holds the limit of the route
}
MessageReader::~MessageReader() = default;

std::variant<MessageHead, Refusal> MessageReader::read_head(std::string_view bytes) {
    if (is_ambiguous(bytes)) return Refusal{400, "line ends of the head"};
    auto& parser = parts_->parser;
    beast::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error) return Refusal{400, "head: " + error.message()};
    if (!parser.is_header_done()) return Refusal{400, "head ends in the middle"};
    const auto& message = parser.get();
    MessageHead head;
    head.method = view(message.method_string());
    head.target = view(message.target());
    head.old_version = message.version() < 11;
    for (const auto& field : message) {
        auto& value = head.headers[lower(view(field.name_string()))];
        if (!value.empty()) value += field.name() == http::field::cookie ? "; " : ", ";
        value += view(field.value());
    }
    if (auto refusal = parts_->check_framing(head)) return std::move(*refusal);
    head.keep_alive = message.keep_alive();
    head.has_body = !parser.is_done();
    parser.eager(true);
    return head;
}

MessageReader::Progress MessageReader::read_body(std::string_view bytes, std::size_t limit) {
    auto& parser = parts_->parser;
    const Refusal too_large{413, "body larger than " + std::to_string(limit) + " bytes", limit};
    if (const auto length = parser.content_length(); length && *length > limit) {
        return {0, false, too_large};
    }
    Progress progress;
    while (progress.used < bytes.size() && !parser.is_done()) {
        beast::error_code error;
        const auto rest = bytes.substr(progress.used);
        const auto used = parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
        progress.used += used;
        if (parser.get().body().size() > limit) return {progress.used, false, too_large};
        if (error == http::error::need_more) break;
        if (error) return {progress.used, false, Refusal{400, "body: " + error.message()}};
        if (used == 0) break;
    }
    progress.complete = parser.is_done();
    return progress;
}

std::size_t MessageReader::body_size() const {
    return parts_->parser.get().body().size();
}
std::string MessageReader::take_body() {
    return std::move(parts_->parser.get().body());
}

}  // namespace dw::web
