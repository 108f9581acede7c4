// The clock and the dice: two of the five seams to the outside world.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>

#include "base/time.h"

namespace dw {

// May be called from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

class SystemClock final : public Clock {
  public:
    Instant now() override;
};

class FakeClock final : public Clock {
  public:
    explicit FakeClock(Instant start) : now_(start) {}
    Instant now() override {
        std::lock_guard lock(mutex_);
        return now_;
    }
    void advance(std::chrono::microseconds by) {
        std::lock_guard lock(mutex_);
        now_ += by;
    }

  private:
    std::mutex mutex_;
    Instant now_;
};

// May be called from any thread.
class RandomSource {
  public:
    virtual ~RandomSource() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// The operating system's cryptographic generator.
class SystemRandom final : public RandomSource {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

// Repeatable bytes from a seed; for tests only.
class SeededRandom final : public RandomSource {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

  private:
    std::mutex mutex_;
    std::uint64_t state_;
};

}  // namespace dw
