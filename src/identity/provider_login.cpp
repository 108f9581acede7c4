#include "identity/provider_login.h"

#include "base/text.h"
#include "identity/guesses.h"
#include "identity/second_factor.h"

namespace dw::identity {

namespace {

bool is_offered(const LoginProvider& provider, std::string_view host) {
    const auto port = host.rfind(':');
    const bool has_port = port != std::string_view::npos && host.find(']', port) == host.npos;
    return provider.host.empty() || provider.host == lower(has_port ? host.substr(0, port) : host);
}

// On a shared device the account the provider remembers may be somebody else's; it is to be chosen
// on purpose where it is bound to a case or to a login.
Prompt prompt_for(const LoginTransaction& transaction) {
    const bool binds = transaction.purpose == LoginPurpose::Resident ||
                       transaction.purpose == LoginPurpose::StaffLink;
    return binds ? Prompt::Login : Prompt::AsNeeded;
}

}  // namespace

ProviderLogin::ProviderLogin(Identity& identity, std::vector<LoginProvider> providers,
                             web::HttpClient& http)
    : identity_(identity), store_(identity.store()), transactions_(identity.store()) {
    for (auto& each : providers)
        providers_.push_back(
            std::make_unique<OidcProvider>(std::move(each), http, identity.store().clock()));
}

std::vector<const LoginProvider*> ProviderLogin::offered(Audience audience,
                                                         std::string_view host) const {
    std::vector<const LoginProvider*> found;
    for (const auto& each : providers_) {
        const auto& settings = each->settings();
        if (settings.audience == audience && is_offered(settings, host)) found.push_back(&settings);
    }
    return found;
}

OidcProvider* ProviderLogin::provider(std::string_view id, std::string_view host) {
    for (const auto& each : providers_)
        if (each->settings().id == id && is_offered(each->settings(), host)) return each.get();
    return nullptr;
}

const LoginProvider* ProviderLogin::find(std::string_view id, std::string_view host) const {
    for (const auto& each : providers_)
        if (each->settings().id == id && is_offered(each->settings(), host))
            return &each->settings();
    return nullptr;
}

Result<ProviderLogin::Begun> ProviderLogin::begin(const Beginning& beginning) {
    auto* at = provider(beginning.transaction.provider, beginning.host);
    if (!at) return not_found("identity.no_provider", beginning.transaction.provider);
    DW_TRY(auto token, transactions_.begin(beginning.transaction));
    DW_TRY(auto address, at->sign_in_address(transactions_.secrets_of(token), beginning.redirect,
                                             beginning.wanted, prompt_for(beginning.transaction)));
    return Begun{std::move(address), std::move(token)};
}

void ProviderLogin::note(std::string_view kind, const Principal& who, const std::string& provider,
                         std::string_view client_address) {
    identity_.security().note({.kind = std::string(kind),
                               .tenant = who.tenant,
                               .actor = who.actor,
                               .object = provider,
                               .network = network_of(client_address)});
}

// Nobody is known yet: what is told is the provider and what was wrong.
void ProviderLogin::refuse(const Callback& callback, std::string_view why) {
    identity_.security().note({.kind = std::string(security::provider_refused),
                               .object = callback.provider + " " + std::string(why),
                               .network = network_of(callback.client_address)});
}

Result<ProviderResult> ProviderLogin::finish(const Callback& callback) {
    auto* at = provider(callback.provider, callback.host);
    if (!at) return not_found("identity.no_provider", callback.provider);
    DW_TRY(const auto transaction, transactions_.find(callback.token));
    const auto secrets = transactions_.secrets_of(callback.token);
    // Somebody else's link must not end the sign-in of who has the page open: nothing is used up.
    if (!transaction || transaction->provider != callback.provider ||
        transaction->purpose == LoginPurpose::StaffSecondFactor ||
        !equal_constant_time(as_bytes(secrets.state), as_bytes(callback.state)))
        return ProviderResult{};
    DW_TRY(const bool first, transactions_.take(callback.token));
    if (!first) return ProviderResult{.next = transaction->next};
    auto result = ask(*at, *transaction, secrets, callback);
    if (!result && result.error().code == "identity.provider_down")
        return ProviderResult{ProviderAnswer::Down, {}, transaction->next};
    if (!result && result.error().code == "identity.busy")
        return ProviderResult{ProviderAnswer::Busy, {}, transaction->next};
    return result;
}

Result<ProviderResult> ProviderLogin::ask(OidcProvider& provider,
                                          const LoginTransaction& transaction,
                                          const LoginSecrets& secrets, const Callback& callback) {
    ProviderResult result{ProviderAnswer::Refused, {}, transaction.next};
    DW_TRY(const bool own, provider.is_own_answer(callback.issuer));
    if (!own) {
        refuse(callback, "iss");
        return result;
    }
    if (!callback.error.empty()) {
        if (callback.error == "temporarily_unavailable" || callback.error == "server_error")
            return unavailable("identity.provider_down", callback.provider);
        result.answer = ProviderAnswer::Cancelled;
        return result;
    }
    const auto token = provider.redeem({callback.code, callback.redirect}, secrets);
    if (!token && token.error().kind != ErrorKind::Denied) return token.error();
    if (!token) {
        refuse(callback,
               token.error().code == "identity.oidc_code" ? "code" : token.error().message);
        return result;
    }
    return believe(provider, *token, transaction, callback);
}

Result<ProviderResult> ProviderLogin::believe(const OidcProvider& provider, const IdToken& token,
                                              const LoginTransaction& transaction,
                                              const Callback& callback) {
    if (transaction.purpose == LoginPurpose::StaffSignIn)
        return staff(provider, token, transaction, callback);
    if (transaction.purpose == LoginPurpose::StaffLink)
        return link(provider, token, transaction, callback);
    const auto& settings = provider.settings();
    DW_TRY(auto session, identity_.residents().begin(settings.id, settings.issuer, token.subject,
                                                     settings.level_of(token.acr)));
    return ProviderResult{ProviderAnswer::Proven, std::move(session), transaction.next};
}

// Who has linked the account and set up the second factor; a login that was reset is none.
Result<std::optional<ProviderLogin::Linked>> ProviderLogin::linked(
    const OidcProvider& provider, const IdToken& token,
    const std::vector<TenantId>& tenants) const {
    DW_TRY(const auto reader, store_.reader());
    for (const auto& tenant : tenants) {
        DW_TRY(const auto key, store_.keys().by_compartment(*reader, tenant, login_compartment()));
        const auto hash = login_subject_hash(key, provider.settings().issuer, token.subject);
        DW_TRY(const auto found, link_of_subject(*reader, store_.keys(), tenant, hash));
        if (!found || found->provider != provider.settings().id) continue;
        auto credential = credential_of_person(*reader, store_.keys(), tenant, found->person);
        if (!credential && credential.error().kind != ErrorKind::NotFound)
            return credential.error();
        if (credential && credential->enrolled)
            return std::optional(Linked{std::move(*credential), hash});
    }
    return std::optional<Linked>();
}

Result<ProviderResult> ProviderLogin::staff(const OidcProvider& provider, const IdToken& token,
                                            const LoginTransaction& transaction,
                                            const Callback& callback) {
    DW_TRY(const auto found, linked(provider, token, callback.tenants));
    const auto unknown = [&] {
        refuse(callback, "unknown");
        return ProviderResult{ProviderAnswer::Unknown, {}, transaction.next};
    };
    if (!found) return unknown();
    DW_TRY(const auto who, identity_.principal(found->credential.tenant, found->credential.person));
    if (provider.settings().level_of(token.acr) < AssuranceLevel::Substantial) {
        DW_TRY(auto waiting, transactions_.begin({.provider = transaction.provider,
                                                  .purpose = LoginPurpose::StaffSecondFactor,
                                                  .tenant = who.tenant,
                                                  .person = who.person,
                                                  .next = transaction.next}));
        return ProviderResult{ProviderAnswer::NeedsCode, std::move(waiting), transaction.next};
    }
    // A reset of the login that came meanwhile took the link away.
    auto session =
        identity_.sessions().begin(who.tenant, who.person, Stage::Full,
                                   {keep_login_link(who.tenant, who.person, found->subject_hash)});
    if (!session && session.error().kind == ErrorKind::Conflict) return unknown();
    if (!session) return session.error();
    note(security::signed_in_by_provider, who, transaction.provider, callback.client_address);
    return ProviderResult{ProviderAnswer::SignedIn, std::move(*session), transaction.next};
}

// The person who began it must still be the one who is signed in, in this browser.
Result<ProviderResult> ProviderLogin::link(const OidcProvider& provider, const IdToken& token,
                                           const LoginTransaction& transaction,
                                           const Callback& callback) {
    const auto* who = callback.principal;
    ProviderResult result{.next = transaction.next};
    if (!who || who->tenant != transaction.tenant || who->person != transaction.person)
        return result;
    store::Change change{.tenant = who->tenant};
    {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(const auto key,
               store_.keys().by_compartment(*reader, who->tenant, login_compartment()));
        change.statements = link_login(
            store_.keys().seals(),
            {.tenant = who->tenant,
             .person = who->person,
             .provider = transaction.provider,
             .subject_hash = login_subject_hash(key, provider.settings().issuer, token.subject),
             .linked_at = store_.clock().now()});
    }
    // A session that was ended meanwhile, as by a reset of the login, links nothing.
    change.statements.push_back(Sessions::keep(who->tenant, who->person, callback.session));
    const auto written = store_.commit(std::move(change));
    if (!written && written.error().code == "store.guard") return result;
    if (!written && written.error().code != "store.claimed") return written.error();
    result.answer = written ? ProviderAnswer::Linked : ProviderAnswer::Taken;
    if (written)
        note(security::provider_linked, *who, transaction.provider, callback.client_address);
    return result;
}

Result<LoginResult> ProviderLogin::finish_with_code(std::string_view token, std::string_view code,
                                                    std::string_view client_address) {
    DW_TRY(const auto transaction, transactions_.find(token));
    if (!transaction || transaction->purpose != LoginPurpose::StaffSecondFactor)
        return not_found("identity.no_sign_in", "no sign-in waits for a code");
    const Digest object = guess_object("provider code", transaction->person.to_string());
    const std::string network = network_of(client_address);
    DW_TRY(const auto permit, begin_guess(store_, object, network));
    if (!permit.allowed()) return LoginResult{.wait = permit.wait};
    std::optional<Credential> credential;
    {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(credential, credential_of_person(*reader, store_.keys(), transaction->tenant,
                                                transaction->person));
    }
    // A login that was reset meanwhile has no second factor any more.
    if (!credential->enrolled) return LoginResult{};
    DW_TRY(auto result, begin_with_second_factor(store_, identity_.sessions(), *credential,
                                                 {code, {LoginTransactions::use(token)}}));
    DW_TRY(const auto who, identity_.principal(transaction->tenant, transaction->person));
    if (!result.token) {
        note(security::sign_in_failed, who, transaction->provider, client_address);
        return result;
    }
    DW_TRY_DO(forgive_guesses(store_, object, network));
    note(result.by_recovery_code ? security::signed_in_by_recovery_code
                                 : security::signed_in_by_provider,
         who, transaction->provider, client_address);
    return result;
}

Result<std::optional<std::string>> ProviderLogin::next_after_code(std::string_view token) const {
    DW_TRY(const auto transaction, transactions_.find(token));
    if (!transaction || transaction->purpose != LoginPurpose::StaffSecondFactor)
        return std::optional<std::string>();
    return std::optional(transaction->next);
}

Result<std::vector<LoginLink>> ProviderLogin::links(const Principal& principal) const {
    DW_TRY(const auto reader, store_.reader());
    return links_of(*reader, store_.keys(), principal.tenant, principal.person);
}

Outcome ProviderLogin::unlink(const Principal& principal, const std::string& provider) {
    store::Change change{.tenant = principal.tenant};
    change.statements.push_back(unlink_login(principal.tenant, principal.person, provider));
    change.statements.back().rows = 1;
    const auto unlinked = store_.commit(std::move(change));
    if (!unlinked && unlinked.error().kind == ErrorKind::Conflict) return Nothing{};
    if (!unlinked) return unlinked.error();
    identity_.security().note({.kind = std::string(security::provider_unlinked),
                               .tenant = principal.tenant,
                               .actor = principal.actor,
                               .object = provider});
    return Nothing{};
}

}  // namespace dw::identity
