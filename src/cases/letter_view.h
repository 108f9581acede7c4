// A letter as a page shows it: the same words as on paper.
#pragma once

#include "forms/pdf_document.h"
#include "web/components.h"

namespace dw::cases {

web::Html letter_view(const forms::PdfText& text);

}  // namespace dw::cases
