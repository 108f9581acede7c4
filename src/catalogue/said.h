// What a file says, one thing after the other, on its way from who reads it to who takes it over.
#pragma once

#include <variant>

#include "catalogue/import_pieces.h"
#include "catalogue/piece_memory.h"
#include "standards/xzufi/reader.h"

namespace dw::catalogue {

// Where a reader stands between two pieces, and what the meaning of the next bytes depends on.
struct Bearings {
    bool is_between_objects = false;
    std::string text;  // xzufi::Reader::bearings()
    xzufi::Position here;
};
Bearings bearings_of(const xzufi::Reader& reader);

struct WrittenObject {
    xzufi::Objekt objekt;
    xzufi::KeptElement element;
};
struct PieceBegins {
    Bearings at;
};
struct PieceEnds {
    const Piece* piece;
    Bearings at;
};
struct PassedBy {
    const Piece* piece;
    xzufi::Position begin;
    KnownPiece known;
};
using Said =
    std::variant<WrittenObject, xzufi::Loesche, xzufi::Problem, PieceBegins, PieceEnds, PassedBy>;

}  // namespace dw::catalogue
