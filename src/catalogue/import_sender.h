// ImportSender: hands the groups of an import to the committer, one behind the other, and finds out
// how large they may be.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "store/store.h"

namespace dw::catalogue {

// WriteAlone: nothing else writes through this store, so groups grow until another program stands
// in line for the database. Rehearse: compares and counts, and writes nothing.
enum class WriteMode { Write, WriteAlone, Rehearse };

// Used by one thread.
class ImportSender {
  public:
    ImportSender(store::Store& store, WriteMode mode) : store_(store), mode_(mode) {}
    ~ImportSender();
    ImportSender(const ImportSender&) = delete;
    ImportSender& operator=(const ImportSender&) = delete;

    // Waits until the group before is committed, and does not wait for this one. The error of a
    // group before is the answer.
    Outcome send(store::Change change, std::size_t weight);
    // Waits until all is committed.
    Outcome finish();
    // Whether the last group may not be committed yet.
    bool is_writing();
    // From which weight on a group is to be sent; any thread may ask.
    std::size_t full_weight() const { return full_weight_; }

  private:
    static constexpr std::size_t smallest_group = 64, first_group = 256;
    std::chrono::milliseconds time_of_a_group();
    void adapt(std::chrono::milliseconds time);

    store::Store& store_;
    const WriteMode mode_;
    std::atomic<std::size_t> full_weight_ = first_group;
    std::chrono::steady_clock::time_point somebody_waited_{};
    std::size_t sent_weight_ = 0;  // of the last group

    std::mutex mutex_;
    std::condition_variable committed_;
    bool is_writing_ = false;
    std::chrono::steady_clock::duration took_{};  // the last group
    std::optional<Error> failed_;
};

}  // namespace dw::catalogue
