// Login: password and one-time code together, so that nobody learns which of the two was wrong.
#include "base/text.h"
#include "identity/credential_table.h"
#include "identity/guesses.h"
#include "identity/identity.h"
#include "identity/password.h"
#include "identity/totp.h"

namespace dw::identity {

namespace {

Result<std::optional<Credential>> find_credential(store::Store& store,
                                                  const std::vector<TenantId>& tenants,
                                                  std::string_view login) {
    DW_TRY(const auto reader, store.reader());
    for (const auto& tenant : tenants) {
        DW_TRY(auto found, credential_of_login(*reader, store.keys(), tenant, login));
        if (found) return found;
    }
    return std::optional<Credential>();
}

// The login begins a session only together with the code's use being noted, once.
Result<LoginResult> begin_with_code(Sessions& sessions, const Credential& credential,
                                    std::int64_t step) {
    auto token = sessions.begin(credential.tenant, credential.person, Stage::Full,
                                {code_used(credential, step)});
    if (!token && token.error().kind == ErrorKind::Conflict) return LoginResult{};
    if (!token) return token.error();
    return LoginResult{.token = std::move(*token), .stage = Stage::Full};
}

}  // namespace

Result<LoginResult> Identity::login(const std::vector<TenantId>& tenants,
                                    const LoginAttempt& attempt) {
    const Digest object = guess_object("login", cut(trim(attempt.login), 200));
    const std::string network = network_of(attempt.client_address);
    DW_TRY(const auto permit, begin_guess(store_, object, network));
    if (!permit.allowed()) return LoginResult{.wait = permit.wait};

    DW_TRY(const auto credential, find_credential(store_, tenants, attempt.login));
    const bool known = password_matches(credential ? credential->password_hash : std::string(),
                                        cut(attempt.password, password_max_bytes));
    if (!known) return LoginResult{};
    LoginResult result;
    if (credential->enrolled) {
        const auto step = totp_accepts(credential->totp_secret, attempt.code, store_.clock().now(),
                                       credential->totp_step);
        if (!step) return LoginResult{};
        DW_TRY(result, begin_with_code(sessions_, *credential, *step));
    } else {
        DW_TRY(result.token,
               sessions_.begin(credential->tenant, credential->person, Stage::Enrolling, {}));
        result.stage = Stage::Enrolling;
    }
    if (result.token) DW_TRY_DO(forgive_guesses(store_, object, network));
    return result;
}

Result<Enrolment> Identity::enrolment(const Principal& principal) const {
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto credential,
           credential_of_person(*reader, store_.keys(), principal.tenant, principal.person));
    // Once the second factor works, its secret is shown to nobody any more.
    if (credential.enrolled) return denied("identity.enrolled", "second factor is set up");
    return Enrolment{credential.totp_secret, principal.name};
}

Result<LoginResult> Identity::finish_enrolment(const Principal& principal,
                                               const LoginAttempt& attempt) {
    const Digest object = guess_object("enrolment", principal.person.to_string());
    const std::string network = network_of(attempt.client_address);
    DW_TRY(const auto permit, begin_guess(store_, object, network));
    if (!permit.allowed()) return LoginResult{.wait = permit.wait};
    std::optional<Credential> credential;
    {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(credential,
               credential_of_person(*reader, store_.keys(), principal.tenant, principal.person));
    }
    if (credential->enrolled) return LoginResult{};
    const auto step = totp_accepts(credential->totp_secret, attempt.code, store_.clock().now(), 0);
    if (!step) return LoginResult{};
    // Whoever else began to enrol with this password is out.
    DW_TRY_DO(sessions_.end_all(principal.tenant, principal.person));
    DW_TRY(auto result, begin_with_code(sessions_, *credential, *step));
    if (result.token) DW_TRY_DO(forgive_guesses(store_, object, network));
    return result;
}

}  // namespace dw::identity
