// A group is whatever has arrived while the one before was being written: a lone Change is
// committed at once, and sixty-four at the same time share one sync.
#include "store/committer.h"

#include "base/limits.h"
#include "store/group_commit.h"

namespace dw::store {

Committer::Committer(Database& database, std::unique_ptr<Connection> connection, Clock& clock,
                     std::function<void(const Error&)> stop)
    : database_(database),
      connection_(std::move(connection)),
      clock_(clock),
      stop_(std::move(stop)),
      thread_([this] { run(); }) {}

Committer::~Committer() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    work_.notify_one();
    thread_.join();
}

void Committer::submit(Change change, Done done) {
    {
        std::unique_lock lock(mutex_);
        if (queue_.size() >= limits::commit_queue_changes) {
            lock.unlock();
            return done(unavailable("store.busy", "too many changes are waiting"));
        }
        queue_.emplace_back(std::move(change), std::move(done));
        if (queue_.size() > 1) return;  // the thread was woken already
    }
    work_.notify_one();
}

Store::Counters Committer::counters() const {
    std::lock_guard lock(mutex_);
    return counters_;
}

void Committer::run() {
    for (;;) {
        std::vector<Change> changes;
        std::vector<Done> done;
        {
            std::unique_lock lock(mutex_);
            work_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty()) return;
            while (!queue_.empty() && changes.size() < limits::commit_group_changes) {
                changes.push_back(std::move(queue_.front().first));
                done.push_back(std::move(queue_.front().second));
                queue_.pop_front();
            }
        }
        write(std::move(changes), done);
    }
}

void Committer::write(std::vector<Change> changes, const std::vector<Done>& done) {
    if (!stopped_) {
        if (const auto ready = ensure_connection(); !ready) {
            for (const auto& answer : done) answer(ready.error());
            return;
        }
        auto group = commit_group(*connection_, changes, clock_);
        if (!group.stop) {
            count(changes, group.of_change);
            if (!connection_->reset()) connection_.reset();
            for (std::size_t i = 0; i < done.size(); ++i) done[i](std::move(group.of_change[i]));
            return;
        }
        stopped_ = group.stop;
        stop_(*group.stop);
    }
    for (const auto& answer : done) answer(*stopped_);
}

Outcome Committer::ensure_connection() {
    if (connection_) return Nothing{};
    DW_TRY(connection_, database_.connect(Access::Write));
    return Nothing{};
}

void Committer::count(const std::vector<Change>& changes,
                      const std::vector<Result<Receipt>>& results) {
    std::lock_guard lock(mutex_);
    ++counters_.groups;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (results[i]) {
            ++counters_.changes;
            counters_.events += static_cast<std::int64_t>(changes[i].events.size());
        } else if (results[i].error().kind == ErrorKind::Conflict) {
            ++counters_.conflicts;
        }
    }
}

}  // namespace dw::store
