// The paper for somebody whose case a clerk recorded: that it is here, until when there is an
// answer, and number and access code.
#pragma once

#include <string>

#include "cases/cases.h"
#include "forms/pdf_document.h"

namespace dw::cases {

struct PaperReceipt {
    catalogue::SourceId office;
    std::string office_name, service_title;
    std::string writer;
    forms::Applicant applicant;
    Language language = Language::German;
    std::string number, reference, code;
    Date received, due;
    Instant at{};
};
PaperReceipt receipt_of(const CaseFile& file, const std::string& code,
                        const HistoryEntry& recorded);
forms::PdfText receipt_letter(const Cases& cases, const PaperReceipt& receipt);

}  // namespace dw::cases
