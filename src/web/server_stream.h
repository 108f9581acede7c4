// The bytes of one connection, in and out, plain or through TLS, each with its time. Coroutines of
// the connection's io thread.
#pragma once

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <string_view>

#include "web/server_connection.h"
#include "web/server_reply.h"

namespace dw::web {

using TlsStream = asio::ssl::stream<Socket>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_awaitable{};
inline constexpr auto as_result = asio::as_tuple(use_awaitable);

class ServerStream {
  public:
    ServerStream(Socket& socket, TlsStream* tls, IoThread& thread);
    ~ServerStream();
    ServerStream(const ServerStream&) = delete;
    ServerStream& operator=(const ServerStream&) = delete;

    void allow(std::chrono::milliseconds time);  // for what comes next
    void allow_any_time() { watch_.deadline = SteadyTime::max(); }

    enum class Read { Bytes, End, Expired };
    Awaitable<Read> read_more(std::size_t at_most);
    // The first bytes of a request: may be closed while nothing comes.
    Awaitable<bool> wait_for_bytes();
    Awaitable<bool> write(std::string_view bytes);
    Awaitable<bool> write_reply(const Reply& reply);
    Awaitable<void> close();

    bool is_tls() const { return tls_ != nullptr; }
    // Bytes of a message that nobody reads are still to come.
    void leave_unread() { unread_ = true; }
    std::string& input() { return input_; }

  private:
    using Buffers = std::array<asio::const_buffer, 2>;
    Awaitable<bool> write_buffers(Buffers buffers);

    Socket& socket_;
    TlsStream* tls_;  // null: plain HTTP
    IoThread& thread_;
    ServerState& state_;
    std::string input_;  // read, not yet used
    Watch watch_{};
    bool unread_ = false;
};

}  // namespace dw::web
