#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "web/server.h"
#include "web/testing_client.h"

namespace dw::web {

namespace {

// A key and a certificate for "localhost" that signs itself.
class SelfSigned {
  public:
    SelfSigned() : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
        char pattern[] = "/tmp/dienstweg-tls-XXXXXX";
        folder_ = mkdtemp(pattern);
        X509_set_version(certificate_, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate_), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate_), 3600);
        X509_set_pubkey(certificate_, key_);
        auto* name = X509_get_subject_name(certificate_);
        const auto* common = reinterpret_cast<const unsigned char*>("localhost");
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
        X509_set_issuer_name(certificate_, name);
        X509_sign(certificate_, key_, EVP_sha256());
        std::FILE* file = std::fopen(key_file().c_str(), "w");
        PEM_write_PrivateKey(file, key_, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
        file = std::fopen(certificate_file().c_str(), "w");
        PEM_write_X509(file, certificate_);
        std::fclose(file);
    }
    ~SelfSigned() {
        X509_free(certificate_);
        EVP_PKEY_free(key_);
        std::filesystem::remove_all(folder_);
    }
    SelfSigned(const SelfSigned&) = delete;
    SelfSigned& operator=(const SelfSigned&) = delete;
    std::string key_file() const { return folder_ + "/key.pem"; }
    std::string certificate_file() const { return folder_ + "/certificate.pem"; }

  private:
    EVP_PKEY* key_;
    X509* certificate_;
    std::string folder_;
};

struct TlsAnswer {
    bool connected = false;
    std::string version;
    std::string text;
};

TlsAnswer ask(const std::string& address, const std::string& request, int highest_version) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context, highest_version);
    BIO* connection = BIO_new_ssl_connect(context);
    BIO_set_conn_hostname(connection, address.substr(address.find("//") + 2).c_str());
    TlsAnswer answer;
    answer.connected = BIO_do_handshake(connection) == 1;
    if (answer.connected) {
        SSL* ssl = nullptr;
        BIO_get_ssl(connection, &ssl);
        answer.version = SSL_get_version(ssl);
        BIO_write(connection, request.data(), static_cast<int>(request.size()));
        char bytes[65536];
        for (int count; (count = BIO_read(connection, bytes, sizeof bytes)) > 0;) {
            answer.text.append(bytes, static_cast<std::size_t>(count));
        }
    }
    BIO_free_all(connection);
    SSL_CTX_free(context);
    return answer;
}

class ServerTls : public ::testing::Test {
  protected:
    void SetUp() override {
        router_.add({.method = Method::Get,
                     .path = "/large",
                     .act = "public",
                     .handler =
                         [](Request& request) {
                             return json_response(std::string(1'000'000, 'x') +
                                                  (request.secure ? "secure" : "open"));
                         },
                     .kind = Kind::Api});
        add_operations_routes(router_, {});
        auto server = Server::start({.listen = "127.0.0.1:0",
                                     .certificate_file = files_.certificate_file(),
                                     .key_file = files_.key_file(),
                                     .timeouts = {.head = std::chrono::milliseconds{300}},
                                     .log = [](std::string_view) {}},
                                    router_, clock_, random_);
        ASSERT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
    }

    SelfSigned files_;
    SystemClock clock_;
    SystemRandom random_;
    Router router_;
    std::unique_ptr<Server> server_;
};

const std::string closing = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

TEST_F(ServerTls, AnswersOverBothVersionsItKnows) {
    EXPECT_EQ(server_->address().find("https://127.0.0.1:"), 0U);
    const auto old = ask(server_->address(), "GET /health" + closing, TLS1_2_VERSION);
    EXPECT_EQ(old.version, "TLSv1.2");
    EXPECT_EQ(old.text.find("HTTP/1.1 200 OK"), 0U);
    const auto large = ask(server_->address(), "GET /large" + closing, TLS1_3_VERSION);
    EXPECT_EQ(large.version, "TLSv1.3");
    EXPECT_NE(large.text.find("Strict-Transport-Security"), std::string::npos);
    EXPECT_TRUE(large.text.ends_with("xsecure"));
    EXPECT_GT(large.text.size(), 1'000'000U);
}

TEST_F(ServerTls, RefusesOlderVersions) {
    EXPECT_FALSE(ask(server_->address(), "GET /health" + closing, TLS1_1_VERSION).connected);
}

TEST_F(ServerTls, GivesUpOnHandshakesThatDoNotComeOrMakeNoSense) {
    testing::Client silent{server_->address()};
    testing::Client plain{server_->address()};
    plain.send("GET /health" + closing);
    EXPECT_TRUE(silent.is_closed_within(std::chrono::seconds{2}));
    EXPECT_EQ(plain.receive_head().status, 0);
    EXPECT_TRUE(ask(server_->address(), "GET /health" + closing, TLS1_3_VERSION).connected);
}

}  // namespace

}  // namespace dw::web
