#include "web/csrf.h"

namespace dw::web {

namespace {

std::string token_of(std::string_view cookie, const SecretKey& secret) {
    const std::string message = "dienstweg form token\n" + std::string{cookie};
    return to_base64url(hmac_sha256(secret, as_bytes(message)));
}

bool is_cookie_of_ours(std::string_view value) {
    const auto bytes = from_base64url(value);
    return bytes && bytes->size() == 16;
}

}  // namespace

std::string prepare_token(Request& request, const SecretKey& secret) {
    const auto known = request.cookie(form_cookie);
    if (is_cookie_of_ours(known)) {
        request.csrf_token = token_of(known, secret);
        return {};
    }
    SystemRandom random;
    std::string fresh = random_token(random, 16);
    request.csrf_token = token_of(fresh, secret);
    return fresh;
}

FormCheck check_form(const Request& request, const SecretKey& secret) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return FormCheck::ForeignPage;
    const auto origin = request.header("origin");
    if (site.empty() && !origin.empty()) {
        const auto expected = (request.secure ? "https://" : "http://") + request.host;
        if (origin != expected) return FormCheck::ForeignPage;
    }
    const auto cookie = request.cookie(form_cookie);
    if (!is_cookie_of_ours(cookie)) return FormCheck::NoToken;
    const auto sent = request.form.get(token_field);
    const auto expected = token_of(cookie, secret);
    return equal_constant_time(as_bytes(sent), as_bytes(expected)) ? FormCheck::Fine
                                                                   : FormCheck::NoToken;
}

}  // namespace dw::web
