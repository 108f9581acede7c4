// The second reading of a file, on a thread of its own: object by object in the order of the file,
// while what came before is taken over. Pieces that are known and still hold are passed by; where
// the first reading was written down, its transcript is read instead of the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/handover.h"
#include "catalogue/import_run.h"
#include "catalogue/said.h"

namespace dw::catalogue {

// Used by one thread. What it is made of must outlive it, and stays as it is.
class ObjectStream {
  public:
    ObjectStream(const CheckedFile& file, const std::unordered_set<std::int64_t>& circles);
    ~ObjectStream();
    ObjectStream(const ObjectStream&) = delete;
    ObjectStream& operator=(const ObjectStream&) = delete;

    // Some of what the file says; nothing behind its end.
    std::optional<std::vector<Said>> next() { return batches_.take(); }
    // Behind the end: Conflict "catalogue.file_changed", or why it could not be read.
    Outcome finish();

  private:
    // On the thread.
    void run();
    Outcome read();
    Outcome read_transcript();
    Outcome take_piece(const Piece& piece, std::uint64_t begin, ByteWindow& window);
    // What is known of the piece is still all there is to do about it.
    bool still_holds(const KnownPiece& piece);
    // Known objects of this agency are as they were, and the delivery may write them.
    bool counts(ObjectKind kind, std::uint32_t agency);
    bool hand_over();

    const CheckedFile& file_;
    const std::unordered_set<std::int64_t>& circles_;
    xzufi::Reader reader_;
    std::vector<Said> batch_;
    std::size_t bytes_ = 0;  // of the file, in the batch
    std::map<std::pair<ObjectKind, std::uint32_t>, bool> counting_;
    Outcome read_ = Nothing{};
    Handover<std::vector<Said>> batches_{2};
    std::thread thread_;
};

}  // namespace dw::catalogue
