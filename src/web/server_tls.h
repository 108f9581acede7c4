// TLS in the program itself: versions 1.2 and 1.3 with forward secrecy, as BSI TR-02102-2 wants it.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "base/result.h"

namespace dw::web {

Result<boost::asio::ssl::context> tls_context(const std::string& certificate_file,
                                              const std::string& key_file);

}  // namespace dw::web
