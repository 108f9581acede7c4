// Pages of the sign-in at a provider: the way there, the way back, what went wrong and which other
// way there is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"
#include "web/components.h"
#include "web/router.h"

namespace dw::identity {

// Buttons "Mit … anmelden" for staff that come back to `next`; nothing where no provider is
// offered.
web::Html provider_buttons(Identity& identity, const web::Request& request, std::string_view next);
// Buttons "Mit … ausweisen" for residents; providers that cannot prove this level are left out.
web::Html proof_buttons(Identity& identity, const web::Request& request, AssuranceLevel wanted,
                        std::string_view next);

// The same with words around it, for the page before something is sent; whoever proved it already
// reads so and can end it.
web::Html proof_offer(Identity& identity, const web::Request& request, AssuranceLevel wanted,
                      const std::string& next);

// The page that leads somebody who is signed in, and has typed the password again, to the provider
// whose account is to be linked.
web::Response begin_link(Identity& identity, const web::Request& request,
                         const Principal& principal, const std::string& provider);

// /anmelden/mit/…, /anmelden/code, /ausweis/ende. They refer to `identity`.
void add_provider_routes(web::Router& router, Identity& identity);

}  // namespace dw::identity
