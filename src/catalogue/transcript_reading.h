// Reads a transcript, stretch by stretch.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/transcript.h"
#include "standards/xzufi/tree_builder.h"

namespace dw::catalogue {

// Used by one thread. The transcript and the pieces of its file must outlive it.
class TranscriptReading {
  public:
    TranscriptReading(const Transcript& transcript, const std::vector<Piece>& pieces)
        : transcript_(transcript), pieces_(pieces) {}

    // Puts what the next stretch says behind `said`. False: the file is at its end. Unavailable
    // "catalogue.spilled".
    Result<bool> next(std::vector<Said>& said);

  private:
    bool take_one(std::string_view& bytes, std::vector<Said>& said);
    bool take_object(std::string_view& bytes, std::vector<Said>& said);
    bool end_piece(std::uint32_t mark, std::string_view& bytes, std::vector<Said>& said);

    const Transcript& transcript_;
    const std::vector<Piece>& pieces_;
    std::string part_;
    std::size_t parts_ = 0, ended_ = 0;  // that were read
    std::size_t offset_ = 0;
    bool is_inside_ = false;       // a piece
    xzufi::Position begin_{1, 1};  // of the stretch
    Bearings at_;                  // of the piece that ended last
    xzufi::TreeBuilder builder_;
};

}  // namespace dw::catalogue
