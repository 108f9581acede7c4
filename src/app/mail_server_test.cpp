#include "app/mail_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/http_client.h"

namespace dw::app {
namespace {

using ::testing::HasSubstr;

const Instant at = *parse_instant("2026-03-02T08:05:09Z");

TEST(MailText, IsAsTheStandardsWantIt) {
    const std::string text = message_text(
        {"dienstweg@stadt.example", "case/7", at},
        {"erika@post.example", "Neues zu Ihrer Anmeldung", "Guten Tag,\nes geht voran."});
    EXPECT_THAT(text, HasSubstr("From: dienstweg@stadt.example\r\n"));
    EXPECT_THAT(text, HasSubstr("To: erika@post.example\r\n"));
    EXPECT_THAT(text, HasSubstr("Date: 2 Mar 2026 08:05:09 +0000\r\n"));
    EXPECT_THAT(text, HasSubstr("@stadt.example>\r\n"));
    EXPECT_THAT(text, HasSubstr("\r\n\r\nR3V0ZW4gVGFnLAplcyBnZWh0IHZvcmFuLg==\r\n"));
}

TEST(MailText, NeverHasALineThatIsTooLongOrALoneLineEnd) {
    const std::string text =
        message_text({"dienstweg@stadt.example", "case/7", at},
                     {"erika@post.example", std::string(300, 'x') + "äöü\nBcc: x@y.example",
                      std::string(5000, 'y')});
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
        ASSERT_GT(end, 0u);
        EXPECT_EQ(text[end - 1], '\r');
        EXPECT_LE(end - 1 - begin, 78u);
        begin = end + 1;
    }
    EXPECT_EQ(text.find("Bcc"), text.npos);
}

TEST(MailText, OfTheSameKeyHasTheSameMessageId) {
    const auto id_of = [](const std::string& key) {
        const auto text = message_text({"a@stadt.example", key, at}, {"b@c.example", "x", "y"});
        const auto begin = text.find("Message-ID");
        return text.substr(begin, text.find('\r', begin) - begin);
    };
    EXPECT_EQ(id_of("1"), id_of("1"));
    EXPECT_NE(id_of("1"), id_of("2"));
}

TEST(MailServerSettings, OnlyThisMachineIsToldInTheClear) {
    for (const char* url : {"smtp://localhost", "smtp://localhost:25", "smtp://127.0.0.1:2525/x",
                            "smtp://[::1]", "smtp://[::1]:25"})
        EXPECT_TRUE(web::is_on_this_machine(url)) << url;
    for (const char* url :
         {"smtp://localhost.evil.example", "smtp://127.0.0.1.evil.example:25", "smtp://[::1].evil",
          "smtp://127.0.0.10", "smtp://mail.example", "smtp://user@localhost", "smtp://"})
        EXPECT_FALSE(web::is_on_this_machine(url)) << url;
}

TEST(MailServerSettings, AreCheckedBeforeAnythingIsSent) {
    FakeClock clock(at);
    const auto code = [&](const MailServerSettings& settings) {
        const auto server = MailServer::open(settings, clock);
        return server ? std::string() : server.error().code;
    };
    EXPECT_EQ(code({"http://mail.example", "a@b.example", ""}), "app.mail_url");
    EXPECT_EQ(code({"smtp://mail.example", "", ""}), "app.mail_from");
    EXPECT_EQ(code({"smtp://mail.example", "a@b.example\r\nX: y", ""}), "app.mail_from");
    EXPECT_EQ(code({"smtp://mail.example", "a@b.example", "/nowhere/login"}), "app.mail_login");
    EXPECT_EQ(code({"smtps://mail.example:465", "a@b.example", ""}), "");
}

TEST(MailServerSettings, AServerThatIsNotThereIsTriedAgainLater) {
    FakeClock clock(at);
    const auto server = MailServer::open({"smtp://127.0.0.1:1", "a@b.example", ""}, clock);
    ASSERT_TRUE(server);
    EXPECT_EQ(server->send({"c@d.example", "x", "y"}, "1").delivery, store::Delivery::Retry);
    EXPECT_EQ(server->send({"c@d.example>\r\nRCPT TO:<x@y.example", "x", "y"}, "1").reason,
              "address");
}

}  // namespace
}  // namespace dw::app
