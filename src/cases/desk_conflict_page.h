// What a clerk sees whose form was made from an older state: what is new, and the own input, kept.
#pragma once

#include "cases/desk_words.h"

namespace dw::cases {

struct OwnInput {
    std::int64_t seen = 0;  // the sequence the form was made from
    std::string text;       // what was written, to be copied where it cannot be sent any more
};
// Draws the form with the input again, made from the state as it is now; nothing when the act is
// not possible any more.
using FormAgain = std::function<web::Html(const CaseFile&, const Directory&)>;

// The answer to an act that failed: 409 with both versions for a Conflict, and where the new state
// does not allow the act any more; else the error's page.
web::Response failed_act(const Visit& visit, const Error& error, const OwnInput& own,
                         const FormAgain& form);

}  // namespace dw::cases
