#include "identity/oidc_provider.h"

#include <atomic>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "web/html.h"
#include "web/log.h"

namespace dw::identity {

namespace {

// A quarter of the workers: the others go on whatever happens to providers.
constexpr int most_asking = 16;
std::atomic<int> asking{0};

class AskingPlace {
  public:
    AskingPlace() : number_(asking.fetch_add(1) + 1) {}
    ~AskingPlace() { asking.fetch_sub(1); }
    AskingPlace(const AskingPlace&) = delete;
    AskingPlace& operator=(const AskingPlace&) = delete;
    bool is_free() const { return number_ <= most_asking; }

  private:
    int number_;
};

Error busy() {
    return unavailable("identity.busy", "too many sign in at this moment");
}

// Not when `since` lies in the future: a clock that jumps back ends the pause.
bool is_within(Instant since, std::chrono::seconds pause, Instant now) {
    return since <= now && now - since < pause;
}

std::string query_of(const std::vector<std::pair<std::string_view, std::string>>& fields) {
    std::string query;
    for (const auto& [name, value] : fields) {
        if (!query.empty()) query += '&';
        query += std::string(name) + "=" + web::percent_encode(value);
    }
    return query;
}

// Those that prove enough, for a provider that knows several; "": it decides.
std::string acr_values(const LoginProvider& settings, AssuranceLevel wanted) {
    std::string values;
    for (const auto& [acr, level] : settings.levels) {
        if (level < wanted) continue;
        if (!values.empty()) values += ' ';
        values += acr;
    }
    return values;
}

// The code was used before, is too old or was never given out (RFC 6749 section 5.2); what is wrong
// with our own id or secret is no fault of who signs in.
bool is_about_the_code(int status, std::string_view error) {
    return status >= 400 && status < 500 &&
           (error == "invalid_grant" || error == "invalid_request");
}

}  // namespace

std::string challenge_of(std::string_view verifier) {
    return to_base64url(sha256(as_bytes(verifier)));
}

bool OidcProvider::is_left_alone() const {
    std::lock_guard lock(mutex_);
    return down_since_ && is_within(*down_since_, down_pause, clock_.now());
}

bool OidcProvider::may_renew_keys() {
    std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    if (keys_renewed_at_ && is_within(*keys_renewed_at_, key_pause, now)) return false;
    keys_renewed_at_ = now;
    return true;
}

// The operator reads why.
void OidcProvider::log(std::string_view what) const {
    web::log_line("login provider " + settings_.id + ": " + std::string(what));
}

// People are told that it is down.
Error OidcProvider::down(std::string_view what) {
    {
        std::lock_guard lock(mutex_);
        down_since_ = clock_.now();
    }
    log(what);
    return unavailable("identity.provider_down", settings_.id + ": " + std::string(what));
}

Result<web::HttpAnswer> OidcProvider::ask(const web::HttpQuestion& question) {
    if (is_left_alone()) return unavailable("identity.provider_down", settings_.id);
    auto answer = http_.ask(question);
    if (!answer) return down(answer.error().message);
    return answer;
}

Result<std::string> OidcProvider::fetch(const std::string& url) {
    DW_TRY(auto answer, ask({.url = url}));
    if (answer.status != 200) return down("answer " + std::to_string(answer.status) + " at " + url);
    return std::move(answer.body);
}

Result<OidcProvider::Known> OidcProvider::known(std::chrono::seconds age) {
    {
        std::lock_guard lock(mutex_);
        if (known_ && is_within(known_->read_at, age, clock_.now())) return *known_;
    }
    Known fresh;
    DW_TRY(const auto document, fetch(discovery_address(settings_.issuer)));
    const auto addresses = addresses_from(document, settings_.issuer);
    if (!addresses) return down("discovery: " + addresses.error().message);
    fresh.addresses = *addresses;
    fresh.read_at = clock_.now();
    return with_new_keys(std::move(fresh));
}

Result<OidcProvider::Known> OidcProvider::with_new_keys(Known known) {
    DW_TRY(const auto list, fetch(known.addresses.keys));
    auto keys = signing_keys_from(list);
    if (!keys) return down("keys: " + keys.error().message);
    known.keys = std::move(*keys);
    std::lock_guard lock(mutex_);
    down_since_.reset();
    known_ = known;
    return known;
}

Result<std::string> OidcProvider::sign_in_address(const LoginSecrets& secrets,
                                                  const std::string& redirect,
                                                  AssuranceLevel wanted, Prompt prompt) {
    const AskingPlace place;
    if (!place.is_free()) return busy();
    if (is_left_alone()) return unavailable("identity.provider_down", settings_.id);
    DW_TRY(const auto now, known(sign_in_age));
    std::vector<std::pair<std::string_view, std::string>> fields{
        {"response_type", "code"},
        {"scope", "openid"},
        {"client_id", settings_.client_id},
        {"redirect_uri", redirect},
        {"state", secrets.state},
        {"nonce", secrets.nonce},
        {"code_challenge", challenge_of(secrets.verifier)},
        {"code_challenge_method", "S256"}};
    const auto acr = acr_values(settings_, wanted);
    if (!acr.empty()) fields.emplace_back("acr_values", acr);
    if (prompt == Prompt::Login) fields.emplace_back("prompt", "login");
    const auto& address = now.addresses.authorization;
    return address + (address.find('?') == std::string::npos ? "?" : "&") + query_of(fields);
}

Result<bool> OidcProvider::is_own_answer(std::string_view issuer_named) {
    const AskingPlace place;
    if (!place.is_free()) return busy();
    if (!issuer_named.empty()) return issuer_named == settings_.issuer;
    DW_TRY(const auto now, known(document_age));
    return !now.addresses.names_issuer;
}

// RFC 6749 section 2.3.1: id and secret are encoded before they become name and password.
Result<std::string> OidcProvider::token_for(const Known& known, const Answer& answer,
                                            const LoginSecrets& secrets) {
    web::HttpQuestion question{.url = known.addresses.token};
    std::vector<std::pair<std::string_view, std::string>> fields{
        {"grant_type", "authorization_code"},
        {"code", answer.code},
        {"redirect_uri", answer.redirect},
        {"code_verifier", secrets.verifier}};
    if (settings_.client_secret.empty()) {
        fields.emplace_back("client_id", settings_.client_id);
    } else {
        question.user = web::percent_encode(settings_.client_id);
        question.password = web::percent_encode(settings_.client_secret);
    }
    question.form = query_of(fields);
    DW_TRY(const auto told, ask(question));
    const auto json = parse_json(told.body);
    const auto error = json ? (*json)["error"].text_or("") : std::string_view();
    if (told.status == 200 && json) return std::string((*json)["id_token"].text_or(""));
    // Whoever brings a made-up code gets such answers at will: nobody else is to feel them.
    const std::string what = "token: answer " + std::to_string(told.status) + " " +
                             (has_control_characters(error) ? "" : std::string(cut(error, 60)));
    log(what);
    if (is_about_the_code(told.status, error)) return denied("identity.oidc_code", settings_.id);
    return unavailable("identity.provider_down", settings_.id + ": " + what);
}

Result<IdToken> OidcProvider::redeem(const Answer& answer, const LoginSecrets& secrets) {
    if (answer.code.empty()) return denied("identity.oidc_code", settings_.id);
    const AskingPlace place;
    if (!place.is_free()) return busy();
    DW_TRY(const auto now, known(document_age));
    DW_TRY(const auto token, token_for(now, answer, secrets));
    const ExpectedToken expected{settings_.issuer, settings_.client_id, secrets.nonce,
                                 clock_.now()};
    auto read = verify_id_token(token, now.keys, expected);
    if (read || read.error().kind != ErrorKind::NotFound) return read;
    // The provider signs with a new key, which somebody else may have fetched by now, or somebody
    // made one up.
    DW_TRY(const auto renewed, may_renew_keys() ? with_new_keys(now) : known(document_age));
    read = verify_id_token(token, renewed.keys, expected);
    if (!read && read.error().kind == ErrorKind::NotFound)
        return denied("identity.oidc_token", "key");
    return read;
}

}  // namespace dw::identity
