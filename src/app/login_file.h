// login.json: the providers people may sign in with. Described in docs/operations.md.
#pragma once

#include <vector>

#include "app/program.h"
#include "identity/login_provider.h"

namespace dw::app {

// None when there is no such file. Invalid "identity.login_file" names place and reason; a secret
// that others can read is refused.
Result<std::vector<identity::LoginProvider>> read_login_providers(const Settings& settings);

}  // namespace dw::app
