// The way to a provider is a link, not a form: with form-action 'self' a browser would not follow a
// form to another site. The way back is a link as well, so cookies with SameSite=Lax come along.
#include "identity/provider_pages.h"

#include "base/text.h"
#include "identity/provider_login.h"
#include "identity/texts.h"
#include "terms/written_date.h"
#include "web/page.h"

namespace dw::identity {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr std::string_view code_path = "/anmelden/code";
constexpr std::string_view residents_home = "/status";
constexpr std::string_view account_page = "/desk/account";
constexpr std::size_t answer_bytes = 2000;  // of one value in the answer's address

std::string start_path(const LoginProvider& provider) {
    return "/anmelden/mit/" + provider.id;
}
std::string return_path(const LoginProvider& provider) {
    return start_path(provider) + "/zurueck";
}

std::string name_of_provider(const LoginProvider& provider, Language language) {
    return std::string(provider.name.in(language));
}

// Residents have no desk.
std::string next_page(const LoginProvider& provider, std::string_view wanted) {
    std::string next = own_path_or_desk(wanted);
    if (provider.audience == Audience::Residents && next == "/desk") next = residents_home;
    return next;
}

Response simple_page(const Request& request, Text title, const Html& main, int status) {
    web::PageOptions options;
    options.title = title.in(request.language);
    options.no_index = true;
    Response response = web::page_response(
        web::page(request, options, web::heading(1, options.title) + main), status);
    if (status == 503) response.header("Retry-After", "30");
    return response;
}

// What did not work and the other way, which is always there.
struct Trouble {
    Text title, what;
    int status;
};

Html other_ways(const Request& request, const LoginProvider& provider, const std::string& next) {
    const Language language = request.language;
    const auto way = [&](const std::string& path, Text label) {
        return web::link_button(path, label.in(language));
    };
    // Somebody who is signed in and wanted to link an account.
    if (next.starts_with(account_page))
        return web::button_group({way(std::string(account_page), texts::provider_to_account)});
    const bool staff = provider.audience == Audience::Staff;
    const std::string back = next.empty() ? std::string(residents_home) : next;
    const std::string again = start_path(provider) + "?weiter=" +
                              web::percent_encode(staff && next.empty() ? "/desk" : back);
    const Text other = staff ? texts::provider_other_staff : texts::provider_other_resident;
    return web::paragraph(other.in(language)) +
           web::button_group({staff ? way("/anmelden", texts::provider_to_password)
                                    : way(back, texts::provider_back),
                              web::link_button(again, texts::provider_again.in(language),
                                               web::Weight::Secondary)});
}

Response trouble_page(const Request& request, const LoginProvider& provider, const Trouble& trouble,
                      const std::string& next) {
    const Language language = request.language;
    const Html main =
        web::lead(format(trouble.what, language, {name_of_provider(provider, language)})) +
        other_ways(request, provider, next);
    return simple_page(request, trouble.title, main, trouble.status);
}

constexpr Trouble is_down{texts::provider_down_title, texts::provider_down, 503};
constexpr Trouble is_busy{texts::provider_down_title, texts::provider_busy, 503};

Response failed(const Request& request, const LoginProvider& provider, const Error& error,
                const std::string& next) {
    if (error.code == "identity.provider_down")
        return trouble_page(request, provider, is_down, next);
    if (error.code == "identity.busy") return trouble_page(request, provider, is_busy, next);
    return web::error_response(request, error);
}

void set_login_cookie(Response& response, const Request& request, const std::string& token) {
    web::set_cookie(response, request,
                    {std::string(login_cookie), token,
                     token.empty() ? std::chrono::seconds{0} : login_transaction_minutes});
}

AssuranceLevel wanted_level(const Request& request, const LoginProvider& provider) {
    if (provider.audience == Audience::Staff) return AssuranceLevel::Substantial;
    return assurance_level_from(request.query.get("stufe")).value_or(AssuranceLevel::Basis);
}

const LoginProvider* provider_in(Identity& identity, const Request& request) {
    if (!identity.providers()) return nullptr;
    return identity.providers()->find(request.parameter("provider"), request.host);
}

Response start(Identity& identity, Request& request) {
    const auto* provider = provider_in(identity, request);
    if (!provider) return web::error_page(request, 404);
    const std::string next = next_page(*provider, request.query.get("weiter"));
    const auto purpose =
        provider->audience == Audience::Staff ? LoginPurpose::StaffSignIn : LoginPurpose::Resident;
    const auto begun = identity.providers()->begin(
        {.transaction = {.provider = provider->id, .purpose = purpose, .next = next},
         .host = request.host,
         .redirect = web::address_of_site(request) + return_path(*provider),
         .wanted = wanted_level(request, *provider)});
    if (!begun) return failed(request, *provider, begun.error(), next);
    Response response = web::see_other(begun->address);
    set_login_cookie(response, request, begun->token);
    return response;
}

ProviderLogin::Callback callback_in(const Request& request, const LoginProvider& provider,
                                    std::vector<TenantId> tenants) {
    const auto brought = [&](std::string_view name) {
        return std::string(cut(request.query.get(name), answer_bytes));
    };
    return {.provider = provider.id,
            .host = request.host,
            .redirect = web::address_of_site(request) + return_path(provider),
            .client_address = request.client_address,
            .token = std::string(request.cookie(login_cookie)),
            .state = brought("state"),
            .code = brought("code"),
            .error = brought("error"),
            .issuer = brought("iss"),
            .tenants = std::move(tenants),
            .principal = principal_of(request),
            .session = std::string(request.cookie(session_cookie))};
}

std::string page_of_work(Identity& identity, const std::string& token, const std::string& next) {
    if (next != "/desk") return next;
    const auto session = identity.sessions().find(token);
    return session && *session ? home_of((*session)->principal) : next;
}

Response go_on(Identity& identity, const Request& request, const ProviderResult& result) {
    if (result.answer == ProviderAnswer::NeedsCode) {
        Response response = web::see_other(code_path);
        set_login_cookie(response, request, result.token);
        return response;
    }
    const bool staff = result.answer == ProviderAnswer::SignedIn;
    Response response =
        web::see_other(staff ? page_of_work(identity, result.token, result.next) : result.next);
    if (!result.token.empty())
        web::set_cookie(
            response, request,
            {std::string(staff ? session_cookie : resident_cookie), result.token, std::nullopt});
    set_login_cookie(response, request, "");
    return response;
}

std::optional<Trouble> trouble_with(ProviderAnswer answer) {
    switch (answer) {
        case ProviderAnswer::SignedIn:
        case ProviderAnswer::NeedsCode:
        case ProviderAnswer::Linked:
        case ProviderAnswer::Proven:
            return std::nullopt;
        case ProviderAnswer::Taken:
            return Trouble{texts::provider_taken_title, texts::provider_taken, 409};
        case ProviderAnswer::Unknown:
            return Trouble{texts::provider_unknown_title, texts::provider_unknown, 403};
        case ProviderAnswer::Cancelled:
            return Trouble{texts::provider_cancelled_title, texts::provider_cancelled, 200};
        case ProviderAnswer::Stale:
            return Trouble{texts::provider_stale_title, texts::provider_stale, 400};
        case ProviderAnswer::Down:
            return is_down;
        case ProviderAnswer::Busy:
            return is_busy;
        case ProviderAnswer::Refused:
            break;
    }
    return Trouble{texts::provider_refused_title, texts::provider_refused, 400};
}

Response come_back(Identity& identity, Request& request) {
    const auto* provider = provider_in(identity, request);
    if (!provider) return web::error_page(request, 404);
    auto tenants = identity.tenants_of(request.host);
    if (!tenants) return web::error_response(request, tenants.error());
    const auto result =
        identity.providers()->finish(callback_in(request, *provider, std::move(*tenants)));
    if (!result) return web::error_response(request, result.error());
    if (const auto trouble = trouble_with(result->answer))
        return trouble_page(request, *provider, *trouble, result->next);
    return go_on(identity, request, *result);
}

Response code_page(const Request& request, const std::string& error, int status) {
    const Language language = request.language;
    web::Field field;
    field.id = "code";
    field.label = texts::login_code.in(language);
    field.hint = texts::provider_code_hint.in(language);
    field.error = error;
    field.autocomplete = "one-time-code";
    field.input_mode = "numeric";
    field.left_to_right = true;
    field.width = 10;
    field.max_length = 24;
    Html main;
    if (!error.empty()) main += web::error_summary({{field.id, error}}, language);
    main += web::heading(1, texts::provider_code_title.in(language)) +
            web::lead(texts::provider_code_lead.in(language)) +
            web::post_form(
                request, code_path,
                web::text_field(field, language) + web::button(texts::login_button.in(language)));
    web::PageOptions options;
    options.title = texts::provider_code_title.in(language);
    options.has_errors = !error.empty();
    options.no_index = true;
    return web::page_response(web::page(request, options, main), status);
}

Response ask_code(Identity& identity, Request& request) {
    if (!identity.providers()) return web::see_other("/anmelden");
    const auto token = request.cookie(login_cookie);
    const auto next = identity.providers()->next_after_code(token);
    if (!next) return web::error_response(request, next.error());
    if (!*next) return web::see_other("/anmelden");
    if (request.method == web::Method::Get) return code_page(request, {}, 200);
    const auto result = identity.providers()->finish_with_code(token, request.form.get("code"),
                                                               request.client_address);
    if (!result && result.error().kind == ErrorKind::NotFound) return web::see_other("/anmelden");
    if (!result) return web::error_response(request, result.error());
    if (result->wait.count() > 0)
        return code_page(
            request,
            format(texts::login_wait, request.language, {std::to_string(result->wait.count())}),
            429);
    if (!result->token)
        return code_page(request, std::string(texts::provider_code_wrong.in(request.language)),
                         422);
    const std::string to = result->by_recovery_code ? "/desk/account?getan=notcode" : **next;
    return go_on(identity, request, {ProviderAnswer::SignedIn, *result->token, to});
}

Response end_proof(Identity& identity, Request& request) {
    const auto ended = identity.residents().end_all(request);
    if (!ended) return web::error_response(request, ended.error());
    const std::string next = own_path_or_desk(request.form.get("weiter"));
    Response response = web::see_other(next == "/desk" ? std::string(residents_home) : next);
    web::set_cookie(response, request, {std::string(resident_cookie), "", std::chrono::seconds{0}});
    return response;
}

Html buttons_for(const std::vector<const LoginProvider*>& offered, const Request& request,
                 Text label, const std::string& query) {
    std::vector<Html> buttons;
    for (const auto* each : offered)
        buttons.push_back(web::link_button(
            start_path(*each) + query,
            format(label, request.language, {name_of_provider(*each, request.language)}),
            web::Weight::Secondary));
    return buttons.empty() ? Html{} : web::button_group(buttons);
}

}  // namespace

Html provider_buttons(Identity& identity, const Request& request, std::string_view next) {
    if (!identity.providers()) return {};
    return buttons_for(identity.providers()->offered(Audience::Staff, request.host), request,
                       texts::provider_sign_in, "?weiter=" + web::percent_encode(next));
}

Html proof_buttons(Identity& identity, const Request& request, AssuranceLevel wanted,
                   std::string_view next) {
    if (!identity.providers()) return {};
    auto offered = identity.providers()->offered(Audience::Residents, request.host);
    std::erase_if(offered, [&](const auto* each) { return each->highest_level() < wanted; });
    return buttons_for(
        offered, request, texts::provider_prove,
        "?stufe=" + std::string(name_of(wanted)) + "&weiter=" + web::percent_encode(next));
}

Html proof_offer(Identity& identity, const Request& request, AssuranceLevel wanted,
                 const std::string& next) {
    const Html buttons = proof_buttons(identity, request, wanted, next);
    if (buttons.empty()) return {};
    const Language language = request.language;
    const auto resident = identity.resident(request);
    Html done;
    if (resident && *resident) {
        done = web::alert(
            web::Tone::Info, texts::proof_done_title.in(language),
            web::paragraph(format(texts::proof_done, language,
                                  {written_time((*resident)->expires_at, language)})) +
                web::post_form(
                    request, "/ausweis/ende",
                    web::html<"<input type=\"hidden\" name=\"weiter\" value=\"{}\">">(next) +
                        web::button(texts::proof_end.in(language), web::Weight::Tertiary)));
        if ((*resident)->level >= wanted) return done;
    }
    const Html offer = web::paragraph(texts::proof_offer_why.in(language)) + buttons;
    if (wanted == AssuranceLevel::Basis && done.empty())
        return web::details(texts::proof_offer_optional.in(language), offer);
    return done + web::heading(2, texts::proof_offer_title.in(language)) + offer;
}

Response begin_link(Identity& identity, const Request& request, const Principal& principal,
                    const std::string& id) {
    const auto* provider =
        identity.providers() ? identity.providers()->find(id, request.host) : nullptr;
    if (!provider || provider->audience != Audience::Staff) return web::error_page(request, 404);
    const auto begun = identity.providers()->begin(
        {.transaction = {.provider = provider->id,
                         .purpose = LoginPurpose::StaffLink,
                         .tenant = principal.tenant,
                         .person = principal.person,
                         .next = std::string(account_page) + "?getan=verbunden"},
         .host = request.host,
         .redirect = web::address_of_site(request) + return_path(*provider),
         .wanted = AssuranceLevel::Substantial});
    if (!begun) return failed(request, *provider, begun.error(), std::string(account_page));
    const Language language = request.language;
    const std::string name = name_of_provider(*provider, language);
    Response response =
        simple_page(request, texts::provider_link_title,
                    web::lead(format(texts::provider_link_go, language, {name})) +
                        web::button_group({web::link_button(
                            begun->address, format(texts::provider_link_go_on, language, {name}))}),
                    200);
    set_login_cookie(response, request, begun->token);
    return response;
}

void add_provider_routes(web::Router& router, Identity& identity) {
    using Page = Response (*)(Identity&, Request&);
    const auto add = [&](web::Method method, std::string path, Page page,
                         web::Volume volume = web::Volume::Unlimited) {
        router.add(
            {.method = method,
             .path = std::move(path),
             .act = "public",
             .handler = [&identity, page](Request& request) { return page(identity, request); },
             .volume = volume});
    };
    using enum web::Method;
    add(Get, "/anmelden/mit/{provider}", start, web::Volume::SignIn);
    add(Get, "/anmelden/mit/{provider}/zurueck", come_back);
    add(Get, std::string(code_path), ask_code);
    add(Post, std::string(code_path), ask_code);
    add(Post, "/ausweis/ende", end_proof);
}

}  // namespace dw::identity
