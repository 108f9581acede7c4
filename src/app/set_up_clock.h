// The clock while the example is being set up: it can stand on an earlier day, so that what
// happened to a case carries the day on which it would have happened.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace dw::app {

// May be read from any thread; set by one.
class SetUpClock final : public Clock {
  public:
    Instant now() override { return clock_.now() - std::chrono::microseconds(back_.load()); }
    void go_to(Instant instant) {
        back_ = to_microseconds(clock_.now()) - to_microseconds(instant);
    }
    void return_to_today() { back_ = 0; }

  private:
    SystemClock clock_;
    std::atomic<std::int64_t> back_{0};
};

}  // namespace dw::app
