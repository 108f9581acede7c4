// Forms that post: a token in the form must fit a cookie of the same browser (double submit), and
// the browser must not say that the form stood on somebody else's page.
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "web/http.h"

namespace dw::web {

inline constexpr std::string_view form_cookie = "formular";
inline constexpr std::string_view token_field = "csrf";

// Sets request.csrf_token from the cookie. Without one a new cookie value is drawn and returned, to
// be set when the page uses the token; else the result is empty.
std::string prepare_token(Request& request, const SecretKey& secret);

// Whether a form may be taken: its token, and the headers Sec-Fetch-Site and Origin.
enum class FormCheck { Fine, NoToken, ForeignPage };
FormCheck check_form(const Request& request, const SecretKey& secret);

// The same for who stands before the check and has a request with its token prepared.
bool is_from_own_page(const Request& request);

}  // namespace dw::web
