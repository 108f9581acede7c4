// Files written so that they survive power loss: synced content first, then the name, then the
// folder.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace dw::store {

class FileWriter {
  public:
    virtual ~FileWriter() = default;
    virtual Outcome append(BytesView bytes) = 0;
    virtual Outcome sync() = 0;
};

// Of the operating system, or of a test that loses what was not synced.
class Files {
  public:
    virtual ~Files() = default;
    // The file must not exist yet; nobody but the program's account may read it.
    virtual Result<std::unique_ptr<FileWriter>> create(const std::string& path) = 0;
    virtual Outcome rename(const std::string& from, const std::string& to) = 0;
    virtual Outcome remove(const std::string& path) = 0;  // well if it is not there
    virtual Outcome sync_directory(const std::string& path) = 0;
};

std::unique_ptr<Files> system_files();

}  // namespace dw::store
