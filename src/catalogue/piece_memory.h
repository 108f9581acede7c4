// What the pieces of a delivery said, so that those which come again need not be read.
//
// Kept is only a piece whose objects were all taken over as the last word of their file, with
// nothing to say about them but what is said once per file. While nobody else has written objects
// of their kind and agency, the stored rows are as the piece has them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/import_operations.h"
#include "catalogue/import_pieces.h"
#include "catalogue/spilled_bytes.h"
#include "standards/xzufi/reader.h"

namespace dw::catalogue {

// Of one file; what has more to remember is read each time.
inline constexpr std::size_t most_memory_bytes = 32 * 1024 * 1024;

struct KnownOperation {
    ObjectKind kind = ObjectKind::Service;
    std::uint32_t agency = 0;                 // of its id, by number
    std::int64_t ref = 0;                     // of its id
    std::optional<std::int64_t> parent = {};  // of an organisation
    std::int64_t service = 0;                 // of a responsibility; its holder stands first
};
// A finding that is said once per file, and where it is from the beginning of the piece on.
struct KnownFinding {
    std::uint32_t number = 0;
    xzufi::Stretch at = {};
};
struct KnownPiece {
    xzufi::Stretch stretch;
    std::vector<KnownOperation> operations;
    std::vector<KnownFinding> findings;
};

// What numbers of agencies and findings (code and argument) stand for.
struct PieceNames {
    std::vector<std::string> agencies;
    std::vector<std::pair<std::string, std::string>> findings;
};

// Whose objects a delivery has, with the number of the last change anybody made to such objects.
using ObjectChanges = std::map<std::pair<ObjectKind, std::string>, std::int64_t>;

class PieceMemory {
  public:
    // Nothing when these bytes are no memory.
    static std::optional<PieceMemory> from(PieceNames names, Bytes pieces);

    std::string bearings;    // of the reader between the pieces
    std::uint64_t size = 0;  // of the file
    ObjectChanges changes;

    const PieceNames& names() const { return names_; }
    BytesView pieces() const { return pieces_; }
    std::int64_t find(const PieceHash& hash) const;  // where it is; -1: not there
    void read(std::int64_t at, KnownPiece& piece) const;
    BytesView bytes_of(std::int64_t at) const;

  private:
    PieceNames names_;
    Bytes pieces_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> index_;  // by hash
};

// The memory of the next time, in the making.
class PieceNotes {
  public:
    PieceNotes() = default;
    // Goes on with the names of the last time, so that its pieces can be taken over.
    explicit PieceNotes(SpilledBytes pieces, const PieceNames& names);
    std::uint32_t number_of_agency(const std::string& agency);
    std::uint32_t number_of_finding(const std::string& code, const std::string& argument);
    void add(const PieceHash& hash, const KnownPiece& piece);
    void take_over(BytesView bytes, const KnownPiece& piece);
    // So many different names that the memory would not pay.
    bool is_full() const;

    std::string bearings;
    std::uint64_t size = 0;
    const PieceNames& names() const { return names_; }
    const SpilledBytes& pieces() const { return pieces_; }
    // Of which kinds and agencies the objects are.
    const std::set<std::pair<ObjectKind, std::uint32_t>>& owners() const { return owners_; }

  private:
    PieceNames names_;
    SpilledBytes pieces_;
    std::set<std::pair<ObjectKind, std::uint32_t>> owners_;
    std::optional<std::pair<ObjectKind, std::uint32_t>> last_owner_;
    std::map<std::string, std::uint32_t> agencies_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> findings_;
};

}  // namespace dw::catalogue
