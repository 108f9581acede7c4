// HttpClient: questions to other servers, the fifth seam to the outside. Whoever asks waits for the
// answer on the own thread: bound how many do so at once.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dw::web {

struct HttpQuestion {
    std::string url;
    // application/x-www-form-urlencoded; "": the question is a GET, else a POST.
    std::string form = {};
    std::string user = {}, password = {};  // RFC 7617; "": none is sent
};
struct HttpAnswer {
    int status = 0;
    std::string body = {};
};

// May be called from any thread.
class HttpClient {
  public:
    virtual ~HttpClient() = default;
    // Any status is an answer, a redirect too: none is followed. Invalid "web.address" when the
    // address may not be asked, Unavailable "web.no_answer" when nothing, too much or too late
    // came.
    virtual Result<HttpAnswer> ask(const HttpQuestion& question) = 0;
};

// Whether secrets may go there: https, or http to this very machine, where nobody listens. No name
// and password, no fragment, no characters that two programs might read differently.
bool may_be_asked(std::string_view url);
// Of any scheme, e.g. smtp://localhost:25.
bool is_on_this_machine(std::string_view url);

}  // namespace dw::web
