// The language of a PDF: cairo cannot say it, so libqpdf writes /Lang into the catalogue.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "terms/language.h"

namespace dw::forms {

Result<Bytes> with_language(Bytes pdf, Language language);

}  // namespace dw::forms
