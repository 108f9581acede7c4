#include "catalogue/object_stream.h"

#include <algorithm>

#include "catalogue/transcript_reading.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Objekt;

namespace {

constexpr std::size_t bytes_of_batch = 256 * 1024;

Error has_changed(const std::string& name) {
    return conflict("catalogue.file_changed", name + " changed while it was imported");
}

}  // namespace

ObjectStream::ObjectStream(const CheckedFile& file, const std::unordered_set<std::int64_t>& circles)
    : file_(file),
      circles_(circles),
      reader_({.schreibe = [this](Objekt objekt, const Element& element) -> Outcome {
                   batch_.emplace_back(WrittenObject{objekt, xzufi::KeptElement(element)});
                   return Nothing{};
               },
               .loesche = [this](const xzufi::Loesche& loesche) -> Outcome {
                   batch_.emplace_back(loesche);
                   return Nothing{};
               },
               .problem = [this](const xzufi::Problem& problem) { batch_.emplace_back(problem); }}),
      thread_([this] { run(); }) {}

ObjectStream::~ObjectStream() {
    batches_.refuse();
    if (thread_.joinable()) thread_.join();
}

Outcome ObjectStream::finish() {
    thread_.join();
    return read_;
}

void ObjectStream::run() {
    read_ = file_.transcript ? read_transcript() : read();
    if (read_) hand_over();
    batches_.end();
}

bool ObjectStream::hand_over() {
    bytes_ = 0;
    return batches_.put(std::exchange(batch_, {}));
}

Outcome ObjectStream::read_transcript() {
    TranscriptReading reading(*file_.transcript, file_.pieces);
    for (;;) {
        DW_TRY(const bool more, reading.next(batch_));
        if (!more || !hand_over()) return Nothing{};
    }
}

Outcome ObjectStream::read() {
    ByteWindow window(file_.source);
    std::uint64_t begin = 0;
    for (const Piece& piece : file_.pieces) {
        DW_TRY_DO(take_piece(piece, begin, window));
        begin += piece.size;
        bytes_ += piece.size;
        if (bytes_ >= bytes_of_batch && !hand_over()) return Nothing{};
    }
    DW_TRY(const auto more, window.at(begin, 1));
    if (!more.empty()) return has_changed(file_.name);
    return reader_.finish();
}

Outcome ObjectStream::take_piece(const Piece& piece, std::uint64_t begin, ByteWindow& window) {
    if (piece.known >= 0 && reader_.is_between_objects()) {
        KnownPiece known;
        file_.known.memory->read(piece.known, known);
        if (still_holds(known)) {
            const auto at = reader_.here();
            reader_.pass_by(piece.size, known.stretch);
            batch_.emplace_back(PassedBy{&piece, at, std::move(known)});
            return Nothing{};
        }
    }
    DW_TRY(const auto bytes, window.at(begin, piece.size));
    if (piece_hash(bytes) != piece.hash) return has_changed(file_.name);
    batch_.emplace_back(PieceBegins{bearings_of(reader_)});
    DW_TRY_DO(reader_.feed(bytes));
    batch_.emplace_back(PieceEnds{&piece, bearings_of(reader_)});
    return Nothing{};
}

bool ObjectStream::still_holds(const KnownPiece& piece) {
    return std::ranges::all_of(piece.operations, [&](const KnownOperation& operation) {
        return counts(operation.kind, operation.agency) &&
               file_.plan.is_named_once(operation_key(operation.kind, operation.ref)) &&
               (operation.kind != ObjectKind::Organisation || !circles_.contains(operation.ref));
    });
}

bool ObjectStream::counts(ObjectKind kind, std::uint32_t agency) {
    const auto [at, is_new] = counting_.try_emplace({kind, agency}, false);
    if (is_new) {
        const auto& name = file_.known.memory->names().agencies[agency];
        at->second = file_.known.is_untouched(kind, name) && file_.delivery.may_write(name);
    }
    return at->second;
}

}  // namespace dw::catalogue
