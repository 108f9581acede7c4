// The gate, asked through the router as every request is.
#include <gtest/gtest.h>

#include "identity/identity_fixture.h"

namespace dw::identity {
namespace {

TEST(NextPage, IsAPathOfOurOwn) {
    for (const char* path : {"/desk", "/desk?sicht=offen", "/desk/cases/1#notiz", "/suche?q=a%2Fb"})
        EXPECT_EQ(own_path_or_desk(path), path);
}

TEST(NextPage, IsNeverThatOfSomebodyElse) {
    for (const char* path : {"//evil.example", "///evil.example", "https://evil.example",
                             "HTTPS:evil.example", "/\\evil.example", "\\\\evil.example",
                             "/desk\\..\\evil", "javascript:alert(1)", "evil.example", "@evil"})
        EXPECT_EQ(own_path_or_desk(path), "/desk") << path;
}

// Browsers leave tab and line end out, so that "/\t/evil" is "//evil" to them.
TEST(NextPage, HasNoControlCharactersAndNoBlanks) {
    for (const char* path : {"/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: a=b",
                             " //evil.example", "/desk x", "/desk\x7f"})
        EXPECT_EQ(own_path_or_desk(path), "/desk") << path;
}

TEST(NextPage, IsTheDeskWhenNoneOrTooLongIsGiven) {
    EXPECT_EQ(own_path_or_desk(""), "/desk");
    EXPECT_EQ(own_path_or_desk("/"), "/desk");
    EXPECT_EQ(own_path_or_desk("/" + std::string(1000, 'a')), "/desk");
}

class GateTest : public testing::IdentityTest {
  protected:
    void SetUp() override {
        IdentityTest::SetUp();
        if (HasFatalFailure()) return;
        add_route("/public", "public");
        add_route("/self", "account.self");
        add_route("/cases", "case.list");
        add_route("/people", "organisation.administer");
        add_route("/unknown", "case.eat");
        add_route("/api/v1/cases", "case.list", web::Kind::Api);
        router_.set_gate(identity().make_gate());
        elif_ = new_colleague(office(), "Elif");
    }

    // Each page says who it thinks is asking.
    void add_route(const std::string& path, const std::string& act,
                   web::Kind kind = web::Kind::Page) {
        web::Route route;
        route.path = path;
        route.act = act;
        route.kind = kind;
        route.handler = [](web::Request& request) {
            const auto* principal = principal_of(request);
            web::Response response;
            response.body = principal ? principal->name : "nobody";
            return response;
        };
        router_.add(std::move(route));
    }
    web::Response get(const std::string& path, const std::string& token = {},
                      const std::string& host = "bremerhaven.example") {
        web::Request request;
        request.path = path;
        request.target = path + "?seite=2";
        request.host = host;
        if (!token.empty()) request.cookies[std::string(session_cookie)] = token;
        return router_.handle(request);
    }
    std::string sign_in(Stage stage = Stage::Full) {
        return begin_session(office().tenant, elif_, stage);
    }
    void expect_login_first(const web::Response& response) {
        EXPECT_EQ(response.status, 303);
        EXPECT_TRUE(response.header("Location").starts_with("/anmelden?weiter="));
    }

    web::Router router_;
    PersonId elif_;
};
// What lies below is tested on each database.
INSTANTIATE_TEST_SUITE_P(Sqlite, GateTest, ::testing::Values("sqlite"),
                         store::testing::database_name);

TEST_P(GateTest, PublicPagesAreForEverybody) {
    EXPECT_EQ(get("/public").body, "nobody");
    EXPECT_EQ(get("/public", sign_in()).body, "Elif");
    EXPECT_EQ(get("/public", "wrong").body, "nobody");
}

TEST_P(GateTest, WithoutASessionThereIsTheLoginFirstAndThePageAfterwards) {
    const auto response = get("/cases");
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.header("Location"), "/anmelden?weiter=%2Fcases%3Fseite%3D2");
    expect_login_first(get("/cases", "wrong"));
    expect_login_first(get("/unknown"));
}

TEST_P(GateTest, AProgramIsToldThatItHasToSignIn) {
    const auto response = get("/api/v1/cases");
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.content_type, "application/problem+json");
}

TEST_P(GateTest, WithASessionTheRoleDecides) {
    const auto token = sign_in();
    EXPECT_EQ(get("/cases", token).body, "Elif");
    EXPECT_EQ(get("/self", token).body, "Elif");
    EXPECT_EQ(get("/people", token).status, 403);
}

// Cookies are for pages: what a foreign page makes a browser send opens nothing.
TEST_P(GateTest, TheSessionOfABrowserOpensNoApi) {
    EXPECT_EQ(get("/api/v1/cases", sign_in()).status, 401);
}

TEST_P(GateTest, AnActNobodyKnowsIsClosedToAll) {
    const auto ada =
        new_colleague(office(), "Ada", {Role::Clerk, Role::TeamLead, Role::Administrator});
    EXPECT_EQ(get("/unknown", begin_session(office().tenant, ada)).status, 403);
}

TEST_P(GateTest, WhoIsStillEnrollingMayDoNothingElse) {
    const auto token = sign_in(Stage::Enrolling);
    for (const char* path : {"/self", "/cases", "/people", "/unknown"})
        expect_login_first(get(path, token));
    EXPECT_EQ(get("/api/v1/cases", token).status, 401);
    EXPECT_EQ(get("/public", token).body, "nobody");
}

TEST_P(GateTest, ASessionIsNoneUnderTheHostOfAnotherTenant) {
    new_tenant("Hannover", "hannover.example");
    const auto token = sign_in();
    expect_login_first(get("/cases", token, "hannover.example"));
    EXPECT_EQ(get("/public", token, "hannover.example").body, "nobody");
    EXPECT_EQ(get("/cases", token, "bremerhaven.example:8080").body, "Elif");
}

TEST_P(GateTest, AnEndedSessionIsNone) {
    const auto token = sign_in();
    ASSERT_EQ(get("/cases", token).status, 200);
    ASSERT_EQ(record(office(), RoleRevoked{elif_, Role::Clerk}), "");
    expect_login_first(get("/cases", token));
}

}  // namespace
}  // namespace dw::identity
