// Things that one thread makes and another one goes on with, a few at a time.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace dw {

// One thread puts, one takes; neither waits for the other longer than it must.
template <class Thing>
class Handover {
  public:
    explicit Handover(std::size_t room) : room_(room) {}

    // Waits for room. False: nobody takes any more.
    bool put(Thing thing) {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return refused_ || things_.size() < room_; });
        if (refused_) return false;
        things_.push_back(std::move(thing));
        moved_.notify_all();
        return true;
    }
    // By who puts: what is there is still taken.
    void end() {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        moved_.notify_all();
    }
    // Waits for a thing. Nothing: there will be none any more.
    std::optional<Thing> take() {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return refused_ || ended_ || !things_.empty(); });
        if (refused_ || things_.empty()) return std::nullopt;
        std::optional<Thing> thing(std::move(things_.front()));
        things_.pop_front();
        moved_.notify_all();
        return thing;
    }
    // By who takes: what is there is dropped.
    void refuse() {
        const std::lock_guard lock(mutex_);
        refused_ = true;
        moved_.notify_all();
    }

  private:
    const std::size_t room_;
    std::mutex mutex_;
    std::condition_variable moved_;
    std::deque<Thing> things_;
    bool ended_ = false, refused_ = false;
};

}  // namespace dw
