#include "catalogue/transcript.h"

#include <filesystem>
#include <system_error>

#include "base/varint.h"
#include "catalogue/transcript_marks.h"
#include "standards/xzufi/element_bytes.h"

namespace dw::catalogue {

namespace {

void put_text(std::string& bytes, std::string_view text) {
    put_varint(bytes, static_cast<std::uint32_t>(text.size()));
    bytes.append(text);
}

}  // namespace

void TranscriptPart::add(xzufi::Objekt objekt, const xzufi::Element& element) {
    put_varint(bytes_, transcript_object);
    put_varint(bytes_, static_cast<std::uint32_t>(objekt));
    xzufi::add_element(bytes_, element);
}

void TranscriptPart::add(const xzufi::Loesche& loesche) {
    put_varint(bytes_, transcript_removal);
    xzufi::add_position(bytes_, loesche.position);
    for (const auto& text :
         {loesche.klasse, loesche.id.schemeID, loesche.id.schemeAgencyID, loesche.id.value})
        put_text(bytes_, text);
}

void TranscriptPart::add(const xzufi::Problem& problem) {
    put_varint(bytes_, transcript_problem);
    xzufi::add_position(bytes_, problem.position);
    put_text(bytes_, problem.code);
    put_varint(bytes_, static_cast<std::uint32_t>(problem.arguments.size()));
    for (const auto& argument : problem.arguments) put_text(bytes_, argument);
}

void TranscriptPart::end_piece(const Bearings& at) {
    if (!at.is_between_objects) {
        bearings_.clear();
        return put_varint(bytes_, transcript_end_inside);
    }
    const bool same = at.text == bearings_;
    put_varint(bytes_, same ? transcript_end : transcript_end_elsewhere);
    if (!same) put_text(bytes_, at.text);
    bearings_ = at.text;
    xzufi::add_position(bytes_, at.here);
}

std::string TranscriptPart::take() {
    bearings_.clear();
    return std::exchange(bytes_, {});
}

void Transcript::add(std::string_view part) {
    if (!is_whole_) return;
    bytes_.add(as_bytes(part));
    sizes_.push_back(static_cast<std::uint32_t>(part.size()));
    std::error_code failed;
    const auto room = std::filesystem::space(directory_, failed).available;
    is_whole_ = !failed && room > bytes_.size() && !bytes_.is_kept_in_memory();
    if (!is_whole_) bytes_ = {};
}

}  // namespace dw::catalogue
