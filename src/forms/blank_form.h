// The form of a package on paper, for days without a computer.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "forms/package.h"

namespace dw::forms {

// Every question with room for the answer; says for which answers a question is asked, what is to
// be enclosed, and who reads it why. Tagged, without personal data.
Result<Bytes> blank_form_pdf(const Package& package, Language language, Instant now);

}  // namespace dw::forms
