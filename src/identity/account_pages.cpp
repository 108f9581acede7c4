#include "identity/account_pages.h"

#include "identity/desk_frame.h"
#include "identity/permission.h"
#include "identity/provider_login.h"
#include "identity/provider_pages.h"
#include "identity/texts.h"
#include "terms/written_date.h"

namespace dw::identity {

namespace {

using web::Html;
using web::Response;

constexpr const char* account_path = "/desk/account";

struct Trouble {
    std::vector<web::SummaryError> errors = {};
    std::string at(std::string_view field) const {
        for (const auto& error : errors)
            if (error.field_id == field) return error.sentence;
        return {};
    }
};

Html about(const OwnVisit& visit, const std::vector<Team>& teams,
           const std::vector<Member>& members) {
    const auto& principal = visit.principal;
    std::vector<Html> roles, own_teams, people;
    for (const Role role : principal.roles)
        roles.push_back(web::escape(role_word(role, visit.language)));
    for (const auto& team : teams) {
        const auto& mine = principal.teams;
        if (std::find(mine.begin(), mine.end(), team.id) != mine.end())
            own_teams.push_back(web::escape(team.name));
    }
    for (const auto person : principal.stands_in_for)
        people.push_back(web::escape(name_of(visit, members, person)));
    const auto list = [&](const std::vector<Html>& items) {
        return items.empty() ? web::escape(visit.say(texts::account_none))
                             : web::bullet_list(items);
    };
    std::vector<web::ListRow> rows{{visit.say(texts::account_name), web::escape(principal.name)},
                                   {visit.say(texts::account_roles), list(roles)},
                                   {visit.say(texts::account_teams), list(own_teams)}};
    if (!people.empty()) rows.push_back({visit.say(texts::account_stands_in), list(people)});
    return web::description_list(rows);
}

}  // namespace

Result<Html> resets_notice(const OwnVisit& visit) {
    DW_TRY(const auto resets, visit.identity.resets_of(visit.principal));
    if (resets.empty()) return Html{};
    std::vector<Html> lines;
    for (const auto& reset : resets) {
        const std::string name =
            reset.name.empty() ? visit.say(texts::account_reset_by_operator) : reset.name;
        lines.push_back(web::escape(
            visit.say(texts::account_reset, {written_time(reset.at, visit.language), name})));
    }
    return web::alert(
        web::Tone::Info, visit.say(texts::account_reset_title),
        web::bullet_list(lines) + web::paragraph(visit.say(texts::account_reset_what)));
}

namespace {

Html session_end(const OwnVisit& visit, const SessionEntry& entry) {
    const Html field = web::html<"<input type=\"hidden\" name=\"sitzung\" value=\"{}\">">(entry.id);
    return web::post_form(
        visit.request, std::string(account_path) + "/session-endings",
        field + web::button(visit.say(texts::account_session_end), web::Weight::Tertiary));
}

Result<Html> sessions(const OwnVisit& visit) {
    DW_TRY(const auto entries,
           visit.identity.sessions().list(visit.principal.tenant, visit.principal.person));
    const auto here = Sessions::id_of(visit.request.cookie(session_cookie));
    web::Table table;
    table.caption = visit.say(texts::account_sessions);
    table.hide_caption = true;
    table.columns = {{.label = visit.say(texts::account_session_begun)},
                     {.label = visit.say(texts::account_session_seen)},
                     {.label = visit.say(texts::account_session_act)}};
    for (const auto& entry : entries) {
        table.rows.push_back({web::escape(written_time(entry.begun_at, visit.language)),
                              web::escape(written_time(entry.seen_at, visit.language)),
                              entry.id == here ? web::escape(visit.say(texts::account_session_here))
                                               : session_end(visit, entry)});
    }
    return web::heading(2, visit.say(texts::account_sessions)) +
           web::paragraph(visit.say(texts::account_sessions_lead)) + web::table(table);
}

Html password_form(const OwnVisit& visit, const Trouble& trouble) {
    auto old_field = password_field(visit, "passwort", texts::password_old);
    auto new_field = password_field(visit, "passwort-neu", texts::password_new);
    old_field.error = trouble.at(old_field.id);
    new_field.error = trouble.at(new_field.id);
    return web::heading(2, visit.say(texts::password_title)) +
           web::post_form(visit.request, std::string(account_path) + "/password",
                          web::text_field(old_field, visit.language) +
                              web::text_field(new_field, visit.language) +
                              web::button(visit.say(texts::password_send), web::Weight::Secondary));
}

Html recovery_form(const OwnVisit& visit, std::int64_t left, const Trouble& trouble) {
    auto field = password_field(visit, "passwort-codes", texts::password_old);
    field.error = trouble.at(field.id);
    return web::heading(2, visit.say(texts::recovery_title)) +
           web::paragraph(visit.say(texts::recovery_left, {std::to_string(left)})) +
           web::post_form(
               visit.request, std::string(account_path) + "/recovery-codes",
               web::text_field(field, visit.language) +
                   web::button(visit.say(texts::recovery_renew), web::Weight::Secondary));
}

std::string password_id_of(std::string_view provider) {
    return "passwort-" + std::string(provider);
}

Html link_form(const OwnVisit& visit, const LoginProvider& provider, const Trouble& trouble) {
    auto field = password_field(visit, password_id_of(provider.id), texts::password_old);
    field.error = trouble.at(field.id);
    const std::string label =
        visit.say(texts::provider_link_do, {std::string(provider.name.in(visit.language))});
    return web::post_form(
        visit.request, std::string(account_path) + "/providers",
        web::html<"<input type=\"hidden\" name=\"anbieter\" value=\"{}\">">(provider.id) +
            web::text_field(field, visit.language) + web::button(label, web::Weight::Secondary));
}

Html linked_part(const OwnVisit& visit, const LoginProvider& provider, const LoginLink& link) {
    const std::string name(provider.name.in(visit.language));
    return web::paragraph(visit.say(texts::provider_link_since,
                                    {name, written_time(link.linked_at, visit.language)})) +
           web::post_form(
               visit.request, std::string(account_path) + "/provider-endings",
               web::html<"<input type=\"hidden\" name=\"anbieter\" value=\"{}\">">(provider.id) +
                   web::button(visit.say(texts::provider_link_end, {name}), web::Weight::Tertiary));
}

// Accounts elsewhere that open this one.
Result<Html> providers(const OwnVisit& visit, const Trouble& trouble) {
    auto* login = visit.identity.providers();
    if (!login) return Html{};
    const auto offered = login->offered(Audience::Staff, visit.request.host);
    if (offered.empty()) return Html{};
    DW_TRY(const auto links, login->links(visit.principal));
    Html html = web::heading(2, visit.say(texts::provider_link_title)) +
                web::paragraph(visit.say(texts::provider_link_lead));
    for (const auto* each : offered) {
        const auto link = std::ranges::find(links, each->id, &LoginLink::provider);
        html += link == links.end() ? link_form(visit, *each, trouble)
                                    : linked_part(visit, *each, *link);
    }
    return html;
}

Html done_notice(const OwnVisit& visit) {
    const auto done = visit.request.query.get("getan");
    const auto success = [&](const Text& title) {
        return web::alert(web::Tone::Success, visit.say(title), {}, web::Live::Yes);
    };
    if (done == "passwort") return success(texts::password_done);
    if (done == "vertretung") return success(texts::substitute_done);
    if (done == "beendet") return success(texts::account_session_done);
    if (done == "verbunden") return success(texts::provider_linked);
    if (done == "getrennt") return success(texts::provider_unlinked);
    if (done == "notcode")
        return web::alert(web::Tone::Warning, visit.say(texts::recovery_used_title),
                          web::paragraph(visit.say(texts::recovery_used)), web::Live::Yes);
    return {};
}

Result<Html> content(const OwnVisit& visit, const Trouble& trouble) {
    const auto place = visit.place();
    DW_TRY(const auto teams, visit.identity.teams(place.tenant, place.organisation));
    DW_TRY(const auto members, visit.identity.members(place.tenant, place.organisation));
    DW_TRY(const auto left, visit.identity.recovery_codes_left(visit.principal));
    DW_TRY(const auto open, sessions(visit));
    DW_TRY(const auto resets, resets_notice(visit));
    DW_TRY(const auto elsewhere, providers(visit, trouble));
    Html main = done_notice(visit) + resets + about(visit, teams, members);
    if (role_allows(visit.principal, "case.work")) {
        DW_TRY(const auto form,
               substitute_form(visit, {.person = visit.principal.person,
                                       .path = std::string(account_path) + "/substitution",
                                       .errors = trouble.errors}));
        main += form;
    }
    return main + open + password_form(visit, trouble) + recovery_form(visit, left, trouble) +
           elsewhere;
}

Response show(const OwnVisit& visit, const Trouble& trouble) {
    const auto main = content(visit, trouble);
    if (!main) return web::error_response(visit.request, main.error());
    return own_page(
        visit, {.title = visit.say(texts::account_title), .main = *main, .errors = trouble.errors});
}

Response account_page(const OwnVisit& visit) {
    return show(visit, {});
}

Response back_with(std::string_view done) {
    return web::see_other(std::string(account_path) + "?getan=" + std::string(done));
}

Identity::PasswordChange change_in(const OwnVisit& visit, std::string_view old_field) {
    return {.old_password = std::string(visit.sent(old_field)),
            .new_password = std::string(visit.sent("passwort-neu")),
            .client_address = visit.request.client_address,
            .token = std::string(visit.request.cookie(session_cookie))};
}

std::string refusal(const OwnVisit& visit, const LoginResult& result) {
    if (result.wait.count() > 0)
        return visit.say(texts::login_wait, {std::to_string(result.wait.count())});
    return visit.say(texts::password_wrong);
}

Response password_route(const OwnVisit& visit) {
    const auto result =
        visit.identity.change_password(visit.principal, change_in(visit, "passwort"));
    if (!result) {
        const auto sentence = refused_sentence(result.error(), visit.language);
        if (sentence.empty()) return web::error_response(visit.request, result.error());
        return show(visit, {{{"passwort-neu", sentence}}});
    }
    if (!result->token) return show(visit, {{{"passwort", refusal(visit, *result)}}});
    return back_with("passwort");
}

Response recovery_route(const OwnVisit& visit) {
    const auto result =
        visit.identity.renew_recovery_codes(visit.principal, change_in(visit, "passwort-codes"));
    if (!result) return web::error_response(visit.request, result.error());
    if (!result->token) return show(visit, {{{"passwort-codes", refusal(visit, *result)}}});
    return own_page(
        visit, {.title = visit.say(texts::recovery_title),
                .main = shown_once(visit, visit.say(texts::recovery_keep), result->recovery_codes),
                .back_path = account_path});
}

Response link_route(const OwnVisit& visit) {
    const std::string provider(visit.sent("anbieter"));
    const std::string field = password_id_of(provider);
    const auto result = visit.identity.confirm_password(visit.principal, change_in(visit, field));
    if (!result) return web::error_response(visit.request, result.error());
    if (!result->token) return show(visit, {{{field, refusal(visit, *result)}}});
    return begin_link(visit.identity, visit.request, visit.principal, provider);
}

Response unlink_route(const OwnVisit& visit) {
    auto* login = visit.identity.providers();
    if (!login) return web::error_page(visit.request, 404);
    const auto ended = login->unlink(visit.principal, std::string(visit.sent("anbieter")));
    if (!ended) return web::error_response(visit.request, ended.error());
    return back_with("getrennt");
}

Response session_end_route(const OwnVisit& visit) {
    const auto ended = visit.identity.sessions().end_one(
        visit.principal.tenant, visit.principal.person, visit.sent("sitzung"));
    if (!ended && ended.error().kind != ErrorKind::NotFound)
        return web::error_response(visit.request, ended.error());
    return back_with("beendet");
}

Response substitution_route(const OwnVisit& visit) {
    const auto errors = name_substitute(visit, visit.principal.person);
    if (!errors) return web::error_response(visit.request, errors.error());
    if (!errors->empty()) return show(visit, {*errors});
    return back_with("vertretung");
}

Response substitution_end_route(const OwnVisit& visit) {
    const auto ended = visit.identity.record(
        visit.place(), SubstitutionEnded{visit.principal.person}, visit.principal.actor);
    if (!ended && ended.error().kind != ErrorKind::Conflict)
        return web::error_response(visit.request, ended.error());
    return back_with("vertretung");
}

constexpr OwnRoute routes[] = {
    {web::Method::Get, "/desk/account", "account.self", account_page},
    {web::Method::Post, "/desk/account/password", "account.self", password_route},
    {web::Method::Post, "/desk/account/recovery-codes", "account.self", recovery_route},
    {web::Method::Post, "/desk/account/providers", "account.self", link_route},
    {web::Method::Post, "/desk/account/provider-endings", "account.self", unlink_route},
    {web::Method::Post, "/desk/account/session-endings", "account.self", session_end_route},
    {web::Method::Post, "/desk/account/substitution", "case.work", substitution_route},
    {web::Method::Post, "/desk/account/substitution-ending", "case.work", substitution_end_route},
};

}  // namespace

void add_account_routes(web::Router& router, Identity& identity) {
    web::add_desk_navigation({.path = account_path,
                              .label = texts::account_title,
                              .act = "account.self",
                              .is_seldom = true});
    for (const auto& route : routes) add_own_route(router, identity, route);
}

}  // namespace dw::identity
