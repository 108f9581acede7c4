// Calendar feeds: a secret address under which a calendar reads the last days of one person's or
// one team's cases. It tells number and kind, never what a case is about, and can be withdrawn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace dw::cases {

inline constexpr std::string_view feed_path = "/kalender/";

// Makes a new address for the scope, one of the principal's own; the one before is void. The token
// is shown once: only its hash is stored.
Result<std::string> make_feed(store::Store& store, const identity::Principal& principal,
                              identity::ScopeId scope);
Outcome withdraw_feed(store::Store& store, const identity::Principal& principal,
                      identity::ScopeId scope);
// The scopes somebody has an address for.
Result<std::vector<identity::ScopeId>> feeds_of(store::Connection& connection,
                                                const identity::Principal& principal);

// The calendar behind a token; NotFound when there is none, or its owner left the team or office.
Result<std::string> feed_text(const Cases& cases, std::string_view token);

void add_feed_route(web::Router& router, Cases& cases);

}  // namespace dw::cases
