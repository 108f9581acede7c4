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

bool is_on_foreign_page(const Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const auto origin = request.header("origin");
    return !origin.empty() && origin != (request.secure ? "https://" : "http://") + request.host;
}

bool has_token(const Request& request, std::string_view expected) {
    const auto sent = request.form.get(token_field);
    return equal_constant_time(as_bytes(sent), as_bytes(expected));
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
    if (is_on_foreign_page(request)) return FormCheck::ForeignPage;
    const auto cookie = request.cookie(form_cookie);
    if (!is_cookie_of_ours(cookie)) return FormCheck::NoToken;
    return has_token(request, token_of(cookie, secret)) ? FormCheck::Fine : FormCheck::NoToken;
}

bool is_from_own_page(const Request& request) {
    return !is_on_foreign_page(request) && !request.csrf_token.empty() &&
           is_cookie_of_ours(request.cookie(form_cookie)) && has_token(request, request.csrf_token);
}

}  // namespace dw::web
