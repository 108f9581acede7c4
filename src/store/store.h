// Store: one open database with its keys, readers and the one committer.
//
// Writing has two phases. In parallel, on reader connections: load, validate, decide, encrypt into
// a Change. Then the committer applies many Changes in one transaction. A Change whose guard fails
// comes back as Conflict and its verb is run again (retry_on_conflict).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/limits.h"
#include "store/change.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/migration.h"

namespace dw::store {

struct StoreOptions {
    std::string data_dir;                   // blobs, cache, master key file
    std::string database_url;               // empty: "sqlite:" + data_dir
    std::span<const Migration> migrations;  // of the modules; the store's own run before them
    // What happens when nobody knows whether a commit is durable; default: says so and aborts.
    std::function<void(const Error&)> stop = {};
    std::string master_key_file = {};  // empty: data_dir + "/master.key"
};
std::string master_key_file_of(const StoreOptions& options);

class Store;

// A reader connection, given back when the lease ends. Never held across a commit of the same
// thread.
class Reader {
  public:
    Reader(Store& store, std::unique_ptr<Connection> connection);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) = delete;
    ~Reader();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

  private:
    Store* store_;
    std::unique_ptr<Connection> connection_;
};

// May be used from any thread.
class Store {
  public:
    static Result<std::unique_ptr<Store>> open(const StoreOptions& options, Clock& clock,
                                               RandomSource& random);
    ~Store();

    Result<Reader> reader();
    // For a thread that must not wait: a reader that is idle and reads from a file of this machine;
    // nothing otherwise.
    std::optional<Reader> reader_at_hand();
    // Blocks until the Change is durable (Receipt), was refused (Conflict, Invalid) or could not be
    // written (Unavailable: nothing was changed).
    Result<Receipt> commit(Change change);
    // Does not block: `done` is called once, on the committer's thread; it must be short.
    void commit_async(Change change, std::function<void(Result<Receipt>)> done);

    KeyRing& keys();
    Clock& clock();
    RandomSource& random();
    Database& database();
    Dialect dialect() const;
    const std::string& data_dir() const;
    // Counters for /metrics: changes committed, groups, conflicts, longest group in µs.
    struct Counters {
        std::int64_t changes, groups, conflicts, events;
    };
    Counters counters() const;

    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);  // by open() only: nobody else knows Parts

  private:
    friend class Reader;
    void give_back(std::unique_ptr<Connection> connection);
    std::unique_ptr<Parts> parts_;
};

// Whether the verb may end otherwise when it reads again: others were faster at the database. A
// Conflict of the rules ("case.taken") and a claim somebody has already stay what they are.
bool is_worth_repeating(const Error& error);

// Runs a verb again while that may help, at most limits::conflict_retries times more.
template <class Verb>
auto retry_on_conflict(Verb verb) -> decltype(verb()) {
    for (int attempt = 0;; ++attempt) {
        auto result = verb();
        const bool again = !result && is_worth_repeating(result.error());
        if (!again || attempt >= limits::conflict_retries) return result;
    }
}

}  // namespace dw::store
