#include "web/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/json.h"
#include "web/components.h"
#include "web/page.h"
#include "web/static_files.h"

namespace dw::web {

namespace {

Response echo(Request& request) {
    std::string text = request.route;
    for (const auto& [name, value] : request.parameters) text += " " + name + "=" + value;
    return page_response(escape(text));
}

Response form_page(Request& request) {
    return page_response(
        page(request, {.title = "Formular"}, post_form(request, "/form", button("Weiter"))));
}

class RouterTest : public ::testing::Test {
  protected:
    void add(Method method, std::string path, Handler handler, Kind kind = Kind::Page,
             Cache cache = Cache::Never) {
        router.add({.method = method,
                    .path = std::move(path),
                    .act = "public",
                    .handler = std::move(handler),
                    .kind = kind,
                    .cache = cache});
    }
    Response get(std::string path) {
        request = {};
        request.path = std::move(path);
        return router.handle(request);
    }
    // What a browser does: opens the page, keeps its cookie, sends the form.
    void open_form() {
        const auto page = get("/form");
        const std::string cookie{page.header("Set-Cookie")};
        const auto equals = cookie.find('=');
        ASSERT_EQ(cookie.substr(0, equals), "formular") << cookie;
        const std::string token = request.csrf_token;
        ASSERT_NE(page.body.find(token), std::string::npos);
        request = {};
        request.method = Method::Post;
        request.path = "/form";
        request.host = "dienst.example";
        request.cookies["formular"] = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
        request.form.add("csrf", token);
    }

    Router router;
    Request request;
};

TEST_F(RouterTest, PrefersWhatIsWrittenOverWhatIsNamed) {
    add(Method::Get, "/cases/{id}", echo);
    add(Method::Get, "/cases/new", echo);
    add(Method::Get, "/cases/{id}/{part}", echo);
    add(Method::Get, "/files/{path...}", echo);
    add(Method::Get, "/{page}", echo);
    EXPECT_EQ(get("/cases/new").body, "/cases/new");
    EXPECT_EQ(get("/cases/7").body, "/cases/{id} id=7");
    EXPECT_EQ(get("/cases/7/note").body, "/cases/{id}/{part} id=7 part=note");
    EXPECT_EQ(get("/files/a/b.css").body, "/files/{path...} path=a/b.css");
    EXPECT_EQ(get("/impressum").body, "/{page} page=impressum");
    EXPECT_EQ(get("/cases/").header("Location"), "/cases");
    EXPECT_EQ(get("/").status, 404);
}

TEST_F(RouterTest, DividesNothingAtAnEncodedSlash) {
    add(Method::Get, "/services/{id}", echo);
    request.raw_path = "/services/L100%2F7";
    request.path = "/services/L100/7";
    EXPECT_EQ(router.handle(request).body, "/services/{id} id=L100/7");
}

TEST_F(RouterTest, LeadsFromNearlyTheAddressToTheAddress) {
    add(Method::Get, "/themen", echo);
    add(Method::Get, "/leistung/{id}", echo);
    add(Method::Get, "/api/v1/places", echo, Kind::Api);
    EXPECT_EQ(get("/Themen/").status, 301);
    EXPECT_EQ(get("/Themen/").header("Location"), "/themen");
    EXPECT_EQ(get("/LEISTUNG/L1.Aa").header("Location"), "/leistung/L1.Aa");
    request = {};
    request.path = "/themen/";
    request.target = "/themen/?ort=27568";
    EXPECT_EQ(router.handle(request).header("Location"), "/themen?ort=27568");
    EXPECT_EQ(get("/leistung/").status, 404);
    EXPECT_EQ(get("//evil.example/").status, 404);
    EXPECT_EQ(get("/API/v1/places").status, 404);
}

TEST_F(RouterTest, NamesTheMethodsAPathHas) {
    add(Method::Post, "/cases", echo);
    add(Method::Get, "/cases", echo);
    request.method = Method::Delete;
    request.path = "/cases";
    const auto answer = router.handle(request);
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("Allow"), "GET, HEAD, POST");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(RouterTest, AnswersUnknownApiPathsWithAProblem) {
    request.request_id = "abc";
    request.path = "/api/v1/nothing";
    const auto answer = router.handle(request);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    const auto problem = parse_json(answer.body);
    ASSERT_TRUE(problem);
    EXPECT_EQ((*problem)["status"].as_integer(), 404);
    EXPECT_EQ((*problem)["request_id"].text_or(""), "abc");
}

TEST_F(RouterTest, RemembersTheChosenLanguage) {
    add(Method::Get, "/", [](Request& r) { return page_response(escape(code_of(r.language))); });
    EXPECT_EQ(get("/").body, "de");
    request = {};
    request.path = "/";
    request.query.add("lang", "en");
    const auto chosen = router.handle(request);
    EXPECT_EQ(chosen.body, "en");
    EXPECT_EQ(chosen.header("Set-Cookie").find("sprache=en; Path=/; HttpOnly"), 0U);
    request = {};
    request.path = "/";
    request.cookies["sprache"] = "en";
    EXPECT_EQ(router.handle(request).body, "en");
}

TEST_F(RouterTest, TakesAFormOnlyWithItsToken) {
    add(Method::Get, "/form", form_page);
    int taken = 0;
    add(Method::Post, "/form", [&](Request&) {
        ++taken;
        return see_other("/done");
    });
    open_form();
    EXPECT_EQ(router.handle(request).status, 303);
    open_form();
    request.cookies.clear();
    EXPECT_EQ(router.handle(request).status, 403);
    open_form();
    request.cookies["formular"] = "AAAAAAAAAAAAAAAAAAAAAA";
    EXPECT_EQ(router.handle(request).status, 403);
    open_form();
    request.form = {};
    EXPECT_EQ(router.handle(request).status, 403);
    EXPECT_EQ(taken, 1);
}

TEST_F(RouterTest, AsksAFloodToWaitAndKeepsWhatWasTyped) {
    add(Method::Get, "/form", form_page);
    router.add({.method = Method::Post,
                .path = "/form",
                .act = "public",
                .handler = [](Request&) { return see_other("/done"); },
                .volume = Volume::Notice});
    open_form();
    request.client_address = "192.0.2.1";
    request.target = "/form?ort=7";
    request.form.add("worte", "Das Amt ist <umgezogen>");
    const Request sent = request;
    for (int i = 0; i < 20; ++i) {
        request = sent;
        ASSERT_EQ(router.handle(request).status, 303) << i;
    }
    request = sent;
    const auto refused = router.handle(request);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "60");
    EXPECT_NE(refused.body.find("action=\"/form?ort=7\""), std::string::npos) << refused.body;
    EXPECT_NE(refused.body.find("value=\"Das Amt ist &lt;umgezogen&gt;\""), std::string::npos)
        << refused.body;
    request = sent;
    request.client_address = "203.0.113.1";
    EXPECT_EQ(router.handle(request).status, 303) << "others go on";
    request = sent;
    router.set_volume_factor(0);
    EXPECT_EQ(router.handle(request).status, 303) << "lifted";
}

TEST_F(RouterTest, TellsAProgramHowLongToWait) {
    router.add({.method = Method::Post,
                .path = "/api/v1/notices",
                .act = "public",
                .handler = [](Request&) { return json_response("{}"); },
                .kind = Kind::Api,
                .volume = Volume::Notice});
    Response response;
    for (int i = 0; i < 21; ++i) {
        request = {};
        request.method = Method::Post;
        request.path = "/api/v1/notices";
        response = router.handle(request);
    }
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(response.header("Retry-After"), "60");
    EXPECT_NE(response.body.find("\"web.too_many\""), std::string::npos) << response.body;
}

TEST_F(RouterTest, AnnouncesToProgramsHowMuchTheyMayAsk) {
    router.add({.path = "/api/v1/things",
                .act = "public",
                .handler = [](Request&) { return json_response("{}"); },
                .kind = Kind::Api,
                .volume = Volume::ApiReading});
    const auto ask = [&](const std::string& address) {
        request = {};
        request.path = "/api/v1/things";
        request.client_address = address;
        return router.handle(request);
    };
    router.set_volume_factor(0.1);
    const auto first = ask("192.0.2.1");
    EXPECT_EQ(first.header("RateLimit-Policy"), "\"reading\";q=6000;w=60");
    EXPECT_EQ(first.header("RateLimit"), "\"reading\";r=5999;t=1");
    // The bucket fills up while it is emptied.
    Response refused;
    for (int i = 0; i < 100'000 && refused.status == 200; ++i) refused = ask("192.0.2.1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_TRUE(refused.header("RateLimit").starts_with("\"reading\";r=0;"));
    EXPECT_EQ(ask("198.51.100.1").status, 200);
    // Behind a proxy of this machine that nobody named, all would be one network.
    EXPECT_EQ(ask("127.0.0.1").status, 200);
    EXPECT_EQ(ask("127.0.0.1").header("RateLimit"), "");
    router.set_volume_factor(0);
    EXPECT_EQ(ask("192.0.2.1").status, 200);
    EXPECT_EQ(ask("192.0.2.1").header("RateLimit"), "");
}

TEST_F(RouterTest, TakesNoFormFromAnotherSite) {
    add(Method::Get, "/form", form_page);
    add(Method::Post, "/form", [](Request&) { return see_other("/done"); });
    const auto status_with = [&](std::string name, std::string value) {
        open_form();
        request.headers[std::move(name)] = std::move(value);
        return router.handle(request).status;
    };
    EXPECT_EQ(status_with("sec-fetch-site", "same-origin"), 303);
    EXPECT_EQ(status_with("sec-fetch-site", "cross-site"), 403);
    EXPECT_EQ(status_with("sec-fetch-site", "same-site"), 403);
    EXPECT_EQ(status_with("origin", "http://dienst.example"), 303);
    EXPECT_EQ(status_with("origin", "http://evil.example"), 403);
    EXPECT_EQ(status_with("origin", "null"), 403);
}

TEST_F(RouterTest, AcceptsTheTokensOfAnotherCopyWithTheSameSecret) {
    add(Method::Get, "/form", form_page);
    router.set_csrf_secret({1, 2, 3});
    open_form();
    Router other;
    other.add({.method = Method::Post, .path = "/form", .act = "public", .handler = [](Request&) {
                   return see_other("/done");
               }});
    Request copy = request;
    EXPECT_EQ(other.handle(copy).status, 403);
    other.set_csrf_secret({1, 2, 3});
    EXPECT_EQ(other.handle(request).status, 303);
}

TEST_F(RouterTest, LetsOnlyPagesWithoutCookieAndFormBeShared) {
    add(Method::Get, "/public", echo, Kind::Page, Cache::Public);
    add(Method::Get, "/form", form_page, Kind::Page, Cache::Public);
    add(Method::Get, "/private", echo);
    EXPECT_EQ(get("/public").header("Cache-Control"), "public, max-age=60");
    EXPECT_EQ(get("/public").header("Set-Cookie"), "");
    EXPECT_EQ(get("/form").header("Cache-Control"), "no-store");
    EXPECT_EQ(get("/private").header("Cache-Control"), "no-store");
}

TEST_F(RouterTest, GivesWhatIsAtHandOnlyToWhomItIsTheSame) {
    router.add({.path = "/seite",
                .act = "public",
                .handler = [](Request&) { return page_response(escape("written")); },
                .at_hand = [](const Request&) { return page_response(escape("kept")); },
                .cache = Cache::Public});
    const auto at_hand = [&](const Request& asked) {
        return router.at_hand(asked, router.routes().back());
    };
    Request asked;
    asked.path = "/seite";
    const auto kept = at_hand(asked);
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->body, "kept");
    EXPECT_EQ(kept->headers, get("/seite").headers);
    Request english = asked;
    english.query.add("lang", "en");
    EXPECT_FALSE(at_hand(english).has_value()) << "its answer sets a cookie";
    Request known = asked;
    known.cookies["sitzung"] = "1";
    EXPECT_FALSE(at_hand(known).has_value());
}

TEST_F(RouterTest, AsksTheGateBeforeTheHandler) {
    add(Method::Get, "/desk", [](Request&) -> Response { throw std::logic_error("not reached"); });
    router.set_gate([](Request&, const Route& route) -> std::optional<Response> {
        EXPECT_EQ(route.path, "/desk");
        return see_other("/anmelden");
    });
    EXPECT_EQ(get("/desk").header("Location"), "/anmelden");
}

TEST_F(RouterTest, HidesWhatALibraryThrew) {
    add(Method::Get, "/page", [](Request&) -> Response { throw std::runtime_error("secret"); });
    add(
        Method::Get, "/api/v1/x", [](Request&) -> Response { throw std::runtime_error("secret"); },
        Kind::Api);
    const auto page = get("/page");
    EXPECT_EQ(page.status, 500);
    EXPECT_EQ(page.body.find("secret"), std::string::npos);
    const auto problem = get("/api/v1/x");
    EXPECT_EQ(problem.status, 500);
    EXPECT_EQ(problem.content_type, "application/problem+json");
    EXPECT_EQ(problem.body.find("secret"), std::string::npos);
}

TEST_F(RouterTest, ProtectsEveryAnswer) {
    const auto answer = get("/nothing");
    EXPECT_EQ(answer.header("Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
              "script-src 'self'; connect-src 'self'; form-action 'self'; "
              "frame-ancestors 'none'; base-uri 'none'");
    EXPECT_EQ(answer.header("Referrer-Policy"), "same-origin");
    EXPECT_EQ(answer.header("Strict-Transport-Security"), "");
}

TEST_F(RouterTest, NamesCookiesForTheHostAloneWithHttps) {
    Request secure;
    secure.secure = true;
    Response response;
    set_cookie(response, secure, {"sitzung", "x", std::chrono::seconds{60}});
    EXPECT_EQ(response.header("Set-Cookie"),
              "__Host-sitzung=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
    secure.cookies["sitzung"] = "planted over http";
    EXPECT_EQ(secure.cookie("sitzung"), "");
    secure.cookies["__Host-sitzung"] = "x";
    EXPECT_EQ(secure.cookie("sitzung"), "x");
}

TEST_F(RouterTest, ServesPackedFilesForever) {
    add_asset_routes(router);
    const auto css = get(asset_path("kern/kern.css"));
    EXPECT_EQ(css.status, 200);
    EXPECT_EQ(css.content_type, "text/css; charset=utf-8");
    EXPECT_EQ(css.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_LT(css.static_gzip.size(), css.static_bytes.size());
    Request again;
    again.path = asset_path("kern/kern.css");
    again.headers["if-none-match"] = css.header("ETag");
    EXPECT_EQ(router.handle(again).status, 304);
    const auto old = get("/assets/0123456789abcdef/kern/kern.css");
    EXPECT_EQ(old.status, 200);
    EXPECT_EQ(old.header("Cache-Control"), "public, max-age=300");
    EXPECT_EQ(get("/assets/x/nothing.css").status, 404);
    EXPECT_EQ(get("/robots.txt").status, 200);
    EXPECT_NE(get("/robots.txt").body.find("\nSitemap: "), std::string::npos);
}

TEST(FileResponse, NamesTheFileForOldAndNewPrograms) {
    const auto file = file_response("x", "application/pdf", "Hundesteuer – \"Köln\".pdf");
    EXPECT_EQ(file.header("Content-Disposition").find("attachment; filename=\"Hundesteuer ___ _K"),
              0U)
        << file.header("Content-Disposition");
    EXPECT_NE(file.header("Content-Disposition").find("filename*=UTF-8''Hundesteuer%20"),
              std::string::npos);
}

}  // namespace

}  // namespace dw::web
