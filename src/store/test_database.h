// Databases for tests: made fresh, thrown away afterwards.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/blobs.h"
#include "store/store.h"

namespace dw::store::testing {

// A directory below the system's temporary directory, removed at the end.
class TemporaryDirectory {
  public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

class TestDatabase {
  public:
    virtual ~TestDatabase() = default;
    virtual StoreOptions options(std::span<const Migration> migrations) const = 0;
    // What to print when a test fails, e.g. the seed of its faults.
    virtual std::string description() const = 0;
    virtual std::unique_ptr<BlobStore> open_blobs(Store& store) { return store::open_blobs(store); }
    // Corrupt when something that was acknowledged is gone. All stores must be closed.
    virtual Outcome check_after_power_loss() = 0;
};

// Every row of every table, sorted: two databases with the same content give the same lines.
Result<std::vector<std::string>> dump(Connection& connection);

// "sqlite", "sqlite-faulty" or "postgres"; the last needs a server whose URL, with the right to
// create schemas, stands in DW_TEST_POSTGRES (tests/postgres.sh starts one).
Result<std::unique_ptr<TestDatabase>> make_test_database(std::string_view kind);

}  // namespace dw::store::testing
