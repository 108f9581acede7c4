// What is refused before or beside a handler: the message cannot be read, is too large or too slow,
// nothing is there, the method does not fit. People get a page; programs get a problem (RFC 9457)
// whose `detail` names place and reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "web/http.h"

namespace dw::web {

enum class Audience { People, Programs };
// Programs ask below /api, or take JSON and no HTML. `target` is the path or the target as sent.
Audience audience_of(std::string_view target, std::string_view accept);
Audience audience_of(const Request& request);

struct Refusal {
    int status;
    // The place is a part of the message ("Content-Length") or the name of a parameter, the code
    // stable.
    Finding what{};
    std::string allow{};  // with 405: the value of Allow (RFC 9110 section 15.5.6)
};

// Without security headers.
Response refusal_response(const Request& request, const Refusal& refusal, Audience audience);

// The title of a problem of that status.
const Text& problem_title(int status);
// "1 MB", "16 KB": as a sentence names a limit.
std::string size_in_words(std::size_t bytes);
std::string_view name_of(Method method);  // "GET"
std::string allow_header(const std::vector<Method>& methods);

}  // namespace dw::web
