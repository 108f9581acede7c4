#include "web/server_tls.h"

#include <algorithm>
#include <string_view>

namespace dw::web {

namespace {

namespace ssl = boost::asio::ssl;

// Only HTTP/1.1 is spoken here; a client that offers nothing of ours goes on without ALPN.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, chosen_size, ours, sizeof ours - 1, offered, offered_size) !=
        OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<ssl::context> tls_context(const std::string& certificate_file, const std::string& key_file) {
    ssl::context context{ssl::context::tls_server};
    auto* native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    boost::system::error_code error;
    context.use_certificate_chain_file(certificate_file, error);
    if (error) {
        return invalid("web.certificate", certificate_file + ": " + error.message());
    }
    context.use_private_key_file(key_file, ssl::context::pem, error);
    if (error) return invalid("web.key", key_file + ": " + error.message());
    if (SSL_CTX_check_private_key(native) != 1) {
        return invalid("web.key", key_file + ": does not belong to " + certificate_file);
    }
    return context;
}

}  // namespace dw::web
