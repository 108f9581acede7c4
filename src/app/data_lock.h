// One program at a time works in a data directory; commands that change everything take the same
// lock.
#pragma once

#include <string>

#include "base/result.h"

namespace dw::app {

class DataLock {
  public:
    // Conflict "app.other_program" when somebody has it.
    static Result<DataLock> take(const std::string& data_dir);
    DataLock(DataLock&& other) noexcept;
    DataLock& operator=(DataLock&&) = delete;
    ~DataLock();  // the file stays, the lock goes

  private:
    explicit DataLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace dw::app
