#include "web/server_connection.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <tuple>

#include "web/decode.h"
#include "web/log.h"
#include "web/page.h"
#include "web/security_headers.h"
#include "web/server_message.h"
#include "web/server_reply.h"
#include "web/texts.h"

namespace dw::web {

namespace {

using boost::system::error_code;
using TlsStream = asio::ssl::stream<Socket>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> use_awaitable{};
constexpr auto as_result = asio::as_tuple(use_awaitable);

constexpr std::size_t read_bytes = 4 * 1024;
constexpr std::size_t body_read_bytes = 64 * 1024;
constexpr std::size_t write_bytes = 256 * 1024;  // each piece has its own write time
constexpr std::size_t small_body_bytes = 16 * 1024;
constexpr std::size_t linger_bytes = 1024 * 1024;
constexpr std::chrono::seconds linger_time{2};

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

// One exchange: what was asked, and what its answer needs to know.
struct Exchange {
    Request request;
    std::string method;  // as sent, one of those we know
    bool head_only = false;
    bool keep_alive = false;
    SteadyTime started;
};

std::optional<Method> method_of(std::string_view name) {
    if (name == "GET" || name == "HEAD") return Method::Get;
    if (name == "POST") return Method::Post;
    if (name == "PUT") return Method::Put;
    if (name == "DELETE") return Method::Delete;
    return std::nullopt;
}

std::string_view sentence_for(int status, Language language) {
    switch (status) {
        case 408:
            return texts::refused_slow.in(language);
        case 414:
            return texts::refused_address_too_long.in(language);
        case 431:
            return texts::refused_head_too_large.in(language);
        case 421:
            return texts::refused_other_host.in(language);
        case 503:
            return texts::refused_too_busy.in(language);
        default:
            return {};
    }
}

// The answer to what never reached a handler.
Response refusal_response(const Request& request, const Refusal& refusal) {
    std::string sentence(sentence_for(refusal.status, request.language));
    if (refusal.limit > 0) {
        constexpr std::size_t megabyte = 1024 * 1024;
        const std::size_t most = std::max<std::size_t>(refusal.limit / megabyte, 1);
        sentence = format(texts::refused_too_large, request.language, {std::to_string(most)});
    }
    Response response;
    if (request.path.starts_with("/api/")) {
        const std::string code = "web.status_" + std::to_string(refusal.status);
        response = problem_response({refusal.status,
                                     code,
                                     std::string{reason_phrase(refusal.status)},
                                     sentence.empty() ? refusal.reason : sentence,
                                     {}},
                                    request);
        response.header("Cache-Control", "no-store");
    } else {
        response = error_page(request, refusal.status, sentence);
    }
    add_security_headers(response, request);
    return response;
}

bool is_operations_path(std::string_view path) {
    return path == "/health" || path == "/ready" || path == "/metrics";
}

// Not a template over its stream: g++ 12 gives a coroutine that is a member of a class template two
// different frames, and it does not survive its first step.
class Session {
  public:
    Session(Socket& socket, TlsStream* tls, IoThread& thread, std::string address)
        : socket_(socket),
          tls_(tls),
          thread_(thread),
          state_(thread.state),
          address_(std::move(address)) {
        watch_.socket = &socket_;
        thread_.watches.insert(&watch_);
    }
    ~Session() { thread_.watches.erase(&watch_); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Awaitable<void> run() {
        bool again = true;
        while (again) again = co_await serve_one();
        co_await close();
    }

    void allow(std::chrono::milliseconds time) {
        watch_.deadline = std::chrono::steady_clock::now() + time;
        watch_.expired = false;
    }

  private:
    enum class Read { Bytes, End, Expired };

    Awaitable<Read> read_more(std::size_t at_most) {
        const auto old_size = input_.size();
        input_.resize(old_size + at_most);
        const auto space = asio::buffer(input_.data() + old_size, at_most);
        error_code error;
        std::size_t count = 0;
        if (tls_) {
            std::tie(error, count) = co_await tls_->async_read_some(space, as_result);
        } else {
            std::tie(error, count) = co_await socket_.async_read_some(space, as_result);
        }
        input_.resize(old_size + count);
        if (!error) co_return Read::Bytes;
        co_return watch_.expired ? Read::Expired : Read::End;
    }

    // Waits for a request, reads and answers it. False: the connection is to be closed.
    Awaitable<bool> serve_one() {
        const bool has_bytes = co_await wait_for_bytes();
        if (!has_bytes) co_return false;
        Exchange exchange;
        exchange.started = std::chrono::steady_clock::now();
        exchange.request.received = state_.clock.now();
        exchange.request.request_id = thread_.new_request_id();
        allow(state_.options.timeouts.head);
        const std::size_t head_size = co_await find_head_end(exchange);
        if (head_size == 0) co_return false;
        MessageReader reader;
        auto head = reader.read_head(std::string_view{input_}.substr(0, head_size));
        input_.erase(0, head_size);
        if (auto* refusal = std::get_if<Refusal>(&head)) {
            const bool go_on = co_await refuse(exchange, *refusal);
            co_return go_on;
        }
        auto& message = std::get<MessageHead>(head);
        if (auto refusal = take_head(exchange, message)) {
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
        const Refusal busy{503, "too many requests wait for a worker"};
        co_await refuse(exchange, busy);
        co_return false;
    }

    Awaitable<bool> wait_for_bytes() {
        if (!input_.empty()) co_return true;
        error_code ignored;
        if (state_.draining && socket_.available(ignored) == 0) co_return false;
        input_.shrink_to_fit();
        allow(state_.options.timeouts.idle);
        watch_.idle = true;
        auto read = co_await read_more(read_bytes);
        watch_.idle = false;
        if (read == Read::Expired && state_.draining) {
            // Bytes that arrived before the stop are still answered.
            if (socket_.available(ignored) == 0) co_return false;
            allow(state_.options.timeouts.head);
            read = co_await read_more(read_bytes);
        }
        co_return read == Read::Bytes;
    }

    // Size of the head with its blank line; 0 when there is none (and all is said).
    Awaitable<std::size_t> find_head_end(Exchange& exchange) {
        std::size_t searched = 0;
        for (;;) {
            const auto end = input_.find("\r\n\r\n", searched);
            const auto size = end == std::string::npos ? input_.size() : end + 4;
            const auto first_line = std::min(input_.find("\r\n"), size);
            if (first_line > limits::target_bytes + 32) {
                {
                    const Refusal refusal_now{414, "request line too long"};
                    co_await refuse(exchange, refusal_now);
                }
                co_return 0;
            }
            if (size > limits::head_bytes) {
                {
                    const Refusal refusal_now{431, "head too large"};
                    co_await refuse(exchange, refusal_now);
                }
                co_return 0;
            }
            if (end != std::string::npos) co_return size;
            searched = input_.size() > 3 ? input_.size() - 3 : 0;
            const auto read = co_await read_more(read_bytes);
            if (read == Read::Expired) {
                const Refusal refusal_now{408, "head too slow"};
                co_await refuse(exchange, refusal_now);
            }
            if (read != Read::Bytes) co_return 0;
        }
    }

    std::optional<Refusal> take_head(Exchange& exchange, MessageHead& head) {
        Request& request = exchange.request;
        exchange.head_only = head.method == "HEAD";
        exchange.keep_alive = head.keep_alive;
        const auto method = method_of(head.method);
        if (!method) return Refusal{501, "method"};
        exchange.method = head.method;
        request.method = *method;
        request.headers = std::move(head.headers);
        auto target = decode_target(head.target);
        if (!target) return Refusal{400, target.error().message};
        if (!target->authority.empty()) request.headers["host"] = target->authority;
        const auto host = request.header("host");
        if (!(host.empty() ? head.old_version : is_host(host))) return Refusal{400, "Host"};
        request.target = std::move(head.target);
        request.path = std::move(target->path);
        request.raw_path = std::move(target->raw_path);
        request.query = std::move(target->query);
        request.cookies = decode_cookies(request.header("cookie"));
        request.content_type = request.header("content-type");
        const auto origin = state_.origins.origin_of({address_, tls_ != nullptr}, request.headers);
        request.host = origin.host;
        request.client_address = origin.client_address;
        request.secure = origin.secure;
        if (!origin.host_is_ours && !is_operations_path(request.path)) {
            return Refusal{421, "another host"};
        }
        const auto expectation = request.header("expect");
        if (!expectation.empty() && expectation != "100-continue") return Refusal{417, "Expect"};
        return std::nullopt;
    }

    Awaitable<bool> take_body(Exchange& exchange, MessageReader& reader) {
        const auto found = state_.router.find(exchange.request);
        const auto* route = found.route;
        const auto limit = route && route->body_limit > 0 ? route->body_limit : limits::body_bytes;
        BodyShare share{state_.body_bytes};
        allow(state_.options.timeouts.body);
        bool told_to_go_on = exchange.request.header("expect").empty();
        for (;;) {
            const auto progress = reader.read_body(input_, limit);
            input_.erase(0, progress.used);
            if (progress.refusal) {
                co_await refuse(exchange, *progress.refusal);
                co_return false;
            }
            if (progress.complete) break;
            if (input_.size() > body_read_bytes) {
                {
                    const Refusal refusal_now{400, "chunk head too long"};
                    co_await refuse(exchange, refusal_now);
                }
                co_return false;
            }
            if (!share.grow_to(reader.body_size())) {
                {
                    const Refusal refusal_now{503, "too many bytes are being received"};
                    co_await refuse(exchange, refusal_now);
                }
                co_return false;
            }
            if (!told_to_go_on) {
                told_to_go_on = true;
                const bool told = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
                if (!told) co_return false;
                allow(state_.options.timeouts.body);
            }
            const auto read = co_await read_more(body_read_bytes);
            if (read == Read::Expired) {
                const Refusal refusal_now{408, "body too slow"};
                co_await refuse(exchange, refusal_now);
            }
            if (read != Read::Bytes) co_return false;
        }
        const auto decoded = decode_body(exchange.request, reader.take_body());
        if (decoded) co_return true;
        const Refusal undecodable{400, decoded.error().message};
        co_await refuse(exchange, undecodable);
        co_return false;
    }

    // False: no worker is free and too many requests wait for one.
    Awaitable<bool> answer(Exchange& exchange, Response& response) {
        watch_.deadline = SteadyTime::max();
        const auto found = state_.router.find(exchange.request);
        if (!found.route || found.route->run == Run::Inline) {
            response = state_.router.handle(exchange.request);
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
        if (state_.draining) exchange.keep_alive = false;
        const Request& request = exchange.request;
        const Reply reply =
            write_reply(response, {.date = thread_.date(state_.clock.now()),
                                   .head_only = exchange.head_only,
                                   .keep_alive = exchange.keep_alive,
                                   .accept_encoding = request.header("accept-encoding")});
        const bool sent = co_await write_reply_bytes(reply);
        state_.log.add({.at = request.received,
                        .request_id = request.request_id,
                        .method = exchange.method,
                        .route = request.route,
                        .status = response.status,
                        .duration = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - exchange.started)});
        co_return (sent && exchange.keep_alive);
    }

    // Always false: after a refusal nobody knows where the next request would start.
    // Takes no aggregate by value: g++ 12 destroys such temporaries of a co_await twice.
    Awaitable<bool> refuse(Exchange& exchange, const Refusal& refusal) {
        exchange.keep_alive = false;
        auto& metrics = state_.router.metrics();
        if (refusal.status == 408) ++metrics.timeouts;
        metrics.count(refusal.status, std::chrono::microseconds{0});
        unread_ = true;
        const Response response = refusal_response(exchange.request, refusal);
        co_await send(exchange, response);
        co_return false;
    }

    Awaitable<bool> write_reply_bytes(const Reply& reply) {
        auto rest = reply.body;
        if (tls_ && rest.size() <= small_body_bytes) {
            // One record instead of two.
            const std::string whole = reply.head + std::string{rest};
            const bool written = co_await write(whole);
            co_return written;
        }
        const auto first = rest.substr(0, write_bytes);
        const Buffers start{asio::buffer(reply.head), asio::buffer(first)};
        bool fine = co_await write_buffers(start);
        rest.remove_prefix(first.size());
        while (fine && !rest.empty()) {
            const auto piece = rest.substr(0, write_bytes);
            fine = co_await write(piece);
            rest.remove_prefix(piece.size());
        }
        co_return fine;
    }

    Awaitable<bool> write(std::string_view bytes) {
        const Buffers buffers{asio::buffer(bytes), asio::const_buffer{}};
        const bool fine = co_await write_buffers(buffers);
        co_return fine;
    }

    using Buffers = std::array<asio::const_buffer, 2>;
    Awaitable<bool> write_buffers(Buffers buffers) {
        allow(state_.options.timeouts.write);
        error_code error;
        std::size_t count = 0;
        if (tls_) {
            std::tie(error, count) = co_await asio::async_write(*tls_, buffers, as_result);
        } else {
            std::tie(error, count) = co_await asio::async_write(socket_, buffers, as_result);
        }
        if (error && watch_.expired) ++state_.router.metrics().timeouts;
        co_return !error;
    }

    Awaitable<void> close() {
        error_code ignored;
        if (tls_ && !watch_.expired) {
            allow(linger_time);
            co_await tls_->async_shutdown(as_result);
        }
        socket_.shutdown(Socket::shutdown_send, ignored);
        // Closing with bytes unread would reset the connection, and the answer would be lost.
        if (unread_) {
            allow(linger_time);
            std::array<char, read_bytes> waste{};
            for (std::size_t total = 0; total < linger_bytes;) {
                auto [error, count] =
                    co_await socket_.async_read_some(asio::buffer(waste), as_result);
                if (error) break;
                total += count;
            }
        }
        socket_.close(ignored);
    }

    Socket& socket_;
    TlsStream* tls_;  // null: plain HTTP
    IoThread& thread_;
    ServerState& state_;
    std::string address_;
    std::string input_;  // read, not yet used
    Watch watch_{};
    bool unread_ = false;
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
    TlsStream stream{std::move(socket), *thread.state.tls};
    Session session{stream.next_layer(), &stream, thread, std::move(address)};
    session.allow(thread.state.options.timeouts.head);
    auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, as_result);
    if (!error) co_await session.run();
}

Awaitable<void> serve_plain(Socket socket, IoThread& thread, std::string address) {
    const ConnectionCount count{thread.state.router.metrics()};
    Session session{socket, nullptr, thread, std::move(address)};
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
