#include "catalogue/transcript_reading.h"

#include <algorithm>

#include "base/varint.h"
#include "catalogue/transcript_marks.h"
#include "standards/xzufi/element_bytes.h"

namespace dw::catalogue {

namespace {

std::string take_text(std::string_view& bytes) {
    const std::size_t size = take_varint(bytes);
    const std::string text(bytes.substr(0, size));
    bytes.remove_prefix(std::min(size, bytes.size()));
    return text;
}

xzufi::Loesche take_removal(std::string_view& bytes, xzufi::Position begin) {
    xzufi::Loesche loesche;
    loesche.position = xzufi::take_position(bytes, begin);
    for (std::string* text :
         {&loesche.klasse, &loesche.id.schemeID, &loesche.id.schemeAgencyID, &loesche.id.value})
        *text = take_text(bytes);
    return loesche;
}

xzufi::Problem take_problem(std::string_view& bytes, xzufi::Position begin) {
    xzufi::Problem problem;
    problem.position = xzufi::take_position(bytes, begin);
    problem.code = take_text(bytes);
    for (auto left = take_varint(bytes); left > 0 && !bytes.empty(); --left)
        problem.arguments.push_back(take_text(bytes));
    return problem;
}

}  // namespace

Result<bool> TranscriptReading::next(std::vector<Said>& said) {
    if (parts_ == transcript_.parts()) return false;
    part_.resize(transcript_.sizes_[parts_++]);
    DW_TRY_DO(transcript_.bytes_.read(
        offset_, {reinterpret_cast<std::uint8_t*>(part_.data()), part_.size()}));
    offset_ += part_.size();
    for (std::string_view bytes = part_; !bytes.empty();) {
        if (!take_one(bytes, said)) return unavailable("catalogue.spilled", "a broken transcript");
    }
    begin_ = at_.here;
    return true;
}

bool TranscriptReading::take_one(std::string_view& bytes, std::vector<Said>& said) {
    const std::uint32_t mark = take_varint(bytes);
    // The root may end behind the last piece.
    if (!is_inside_ && ended_ < pieces_.size()) said.emplace_back(PieceBegins{at_});
    is_inside_ = true;
    switch (mark) {
        case transcript_object:
            return take_object(bytes, said);
        case transcript_removal:
            said.emplace_back(take_removal(bytes, begin_));
            return true;
        case transcript_problem:
            said.emplace_back(take_problem(bytes, begin_));
            return true;
        default:
            return end_piece(mark, bytes, said);
    }
}

bool TranscriptReading::take_object(std::string_view& bytes, std::vector<Said>& said) {
    const auto objekt = static_cast<xzufi::Objekt>(take_varint(bytes));
    if (objekt > xzufi::Objekt::ZustaendigkeitTransferObjekt) return false;
    const auto element = xzufi::take_element(bytes, builder_, begin_);
    if (!element) return false;
    said.emplace_back(WrittenObject{objekt, xzufi::KeptElement(*element)});
    return true;
}

bool TranscriptReading::end_piece(std::uint32_t mark, std::string_view& bytes,
                                  std::vector<Said>& said) {
    if (ended_ == pieces_.size() || mark > transcript_end_inside) return false;
    if (mark == transcript_end_inside) at_ = {};
    if (mark == transcript_end_elsewhere) at_.text = take_text(bytes);
    if (mark != transcript_end_inside) {
        at_.is_between_objects = true;
        at_.here = xzufi::take_position(bytes, begin_);
    }
    said.emplace_back(PieceEnds{&pieces_[ended_++], at_});
    is_inside_ = false;
    return true;
}

}  // namespace dw::catalogue
