#include "app/mail_server.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "base/crypto.h"
#include "base/text.h"
#include "forms/answer_checks.h"
#include "web/http_client.h"

namespace dw::app {

namespace {

constexpr long connect_seconds = 10, whole_seconds = 30;
constexpr std::size_t base64_line = 76;  // RFC 2045 section 6.8
constexpr std::string_view line_end = "\r\n";

struct CurlCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Reading {
    const std::string& text;
    std::size_t at = 0;
};
std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* reading) {
    auto& from = *static_cast<Reading*>(reading);
    const std::size_t taken = from.text.copy(buffer, size * count, from.at);
    from.at += taken;
    return taken;
}

// RFC 4648 section 4; the program's own texts use the alphabet of section 5.
std::string to_base64(BytesView bytes) {
    std::string text = to_base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return text + std::string((4 - text.size() % 4) % 4, '=');
}

std::string in_lines(const std::string& base64) {
    std::string text;
    for (std::size_t i = 0; i < base64.size(); i += base64_line)
        text += base64.substr(i, base64_line) + std::string(line_end);
    return text;
}

// RFC 2047: an encoded word has 75 characters at most, so a long subject is several.
std::string encoded_words(std::string_view text) {
    constexpr std::size_t bytes_of_a_word = 42;
    std::string words;
    while (!text.empty()) {
        const std::string_view part = cut(text, bytes_of_a_word);
        if (!words.empty()) words += std::string(line_end) + " ";
        words += "=?UTF-8?B?" + to_base64(as_bytes(part)) + "?=";
        text.remove_prefix(part.size());
    }
    return words;
}

// RFC 5322 section 3.3, in UTC.
std::string mail_date(Instant at) {
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const Date date{std::chrono::sys_days(day.time_since_epoch())};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           months.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year())) + " " + two(time.hours().count()) + ":" +
           two(time.minutes().count()) + ":" + two(time.seconds().count()) + " +0000";
}

Outcome read_login(const std::string& file, std::string& user, std::string& password) {
    std::ifstream in(file);
    if (!std::getline(in, user) || !std::getline(in, password) || user.empty())
        return invalid("app.mail_login", file);
    return Nothing{};
}

}  // namespace

std::string message_text(const MailOrigin& origin, const cases::Mail& mail) {
    const std::string domain = origin.from.substr(origin.from.find('@') + 1);
    const std::string id = to_hex(sha256(as_bytes(origin.key))).substr(0, 32);
    const std::array<std::pair<std::string, std::string>, 8> headers{{
        {"From", origin.from},
        {"To", mail.to},
        {"Subject", encoded_words(mail.subject)},
        {"Date", mail_date(origin.at)},
        {"Message-ID", "<" + id + "@" + domain + ">"},
        {"Auto-Submitted", "auto-generated"},  // RFC 3834: no out-of-office answers
        {"MIME-Version", "1.0"},
        {"Content-Type", "text/plain; charset=utf-8"},
    }};
    std::string text;
    for (const auto& [name, value] : headers) text += name + ": " + value + std::string(line_end);
    text += "Content-Transfer-Encoding: base64" + std::string(line_end) + std::string(line_end);
    return text + in_lines(to_base64(as_bytes(mail.text)));
}

Result<MailServer> MailServer::open(const MailServerSettings& settings, Clock& clock) {
    const bool known = settings.url.starts_with("smtp://") || settings.url.starts_with("smtps://");
    if (!known || settings.url.size() > 500) return invalid("app.mail_url", settings.url);
    if (!forms::check_email(settings.from).empty()) return invalid("app.mail_from", settings.from);
    MailServer server(clock);
    server.settings_ = settings;
    if (!settings.login_file.empty())
        DW_TRY_DO(read_login(settings.login_file, server.user_, server.password_));
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) return unavailable("app.mail", curl_easy_strerror(started));
    return server;
}

store::DeliveryReport MailServer::send(const cases::Mail& mail, const std::string& key) const {
    const auto again = [](std::string reason) {
        return store::DeliveryReport{store::Delivery::Retry, std::move(reason)};
    };
    // What is not an address would reach the server as a command.
    if (!forms::check_email(mail.to).empty()) return again("address");
    const std::unique_ptr<CURL, CurlCleanup> curl(curl_easy_init());
    if (!curl) return again("memory");
    const std::string text = message_text({settings_.from, key, clock_->now()}, mail);
    const std::unique_ptr<curl_slist, ListCleanup> to(curl_slist_append(nullptr, mail.to.c_str()));
    Reading reading{text};
    CURL* const handle = curl.get();
    curl_easy_setopt(handle, CURLOPT_URL, settings_.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, whole_seconds);
    curl_easy_setopt(handle, CURLOPT_USE_SSL,
                     web::is_on_this_machine(settings_.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL);
    if (!user_.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, user_.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, password_.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, settings_.from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(handle, CURLOPT_READDATA, &reading);
    const CURLcode sent = curl_easy_perform(handle);
    if (sent == CURLE_OK) return {store::Delivery::Done, {}};
    long answer = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
    return again(std::string(curl_easy_strerror(sent)) +
                 (answer > 0 ? ", answer " + std::to_string(answer) : std::string()));
}

}  // namespace dw::app
