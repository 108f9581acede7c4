// Several PDF files as one, to be printed at once. What people sent may be among them.
#pragma once

#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace dw::forms {

inline constexpr int most_joined_pages = 2000;

// The pages one after the other; what the files say besides, such as structure for reading aloud,
// goes lost. Invalid "forms.pdf_unreadable" for what is no PDF, has a password or too many pages.
Result<Bytes> joined_pdfs(std::span<const Bytes> files);

}  // namespace dw::forms
