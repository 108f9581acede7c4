// What people do with their own account, and what an administrator does with a lost one.
#include <algorithm>

#include "identity/credential_table.h"
#include "identity/guesses.h"
#include "identity/identity.h"
#include "identity/login_link_table.h"
#include "identity/password.h"
#include "identity/recovery_codes.h"

namespace dw::identity {

namespace {

constexpr std::size_t totp_secret_bytes = 20;  // RFC 4226 section 4, R6

}  // namespace

// Either the credential, or what the person is told.
struct Identity::Confirmed {
    std::optional<Credential> credential = {};
    LoginResult refusal = {};
};

// Somebody at an unlocked screen must not take over the account: the password is asked again.
Result<Identity::Confirmed> Identity::confirm(const Principal& principal,
                                              const PasswordChange& change) {
    const Digest object = guess_object("own password", principal.person.to_string());
    const std::string network = network_of(change.client_address);
    DW_TRY(const auto permit, begin_guess(store_, object, network));
    Confirmed confirmed;
    if (!permit.allowed()) {
        confirmed.refusal.wait = permit.wait;
        return confirmed;
    }
    std::optional<Credential> credential;
    {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(credential,
               credential_of_person(*reader, store_.keys(), principal.tenant, principal.person));
    }
    DW_TRY(const bool right, password_matches(credential->password_hash, change.old_password));
    if (!right) return confirmed;
    DW_TRY_DO(forgive_guesses(store_, object, network));
    confirmed.credential = std::move(credential);
    return confirmed;
}

Result<LoginResult> Identity::change_password(const Principal& principal,
                                              const PasswordChange& change) {
    DW_TRY_DO(check_password(change.new_password));
    DW_TRY(const auto confirmed, confirm(principal, change));
    if (!confirmed.credential) return confirmed.refusal;
    if (change.old_password == change.new_password)
        return invalid("identity.password_same", "the new password is the old one");
    store::Change written{.tenant = principal.tenant};
    written.statements.push_back(password_replace(store_.keys().seals(), *confirmed.credential,
                                                  hash_password(change.new_password)));
    DW_TRY_DO(store_.commit(std::move(written)));
    DW_TRY_DO(sessions_.end_others(principal.tenant, principal.person, change.token));
    return LoginResult{.token = change.token};
}

Result<LoginResult> Identity::confirm_password(const Principal& principal,
                                               const PasswordChange& change) {
    DW_TRY(const auto confirmed, confirm(principal, change));
    if (!confirmed.credential) return confirmed.refusal;
    return LoginResult{.token = change.token};
}

Result<LoginResult> Identity::renew_recovery_codes(const Principal& principal,
                                                   const PasswordChange& change) {
    DW_TRY(const auto confirmed, confirm(principal, change));
    if (!confirmed.credential) return confirmed.refusal;
    auto made = make_recovery_codes(store_, principal.tenant, principal.person);
    store::Change written{.tenant = principal.tenant};
    written.statements = std::move(made.statements);
    DW_TRY_DO(store_.commit(std::move(written)));
    return LoginResult{.token = change.token, .recovery_codes = std::move(made.codes)};
}

Result<std::int64_t> Identity::recovery_codes_left(const Principal& principal) const {
    DW_TRY(const auto reader, store_.reader());
    return identity::recovery_codes_left(*reader, principal.tenant, principal.person);
}

Result<std::string> Identity::reset_login(const OrganisationPlace& place, PersonId person,
                                          ActorId actor) {
    Bytes random(start_password_random_bytes), secret(totp_secret_bytes);
    store_.random().fill(random);
    store_.random().fill(secret);
    const std::string password = start_password(random);
    const std::string password_hash = hash_password(password);
    DW_TRY_DO(store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY(auto writer,
               OrganisationWriter::open(store_, place.tenant, place.organisation, actor));
        DW_TRY_DO(writer.append(LoginReset{person}));
        store::DataKey key{};
        std::optional<Credential> credential;
        {
            DW_TRY(const auto reader, store_.reader());
            // Not everybody has a login.
            DW_TRY(credential, credential_of_person(*reader, store_.keys(), place.tenant, person));
            DW_TRY(key,
                   store_.keys().by_compartment(*reader, place.tenant, compartment_of(person)));
        }
        writer.add(credential_reset(store_.keys(), *credential,
                                    {password_hash, secret, store_.clock().now()}, key));
        writer.add(forget_recovery_codes(place.tenant, person));
        writer.add(forget_login_links(place.tenant, person));
        return writer.commit();
    }));
    DW_TRY_DO(sessions_.end_all(place.tenant, person));
    security_.note({.kind = std::string(security::login_reset),
                    .tenant = place.tenant,
                    .actor = actor,
                    .object = person.to_string()});
    return password;
}

Result<std::vector<Identity::ResetBy>> Identity::resets_of(const Principal& principal) const {
    constexpr std::size_t shown = 5;
    DW_TRY(const auto colleagues, people(principal.tenant, principal.organisation));
    DW_TRY(const auto reader, store_.reader());
    DW_TRY(const auto events, store::load_stream(*reader, store_.keys(), principal.tenant,
                                                 stream_of(principal.organisation)));
    std::vector<ResetBy> found;
    for (auto stored = events.rbegin(); stored != events.rend() && found.size() < shown; ++stored) {
        if (stored->kind != kind_of(LoginReset{}) || !stored->payload) continue;
        DW_TRY(const auto payload, parse_json(as_text(*stored->payload)));
        DW_TRY(const auto event, organisation_event_from(stored->kind, stored->version, payload));
        const auto* reset = std::get_if<LoginReset>(&event);
        if (!reset || reset->person != principal.person) continue;
        const auto by = std::ranges::find(colleagues, stored->actor, &Colleague::actor);
        found.push_back({stored->at, by == colleagues.end() ? std::string() : by->name});
    }
    return found;
}

}  // namespace dw::identity
