// SQLite on a FaultyDisk: while it lives, every database in the directory goes through it. There
// may be several, each with a directory of its own.
#pragma once

#include <memory>
#include <string>

#include "store/faulty_disk.h"
#include "store/files.h"

namespace dw::store::testing {

class FaultyVfs {
  public:
    FaultyVfs(FaultyDisk& disk, std::string directory);
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

  private:
    std::string directory_;
};

// The same disk for files that are not SQLite's.
std::unique_ptr<Files> faulty_files(FaultyDisk& disk);

}  // namespace dw::store::testing
