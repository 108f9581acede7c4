#include "web/security_headers.h"

namespace dw::web {

void add_security_headers(Response& response, const Request& request) {
    // Nothing inline and nothing from elsewhere, so that smuggled markup does nothing.
    response.header("Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
                    "script-src 'self'; connect-src 'self'; form-action 'self'; "
                    "frame-ancestors 'none'; base-uri 'none'");
    response.header("X-Content-Type-Options", "nosniff");
    // Own paths may hold codes of letters; other sites never see them.
    response.header("Referrer-Policy", "same-origin");
    response.header("Cross-Origin-Opener-Policy", "same-origin");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    response.header("Permissions-Policy",
                    "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (request.secure) response.header("Strict-Transport-Security", "max-age=31536000");
    if (!request.request_id.empty()) response.header("X-Request-Id", request.request_id);
}

}  // namespace dw::web
