// DATA/log-heads.txt: where the logs ended when the program last looked. The file is outside the
// database, so that a database which went back in time, or lost the end of a log, is noticed.
#pragma once

#include <string>

#include "store/store.h"

namespace dw::app {

// Writes the heads when they have moved since the last call.
class HeadFile {
  public:
    explicit HeadFile(store::Store& store) : store_(store) {}
    Outcome write();

  private:
    store::Store& store_;
    std::string written_;
};

enum class OlderLog { Refuse, Accept };
// Invalid "app.older_log" when an event the file remembers is not in the log; nothing is said when
// there is no file yet.
Outcome check_head_file(store::Store& store, OlderLog older);

std::string head_file_of(const store::Store& store);

}  // namespace dw::app
