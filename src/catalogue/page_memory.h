// Pages that are the same for everybody, kept as they were written until the catalogue changes.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/time.h"
#include "web/http.h"

namespace dw::catalogue {

// What a page was made from besides the request: another number or day makes it another page.
struct PageState {
    std::int64_t change = 0;  // of the catalogue
    Date day{};
    bool operator==(const PageState&) const = default;
};

// May be used from any thread. Keeps nothing that has a form or sets a cookie, for those are
// somebody's own; and nothing for longer than page_lifetime, for a page also shows which offices
// have a desk, which is no change of the catalogue.
class PageMemory {
  public:
    // The page as it was kept, or as `write` writes it now.
    web::Response page(const web::Request& request, const PageState& state,
                       const std::function<web::Response()>& write);

  private:
    struct Kept {
        PageState state;
        Instant written;
        std::shared_ptr<const web::Response> response;
    };
    std::shared_ptr<const web::Response> find(const std::string& key, const PageState& state,
                                              Instant now);
    void keep(const std::string& key, Kept kept);

    std::mutex mutex_;
    std::unordered_map<std::string, Kept> pages_;
    std::size_t bytes_ = 0;
};

}  // namespace dw::catalogue
