#include "catalogue/piece_recorder.h"

namespace dw::catalogue {

Holder holder_of(const KnownPiece& piece) {
    return piece.operations.front().kind == ObjectKind::Organisation ? Holder::Organisation
                                                                     : Holder::OnlineService;
}

Bearings bearings_of(const xzufi::Reader& reader) {
    if (!reader.is_between_objects()) return {};
    return {.is_between_objects = true, .text = reader.bearings(), .here = reader.here()};
}

void PieceRecorder::begin(const Bearings& at) {
    piece_.operations.clear();
    piece_.findings.clear();
    is_plain_ = at.is_between_objects && !notes_.is_full();
    if (!is_plain_) return;
    if (notes_.bearings.empty()) notes_.bearings = at.text;
    is_plain_ = at.text == notes_.bearings;
    begin_ = at.here;
}

void PieceRecorder::end(const Bearings& at, const Piece& piece) {
    if (!is_plain_ || !piece.ends_object || piece_.operations.empty()) return;
    if (!at.is_between_objects || at.text != notes_.bearings) return;
    piece_.stretch = between(begin_, at.here);
    notes_.add(piece.hash, piece_);
}

void PieceRecorder::take_over(const PieceMemory& memory, const Piece& piece,
                              const KnownPiece& known) {
    if (notes_.bearings.empty()) notes_.bearings = memory.bearings;
    if (notes_.bearings == memory.bearings && !notes_.is_full())
        notes_.take_over(memory.bytes_of(piece.known), known);
}

void PieceRecorder::wrote(ObjectKind kind, const SourceId& id, const xzufi::Element& element) {
    if (!is_plain_) return;
    KnownOperation operation{
        .kind = kind, .agency = notes_.number_of_agency(id.agency), .ref = ref_of(id)};
    if (kind == ObjectKind::Organisation) {
        if (const auto parent = parent_of(element)) operation.parent = ref_of(*parent);
    }
    piece_.operations.push_back(operation);
}

void PieceRecorder::wrote(const Responsibility& responsibility, const ResponsibilityRefs& refs,
                          const ResponsibilityHolder& holder) {
    if (!is_plain_) return;
    const bool nested = holder.kind_is_stated && !piece_.operations.empty() &&
                        holder_of(piece_) == responsibility.holder_kind &&
                        piece_.operations.front().ref == refs.holder;
    if (!nested) return spoil();
    piece_.operations.push_back({.kind = responsibility.holder_kind == Holder::Organisation
                                             ? ObjectKind::OrganisationResponsibility
                                             : ObjectKind::OnlineResponsibility,
                                 .agency = notes_.number_of_agency(responsibility.id.agency),
                                 .ref = ref_of(responsibility.id),
                                 .service = refs.service});
}

void PieceRecorder::said_once(const std::string& code, const std::string& argument,
                              xzufi::Position at) {
    if (!is_plain_) return;
    if (at.line == 0) return spoil();
    piece_.findings.push_back({notes_.number_of_finding(code, argument), between(begin_, at)});
}

}  // namespace dw::catalogue
