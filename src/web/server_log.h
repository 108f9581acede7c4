// The access log: one JSON line per request. It names the route's pattern and never the path or the
// query, because those may hold personal data. Lines are collected and written a few times a
// second; where standard error takes none, they wait or are dropped (log.h).
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.h"

namespace dw::web {

struct AccessLine {
    Instant at;
    std::string_view request_id, method, route;
    int status;
    std::chrono::microseconds duration;
};

// From any thread.
class ServerLog {
  public:
    explicit ServerLog(std::function<void(std::string_view)> sink) : sink_(std::move(sink)) {}
    void add(const AccessLine& line);
    void flush();
    void finish();  // the last lines get some more time

  private:
    std::function<void(std::string_view)> sink_;
    std::mutex mutex_;
    std::string waiting_;
};

}  // namespace dw::web
