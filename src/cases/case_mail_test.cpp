// Mail about a case on every database: what it says, and what the page of the example shows.
#include "cases/case_mail.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using std::chrono::seconds;

class CaseMail : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        web::set_site({.example = true, .public_url = "https://amt.example"});
    }
    void TearDown() override {
        web::set_site({});
        CasesTest::TearDown();
    }

    store::DataKey mail_key(store::TenantId tenant) {
        auto fresh = store().keys().create(tenant, "test/mail");
        EXPECT_TRUE(commit(tenant, {std::move(fresh.insert)}));
        return fresh.key;
    }
    store::OutboxEntry entry(store::TenantId tenant, const store::DataKey& key,
                             const std::string& subject) {
        const Json mail =
            Json::object({{"to", "e@x.example"}, {"subject", subject}, {"text", "…"}});
        return {
            .tenant = tenant,
            .kind = "mail",
            .key = subject,
            .payload = store::seal_value(store().keys(), key, "mail", as_bytes(to_string(mail)))};
    }
    void keep(const store::OutboxEntry& mail) {
        EXPECT_EQ(keep_example_mail(store(), mail).delivery, store::Delivery::Done);
    }
    std::vector<ExampleMail> shown(const std::vector<store::TenantId>& tenants) {
        const auto reader = store().reader();
        auto mails = example_mails(**reader, store().keys(), tenants);
        EXPECT_TRUE(mails.has_value()) << (mails ? "" : mails.error().message);
        return mails ? *std::move(mails) : std::vector<ExampleMail>{};
    }
    std::vector<std::string> subjects(const std::vector<store::TenantId>& tenants) {
        std::vector<std::string> all;
        for (const auto& each : shown(tenants)) all.push_back(each.mail.subject);
        return all;
    }
    using Subjects = std::vector<std::string>;
};

INSTANTIATE_TEST_SUITE_P(Databases, CaseMail, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CaseMail, IsShownNewestFirstOverTheTenantsAskedFor) {
    const auto here = mail_key(bremerhaven()), there = mail_key(hannover());
    keep(entry(bremerhaven(), here, "first"));
    clock().advance(seconds(1));
    keep(entry(hannover(), there, "second"));
    clock().advance(seconds(1));
    keep(entry(bremerhaven(), here, "third"));
    EXPECT_EQ(subjects({bremerhaven()}), (Subjects{"third", "first"}));
    EXPECT_EQ(subjects({hannover()}), Subjects{"second"});
    EXPECT_EQ(subjects({hannover(), bremerhaven()}), (Subjects{"third", "second", "first"}));
    EXPECT_EQ(subjects({}), Subjects{});
    EXPECT_EQ(shown({bremerhaven()})[1].at, clock().now() - seconds(2));
}

TEST_P(CaseMail, OfOneTownIsNotHiddenByManyOfAnother) {
    const auto here = mail_key(bremerhaven()), there = mail_key(hannover());
    keep(entry(bremerhaven(), here, "mine"));
    for (int i = 0; i < 51; ++i) {
        clock().advance(seconds(1));
        keep(entry(hannover(), there, std::to_string(i)));
    }
    EXPECT_EQ(subjects({bremerhaven()}), Subjects{"mine"});
    const auto both = subjects({bremerhaven(), hannover()});
    ASSERT_EQ(both.size(), 50u);
    EXPECT_EQ(both.front(), "50");
    EXPECT_EQ(both.back(), "1");
}

TEST_P(CaseMail, HandedOutTwiceIsShownOnce) {
    const auto here = mail_key(bremerhaven());
    keep(entry(bremerhaven(), here, "once"));
    clock().advance(seconds(1));
    keep(entry(bremerhaven(), here, "once"));
    EXPECT_EQ(subjects({bremerhaven()}), Subjects{"once"});
}

TEST_P(CaseMail, OfADestroyedKeyIsLeftOut) {
    const auto lost = mail_key(bremerhaven());
    keep(entry(bremerhaven(), lost, "lost"));
    ASSERT_TRUE(commit(bremerhaven(), {store::KeyRing::destroy(bremerhaven(), lost.id)}));
    store().keys().forget(bremerhaven(), lost.id);
    open_case();
    ASSERT_TRUE(cases().send_mail({}));
    EXPECT_EQ(subjects({bremerhaven()}).size(), 1u);
}

TEST_P(CaseMail, SaysWhatKindOfThingWaitsAndNoContent) {
    const auto opened = open_case();
    const auto& clara = who("clara");
    ASSERT_TRUE(cases().take(clara, opened.id, 3));
    ASSERT_TRUE(cases().send_message(clara, opened.id, 4, "Welche Rasse?", AnswerWanted::Yes));
    ASSERT_TRUE(cases().send_message(clara, opened.id, 5, "Welche Rasse?", AnswerWanted::No));
    ASSERT_TRUE(cases().decide(clara, opened.id, 6, "festgesetzt", "Welche Rasse"));
    ASSERT_EQ(cases().send_mail({}).value_or(-1), 4);
    EXPECT_EQ(cases().send_mail({}).value_or(-1), 0);
    const auto mails = shown({bremerhaven()});
    ASSERT_EQ(mails.size(), 4u);
    for (const auto& each : mails) {
        EXPECT_EQ(each.mail.to, "elif@post.example");
        EXPECT_NE(each.mail.subject.find(opened.number), std::string::npos);
        EXPECT_NE(each.mail.text.find("https://amt.example/status"), std::string::npos);
        for (const std::string word : {"Muster", "Bruno", "Rasse", "festgesetzt"})
            EXPECT_EQ(each.mail.text.find(word), std::string::npos) << each.mail.text;
        EXPECT_EQ(each.mail.text.find(opened.code), std::string::npos);
    }
}

TEST_P(CaseMail, SpeaksTheLanguageOfTheApplication) {
    auto sent = submission();
    sent.language = Language::English;
    const auto opened = open_case(sent);
    ASSERT_TRUE(cases().send_mail({}));
    EXPECT_EQ(subjects({bremerhaven()}), Subjects{"Received: case " + opened.number});
}

TEST_P(CaseMail, GoesToTheServerThatIsKnownAndWaitsWhileItDoesNotTakeIt) {
    web::set_site({});
    open_case();
    std::vector<std::string> taken;
    const auto away = [](const Mail&, const std::string&) {
        return store::DeliveryReport{store::Delivery::Retry, "away"};
    };
    const auto there = [&](const Mail& mail, const std::string&) {
        taken.push_back(mail.to);
        return store::DeliveryReport{store::Delivery::Done, {}};
    };
    EXPECT_EQ(cases().send_mail(away).value_or(-1), 1);
    {
        const auto reader = store().reader();
        const auto stuck = store::stuck_outbox(**reader, bremerhaven(), 10);
        ASSERT_TRUE(stuck && stuck->size() == 1);
        EXPECT_EQ(stuck->front().last_error, "away");
    }
    clock().advance(seconds(3600));
    EXPECT_EQ(cases().send_mail(there).value_or(-1), 1);
    clock().advance(seconds(3600));
    EXPECT_EQ(cases().send_mail(there).value_or(-1), 0);
    EXPECT_EQ(taken, std::vector<std::string>{"elif@post.example"});
    EXPECT_EQ(count("select count(*) from example_mail"), 0);
}

TEST_P(CaseMail, IsNotPromisedWhereNoneLeaves) {
    web::Site site;
    site.sends_mail = false;
    web::set_site(site);
    open_case();
    EXPECT_EQ(count("select count(*) from outbox"), 0);
}

TEST_P(CaseMail, OfTwoChangesAtTheSameMomentIsTwo) {
    open_case();
    open_case();
    ASSERT_EQ(cases().send_mail({}).value_or(-1), 2);
    EXPECT_EQ(shown({bremerhaven()}).size(), 2u);
}

}  // namespace
}  // namespace dw::cases
