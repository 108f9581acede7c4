// The copy of all that was sent, for the person who sent it (§ 9a OZG).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "forms/submission.h"

namespace dw::forms {

// What only cases know about it.
struct CopyHead {
    std::string case_number;
    std::string organisation_name;
    std::string received;  // date and time in words, in the language of the copy
    Instant received_at{};
};

// Tagged, with title and language; says that it is an example where the installation is one.
Result<Bytes> submission_pdf(const Package& package, const Submission& submission,
                             const CopyHead& head, Language language);
std::string submission_json(const Package& package, const Submission& submission,
                            const CopyHead& head);

}  // namespace dw::forms
