#include "app/example_pages.h"

#include "app/texts.h"
#include "identity/totp.h"
#include "web/components.h"
#include "web/components_page.h"
#include "web/page.h"

namespace dw::app {

namespace {

std::string role_word(const ExamplePerson& person, Language language) {
    for (const auto role : person.roles) {
        if (role == identity::Role::Administrator)
            return std::string(texts::example_role_administrator.in(language));
        if (role == identity::Role::Editor)
            return std::string(texts::example_role_editor.in(language));
        if (role == identity::Role::TeamLead)
            return std::string(texts::example_role_team_lead.in(language));
    }
    return std::string(texts::example_role_clerk.in(language));
}

web::Html code(std::string_view text) {
    return web::html<"<code class=\"dw-code\" dir=\"ltr\">{}</code>">(text);
}

web::Html accounts(const ExampleDesk& desk, const std::string& password, std::int64_t step,
                   Language language) {
    web::Table table;
    table.caption = desk.organisation;
    for (const auto& label : {texts::example_login, texts::example_password, texts::example_code,
                              texts::example_role}) {
        table.columns.push_back({.label = std::string(label.in(language))});
    }
    for (const auto& person : desk.people) {
        table.rows.push_back({code(person.login), code(password),
                              code(identity::totp_code(person.totp_secret, step)),
                              web::escape(role_word(person, language))});
    }
    return web::table(table);
}

web::Html steps(Language language) {
    return web::numbered_list(
        {web::html<"{} <a class=\"kern-link\" href=\"{}\">{}</a>">(
             texts::example_step_apply.in(language),
             web::url("/suche?q=Hund+anmelden&ort=Bremerhaven"),
             texts::example_step_apply_link.in(language)),
         web::html<"{} <a class=\"kern-link\" href=\"{}\">{}</a>">(
             texts::example_step_decide.in(language), web::url("/anmelden"),
             texts::example_step_decide_link.in(language)),
         web::html<"{} <a class=\"kern-link\" href=\"{}\">{}</a>">(
             texts::example_step_mail.in(language), web::url("/beispiel/post"),
             texts::example_step_mail_link.in(language))});
}

}  // namespace

void add_example_routes(web::Router& router, ExampleDesks desks, Clock& clock) {
    // For those who build pages, not for residents: no installation that serves offers them.
    web::add_components_routes(router);
    router.add({.path = "/beispiel",
                .act = "public",
                .handler =
                    [desks = std::move(desks), &clock](web::Request& request) {
                        const Language language = request.language;
                        const auto step = identity::totp_step(clock.now());
                        web::Html main = web::heading(1, texts::example_title.in(language)) +
                                         web::lead(texts::example_lead.in(language)) +
                                         steps(language) +
                                         web::heading(2, texts::example_accounts.in(language)) +
                                         web::paragraph(texts::example_code_note.in(language));
                        for (const auto& desk : desks.desks)
                            main += accounts(desk, desks.password, step, language);
                        web::PageOptions options;
                        options.title = texts::example_title.in(language);
                        options.no_index = true;
                        return web::page_response(web::page(request, options, main));
                    },
                .kind = web::Kind::Page,
                .run = web::Run::Inline});
}

}  // namespace dw::app
