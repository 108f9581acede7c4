#include "web/server.h"

#include <sys/resource.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>
#include <thread>

#include "base/text.h"
#include "web/server_connection.h"
#include "web/server_tls.h"

namespace dw::web {

namespace {

using boost::system::error_code;
using Endpoint = asio::ip::tcp::endpoint;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

constexpr std::chrono::milliseconds accept_pause{100};  // when the system has no more sockets

Result<Endpoint> endpoint_of(std::string_view listen) {
    const auto colon = listen.rfind(':');
    if (colon == std::string_view::npos) return invalid("web.listen", "not HOST:PORT");
    auto host = listen.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    const auto port = parse_integer(listen.substr(colon + 1));
    error_code error;
    const auto address = asio::ip::make_address(std::string{host}, error);
    if (error || !port || *port < 0 || *port > 65535) {
        return invalid("web.listen", "not HOST:PORT with a numeric host: " + std::string{listen});
    }
    return Endpoint{address, static_cast<std::uint16_t>(*port)};
}

void raise_open_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::uint64_t random_seed(RandomSource& random) {
    std::array<std::uint8_t, 8> bytes{};
    random.fill(bytes);
    std::uint64_t seed = 0;
    for (const auto byte : bytes) seed = seed << 8 | byte;
    return seed;
}

}  // namespace

struct Server::Parts {
    Parts(const ServerOptions& given, const Router& routes, OriginRules rules, Clock& clock)
        : options(given),
          origins(std::move(rules)),
          log(given.log),
          workers(static_cast<std::size_t>(given.worker_threads)),
          state{options, routes, origins, clock, log, workers, nullptr} {}

    ServerOptions options;
    OriginRules origins;
    ServerLog log;
    asio::thread_pool workers;
    ServerState state;
    std::optional<asio::ssl::context> tls;
    std::vector<std::unique_ptr<IoThread>> loops;
    std::vector<std::thread> threads;
    std::optional<Acceptor> acceptor;
    std::optional<asio::basic_waitable_timer<
        std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>>
        pause;
    std::string address;
    std::size_t next = 0;
    bool stopped = false;

    Outcome open(const Endpoint& endpoint);
    void accept();
    void take(Socket socket, IoThread& thread);
    void run();
    void stop();
};

Outcome Server::Parts::open(const Endpoint& endpoint) {
    error_code error;
    acceptor.emplace(loops.front()->loop);
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(4096, error);
    if (error) return unavailable("web.listen", options.listen + ": " + error.message());
    const auto bound = acceptor->local_endpoint();
    const auto host = bound.address().is_v6() ? "[" + bound.address().to_string() + "]"
                                              : bound.address().to_string();
    address = (tls ? "https://" : "http://") + host + ":" + std::to_string(bound.port());
    return Nothing{};
}

void Server::Parts::accept() {
    auto& thread = *loops[next++ % loops.size()];
    acceptor->async_accept(thread.loop, [this, &thread](const error_code& error, Socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error) {
            take(std::move(socket), thread);
            return accept();
        }
        pause.emplace(loops.front()->loop);
        pause->expires_after(accept_pause);
        pause->async_wait([this](const error_code& stopping) {
            if (!stopping && acceptor->is_open()) accept();
        });
    });
}

void Server::Parts::take(Socket socket, IoThread& thread) {
    auto& metrics = state.router.metrics();
    error_code ignored;
    if (metrics.connections.load() >= static_cast<std::int64_t>(options.connections)) {
        ++metrics.refused_connections;
        constexpr std::string_view busy =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n"
            "Connection: close\r\n\r\n";
        if (!tls) {
            socket.non_blocking(true, ignored);
            socket.write_some(asio::buffer(busy), ignored);
            socket.shutdown(Socket::shutdown_send, ignored);
        }
        return;
    }
    ++metrics.connections;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto peer = socket.remote_endpoint(ignored);
    serve_connection(std::move(socket), thread, peer.address().to_string());
}

void Server::Parts::run() {
    for (auto& loop : loops) {
        loop->start_sweeping();
        threads.emplace_back([&loop = loop->loop] { loop.run(); });
    }
    asio::post(loops.front()->loop, [this] { accept(); });
}

void Server::Parts::stop() {
    if (std::exchange(stopped, true)) return;
    state.draining = true;
    if (!threads.empty()) {
        asio::post(loops.front()->loop, [this] {
            error_code ignored;
            acceptor->close(ignored);
            if (pause) pause->cancel();
        });
    }
    for (auto& thread : loops) asio::post(thread->loop, [&thread = *thread] { thread.sweep(); });
    const auto end = std::chrono::steady_clock::now() + options.timeouts.drain;
    while (state.router.metrics().connections.load() > 0 &&
           std::chrono::steady_clock::now() < end && !threads.empty()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    workers.join();
    for (auto& thread : loops) thread->loop.stop();
    for (auto& thread : threads) thread.join();
    log.finish();
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, const Router& router,
                                              Clock& clock, RandomSource& random) {
    DW_TRY(const auto endpoint, endpoint_of(options.listen));
    DW_TRY(auto rules, OriginRules::create(options.public_url, options.trusted_proxies));
    auto parts = std::make_unique<Parts>(options, router, std::move(rules), clock);
    if (!options.certificate_file.empty() || !options.key_file.empty()) {
        DW_TRY(auto context, tls_context(options.certificate_file, options.key_file));
        parts->tls.emplace(std::move(context));
        parts->state.tls = &*parts->tls;
    }
    for (int i = 0; i < std::max(options.io_threads, 1); ++i) {
        parts->loops.push_back(std::make_unique<IoThread>(parts->state, random_seed(random)));
    }
    raise_open_file_limit();
    DW_TRY_DO(parts->open(endpoint));
    if (options.listening) options.listening(parts->address);
    parts->run();
    return std::unique_ptr<Server>{new Server{std::move(parts)}};
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() {
    parts_->stop();
}
std::string Server::address() const {
    return parts_->address;
}
void Server::stop() {
    parts_->stop();
}

void Server::wait_for_signal() {
    asio::io_context waiting{1};
    asio::signal_set signals{waiting, SIGINT, SIGTERM};
    signals.async_wait([](const error_code&, int) {});
    waiting.run();
}

}  // namespace dw::web
