// Login: password and one-time code together, so that nobody learns which of the two was wrong.
#include "base/text.h"
#include "identity/credential_table.h"
#include "identity/guesses.h"
#include "identity/identity.h"
#include "identity/login_link_table.h"
#include "identity/password.h"
#include "identity/recovery_codes.h"
#include "identity/second_factor.h"
#include "identity/totp.h"

namespace dw::identity {

namespace {

constexpr std::string_view login_kind = "login";  // frozen: part of stored counters' keys

// The same login may exist in several tenants of one host: the password tells which is meant.
Result<std::vector<Credential>> find_credentials(store::Store& store,
                                                 const std::vector<TenantId>& tenants,
                                                 std::string_view login) {
    DW_TRY(const auto reader, store.reader());
    std::vector<Credential> credentials;
    for (const auto& tenant : tenants) {
        DW_TRY(auto found, credential_of_login(*reader, store.keys(), tenant, login));
        if (found) credentials.push_back(std::move(*found));
    }
    return credentials;
}

Result<std::optional<Credential>> with_password(const std::vector<Credential>& credentials,
                                                std::string_view password) {
    const auto typed = cut(password, password_max_bytes);
    std::optional<Credential> right;
    if (credentials.empty()) DW_TRY_DO(password_matches({}, typed));
    for (const auto& credential : credentials) {
        DW_TRY(const bool matches, password_matches(credential.password_hash, typed));
        if (matches && !right) right = credential;
    }
    return right;
}

}  // namespace

Result<LoginResult> Identity::login(const std::vector<TenantId>& tenants,
                                    const LoginAttempt& attempt) {
    std::optional<Principal> who;
    DW_TRY(auto result, try_login(tenants, attempt, who));
    tell_of(result, attempt, who);
    return result;
}

// The login that was tried is a name: what is told is a keyed hash of it, so that a series can be
// seen and nobody tries names until one fits.
void Identity::tell_of(const LoginResult& result, const LoginAttempt& attempt,
                       const std::optional<Principal>& who) {
    const Bytes hash = store_.keys().seals().seal(
        store::Canonical("dienstweg.tried-login.v1").add(lower(cut(trim(attempt.login), 200))));
    const auto tried = to_hex(BytesView(hash).first(8));
    SecurityEvent event{.kind = {},
                        .tenant = who ? who->tenant : TenantId{},
                        .actor = who ? who->actor : ActorId{},
                        .object = tried,
                        .network = network_of(attempt.client_address)};
    if (result.wait.count() > 0) {
        event.kind = security::sign_in_locked;
        return security_.note_seldom(std::move(event));
    }
    event.kind = security::sign_in_failed;
    if (result.start_password_expired) event.kind = security::start_password_expired;
    if (result.token) event.kind = security::signed_in;
    if (result.by_recovery_code) event.kind = security::signed_in_by_recovery_code;
    security_.note(std::move(event));
}

Result<LoginResult> Identity::try_login(const std::vector<TenantId>& tenants,
                                        const LoginAttempt& attempt,
                                        std::optional<Principal>& who) {
    const Digest object = guess_object(login_kind, cut(trim(attempt.login), 200));
    const std::string network = network_of(attempt.client_address);
    DW_TRY(const auto whole, begin_network_guess(store_, login_kind, network));
    if (!whole.allowed()) return LoginResult{.wait = whole.wait};
    DW_TRY(const auto permit, begin_guess(store_, object, network));
    if (!permit.allowed()) return LoginResult{.wait = permit.wait};

    DW_TRY(const auto credentials, find_credentials(store_, tenants, attempt.login));
    DW_TRY(const auto credential, with_password(credentials, attempt.password));
    if (!credential) return LoginResult{};
    DW_TRY(who, principal(credential->tenant, credential->person));
    if (!credential->enrolled && credential->given_at &&
        store_.clock().now() - *credential->given_at > start_password_lasts)
        return LoginResult{.start_password_expired = true};
    LoginResult result;
    if (credential->enrolled) {
        DW_TRY(result, begin_with_second_factor(store_, sessions_, *credential, {attempt.code}));
    } else {
        DW_TRY(result.token,
               sessions_.begin(credential->tenant, credential->person, Stage::Enrolling, {}));
        result.stage = Stage::Enrolling;
    }
    if (!result.token) return result;
    DW_TRY_DO(forgive_guesses(store_, object, network));
    DW_TRY_DO(forgive_network(store_, login_kind, network));
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
    DW_TRY_DO(check_password(attempt.password));
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
    // Whoever gave out the password to start with must not know the one in use.
    DW_TRY(const bool same, password_matches(credential->password_hash, attempt.password));
    if (same) return invalid("identity.password_same", "the password to start with is used once");
    auto recovery = make_recovery_codes(store_, principal.tenant, principal.person);
    std::vector<store::Statement> uses{enrolment_ended(store_.keys().seals(), *credential,
                                                       hash_password(attempt.password), *step)};
    uses.insert(uses.end(), recovery.statements.begin(), recovery.statements.end());
    // What was linked in the moment of the reset goes as well.
    uses.push_back(forget_login_links(principal.tenant, principal.person));
    // Whoever else began to enrol with this password is out.
    DW_TRY_DO(sessions_.end_all(principal.tenant, principal.person));
    DW_TRY(auto result, begin_session(sessions_, *credential, std::move(uses)));
    if (!result.token) return result;
    security_.note({.kind = std::string(security::second_factor_set_up),
                    .tenant = principal.tenant,
                    .actor = principal.actor,
                    .object = principal.person.to_string(),
                    .network = network});
    result.recovery_codes = std::move(recovery.codes);
    DW_TRY_DO(forgive_guesses(store_, object, network));
    return result;
}

}  // namespace dw::identity
