// A ZIP archive that is written piece by piece and never as a whole in memory (libarchive).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace dw::cases {

class ZipStream {
  public:
    ZipStream();
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    // A whole file. `name` must be safe (safe_file_name); folders are made by "/" in it.
    Outcome add(const std::string& name, BytesView content, Instant modified);
    Outcome finish();
    // What was written since the last call.
    std::string take();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The name under which a file may be written on any computer: letters and digits of ASCII, "-" and
// "_"; never a path, never hidden, with the ending of its media type and no other.
std::string safe_file_name(std::string_view name, std::string_view media_type);

}  // namespace dw::cases
