// A letter to the applicant as PDF: a decision with all that §§ 37 and 39 VwVfG ask for, or a
// message. The address stands where the window of an envelope is.
#pragma once

#include <string>

#include "cases/cases.h"
#include "forms/pdf_document.h"

namespace dw::cases {

struct LetterSource {
    const CaseState& state;
    std::string service_title, office_name;
    std::string writer;  // § 37 Abs. 3 VwVfG: the name of whoever signs
    Instant at{};
    const Event& event;  // is_for_applicant
};

// Name and address of the office in one line.
std::string office_line(const Cases& cases, const catalogue::SourceId& office,
                        const std::string& name);
// "Aktenzeichen" of the filing plan with the case's number below, or the number alone.
std::vector<forms::ReadableAnswer> reference_lines(const std::string& number,
                                                   const std::string& reference, Language language);

// What a letter says that the program words: an application counts as withdrawn, or an approval as
// given; "" for other events.
std::string notice_words(const Cases& cases, const CaseState& state, const Event& event);

// Conflict "case.waits_for_payment" for a decision that is kept back; NotFound "remedy.…" when a
// burdening decision cannot say what can be done against it.
Result<forms::PdfText> letter_text(const Cases& cases, const LetterSource& source);

}  // namespace dw::cases
