#include "web/server_connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <cstdio>

#include "web/log.h"
#include "web/security_headers.h"
#include "web/server_exchange.h"
#include "web/server_message.h"
#include "web/server_stream.h"

namespace dw::web {

namespace {

constexpr std::size_t head_read_bytes = 4 * 1024;
constexpr std::size_t body_read_bytes = 64 * 1024;

std::string as_chunk(std::string_view bytes) {
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    return size.data() + std::string(bytes) + "\r\n";
}

// Counts the bytes of a body that is being received, and gives them back.
class BodyShare {
  public:
    explicit BodyShare(std::atomic<std::size_t>& total) : total_(total) {}
    ~BodyShare() { total_ -= mine_; }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;
    bool grow_to(std::size_t size) {
        if (size > mine_) {
            total_ += size - mine_;
            mine_ = size;
        }
        return total_.load() <= limits::bodies_bytes;
    }

  private:
    std::atomic<std::size_t>& total_;
    std::size_t mine_ = 0;
};

// Not a template over its stream: g++ 12 gives a coroutine that is a member of a class template two
// different frames, and it does not survive its first step.
class Session {
  public:
    Session(ServerStream& stream, IoThread& thread, std::string address)
        : stream_(stream), thread_(thread), state_(thread.state), address_(std::move(address)) {}

    Awaitable<void> run() {
        bool again = true;
        while (again) again = co_await serve_one();
        co_await stream_.close();
    }

  private:
    using Read = ServerStream::Read;

    // Waits for a request, reads and answers it. False: the connection is to be closed.
    Awaitable<bool> serve_one() {
        const bool has_bytes = co_await stream_.wait_for_bytes();
        if (!has_bytes) co_return false;
        Exchange exchange;
        exchange.started = std::chrono::steady_clock::now();
        exchange.request.received = state_.clock.now();
        exchange.request.request_id = thread_.new_request_id();
        stream_.allow(state_.options.timeouts.head);
        const std::size_t head_size = co_await find_head_end(exchange);
        if (head_size == 0) co_return false;
        MessageReader reader;
        auto head = reader.read_head(std::string_view{stream_.input()}.substr(0, head_size));
        exchange.target = target_in(stream_.input());
        stream_.input().erase(0, head_size);
        if (auto* refusal = std::get_if<Refusal>(&head)) {
            const bool go_on = co_await refuse(exchange, *refusal);
            co_return go_on;
        }
        auto& message = std::get<MessageHead>(head);
        if (auto refusal = take_head(exchange, message, state_, {address_, stream_.is_tls()})) {
            const bool go_on = co_await refuse(exchange, *refusal);
            co_return go_on;
        }
        if (message.has_body) {
            const bool complete = co_await take_body(exchange, reader);
            if (!complete) co_return false;
        }
        Response response;
        const bool answered = co_await answer(exchange, response);
        if (answered) {
            const bool go_on = co_await send(exchange, response);
            co_return go_on;
        }
        const Refusal busy{503, {"", "web.too_busy", {}}};
        co_await refuse(exchange, busy);
        co_return false;
    }

    // Size of the head with its blank line; 0 when there is none (and all is said).
    Awaitable<std::size_t> find_head_end(Exchange& exchange) {
        std::size_t searched = 0;
        const auto& input = stream_.input();
        for (;;) {
            const auto end = input.find("\r\n\r\n", searched);
            const auto size = end == std::string::npos ? input.size() : end + 4;
            if (const auto refusal = too_large(size)) {
                exchange.target = target_in(input);
                co_await refuse(exchange, *refusal);
                co_return 0;
            }
            if (end != std::string::npos) co_return size;
            searched = input.size() > 3 ? input.size() - 3 : 0;
            const auto read = co_await stream_.read_more(head_read_bytes);
            if (read == Read::Expired) {
                exchange.target = target_in(input);
                const Refusal too_slow{408, {"head", "web.head_too_slow", {}}};
                co_await refuse(exchange, too_slow);
            }
            if (read != Read::Bytes) co_return 0;
        }
    }

    std::optional<Refusal> too_large(std::size_t head_size) {
        const auto& input = stream_.input();
        const auto first_line = std::min(input.find("\r\n"), head_size);
        if (first_line > limits::target_bytes + 32) {
            const auto most = size_in_words(limits::target_bytes);
            return Refusal{414, {"target", "web.address_too_long", {most}}};
        }
        if (head_size > limits::head_bytes) {
            const auto most = size_in_words(limits::head_bytes);
            return Refusal{431, {"head", "web.head_too_large", {most}}};
        }
        return std::nullopt;
    }

    Awaitable<bool> take_body(Exchange& exchange, MessageReader& reader) {
        const auto found = state_.router.find(exchange.request);
        const auto* route = found.route;
        const auto limit = route && route->body_limit > 0 ? route->body_limit : limits::body_bytes;
        BodyShare share{state_.body_bytes};
        auto& input = stream_.input();
        stream_.allow(state_.options.timeouts.body);
        bool told_to_go_on = exchange.request.header("expect").empty();
        for (;;) {
            auto progress = reader.read_body(input, limit);
            input.erase(0, progress.used);
            if (!progress.refusal && !progress.complete) {
                progress.refusal = too_much(share, reader.body_size());
            }
            if (progress.refusal) {
                co_await refuse(exchange, *progress.refusal);
                co_return false;
            }
            if (progress.complete) break;
            if (!told_to_go_on) {
                told_to_go_on = true;
                const bool told = co_await stream_.write("HTTP/1.1 100 Continue\r\n\r\n");
                if (!told) co_return false;
                stream_.allow(state_.options.timeouts.body);
            }
            const auto read = co_await stream_.read_more(body_read_bytes);
            if (read == Read::Expired) {
                const Refusal too_slow{408, {"body", "web.body_too_slow", {}}};
                co_await refuse(exchange, too_slow);
            }
            if (read != Read::Bytes) co_return false;
        }
        const auto refusal = put_body(exchange.request, reader.take_body(), route);
        if (refusal) co_await refuse(exchange, *refusal);
        co_return !refusal;
    }

    // What is wrong with a body of which `size` bytes are here and more are to come.
    std::optional<Refusal> too_much(BodyShare& share, std::size_t size) {
        // The parser leaves nothing but an unfinished line between chunks.
        if (stream_.input().size() > body_read_bytes) {
            return Refusal{400, {"body", "web.chunks", {}}};
        }
        if (!share.grow_to(size)) return Refusal{503, {"body", "web.too_busy", {}}};
        return std::nullopt;
    }

    // False: no worker is free and too many requests wait for one.
    Awaitable<bool> answer(Exchange& exchange, Response& response) {
        stream_.allow_any_time();
        const auto found = state_.router.find(exchange.request);
        if (!found.route || found.route->run == Run::Inline) {
            response = state_.router.handle(exchange.request);
            co_return true;
        }
        if (auto ready = state_.router.at_hand(exchange.request, *found.route)) {
            response = std::move(*ready);
            co_return true;
        }
        auto& waiting = state_.router.metrics().worker_queue;
        if (waiting.fetch_add(1) >= static_cast<std::int64_t>(limits::worker_queue)) {
            waiting.fetch_sub(1);
            co_return false;
        }
        co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
            [&](auto done) {
                asio::post(state_.workers, [&, done = std::move(done)]() mutable {
                    waiting.fetch_sub(1);
                    response = state_.router.handle(exchange.request);
                    asio::post(thread_.loop, std::move(done));
                });
            },
            use_awaitable);
        co_return true;
    }

    // Sends the answer; false when the connection cannot go on.
    Awaitable<bool> send(Exchange& exchange, const Response& response) {
        const bool until_close = response.more && exchange.old_version;
        if (state_.draining || until_close) exchange.keep_alive = false;
        const Request& request = exchange.request;
        const Reply reply =
            write_reply(response, {.date = thread_.date(state_.clock.now()),
                                   .head_only = exchange.head_only,
                                   .keep_alive = exchange.keep_alive,
                                   .chunked = !exchange.old_version,
                                   .accept_encoding = request.header("accept-encoding")});
        bool sent = co_await stream_.write_reply(reply);
        if (sent && response.more && !exchange.head_only)
            sent = co_await send_more(response, exchange.old_version);
        state_.log.add({.at = request.received,
                        .request_id = request.request_id,
                        .method = exchange.method,
                        .route = request.route,
                        .status = response.status,
                        .duration = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - exchange.started)});
        co_return (sent && exchange.keep_alive);
    }

    // The body that is made while it is sent; false when it broke off.
    Awaitable<bool> send_more(const Response& response, bool plain) {
        std::string piece = response.body;
        for (;;) {
            if (!piece.empty()) {
                const std::string framed = plain ? piece : as_chunk(piece);
                const bool written = co_await stream_.write(framed);
                if (!written) co_return false;
            }
            stream_.allow_any_time();
            const bool made = co_await make_piece(response, piece);
            if (!made) co_return false;
            if (piece.empty()) break;
        }
        if (plain) co_return true;
        const bool ended = co_await stream_.write("0\r\n\r\n");
        co_return ended;
    }

    // On a worker: a piece may have to be read from the database.
    Awaitable<bool> make_piece(const Response& response, std::string& piece) {
        bool made = false;
        co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
            [&](auto done) {
                asio::post(state_.workers, [&, done = std::move(done)]() mutable {
                    auto next = response.more();
                    made = next.has_value();
                    if (made)
                        piece = std::move(*next);
                    else
                        log_line("error a body broke off: " + next.error().code);
                    asio::post(thread_.loop, std::move(done));
                });
            },
            use_awaitable);
        co_return made;
    }

    // Always false: after a refusal nobody knows where the next request would start.
    // Takes no aggregate by value: g++ 12 destroys such temporaries of a co_await twice.
    Awaitable<bool> refuse(Exchange& exchange, const Refusal& refusal) {
        exchange.keep_alive = false;
        auto& metrics = state_.router.metrics();
        if (refusal.status == 408) ++metrics.timeouts;
        metrics.count(refusal.status, std::chrono::microseconds{0});
        stream_.leave_unread();
        const Request& request = exchange.request;
        // A target that cannot be decoded still says who asks.
        const auto audience = request.path.empty()
                                  ? audience_of(exchange.target, request.header("accept"))
                                  : audience_of(request);
        Response response = refusal_response(request, refusal, audience);
        add_security_headers(response, request);
        co_await send(exchange, response);
        co_return false;
    }

    ServerStream& stream_;
    IoThread& thread_;
    ServerState& state_;
    std::string address_;
};

class ConnectionCount {
  public:
    explicit ConnectionCount(Metrics& metrics) : metrics_(metrics) {}
    ~ConnectionCount() { --metrics_.connections; }
    ConnectionCount(const ConnectionCount&) = delete;
    ConnectionCount& operator=(const ConnectionCount&) = delete;

  private:
    Metrics& metrics_;
};

Awaitable<void> serve_tls(Socket socket, IoThread& thread, std::string address) {
    const ConnectionCount count{thread.state.router.metrics()};
    TlsStream tls{std::move(socket), *thread.state.tls};
    ServerStream stream{tls.next_layer(), &tls, thread};
    stream.allow(thread.state.options.timeouts.head);
    auto [error] = co_await tls.async_handshake(asio::ssl::stream_base::server, as_result);
    Session session{stream, thread, std::move(address)};
    if (!error) co_await session.run();
}

Awaitable<void> serve_plain(Socket socket, IoThread& thread, std::string address) {
    const ConnectionCount count{thread.state.router.metrics()};
    ServerStream stream{socket, nullptr, thread};
    Session session{stream, thread, std::move(address)};
    co_await session.run();
}

void report(std::exception_ptr thrown) {
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        log_line("error connection ended by exception: " + std::string{exception.what()});
    }
}

}  // namespace

void serve_connection(Socket socket, IoThread& thread, std::string address) {
    auto& loop = thread.loop;
    if (thread.state.tls) {
        asio::co_spawn(loop, serve_tls(std::move(socket), thread, std::move(address)), report);
    } else {
        asio::co_spawn(loop, serve_plain(std::move(socket), thread, std::move(address)), report);
    }
}

}  // namespace dw::web
