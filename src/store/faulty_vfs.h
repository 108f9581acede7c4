// SQLite on a FaultyDisk: while it lives, every database that is opened goes through it.
#pragma once

#include <memory>

#include "store/faulty_disk.h"
#include "store/files.h"

namespace dw::store::testing {

class FaultyVfs {
  public:
    explicit FaultyVfs(FaultyDisk& disk);
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// The same disk for files that are not SQLite's.
std::unique_ptr<Files> faulty_files(FaultyDisk& disk);

}  // namespace dw::store::testing
