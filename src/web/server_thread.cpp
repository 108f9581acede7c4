#include "web/server_connection.h"
#include "web/server_reply.h"

namespace dw::web {

namespace {
constexpr std::chrono::milliseconds sweep_time{250};
}

IoThread::IoThread(ServerState& shared, std::uint64_t seed)
    : work(asio::make_work_guard(loop)), timer(loop), state(shared), random_(seed) {}

// splitmix64: ids that differ and do not count anything; they protect nothing.
std::string IoThread::new_request_id() {
    random_ += 0x9e3779b97f4a7c15U;
    std::uint64_t x = random_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    x ^= x >> 31;
    std::array<std::uint8_t, 8> bytes{};
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(x & 0xff);
        x >>= 8;
    }
    return to_hex(bytes);
}

std::string_view IoThread::date(Instant now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
    if (second != date_of_) {
        date_of_ = second;
        date_ = http_date(now);
    }
    return date_;
}

void IoThread::sweep() {
    const auto now = std::chrono::steady_clock::now();
    for (auto* watch : watches) {
        const bool over = watch->deadline <= now || (watch->idle && state.draining);
        if (!over || watch->expired) continue;
        watch->expired = true;
        boost::system::error_code ignored;
        watch->socket->cancel(ignored);
    }
    state.log.flush();
}

void IoThread::start_sweeping() {
    timer.expires_after(sweep_time);
    timer.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        sweep();
        start_sweeping();
    });
}

}  // namespace dw::web
