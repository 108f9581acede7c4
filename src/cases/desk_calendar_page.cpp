#include "cases/desk_calendar_page.h"

#include <algorithm>

#include "cases/calendar_feed.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* page_path = "/desk/calendar";

struct Choice {
    identity::ScopeId scope;
    std::string name;
};

// What a person can have in the calendar: the own cases, and those of each own team.
Result<std::vector<Choice>> choices_of(const Visit& visit) {
    const auto& principal = visit.principal;
    std::vector<Choice> choices{
        {identity::scope_of(principal.person), visit.say(texts::desk_calendar_own)}};
    DW_TRY(const auto teams,
           visit.cases.neighbours().identity.teams(principal.tenant, principal.organisation));
    for (const auto& team : teams) {
        if (std::ranges::find(principal.teams, team.id) == principal.teams.end()) continue;
        choices.push_back(
            {identity::scope_of(team.id), visit.say(texts::desk_calendar_team, {team.name})});
    }
    if (teams.empty())
        choices.push_back(
            {identity::scope_of(principal.organisation), visit.say(texts::desk_calendar_office)});
    return choices;
}

Html choice_part(const Visit& visit, const Choice& choice, bool has_address) {
    Html buttons =
        web::html<"<input type=\"hidden\" name=\"fuer\" value=\"{}\">">(choice.scope.to_string());
    buttons += web::named_button(
        {"schritt", "neu",
         visit.say(has_address ? texts::desk_calendar_renew : texts::desk_calendar_make),
         has_address ? web::Weight::Tertiary : web::Weight::Secondary});
    if (has_address)
        buttons +=
            web::named_button({"schritt", "zurueckziehen", visit.say(texts::desk_calendar_withdraw),
                               web::Weight::Secondary});
    return web::heading(2, choice.name) +
           web::paragraph(
               visit.say(has_address ? texts::desk_calendar_there : texts::desk_calendar_none)) +
           web::post_form(visit.request, page_path, buttons);
}

Html address_part(const Visit& visit, const std::string& token) {
    if (token.empty()) return {};
    const std::string address = web::site().public_url + std::string(feed_path) + token;
    return web::alert(
        web::Tone::Success, visit.say(texts::desk_calendar_made),
        web::html<"<p class=\"kern-body\"><code dir=\"ltr\" translate=\"no\">{}</code></p>">(
            address) +
            web::paragraph(visit.say(texts::desk_calendar_once)),
        web::Live::Yes);
}

web::Response calendar_page(const Visit& visit, const std::string& token) {
    const auto choices = choices_of(visit);
    if (!choices) return web::error_response(visit.request, choices.error());
    const auto reader = visit.cases.neighbours().store.reader();
    if (!reader) return web::error_response(visit.request, reader.error());
    const auto feeds = feeds_of(**reader, visit.principal);
    if (!feeds) return web::error_response(visit.request, feeds.error());
    Html main = web::heading(1, visit.say(texts::desk_calendar_title)) +
                web::lead(visit.say(texts::desk_calendar_lead)) + address_part(visit, token);
    for (const auto& choice : *choices) {
        const bool there = std::ranges::find(*feeds, choice.scope) != feeds->end();
        main += choice_part(visit, choice, there);
    }
    return desk_page(
        visit,
        {.title = visit.say(texts::desk_calendar_title), .main = main, .back_path = "/desk"});
}

}  // namespace

web::Response calendar_route(const Visit& visit) {
    return calendar_page(visit, {});
}

web::Response calendar_act_route(const Visit& visit) {
    auto& store = visit.cases.neighbours().store;
    const auto choices = choices_of(visit);
    if (!choices) return web::error_response(visit.request, choices.error());
    const auto scope = identity::ScopeId::parse(visit.request.form.get("fuer"));
    const bool own = scope && std::ranges::find(*choices, *scope, &Choice::scope) != choices->end();
    if (!own) return web::see_other(page_path);
    if (visit.request.form.get("schritt") == "zurueckziehen") {
        const auto done = withdraw_feed(store, visit.principal, *scope);
        if (!done) return web::error_response(visit.request, done.error());
        return web::see_other(page_path);
    }
    const auto token = make_feed(store, visit.principal, *scope);
    if (!token) return web::error_response(visit.request, token.error());
    return calendar_page(visit, *token);
}

Html calendar_link(const Visit& visit) {
    return web::html<"<p class=\"kern-body\">{}</p>">(
        web::link(page_path, visit.say(texts::desk_calendar_link)));
}

}  // namespace dw::cases
