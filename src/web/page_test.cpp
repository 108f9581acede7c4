#include "web/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/components.h"
#include "web/legal_pages.h"
#include "web/texts.h"

namespace dw::web {

using testing::HasSubstr;
using testing::Not;

namespace {

Request request_for(std::string path, Language language = Language::German) {
    Request request;
    request.path = std::move(path);
    request.language = language;
    return request;
}

std::string shown(const Request& request, const PageOptions& options) {
    return page(request, options, heading(1, options.title)).markup();
}

}  // namespace

TEST(Page, HasSkipLinkMainTitleAndTheSixLegalLinks) {
    PageOptions options;
    options.title = "Hund <anmelden>";
    const std::string markup = shown(request_for("/hund"), options);
    EXPECT_THAT(markup, HasSubstr("<html lang=\"de\" dir=\"ltr\">"));
    EXPECT_THAT(markup, HasSubstr("<title>Hund &lt;anmelden&gt; – Dienstweg</title>"));
    EXPECT_THAT(markup, HasSubstr("<a class=\"dw-skip\" href=\"#inhalt\">"));
    EXPECT_THAT(markup, HasSubstr("id=\"inhalt\" tabindex=\"-1\""));
    for (const char* path : {"/impressum", "/datenschutz", "/barrierefreiheit", "/barriere-melden",
                             "/leichte-sprache", "/kontakt"}) {
        EXPECT_THAT(markup, HasSubstr("<a href=\"" + std::string(path) + "\""));
    }
}

TEST(Page, HasNoInlineStyleOrScriptAndNoFlagLine) {
    PageOptions options;
    options.title = "x";
    const std::string markup = shown(request_for("/"), options);
    for (const char* never : {"<style", "<script", " style=", " onclick", "kopfzeile"}) {
        EXPECT_THAT(markup, Not(HasSubstr(never)));
    }
}

TEST(Page, TheDesksMenuSaysHowMuchWaitsAndCountsNoFurtherThan99) {
    add_desk_navigation({.path = "/zaehlt", .label = texts::menu});
    add_desk_navigation({.path = "/viel", .label = texts::menu});
    PageOptions options;
    options.title = "x";
    options.desk = true;
    auto request = request_for("/zaehlt");
    EXPECT_THAT(shown(request, options), Not(HasSubstr("dw-count"))) << "nobody counts here";
    const std::function<std::map<std::string, int>(const Request&)> counts = [](const Request&) {
        return std::map<std::string, int>{{"/zaehlt", 12}, {"/viel", 100}, {"/anderswo", 3}};
    };
    request.desk_counts = &counts;
    const std::string markup = shown(request, options);
    EXPECT_THAT(markup, HasSubstr("<span class=\"dw-count\" aria-hidden=\"true\">12</span>"
                                  "<span class=\"kern-sr-only\">, 12 wartend</span>"));
    EXPECT_THAT(markup, HasSubstr("aria-hidden=\"true\">99+</span>"));
    options.desk = false;
    EXPECT_THAT(shown(request, options), Not(HasSubstr("dw-count"))) << "never for residents";
}

TEST(Page, TitleSaysFirstThatThereAreErrors) {
    PageOptions options;
    options.title = "Adresse";
    options.has_errors = true;
    EXPECT_THAT(shown(request_for("/"), options), HasSubstr("<title>Fehler: Adresse"));
    EXPECT_THAT(shown(request_for("/", Language::English), options),
                HasSubstr("<title>Error: Adresse"));
}

TEST(Page, LanguageLinksKeepPathAndQuery) {
    PageOptions options;
    options.title = "x";
    Request request = request_for("/leistungen/käse");
    request.query.add("q", "a&b");
    request.query.add("lang", "de");
    EXPECT_THAT(shown(request, options),
                HasSubstr("href=\"/leistungen/k%C3%A4se?q=a%26b&amp;lang=en\" lang=\"en\""));
    request.method = Method::Post;
    EXPECT_THAT(shown(request, options), Not(HasSubstr("lang=en")));
}

TEST(Page, OnlyTheExampleSaysThatItIsOne) {
    PageOptions options;
    options.title = "x";
    EXPECT_THAT(shown(request_for("/"), options), Not(HasSubstr("Das ist ein Beispiel.")));
    Site example;
    example.example = true;
    set_site(example);
    EXPECT_THAT(shown(request_for("/"), options), HasSubstr("Das ist ein Beispiel."));
    set_site({});
}

TEST(LegalPages, EachHasOneHeadingInBothLanguages) {
    Router router;
    add_legal_routes(router);
    EXPECT_EQ(router.routes().size(), 6U);
    for (const auto& route : router.routes()) {
        for (const Language language : {Language::German, Language::English}) {
            Request request = request_for(route.path, language);
            const Response response = route.handler(request);
            EXPECT_EQ(response.status, 200);
            const auto heading_at = response.body.find("<h1");
            EXPECT_NE(heading_at, std::string::npos);
            EXPECT_EQ(response.body.find("<h1", heading_at + 1), std::string::npos);
            EXPECT_THAT(response.body, HasSubstr("aria-current=\"page\""));
        }
    }
}

std::string legal_page(const std::string& path) {
    Router router;
    add_legal_routes(router);
    Request request = request_for(path);
    for (const auto& route : router.routes())
        if (route.path == path) return route.handler(request).body;
    return {};
}

TEST(LegalPages, SayWhenTheOperatorFilledInNothing) {
    set_site({});
    const auto page = legal_page("/impressum");
    EXPECT_THAT(page, HasSubstr(std::string(texts::legal_missing_title.in(Language::German))));
    EXPECT_THAT(page, Not(HasSubstr("Musterweg")));
    EXPECT_THAT(page, Not(HasSubstr("Im Beispiel")));
}

TEST(LegalPages, ShowTheOperatorsWordsAndNothingOfTheExample) {
    Site site;
    site.run_by.emplace();
    site.run_by->office = {"Stadt <Nord>", "City <North>"};
    site.run_by->mail = "rathaus@stadt.example";
    set_site(site);
    for (const char* path : {"/impressum", "/kontakt", "/datenschutz", "/barrierefreiheit",
                             "/barriere-melden", "/leichte-sprache"}) {
        const auto page = legal_page(path);
        EXPECT_THAT(page, Not(HasSubstr("Beispielstelle"))) << path;
        EXPECT_THAT(page, Not(HasSubstr("Im Beispiel"))) << path;
    }
    EXPECT_THAT(legal_page("/kontakt"), HasSubstr("Stadt &lt;Nord&gt;"));
    EXPECT_THAT(legal_page("/kontakt"), HasSubstr("mailto:rathaus@stadt.example"));
    set_site({});
}

TEST(Page, OfTheDeskLeadsToTheDeskAndAsksNobodyToSignInAgain) {
    PageOptions options;
    options.title = "Vorgänge";
    const auto open = shown(request_for("/x"), options);
    EXPECT_THAT(open, HasSubstr("class=\"dw-brand\" href=\"/\""));
    EXPECT_THAT(open, HasSubstr("href=\"/anmelden\""));
    options.desk = true;
    options.person = "Jana Jansen";
    const auto desk = shown(request_for("/desk"), options);
    EXPECT_THAT(desk, HasSubstr("class=\"dw-brand\" href=\"/desk\""));
    EXPECT_THAT(desk, Not(HasSubstr("href=\"/anmelden\"")));
}

TEST(ErrorPage, SaysWhatHappenedAndShowsAWayOut) {
    for (const int status : {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
        const Response response = error_page(request_for("/x"), status);
        EXPECT_EQ(response.status, status);
        EXPECT_THAT(response.body, HasSubstr("href=\"/\""));
        EXPECT_THAT(response.body, HasSubstr("noindex"));
    }
}

TEST(ErrorPage, WhatWasTooLargeLeadsBackToItsFormAndNowhereElse) {
    Request request = request_for("/antrag/1/nachweis");
    request.host = "dienst.example";
    const auto with = [&](std::string referer) {
        request.headers["referer"] = std::move(referer);
        return error_page(request, 413).body;
    };
    EXPECT_THAT(with("http://dienst.example/antrag/1/nachweis?pruefen=1"),
                HasSubstr("href=\"/antrag/1/nachweis?pruefen=1\""));
    for (const char* other : {"http://evil.example/x", "https://dienst.example/x", "/x", "",
                              "http://dienst.example//evil.example/x"}) {
        EXPECT_THAT(with(other), Not(HasSubstr("Zurück zum Formular"))) << other;
    }
}

TEST(ErrorPage, AfterAPostTheLanguageLeadsToWhereThePersonComesFrom) {
    Request request = request_for("/antrag/1/person");
    request.method = Method::Post;
    EXPECT_THAT(error_page(request, 403).body, HasSubstr("href=\"/?lang=en\""));
    request.host = "dienst.example";
    request.headers["referer"] = "http://dienst.example/antrag/1/person?lang=de&weiter=1";
    EXPECT_THAT(error_page(request, 403).body,
                HasSubstr("href=\"/antrag/1/person?weiter=1&amp;lang=en\""));
    EXPECT_THAT(outdated_form_page(request).body, HasSubstr("hreflang=\"en\""));
    request.form.add("name", "Erika");
    EXPECT_THAT(too_many_response(request, std::chrono::seconds(60)).body,
                Not(HasSubstr("hreflang")))
        << "what was typed would be lost";
}

TEST(ErrorPage, AnOldFormAsksToLoadThePageAgain) {
    Request request = request_for("/antrag/1/person");
    request.host = "dienst.example";
    request.secure = true;
    request.headers["referer"] = "https://dienst.example/antrag/1/person";
    const Response response = outdated_form_page(request);
    EXPECT_EQ(response.status, 403);
    EXPECT_THAT(response.body, HasSubstr("Diese Seite war zu lange offen"));
    EXPECT_THAT(response.body, HasSubstr("href=\"/antrag/1/person\""));
    EXPECT_THAT(response.body, Not(HasSubstr("Berechtigung")));
}

TEST(Site, AddressIsTheOneThePersonUses) {
    set_site({.public_url = "http://127.0.0.1:8080"});
    Request request = request_for("/");
    EXPECT_EQ(address_of_site(request), "http://127.0.0.1:8080");
    request.host = "dienst.example";
    EXPECT_EQ(address_of_site(request), "http://dienst.example");
    request.secure = true;
    EXPECT_EQ(address_of_site(request), "https://dienst.example");
    set_site({});
}

TEST(ErrorPage, OursCarryANumberToTellUs) {
    Request request = request_for("/x");
    request.request_id = "abc123";
    EXPECT_THAT(error_page(request, 500).body, HasSubstr("abc123"));
    EXPECT_THAT(error_page(request, 404).body, Not(HasSubstr("abc123")));
}

TEST(ErrorResponse, NeverShowsTheDevelopersWords) {
    const Error error{ErrorKind::Corrupt, "store.hash", "row 7 of table secret"};
    const Response for_people = error_response(request_for("/x"), error);
    EXPECT_EQ(for_people.status, 500);
    EXPECT_THAT(for_people.body, Not(HasSubstr("secret")));
    const Response for_programs = error_response(request_for("/api/v1/x"), error);
    EXPECT_THAT(for_programs.content_type, HasSubstr("application/problem+json"));
    EXPECT_THAT(for_programs.body, HasSubstr("store.hash"));
    EXPECT_THAT(for_programs.body, Not(HasSubstr("secret")));
}

}  // namespace dw::web
