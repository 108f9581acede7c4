// One connection from its first byte to its last: a coroutine on one of the io threads.
//
// Time is bounded by one deadline per connection that a sweep of its thread looks at four times a
// second; that costs nothing per read and write.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "web/client_origin.h"
#include "web/server.h"
#include "web/server_log.h"

namespace dw::web {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

// What all connections share. Everything here is constant after start, atomic, or locks itself.
struct ServerState {
    const ServerOptions& options;
    const Router& router;
    const OriginRules& origins;
    Clock& clock;
    ServerLog& log;
    asio::thread_pool& workers;
    asio::ssl::context* tls;  // null: plain HTTP
    std::atomic<std::size_t> body_bytes{0};
    std::atomic<bool> draining{false};
};

// The deadline of one connection. Only touched on its io thread.
struct Watch {
    Socket* socket;
    SteadyTime deadline = SteadyTime::max();
    bool idle = false;     // waits for a next request: may be closed when draining
    bool expired = false;  // the pending read or write was cancelled
};

// One thread with its own loop: its connections need no locks.
struct IoThread {
    IoThread(ServerState& shared, std::uint64_t seed);

    std::set<Watch*> watches;  // before the loop: its connections leave this set when it ends
    asio::io_context loop{1};
    asio::executor_work_guard<Executor> work;
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, Executor>
        timer;
    ServerState& state;

    std::string new_request_id();
    std::string_view date(Instant now);
    void sweep();
    void start_sweeping();

  private:
    std::uint64_t random_;
    std::string date_;
    std::chrono::seconds date_of_{-1};
};

// Starts serving; returns at once.
void serve_connection(Socket socket, IoThread& thread, std::string address);

}  // namespace dw::web
