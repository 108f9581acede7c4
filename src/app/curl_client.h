// The HttpClient of the program: libcurl.
#pragma once

#include <chrono>

#include "web/http_client.h"

namespace dw::app {

struct CurlLimits {
    std::chrono::milliseconds connect{3'000}, whole{8'000};
    std::size_t answer_bytes = 512 * 1024;  // documents of providers have some ten kilobytes
};

class CurlClient final : public web::HttpClient {
  public:
    explicit CurlClient(const CurlLimits& limits = {}) : limits_(limits) {}
    Result<web::HttpAnswer> ask(const web::HttpQuestion& question) override;

  private:
    CurlLimits limits_;
};

}  // namespace dw::app
