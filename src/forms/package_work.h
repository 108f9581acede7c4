// Reads what a package says about the work on its cases: periods a law sets, questions to the
// applicant, text blocks, hearing, second signature.
#pragma once

#include "base/findings.h"
#include "forms/package.h"
#include "forms/package_reader.h"

namespace dw::forms {

Hearing read_hearing(PackageReader& outcome, Findings& findings);
// How its decisions come to people.
void read_announcement(PackageReader& manifest, Package& package, Findings& findings);
// `deadlines`, `answer_days`, `text_blocks`, `four_eyes` of the manifest; the outcomes were read.
void read_work(PackageReader& manifest, Package& package, Findings& findings);

}  // namespace dw::forms
