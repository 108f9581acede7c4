// Reads, hashes and cuts a file on a thread of its own, while what came before is parsed.
#pragma once

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "base/handover.h"
#include "catalogue/import_pieces.h"

namespace dw::catalogue {

class FileReading {
  public:
    struct Stretch {
        std::string bytes;
        std::vector<Piece> pieces;  // one behind the other, all of it
        bool is_last = false;
    };
    explicit FileReading(const ByteSource& source) : source_(source), thread_([this] { run(); }) {}
    FileReading(const FileReading&) = delete;
    FileReading& operator=(const FileReading&) = delete;
    ~FileReading();

    std::optional<Stretch> next() { return stretches_.take(); }
    // Behind the last of them: the hash of the file, or why it could not be read.
    Result<Digest> finish();

  private:
    void run();
    Outcome read();

    const ByteSource& source_;
    Sha256 hash_;
    Outcome read_ = Nothing{};
    Handover<Stretch> stretches_{4};
    std::thread thread_;
};

}  // namespace dw::catalogue
