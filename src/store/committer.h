// The committer: the one thread that writes.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "store/change.h"
#include "store/database.h"
#include "store/store.h"

namespace dw::store {

// May be called from any thread. Ends after everything that was submitted has its answer.
class Committer {
  public:
    using Done = std::function<void(Result<Receipt>)>;

    Committer(Database& database, std::unique_ptr<Connection> connection, Clock& clock,
              std::function<void(const Error&)> stop);
    Committer(const Committer&) = delete;
    Committer& operator=(const Committer&) = delete;
    ~Committer();

    void submit(Change change, Done done);
    Store::Counters counters() const;

  private:
    void run();
    void write(std::vector<Change> changes, const std::vector<Done>& done);
    Outcome ensure_connection();
    void count(const std::vector<Change>& changes, const std::vector<Result<Receipt>>& results);

    Database& database_;
    std::unique_ptr<Connection> connection_;
    Clock& clock_;
    std::function<void(const Error&)> stop_;
    std::optional<Error> stopped_;  // only the thread's

    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::deque<std::pair<Change, Done>> queue_;
    bool ending_ = false;
    Store::Counters counters_{};

    std::thread thread_;
};

}  // namespace dw::store
