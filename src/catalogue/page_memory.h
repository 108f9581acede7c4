// Pages that are the same for everybody, kept as they were written until the catalogue changes.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "catalogue/catalogue_rooms.h"
#include "catalogue/catalogue_state.h"
#include "web/http.h"

namespace dw::catalogue {

// May be used from any thread. Keeps nothing that has a form or sets a cookie, for those are
// somebody's own; and nothing for longer than page_lifetime, for a page also shows which offices
// have a desk, which is no change of the catalogue.
class PageMemory {
  public:
    // The page as it was kept, or as `write` writes it now.
    web::Response page(const web::Request& request, const CatalogueState& state,
                       const std::function<web::Response()>& write);
    // Nothing when it was not kept or is out of date.
    std::optional<web::Response> find(const web::Request& request, const CatalogueState& state);

  private:
    struct Kept {
        CatalogueState state;
        Instant written;
        std::shared_ptr<const web::Response> response;
    };
    std::shared_ptr<const web::Response> find(const std::string& key, const CatalogueState& state,
                                              Instant now);
    void keep(const std::string& key, Kept kept);

    std::mutex mutex_;
    std::unordered_map<std::string, Kept> pages_;
    std::size_t bytes_ = 0;
};

// What the answer says with the catalogue as it is now, written anew only when it has changed.
using Answer = web::Response (*)(const Rooms&, const web::Request&);
web::Response kept_answer(PageMemory& memory, const Rooms& rooms, const web::Request& request,
                          Answer answer);
// The same on the connection's thread: only what is kept and can be checked without waiting.
std::optional<web::Response> answer_at_hand(PageMemory& memory, const Rooms& rooms,
                                            const web::Request& request);

}  // namespace dw::catalogue
