#include "catalogue/piece_memory.h"

#include <algorithm>
#include <cstring>

#include "base/limits.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t kinds = 6;  // of objects; the rest of the number is the agency

bool is_responsibility(ObjectKind kind) {
    return kind == ObjectKind::OrganisationResponsibility ||
           kind == ObjectKind::OnlineResponsibility;
}

std::uint64_t first_bytes(const std::uint8_t* hash) {
    std::uint64_t number = 0;
    std::memcpy(&number, hash, sizeof number);
    return number;
}

class Writer {
  public:
    explicit Writer(Bytes& bytes) : bytes_(bytes) {}
    void number(std::uint64_t number) {
        for (; number >= 0x80; number >>= 7U)
            bytes_.push_back(static_cast<std::uint8_t>(number | 0x80U));
        bytes_.push_back(static_cast<std::uint8_t>(number));
    }
    void ref(std::int64_t ref) {
        const auto bits = static_cast<std::uint64_t>(ref);
        for (unsigned shift = 0; shift < 64; shift += 8)
            bytes_.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    void stretch(const xzufi::Stretch& stretch) {
        number(static_cast<std::uint64_t>(stretch.lines));
        number(static_cast<std::uint64_t>(stretch.columns));
    }

  private:
    Bytes& bytes_;
};

// After a fault everything reads as 0, and `sound()` is false.
class Reader {
  public:
    explicit Reader(BytesView bytes) : rest_(bytes) {}
    std::uint64_t number() {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const std::uint8_t byte = rest_.front();
            rest_ = rest_.subspan(1);
            number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return number;
        }
        return fail();
    }
    std::int64_t ref() {
        if (rest_.size() < 8) return static_cast<std::int64_t>(fail());
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(rest_[i]) << (8 * i);
        rest_ = rest_.subspan(8);
        return static_cast<std::int64_t>(bits);
    }
    xzufi::Stretch stretch() {
        const auto lines = static_cast<std::int64_t>(number());
        return {lines, static_cast<std::int64_t>(number())};
    }
    BytesView bytes(std::uint64_t size) {
        if (size > rest_.size()) size = fail();
        const auto bytes = rest_.first(static_cast<std::size_t>(size));
        rest_ = rest_.subspan(bytes.size());
        return bytes;
    }
    std::size_t left() const { return rest_.size(); }
    bool sound() const { return sound_; }

  private:
    std::uint64_t fail() {
        sound_ = false;
        rest_ = {};
        return 0;
    }
    BytesView rest_;
    bool sound_ = true;
};

void write(const KnownPiece& piece, Bytes& bytes) {
    Writer to(bytes);
    to.stretch(piece.stretch);
    to.number(piece.operations.size());
    for (const KnownOperation& operation : piece.operations) {
        to.number(operation.agency * kinds + static_cast<std::size_t>(operation.kind));
        to.ref(operation.ref);
        if (operation.kind == ObjectKind::Organisation) {
            to.number(operation.parent.has_value());
            if (operation.parent) to.ref(*operation.parent);
        }
        if (is_responsibility(operation.kind)) to.ref(operation.service);
    }
    to.number(piece.findings.size());
    for (const KnownFinding& finding : piece.findings) {
        to.number(finding.number);
        to.stretch(finding.at);
    }
}

// False when it is no piece, or has numbers without a name.
bool read_piece(BytesView bytes, const PieceNames& names, KnownPiece& piece) {
    Reader from(bytes);
    piece.operations.clear();
    piece.findings.clear();
    piece.stretch = from.stretch();
    bool named = true;
    for (auto count = from.number(); count > 0 && from.sound(); --count) {
        const auto what = from.number();
        KnownOperation operation{.kind = static_cast<ObjectKind>(what % kinds),
                                 .agency = static_cast<std::uint32_t>(what / kinds),
                                 .ref = from.ref()};
        named = named && what / kinds < names.agencies.size();
        if (operation.kind == ObjectKind::Organisation && from.number() != 0)
            operation.parent = from.ref();
        if (is_responsibility(operation.kind)) operation.service = from.ref();
        piece.operations.push_back(operation);
    }
    for (auto count = from.number(); count > 0 && from.sound(); --count) {
        const auto number = from.number();
        named = named && number < names.findings.size();
        piece.findings.push_back({static_cast<std::uint32_t>(number), from.stretch()});
    }
    const bool starts_with_holder =
        piece.operations.empty() || !is_responsibility(piece.operations.front().kind);
    return from.sound() && named && from.left() == 0 && starts_with_holder;
}

}  // namespace

std::optional<PieceMemory> PieceMemory::from(PieceNames names, Bytes pieces) {
    PieceMemory memory;
    memory.names_ = std::move(names);
    memory.pieces_ = std::move(pieces);
    Reader from(memory.pieces_);
    KnownPiece piece;
    while (from.left() > 0) {
        const auto at = memory.pieces_.size() - from.left();
        const BytesView hash = from.bytes(std::tuple_size_v<PieceHash>);
        const BytesView bytes = from.bytes(from.number());
        if (!from.sound() || !read_piece(bytes, memory.names_, piece)) return std::nullopt;
        memory.index_.emplace_back(first_bytes(hash.data()), static_cast<std::uint32_t>(at));
    }
    std::sort(memory.index_.begin(), memory.index_.end());
    return memory;
}

std::int64_t PieceMemory::find(const PieceHash& hash) const {
    const std::pair<std::uint64_t, std::uint32_t> wanted{first_bytes(hash.data()), 0};
    for (auto at = std::lower_bound(index_.begin(), index_.end(), wanted);
         at != index_.end() && at->first == wanted.first; ++at) {
        if (std::equal(hash.begin(), hash.end(), pieces_.begin() + at->second)) return at->second;
    }
    return -1;
}

BytesView PieceMemory::bytes_of(std::int64_t at) const {
    const auto all = BytesView(pieces_).subspan(static_cast<std::size_t>(at));
    Reader from(all);
    from.bytes(std::tuple_size_v<PieceHash>);
    from.bytes(from.number());
    return all.first(all.size() - from.left());
}

void PieceMemory::read(std::int64_t at, KnownPiece& piece) const {
    Reader from(BytesView(pieces_).subspan(static_cast<std::size_t>(at)));
    from.bytes(std::tuple_size_v<PieceHash>);
    const bool sound = read_piece(from.bytes(from.number()), names_, piece);
    DW_ASSERT(sound);
}

PieceNotes::PieceNotes(SpilledBytes pieces, const PieceNames& names)
    : names_(names), pieces_(std::move(pieces)) {
    for (const auto& agency : names.agencies)
        agencies_.emplace(agency, static_cast<std::uint32_t>(agencies_.size()));
    for (const auto& finding : names.findings)
        findings_.emplace(finding, static_cast<std::uint32_t>(findings_.size()));
}

std::uint32_t PieceNotes::number_of_agency(const std::string& agency) {
    const auto [at, is_new] =
        agencies_.emplace(agency, static_cast<std::uint32_t>(names_.agencies.size()));
    if (is_new) names_.agencies.push_back(agency);
    return at->second;
}

std::uint32_t PieceNotes::number_of_finding(const std::string& code, const std::string& argument) {
    const auto [at, is_new] = findings_.emplace(std::pair(code, argument),
                                                static_cast<std::uint32_t>(names_.findings.size()));
    if (is_new) names_.findings.emplace_back(code, argument);
    return at->second;
}

void PieceNotes::add(const PieceHash& hash, const KnownPiece& piece) {
    Bytes bytes, head(hash.begin(), hash.end());
    write(piece, bytes);
    Writer(head).number(bytes.size());
    pieces_.add(head);
    take_over(bytes, piece);
}

void PieceNotes::take_over(BytesView bytes, const KnownPiece& piece) {
    pieces_.add(bytes);
    for (const KnownOperation& operation : piece.operations) {
        const std::pair owner(operation.kind, operation.agency);
        if (owner == last_owner_) continue;
        owners_.insert(owner);
        last_owner_ = owner;
    }
}

bool PieceNotes::is_full() const {
    return pieces_.size() >= most_memory_bytes ||
           names_.agencies.size() >= limits::import_agencies ||
           names_.findings.size() >= limits::import_findings;
}

}  // namespace dw::catalogue
