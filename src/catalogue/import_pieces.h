// The bytes of a file on their way to the reader, in pieces that end behind an object.
//
// Daily deliveries differ little from the one before: what a piece says is remembered under its
// hash (piece_memory.h), and a piece that is known need not be read into its object again.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dw::catalogue {

// Of a piece; larger ones are read each time.
inline constexpr std::size_t most_piece_bytes = 1024 * 1024;
inline constexpr std::size_t most_pieces = 500'000;  // of a file; what follows is read each time

// Fills the room with the bytes of a file from there on; with fewer only at its end.
using ByteSource = std::function<Result<std::size_t>(std::uint64_t from, std::span<char> room)>;
ByteSource bytes_of_text(std::string_view text);  // which must outlive it
Result<ByteSource> bytes_of_file(const std::string& path);

using EachPiece = std::function<Outcome(std::string_view)>;
// From the beginning to the end, some hundred kilobytes at a time.
Outcome for_each_piece(const ByteSource& source, const EachPiece& each);

// Bytes of a source, mostly one behind the other.
class ByteWindow {
  public:
    explicit ByteWindow(const ByteSource& source) : source_(source) {}
    // Valid until the next call; shorter than asked for at the end of the source.
    Result<std::string_view> at(std::uint64_t from, std::size_t size);

  private:
    const ByteSource& source_;
    std::string bytes_;
    std::uint64_t begin_ = 0;
    std::size_t size_ = 0;
};

using PieceHash = std::array<std::uint8_t, 16>;
PieceHash piece_hash(std::string_view bytes);

struct Piece {
    PieceHash hash{};
    std::uint32_t size = 0;
    bool ends_object = false;  // else it is cut anywhere
    std::int64_t known = -1;   // where the memory has it
};

// Cuts behind every end tag that is spelled as that of the first object.
class PieceCutter {
  public:
    using Each = std::function<Outcome(std::string_view bytes, bool ends_object)>;
    Outcome feed(std::string_view bytes, const Each& each);
    Outcome finish(const Each& each);

  private:
    bool find_tag();

    std::string rest_, tag_;
    std::size_t looked_at_ = 0;  // of the rest
    std::size_t pieces_ = 0;
};

}  // namespace dw::catalogue
