#include "identity/second_factor.h"

#include "identity/recovery_codes.h"
#include "identity/totp.h"

namespace dw::identity {

Result<LoginResult> begin_session(Sessions& sessions, const Credential& credential,
                                  std::vector<store::Statement> uses) {
    auto token = sessions.begin(credential.tenant, credential.person, Stage::Full, std::move(uses));
    if (!token && token.error().kind == ErrorKind::Conflict) return LoginResult{};
    if (!token) return token.error();
    return LoginResult{.token = std::move(*token), .stage = Stage::Full};
}

Result<LoginResult> begin_with_second_factor(store::Store& store, Sessions& sessions,
                                             const Credential& credential, SecondFactor factor) {
    const auto& seals = store.keys().seals();
    if (is_recovery_code(factor.code)) {
        factor.uses.push_back(
            recovery_code_used(seals, credential.tenant, credential.person, factor.code));
        DW_TRY(auto result, begin_session(sessions, credential, std::move(factor.uses)));
        result.by_recovery_code = result.token.has_value();
        return result;
    }
    const auto step = totp_accepts(credential.totp_secret, factor.code, store.clock().now(),
                                   credential.totp_step);
    if (!step) return LoginResult{};
    factor.uses.push_back(code_used(seals, credential, *step));
    return begin_session(sessions, credential, std::move(factor.uses));
}

}  // namespace dw::identity
