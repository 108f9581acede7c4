// The emergency pack of an organisation (Notfallmappe): what people need to go on working on paper
// when no computer works, as after an attack (BSI-Standard 200-4, business continuity).
//
// Open cases with due dates and contacts are one PDF that opens with the organisation's emergency
// password; the forms are blank and open to everybody.
#pragma once

#include <string>
#include <vector>

#include "cases/cases.h"
#include "forms/pdf_document.h"

namespace dw::cases {

struct EmergencyFile {
    std::string path;  // below the folder of the pack, e.g. "formulare/hundesteuer.pdf"
    Bytes content;
};

inline constexpr std::string_view open_cases_file = "offene-vorgaenge.pdf";

// Earliest due date first, at most limits::emergency_cases; says so when there are more. A case
// that cannot be read is named and does not stop the others.
Result<forms::PdfText> open_cases_text(const Neighbours& at,
                                       const identity::OrganisationPlace& place);
Result<Bytes> open_cases_pdf(const Neighbours& at, const identity::OrganisationPlace& place);
Result<std::vector<EmergencyFile>> emergency_pack(const Neighbours& at,
                                                  const identity::OrganisationPlace& place);

}  // namespace dw::cases
