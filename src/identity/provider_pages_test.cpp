// The pages around a provider, as a browser sees them.
#include "identity/provider_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "identity/login_fixture.h"
#include "identity/login_transaction.h"
#include "identity/oidc_fixture.h"
#include "web/decode.h"

namespace dw::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ProviderPagesTest : public testing::SignInTest {
  protected:
    void SetUp() override {
        SignInTest::SetUp();
        if (HasFatalFailure()) return;
        fake_.emplace(clock());
        std::vector<LoginProvider> providers(2);
        providers[0].id = "amt";
        providers[1].id = "bund";
        providers[1].audience = Audience::Residents;
        for (auto& each : providers) {
            each.name = {"Konto " + each.id, {}};
            each.issuer = fake_->issuer;
            each.client_id = fake_->client_id;
            each.levels = {{"high", AssuranceLevel::High}};
        }
        identity().offer_providers(std::move(providers), *fake_);
        identity().add_routes(router_);
        router_.set_gate(identity().make_gate());
    }

    web::Response get(const std::string& target) {
        web::Request request;
        const auto mark = target.find('?');
        request.target = target;
        request.path = target.substr(0, mark);
        if (mark != target.npos)
            for (const auto pair : split(std::string_view(target).substr(mark + 1), '&'))
                request.query.add(
                    std::string(pair.substr(0, pair.find('='))),
                    web::percent_decode(pair.substr(pair.find('=') + 1)).value_or(""));
        request.cookies = cookies_;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        auto response = router_.handle(request);
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            const auto equals = value.find('=');
            cookies_[value.substr(0, equals)] =
                value.substr(equals + 1, value.find(';') - equals - 1);
        }
        return response;
    }
    // Goes to the provider and comes back; the page after it.
    web::Response go(const std::string& id, const std::string& next) {
        const auto there = get("/anmelden/mit/" + id + "?weiter=" + web::percent_encode(next));
        const std::string address(there.header("Location"));
        EXPECT_TRUE(address.starts_with("https://login.example/authorize?")) << there.status;
        fake_->nonce = in_address(address, "nonce");
        return get("/anmelden/mit/" + id + "/zurueck?code=c&state=" + in_address(address, "state") +
                   "&iss=" + web::percent_encode(fake_->issuer));
    }
    static std::string in_address(const std::string& address, const std::string& name) {
        const auto at = address.find("&" + name + "=");
        if (at == address.npos) return {};
        const auto begin = at + name.size() + 2;
        return address.substr(begin, address.find('&', begin) - begin);
    }

    std::optional<testing::FakeProvider> fake_;
    web::Router router_;
    std::map<std::string, std::string, std::less<>> cookies_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ProviderPagesTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ProviderPagesTest, TheSignInPageOffersWhatIsForStaff) {
    const auto page = get("/anmelden?weiter=/desk/people");
    EXPECT_THAT(page.body, HasSubstr("Mit Konto amt anmelden"));
    EXPECT_THAT(page.body, HasSubstr("/anmelden/mit/amt?weiter=%2Fdesk%2Fpeople"));
    EXPECT_THAT(page.body, Not(HasSubstr("Konto bund")));
}

TEST_P(ProviderPagesTest, ResidentsComeBackToAPageOfOurs) {
    EXPECT_EQ(go("bund", "/status/vorgang").header("Location"), "/status/vorgang");
    EXPECT_FALSE(cookies_[std::string(resident_cookie)].empty());
    for (const auto* elsewhere : {"https://evil.example", "//evil.example", "/\\evil.example", ""})
        EXPECT_EQ(go("bund", elsewhere).header("Location"), "/status") << elsewhere;
}

TEST_P(ProviderPagesTest, WhatDidNotWorkNamesAnotherWay) {
    const auto unknown = go("amt", "/desk");
    EXPECT_EQ(unknown.status, 403);
    EXPECT_THAT(unknown.body, HasSubstr("href=\"/anmelden\""));
    const auto stale = get("/anmelden/mit/bund/zurueck?code=c&state=x");
    EXPECT_EQ(stale.status, 400);
    EXPECT_THAT(stale.body, HasSubstr("href=\"/status\""));
    fake_->is_down = true;
    clock().advance(sign_in_age);
    const auto down = get("/anmelden/mit/bund?weiter=%2Fantrag%2Fx%2Fpruefen");
    EXPECT_EQ(down.status, 503);
    EXPECT_THAT(down.body, HasSubstr("href=\"/antrag/x/pruefen\""));
    EXPECT_THAT(down.body, HasSubstr("ist gespeichert"));
}

TEST_P(ProviderPagesTest, WhoComesBackToOneThatFailsKeepsTheWay) {
    fake_->token_status = 503;
    const auto down = go("bund", "/antrag/x/pruefen");
    EXPECT_EQ(down.status, 503);
    EXPECT_EQ(down.header("Retry-After"), "30");
    EXPECT_THAT(down.body, HasSubstr("href=\"/antrag/x/pruefen\""));
    EXPECT_THAT(down.body, HasSubstr("weiter=%2Fantrag%2Fx%2Fpruefen"));
}

TEST_P(ProviderPagesTest, OneThatIsNotThereIsNotFound) {
    EXPECT_EQ(get("/anmelden/mit/none").status, 404);
    EXPECT_EQ(get("/anmelden/mit/none/zurueck?code=c&state=x").status, 404);
    EXPECT_EQ(get("/anmelden/code").header("Location"), "/anmelden");
}

TEST_P(ProviderPagesTest, NothingOfTheAnswerStaysInTheBrowser) {
    EXPECT_EQ(go("bund", "/status").status, 303);
    EXPECT_EQ(cookies_[std::string(login_cookie)], "");
}

}  // namespace
}  // namespace dw::identity
