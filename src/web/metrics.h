// Counters of the server, written as Prometheus text by /metrics.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace dw::web {

// Every member may be used from any thread.
class Metrics {
  public:
    void count(int status, std::chrono::microseconds duration);
    std::string to_prometheus() const;

    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> in_flight{0};
    std::atomic<std::int64_t> worker_queue{0};
    std::atomic<std::uint64_t> refused_connections{0};
    std::atomic<std::uint64_t> timeouts{0};

  private:
    static constexpr std::size_t bucket_count = 11;
    std::array<std::atomic<std::uint64_t>, 6> by_class_{};  // index: first digit of the status
    std::array<std::atomic<std::uint64_t>, bucket_count + 1> buckets_{};
    std::atomic<std::uint64_t> total_us_{0};
};

}  // namespace dw::web
