#include "web/metrics.h"

#include <algorithm>
#include <charconv>

namespace dw::web {

namespace {

// Upper ends in microseconds and as Prometheus writes them (seconds).
struct Bucket {
    std::int64_t us;
    const char* label;
};
constexpr std::array<Bucket, 11> bucket_ends{{{100, "0.0001"},
                                              {500, "0.0005"},
                                              {1'000, "0.001"},
                                              {5'000, "0.005"},
                                              {10'000, "0.01"},
                                              {50'000, "0.05"},
                                              {100'000, "0.1"},
                                              {500'000, "0.5"},
                                              {1'000'000, "1"},
                                              {5'000'000, "5"},
                                              {20'000'000, "20"}}};

void line(std::string& out, std::string_view name, std::uint64_t value) {
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

void gauge(std::string& out, const std::string& name, std::int64_t value) {
    out += "# TYPE " + name + " gauge\n" + name + " " + std::to_string(value) + "\n";
}

void counter(std::string& out, const std::string& name, std::uint64_t value) {
    out += "# TYPE " + name + " counter\n";
    line(out, name, value);
}

}  // namespace

void Metrics::count(int status, std::chrono::microseconds duration) {
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5));
    by_class_[status_class].fetch_add(1, std::memory_order_relaxed);
    std::size_t bucket = 0;
    while (bucket < bucket_count && duration.count() > bucket_ends[bucket].us) ++bucket;
    buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
    total_us_.fetch_add(static_cast<std::uint64_t>(duration.count()), std::memory_order_relaxed);
}

std::string Metrics::to_prometheus() const {
    std::string out = "# TYPE dienstweg_http_requests_total counter\n";
    for (std::size_t i = 1; i < by_class_.size(); ++i) {
        line(out, "dienstweg_http_requests_total{class=\"" + std::to_string(i) + "xx\"}",
             by_class_[i].load(std::memory_order_relaxed));
    }
    gauge(out, "dienstweg_http_in_flight", in_flight.load());
    gauge(out, "dienstweg_http_connections", connections.load());
    gauge(out, "dienstweg_http_worker_queue", worker_queue.load());
    counter(out, "dienstweg_http_refused_connections_total", refused_connections.load());
    counter(out, "dienstweg_http_timeouts_total", timeouts.load());
    out += "# TYPE dienstweg_http_duration_seconds histogram\n";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= bucket_count; ++i) {
        sum += buckets_[i].load(std::memory_order_relaxed);
        const std::string end = i < bucket_count ? bucket_ends[i].label : "+Inf";
        line(out, "dienstweg_http_duration_seconds_bucket{le=\"" + end + "\"}", sum);
    }
    const double seconds = static_cast<double>(total_us_.load()) / 1e6;
    out += "dienstweg_http_duration_seconds_sum " + std::to_string(seconds) + "\n";
    line(out, "dienstweg_http_duration_seconds_count", sum);
    return out;
}

}  // namespace dw::web
