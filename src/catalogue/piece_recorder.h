// Notes, while the pieces of a file are read, which of them can be passed by the next time.
#pragma once

#include "catalogue/piece_memory.h"
#include "catalogue/said.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

class PieceRecorder {
  public:
    explicit PieceRecorder(PieceNotes& notes) : notes_(notes) {}

    void begin(const Bearings& at);
    void end(const Bearings& at, const Piece& piece);
    // One that was passed by this time already.
    void take_over(const PieceMemory& memory, const Piece& piece, const KnownPiece& known);

    // An object was taken over as the last word of the file.
    void wrote(ObjectKind kind, const SourceId& id, const xzufi::Element& element);
    void wrote(const Responsibility& responsibility, const ResponsibilityRefs& refs,
               const ResponsibilityHolder& holder);
    void said_once(const std::string& code, const std::string& argument, xzufi::Position at);
    // Something happened that has to be looked at each time.
    void spoil() { is_plain_ = false; }

  private:
    PieceNotes& notes_;
    KnownPiece piece_;
    xzufi::Position begin_;
    bool is_plain_ = false;
};

Holder holder_of(const KnownPiece& piece);

}  // namespace dw::catalogue
