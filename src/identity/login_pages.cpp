// Pages for signing in, setting up the second factor, and signing out.
#include "identity/account_pages.h"
#include "identity/desk_frame.h"
#include "identity/identity.h"
#include "identity/kept_form.h"
#include "identity/people_pages.h"
#include "identity/provider_pages.h"
#include "identity/texts.h"
#include "identity/totp.h"
#include "web/components.h"
#include "web/element.h"
#include "web/page.h"
#include "web/qr_code.h"

namespace dw::identity {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr std::string_view login_path = "/anmelden";
constexpr std::string_view enrol_path = "/anmelden/einrichten";
constexpr std::string_view logout_path = "/abmelden";

// What did not work, said at one field.
struct Trouble {
    std::string field_id, sentence;
};

web::Field code_field(const Request& request, Text label, Text hint) {
    web::Field field;
    field.id = "code";
    field.label = label.in(request.language);
    field.hint = hint.in(request.language);
    field.autocomplete = "one-time-code";
    field.input_mode = "numeric";
    field.left_to_right = true;
    field.width = 10;
    field.max_length = 24;
    return field;
}

Html summary_of(const Request& request, const std::optional<Trouble>& trouble) {
    if (!trouble) return {};
    return web::error_summary({{trouble->field_id, trouble->sentence}}, request.language);
}

// Where to go on afterwards; from the link that led here, or from the form when it comes back.
std::string wanted_page(const Request& request) {
    return own_path_or_desk(request.method == web::Method::Get ? request.query.get("weiter")
                                                               : request.form.get("weiter"));
}
Html next_page_field(const Request& request) {
    return web::html<"<input type=\"hidden\" name=\"weiter\" value=\"{}\">">(wanted_page(request));
}

struct LoginView {
    std::optional<Trouble> trouble = {};
    std::optional<KeptForm> kept = {};  // what goes on afterwards
    int status = 200;
};

Html next_page_field(const Request& request, const std::optional<KeptForm>& kept) {
    if (!kept) return next_page_field(request);
    return web::html<"<input type=\"hidden\" name=\"weiter\" value=\"{}\">">(kept->target) +
           hidden_fields(*kept);
}

Html login_form(const Request& request, const LoginView& view) {
    const auto& trouble = view.trouble;
    const Language language = request.language;
    web::Field name;
    name.id = "benutzer";
    name.label = texts::login_name.in(language);
    name.autocomplete = "username";
    name.left_to_right = true;
    name.value = request.form.get("benutzer");
    name.max_length = 200;
    if (trouble && trouble->field_id == name.id) name.error = trouble->sentence;
    web::Field password;
    password.id = "passwort";
    password.label = texts::login_password.in(language);
    password.type = "password";
    password.autocomplete = "current-password";
    password.max_length = 256;
    if (trouble && trouble->field_id == password.id) password.error = trouble->sentence;
    auto code = code_field(request, texts::login_code, texts::login_code_hint);
    return web::post_form(request, login_path,
                          next_page_field(request, view.kept) + web::text_field(name, language) +
                              web::text_field(password, language) +
                              web::text_field(code, language) +
                              web::button(texts::login_button.in(language)));
}

Response login_page(Identity& identity, const Request& request, const LoginView& view) {
    const Language language = request.language;
    Html main =
        summary_of(request, view.trouble) + web::heading(1, texts::login_title.in(language));
    main +=
        view.kept ? kept_notice(*view.kept, language) : web::lead(texts::login_intro.in(language));
    main += login_form(request, view) +
            provider_buttons(identity, request,
                             view.kept ? std::string("/desk") : wanted_page(request)) +
            web::muted(texts::login_session.in(language)) +
            web::html<"<p class=\"kern-body\">{}</p>">(
                web::link("/status", texts::login_status_link.in(language)));
    web::PageOptions options;
    options.title = texts::login_title.in(language);
    options.has_errors = view.trouble.has_value();
    options.no_index = true;
    return web::page_response(web::page(request, options, main), view.status);
}

// In groups of four: who types it keeps the place. Apps read over the gaps.
std::string typed_secret(const Enrolment& enrolment) {
    std::string text = to_base32(enrolment.secret);
    for (std::size_t at = 4; at < text.size(); at += 5) text.insert(at, 1, ' ');
    return text;
}

// What goes into the app: read by its camera, typed, or opened on the phone itself.
Html secret_part(const Enrolment& enrolment, Language language) {
    const std::string address = totp_address(enrolment.secret, web::site().name, enrolment.name);
    // url() lets only web addresses through; this one is made here, from escaped parts.
    const Html open_app = web::Element("a")
                              .set("class", "kern-link")
                              .set("href", address)
                              .with(web::escape(texts::enrol_link.in(language)));
    return web::qr_code(address, texts::enrol_picture.in(language)) +
           web::description_list(
               {{std::string(texts::enrol_secret.in(language)),
                 web::html<"<code dir=\"ltr\">{}</code>">(typed_secret(enrolment))}}) +
           web::html<"<p class=\"kern-body\">{}</p>">(open_app);
}

Response enrol_page(const Request& request, const Enrolment& enrolment,
                    const std::optional<Trouble>& trouble, int status) {
    const Language language = request.language;
    auto code = code_field(request, texts::enrol_code, texts::enrol_code_hint);
    if (trouble && trouble->field_id == code.id) code.error = trouble->sentence;
    web::Field password;
    password.id = "passwort-neu";
    password.label = texts::enrol_password.in(language);
    password.hint = texts::password_hint.in(language);
    password.type = "password";
    password.autocomplete = "new-password";
    password.max_length = 256;
    if (trouble && trouble->field_id == password.id) password.error = trouble->sentence;
    const Html main =
        summary_of(request, trouble) + web::heading(1, texts::enrol_title.in(language)) +
        web::lead(texts::enrol_intro.in(language)) +
        web::numbered_list({web::escape(texts::enrol_step_app.in(language)),
                            web::escape(texts::enrol_step_secret.in(language)),
                            web::escape(texts::enrol_step_code.in(language)),
                            web::escape(texts::enrol_step_password.in(language))}) +
        secret_part(enrolment, language) +
        web::post_form(request, enrol_path,
                       next_page_field(request) + web::text_field(code, language) +
                           web::text_field(password, language) +
                           web::button(texts::enrol_button.in(language))) +
        web::post_form(request, logout_path,
                       web::button(texts::enrol_stop.in(language), web::Weight::Tertiary));
    web::PageOptions options;
    options.title = texts::enrol_title.in(language);
    options.has_errors = trouble.has_value();
    options.no_index = true;
    return web::page_response(web::page(request, options, main), status);
}

Trouble trouble_of(const Request& request, const LoginResult& result, Text wrong,
                   std::string_view field_id) {
    const Language language = request.language;
    if (result.wait.count() > 0)
        return {std::string(field_id),
                format(texts::login_wait, language, {std::to_string(result.wait.count())})};
    return {std::string(field_id), std::string(wrong.in(language))};
}

int status_of_trouble(const LoginResult& result) {
    return result.wait.count() > 0 ? 429 : 422;
}

// The first page of who signed in: what was wanted, else the room of the person's work.
std::string page_after_login(Identity& identity, const std::string& token,
                             const LoginResult& result, std::string next) {
    if (result.by_recovery_code) return "/desk/account?getan=notcode";
    if (next != "/desk") return next;
    const auto session = identity.sessions().find(token);
    return session && *session ? home_of((*session)->principal) : next;
}

Response with_session(const Request& request, const std::string& token, std::string_view path) {
    Response response = web::see_other(path);
    web::set_cookie(response, request, {std::string(session_cookie), token, std::nullopt});
    return response;
}

Response post_login(Identity& identity, const Request& request) {
    const auto tenants = identity.tenants_of(request.host);
    if (!tenants) return web::error_response(request, tenants.error());
    for (const char* field : {"benutzer", "passwort"}) {
        if (!request.form.get(field).empty()) continue;
        const Text missing = field == std::string_view("benutzer") ? texts::login_name_missing
                                                                   : texts::login_password_missing;
        return login_page(identity, request,
                          {.trouble = Trouble{field, std::string(missing.in(request.language))},
                           .kept = kept_in(request),
                           .status = 422});
    }
    const auto result =
        identity.login(*tenants, {.login = std::string(request.form.get("benutzer")),
                                  .password = std::string(request.form.get("passwort")),
                                  .code = std::string(request.form.get("code")),
                                  .client_address = request.client_address});
    if (!result) return web::error_response(request, result.error());
    if (!result->token) {
        const auto& wrong = result->start_password_expired ? texts::login_start_password_expired
                                                           : texts::login_wrong;
        const auto trouble = trouble_of(request, *result, wrong, "benutzer");
        return login_page(
            identity, request,
            {.trouble = trouble, .kept = kept_in(request), .status = status_of_trouble(*result)});
    }
    const auto kept = kept_in(request);
    if (kept && result->stage == Stage::Full) {
        Response response = send_kept_again(request, *kept);
        web::set_cookie(response, request,
                        {std::string(session_cookie), *result->token, std::nullopt});
        return response;
    }
    const std::string next =
        kept ? std::string("/desk") : own_path_or_desk(request.form.get("weiter"));
    if (result->stage == Stage::Full)
        return with_session(request, *result->token,
                            page_after_login(identity, *result->token, *result, next));
    return with_session(request, *result->token,
                        std::string(enrol_path) + "?weiter=" + web::percent_encode(next));
}

// Who is setting up a second factor; nobody else sees these pages.
Result<std::optional<Principal>> enrolling(Identity& identity, const Request& request) {
    std::optional<Principal> nobody;
    const auto token = request.cookie(session_cookie);
    if (token.empty()) return nobody;
    DW_TRY(auto session, identity.sessions().find(token));
    if (!session || session->stage != Stage::Enrolling) return nobody;
    return std::optional(std::move(session->principal));
}

// The recovery codes are told once, with the first page of the new session.
Response enrolled_page(Identity& identity, const Request& request, const LoginResult& result) {
    const auto session = identity.sessions().find(*result.token);
    if (!session) return web::error_response(request, session.error());
    const Principal principal = *session ? (*session)->principal : Principal{};
    Request visited = request;
    const OwnVisit visit{visited, identity, principal, request.language};
    const std::string next = page_after_login(identity, *result.token, result,
                                              own_path_or_desk(request.form.get("weiter")));
    const auto resets = resets_notice(visit);
    if (!resets) return web::error_response(request, resets.error());
    const Html main =
        *resets + shown_once(visit, visit.say(texts::recovery_keep), result.recovery_codes) +
        web::button_group({web::link_button(next, texts::recovery_go_on.in(request.language))});
    web::PageOptions options;
    options.title = texts::enrol_done.in(request.language);
    options.no_index = true;
    Response response =
        web::page_response(web::page(request, options, web::heading(1, options.title) + main));
    web::set_cookie(response, request, {std::string(session_cookie), *result.token, std::nullopt});
    return response;
}

Response answer_enrolment(Identity& identity, const Request& request) {
    const auto principal = enrolling(identity, request);
    if (!principal) return web::error_response(request, principal.error());
    if (!*principal) return web::see_other(login_path);
    const auto enrolment = identity.enrolment(**principal);
    if (!enrolment) return web::error_response(request, enrolment.error());
    if (request.method == web::Method::Get)
        return enrol_page(request, *enrolment, std::nullopt, 200);
    LoginAttempt attempt;
    attempt.code = request.form.get("code");
    attempt.password = request.form.get("passwort-neu");
    attempt.client_address = request.client_address;
    const auto result = identity.finish_enrolment(**principal, attempt);
    if (!result) {
        const auto sentence = refused_sentence(result.error(), request.language);
        if (sentence.empty()) return web::error_response(request, result.error());
        return enrol_page(request, *enrolment, Trouble{"passwort-neu", sentence}, 422);
    }
    if (!result->token)
        return enrol_page(request, *enrolment,
                          trouble_of(request, *result, texts::enrol_wrong, "code"),
                          status_of_trouble(*result));
    return enrolled_page(identity, request, *result);
}

Response logout(Identity& identity, const Request& request) {
    const auto ended = identity.sessions().end(request.cookie(session_cookie));
    if (!ended) return web::error_response(request, ended.error());
    Response response = web::see_other("/");
    web::set_cookie(response, request, {std::string(session_cookie), "", std::chrono::seconds{0}});
    return response;
}

}  // namespace

Response login_with(Identity& identity, const Request& request, const KeptForm& kept) {
    return login_page(identity, request, {.kept = kept, .status = 403});
}

void Identity::add_routes(web::Router& router) {
    const auto add = [&router](web::Method method, std::string_view path, std::string_view act,
                               web::Handler handler) {
        web::Route route;
        route.method = method;
        route.path = path;
        route.act = act;
        route.handler = std::move(handler);
        router.add(std::move(route));
    };
    add(web::Method::Get, login_path, "public",
        [this](Request& request) { return login_page(*this, request, {}); });
    add(web::Method::Post, login_path, "public",
        [this](Request& request) { return post_login(*this, request); });
    for (const auto method : {web::Method::Get, web::Method::Post})
        add(method, enrol_path, "public",
            [this](Request& request) { return answer_enrolment(*this, request); });
    // Also for who is still setting up the second factor: it ends what the cookie names.
    add(web::Method::Post, logout_path, "public",
        [this](Request& request) { return logout(*this, request); });
    add_provider_routes(router, *this);
    add_people_routes(router, *this);
    add_account_routes(router, *this);
}

}  // namespace dw::identity
