#include "web/server_stream.h"

#include <boost/asio/write.hpp>
#include <tuple>

namespace dw::web {

namespace {

using boost::system::error_code;

constexpr std::size_t read_bytes = 4 * 1024;
constexpr std::size_t write_bytes = 256 * 1024;  // each piece has its own write time
constexpr std::size_t small_body_bytes = 16 * 1024;
constexpr std::size_t linger_bytes = 1024 * 1024;
constexpr std::chrono::seconds linger_time{2};

}  // namespace

ServerStream::ServerStream(Socket& socket, TlsStream* tls, IoThread& thread)
    : socket_(socket), tls_(tls), thread_(thread), state_(thread.state) {
    watch_.socket = &socket_;
    thread_.watches.insert(&watch_);
}

ServerStream::~ServerStream() {
    thread_.watches.erase(&watch_);
}

void ServerStream::allow(std::chrono::milliseconds time) {
    watch_.deadline = std::chrono::steady_clock::now() + time;
    watch_.expired = false;
}

Awaitable<ServerStream::Read> ServerStream::read_more(std::size_t at_most) {
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

Awaitable<bool> ServerStream::wait_for_bytes() {
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

Awaitable<bool> ServerStream::write_reply(const Reply& reply) {
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

Awaitable<bool> ServerStream::write(std::string_view bytes) {
    const Buffers buffers{asio::buffer(bytes), asio::const_buffer{}};
    const bool fine = co_await write_buffers(buffers);
    co_return fine;
}

Awaitable<bool> ServerStream::write_buffers(Buffers buffers) {
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

Awaitable<void> ServerStream::close() {
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
            auto [error, count] = co_await socket_.async_read_some(asio::buffer(waste), as_result);
            if (error) break;
            total += count;
        }
    }
    socket_.close(ignored);
}

}  // namespace dw::web
