// The mail server that takes the mails of the outbox: SMTP (RFC 5321) through libcurl.
//
// A mail that was handed over twice, because the program died in between, has the same Message-ID:
// mail programs show it once.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "cases/case_mail.h"

namespace dw::app {

struct MailServerSettings {
    std::string url;         // smtp://host:25 or smtps://host:465; "": no mail leaves
    std::string from;        // "dienstweg@stadt.example"
    std::string login_file;  // two lines, user and password; "": the server asks for none
};

class MailServer {
  public:
    // Invalid "app.mail_url", "app.mail_from", "app.mail_login".
    static Result<MailServer> open(const MailServerSettings& settings, Clock& clock);

    // Waits for the server, at most half a minute. What is wrong with one address only is Retry as
    // well: the list of what is stuck shows it.
    store::DeliveryReport send(const cases::Mail& mail, const std::string& key) const;

  private:
    explicit MailServer(Clock& clock) : clock_(&clock) {}

    MailServerSettings settings_;
    std::string user_, password_;
    Clock* clock_;
};

// The message as it goes over the wire (RFC 5322, MIME, UTF-8 in base64).
struct MailOrigin {
    std::string from, key;
    Instant at;
};
std::string message_text(const MailOrigin& origin, const cases::Mail& mail);

}  // namespace dw::app
