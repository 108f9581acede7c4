#include "web/server_message.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>

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

bool has_bare_line_feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return true;
    }
    return false;
}

// How often a head says how long the body is. Counted before any parser picks one of them.
std::size_t lengths_given(std::string_view head) {
    std::size_t count = 0;
    for (const auto line : split(head, '\n')) {
        const auto name = lower(line.substr(0, line.find(':')));
        if (name == "content-length" || name == "transfer-encoding") ++count;
    }
    return count;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// What is wrong with the grammar, in the words of Beast.
Refusal refusal_for(const beast::error_code& error) {
    if (error == http::error::bad_target) return {400, {"target", "web.address_form", {}}};
    if (error == http::error::bad_version) return {400, {"version", "web.version", {}}};
    if (error == http::error::bad_content_length) {
        return {400, {"Content-Length", "web.length_no_number", {}}};
    }
    if (error == http::error::bad_transfer_encoding) {
        return {400, {"Transfer-Encoding", "web.transfer_encoding", {}}};
    }
    return {400, {"head", "web.head_syntax", {}}};
}

Refusal bad_chunks(std::string_view code) {
    return {400, {"body", std::string(code), {}}};
}

}  // namespace

struct MessageReader::Parts {
    http::request_parser<http::string_body> parser;
    // RFC 9112 section 7.1.1 lets extensions be ignored. Programs disagree about where one ends,
    // nobody needs one.
    // Deviation: they are refused, see ADR 0012.
    std::function<void(std::uint64_t, beast::string_view, beast::error_code&)> chunk_begins =
        [](std::uint64_t, beast::string_view extensions, beast::error_code& error) {
            if (!extensions.empty()) error = http::error::bad_chunk_extension;
        };

    std::optional<Refusal> check_framing(const MessageHead& head) const {
        const auto& fields = parser.get();
        const auto codings = fields.count(http::field::transfer_encoding);
        const auto lengths = fields.count(http::field::content_length);
        if (lengths == 1 && !is_digits(view(fields[http::field::content_length]))) {
            return Refusal{400, {"Content-Length", "web.length_no_number", {}}};
        }
        if (codings == 1) {
            const Finding what{"Transfer-Encoding", "web.transfer_encoding", {}};
            if (head.old_version) return Refusal{400, what};
            // RFC 9112 section 6.1
            if (lower(view(fields[http::field::transfer_encoding])) != "chunked") {
                return Refusal{501, what};
            }
        }
        const auto hosts = fields.count(http::field::host);
        if (hosts > 1 || (hosts == 0 && !head.old_version)) {
            return Refusal{400, {"Host", "web.host", {}}};
        }
        return std::nullopt;
    }
};

MessageReader::MessageReader() : parts_(std::make_unique<Parts>()) {
    parts_->parser.header_limit(limits::head_bytes + 4);
    parts_->parser.body_limit(boost::none);  // read_body() holds the limit of the route
    parts_->parser.on_chunk_header(parts_->chunk_begins);
}
MessageReader::~MessageReader() = default;

std::variant<MessageHead, Refusal> MessageReader::read_head(std::string_view bytes) {
    if (is_ambiguous(bytes)) return Refusal{400, {"head", "web.line_ends", {}}};
    if (lengths_given(bytes) > 1) {
        return Refusal{400, {"Content-Length, Transfer-Encoding", "web.length_twice", {}}};
    }
    auto& parser = parts_->parser;
    beast::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error) return refusal_for(error);
    if (!parser.is_header_done()) return Refusal{400, {"head", "web.head_syntax", {}}};
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
    const Refusal too_large{413, {"body", "web.body_too_large", {size_in_words(limit)}}};
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
        if (error == http::error::bad_chunk_extension) {
            return {progress.used, false, bad_chunks("web.chunk_extension")};
        }
        if (error) return {progress.used, false, bad_chunks("web.chunks")};
        if (used == 0) break;
    }
    progress.complete = parser.is_done();
    // What stays is a line whose end is still to come; this one would never.
    const bool stuck = !progress.complete && has_bare_line_feed(bytes.substr(progress.used));
    if (stuck) progress.refusal = bad_chunks("web.chunks");
    return progress;
}

std::string_view target_in(std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto start = line.find(' ');
    if (start == std::string_view::npos) return {};
    return line.substr(start + 1, line.find(' ', start + 1) - start - 1);
}

std::size_t MessageReader::body_size() const {
    return parts_->parser.get().body().size();
}
std::string MessageReader::take_body() {
    return std::move(parts_->parser.get().body());
}

}  // namespace dw::web
