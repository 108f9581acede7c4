#include "identity/oidc_provider.h"

#include <latch>
#include <thread>

#include "identity/oidc_fixture.h"

namespace dw::identity {
namespace {

class OidcProviderTest : public ::testing::Test {
  protected:
    OidcProviderTest() { fake_.nonce = secrets_.nonce; }

    static LoginProvider settings() {
        LoginProvider provider;
        provider.id = "stadt";
        provider.issuer = "https://login.example";
        provider.client_id = "dienstweg";
        provider.client_secret = "ge:heim";
        provider.levels = {{"one", AssuranceLevel::Basis},
                           {"two", AssuranceLevel::Substantial},
                           {"card", AssuranceLevel::High}};
        return provider;
    }
    // "": somebody signed in.
    std::string redeem(const std::string& code = "c-1") {
        const auto token =
            provider_.redeem({.code = code, .redirect = "https://dienst.example/r"}, secrets_);
        return token ? std::string() : token.error().code;
    }
    std::string address(AssuranceLevel wanted = AssuranceLevel::Basis) {
        const auto made = provider_.sign_in_address(secrets_, "https://dienst.example/r", wanted,
                                                    Prompt::AsNeeded);
        return made ? *made : made.error().code;
    }
    int keys_asked() { return fake_.asked["/keys"]; }
    bool is_own(std::string_view issuer) { return provider_.is_own_answer(issuer).value_or(false); }

    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    const LoginSecrets secrets_{"s-1", "n-1", "v-1"};
    testing::FakeProvider fake_{clock_};
    OidcProvider provider_{settings(), fake_, clock_};
};

TEST_F(OidcProviderTest, IsAskedWithStateNonceAndChallenge) {
    EXPECT_EQ(address(),
              "https://login.example/authorize?response_type=code&scope=openid&client_id=dienstweg"
              "&redirect_uri=https%3A%2F%2Fdienst.example%2Fr&state=s-1&nonce=n-1&code_challenge=" +
                  challenge_of("v-1") + "&code_challenge_method=S256&acr_values=card%20one%20two");
    EXPECT_NE(address(AssuranceLevel::Substantial).find("acr_values=card%20two"),
              std::string::npos);
    EXPECT_NE(address(AssuranceLevel::High).find("acr_values=card"), std::string::npos);
}

// RFC 7636 appendix B
TEST_F(OidcProviderTest, ChallengeIsThatOfTheStandard) {
    EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_F(OidcProviderTest, GivesTheTokenForTheCode) {
    const auto token =
        provider_.redeem({.code = "c 1", .redirect = "https://dienst.example/r"}, secrets_);
    ASSERT_TRUE(token) << token.error().message;
    EXPECT_EQ(token->subject, "u-4711");
    EXPECT_EQ(token->acr, "high");
    EXPECT_EQ(fake_.last.url, "https://login.example/token");
    EXPECT_EQ(fake_.last.form,
              "grant_type=authorization_code&code=c%201"
              "&redirect_uri=https%3A%2F%2Fdienst.example%2Fr&code_verifier=v-1");
    EXPECT_EQ(fake_.last.user, "dienstweg");
    EXPECT_EQ(fake_.last.password, "ge%3Aheim");
}

TEST_F(OidcProviderTest, DocumentsAreReadOnceInTenMinutes) {
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 1);
    clock_.advance(document_age);
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 2);
}

TEST_F(OidcProviderTest, ANewKeyIsFetchedWhenATokenNamesIt) {
    EXPECT_EQ(redeem(), "");
    fake_.key_name = "second";
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 2);
    // The old one is not believed any more.
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 2);
}

// Whoever sends made-up ids does not make us ask the provider again and again.
TEST_F(OidcProviderTest, KeysAreLookedForOnceInTenSecondsOnly) {
    EXPECT_EQ(redeem(), "");
    for (int i = 0; i < 5; ++i) {
        fake_.key_name = "made-up-" + std::to_string(i);
        const auto list = fake_.asked["/keys"];
        (void)redeem();
        EXPECT_LE(fake_.asked["/keys"], list + 1);
    }
    EXPECT_EQ(keys_asked(), 2);
    clock_.advance(key_pause);
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 3);
}

// Two come back in the moment of the change: the second finds the keys the first has fetched.
TEST_F(OidcProviderTest, ANewKeyThatSomebodyElseFetchedIsBelieved) {
    EXPECT_EQ(redeem(), "");
    fake_.while_redeeming = [&] {
        fake_.key_name = "second";
        EXPECT_EQ(redeem(), "");
    };
    EXPECT_EQ(redeem(), "");
    EXPECT_EQ(keys_asked(), 2);
}

TEST_F(OidcProviderTest, OneThatIsDownIsSaidToBeAndLeftAlone) {
    fake_.is_down = true;
    EXPECT_EQ(address(), "identity.provider_down");
    EXPECT_EQ(redeem(), "identity.provider_down");
    EXPECT_EQ(fake_.asked["/.well-known/openid-configuration"], 1);
    fake_.is_down = false;
    EXPECT_EQ(redeem(), "identity.provider_down");
    clock_.advance(down_pause);
    EXPECT_EQ(redeem(), "");
}

TEST_F(OidcProviderTest, NobodyIsSentToOneThatWentDown) {
    EXPECT_TRUE(address().starts_with("https://login.example/authorize?"));
    fake_.is_down = true;
    clock_.advance(sign_in_age);
    EXPECT_EQ(address(), "identity.provider_down");
}

TEST_F(OidcProviderTest, OneWithAnotherIssuerIsNotBelieved) {
    fake_.says_issuer = "https://evil.example";
    EXPECT_EQ(redeem(), "identity.provider_down");
    EXPECT_EQ(fake_.asked["/keys"], 0);
}

TEST_F(OidcProviderTest, AUsedCodeIsRefusedAndATroubledServerIsDown) {
    fake_.token_status = 400;
    EXPECT_EQ(redeem(), "identity.oidc_code");
    fake_.token_status = 503;
    EXPECT_EQ(redeem(), "identity.provider_down");
}

TEST_F(OidcProviderTest, AnEmptyCodeIsRefusedWithoutAsking) {
    EXPECT_EQ(redeem(""), "identity.oidc_code");
    EXPECT_TRUE(fake_.asked.empty());
}

// Anybody can bring one; only that sign-in is to fail.
TEST_F(OidcProviderTest, WhateverAMadeUpCodeGetsItKeepsNobodyElseOut) {
    struct Told {
        int status;
        std::string body, code;
    };
    const std::string refused = "identity.oidc_code", down = "identity.provider_down";
    for (const auto& told :
         {Told{400, R"({"error":"invalid_grant"})", refused},
          Told{400, R"({"error":"invalid_request"})", refused},
          Told{422, R"({"error":"invalid_grant"})", refused},
          Told{401, R"({"error":"invalid_client"})", down}, Told{404, "<html>", down},
          Told{429, "", down}, Told{500, R"({"error":"server_error"})", down},
          Told{200, "<html>", down}}) {
        fake_.token_status = told.status;
        fake_.token_error = told.body;
        fake_.answers_plainly = told.status == 200;
        EXPECT_EQ(redeem("%00junk\n"), told.code) << told.status;
        fake_.token_status = 200;
        fake_.answers_plainly = false;
        EXPECT_EQ(redeem(), "") << told.status;
        EXPECT_TRUE(address().starts_with("https://")) << told.status;
    }
    fake_.is_down = true;
    EXPECT_EQ(redeem(), down);
    fake_.is_down = false;
    EXPECT_EQ(redeem(), down) << "one that does not answer is left alone";
}

TEST_F(OidcProviderTest, ATokenForAnotherSignInIsRefused) {
    fake_.nonce = "n-2";
    EXPECT_EQ(redeem(), "identity.oidc_token");
    fake_.nonce = "n-1";
    fake_.client_id = "shop";
    EXPECT_EQ(redeem(), "identity.oidc_token");
}

// A provider that hangs holds a quarter of the workers and no more.
TEST_F(OidcProviderTest, OnlySoManyWaitForIt) {
    class Hanging final : public web::HttpClient {
      public:
        Result<web::HttpAnswer> ask(const web::HttpQuestion&) override {
            waiting.count_down();
            end.wait();
            return unavailable("web.no_answer", "too late");
        }
        std::latch waiting{16}, end{1};
    } hanging;
    OidcProvider slow(settings(), hanging, clock_);
    std::vector<std::thread> workers;
    for (int i = 0; i < 16; ++i)
        workers.emplace_back([&] { (void)slow.is_own_answer("").has_value(); });
    hanging.waiting.wait();
    const auto one_more = slow.is_own_answer("");
    EXPECT_EQ(one_more ? "" : one_more.error().code, "identity.busy");
    hanging.end.count_down();
    for (auto& worker : workers) worker.join();
    EXPECT_TRUE(address().starts_with("https://"));
}

// RFC 9207: an answer that comes from another provider, or that does not say from which.
TEST_F(OidcProviderTest, AnAnswerNamesItsIssuer) {
    EXPECT_TRUE(is_own("https://login.example"));
    EXPECT_FALSE(is_own("https://evil.example"));
    EXPECT_FALSE(is_own(""));
}

}  // namespace
}  // namespace dw::identity
