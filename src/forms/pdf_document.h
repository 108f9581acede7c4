// A plain document of headings, labels and values as PDF: tagged, with title and language.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "forms/submission.h"

namespace dw::forms {

struct PdfText {
    std::string title;
    std::string banner;  // above the title of every page; "" for none
    Language language = Language::German;
    Instant created_at{};
    // Whoever reads it needs this: AES-256, ISO 32000-2, 7.6.4 (revision 6). "" for none.
    std::string password;
    // A section without title follows the heading; an answer without label stands alone.
    std::vector<ReadableSection> sections;
};

Result<Bytes> pdf_document(const PdfText& text);

}  // namespace dw::forms
