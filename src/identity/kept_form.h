// What somebody sends who was signed out meanwhile. It is not stored: it goes through the login in
// hidden fields of its form, and is sent again by who has signed in.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "identity/identity.h"
#include "web/html.h"

namespace dw::identity {

struct KeptForm {
    std::string target;  // a path of ours
    std::vector<std::pair<std::string, std::string>> fields;
    bool had_files = false;  // those have to be chosen again
};
inline constexpr std::size_t kept_form_bytes = 256 * 1024;

// Nothing for what does not come from a page of ours, is too large, or holds a password.
std::optional<KeptForm> kept_from(const web::Request& sent);
// What the form of the login carries.
std::optional<KeptForm> kept_in(const web::Request& login);
web::Html hidden_fields(const KeptForm& kept);
// That the text is still there, and the text itself, to be copied.
web::Html kept_notice(const KeptForm& kept, Language language);
// For who has signed in: the same form once more, with one button.
web::Response send_kept_again(const web::Request& request, const KeptForm& kept);

// The login instead of the page that was asked for, with what was sent (login_pages.cpp).
web::Response login_with(Identity& identity, const web::Request& request, const KeptForm& kept);

}  // namespace dw::identity
