#include "web/moved.h"

namespace dw::web {

Response moved_to(std::string_view path) {
    Response response = see_other(path);
    response.status = 301;
    response.header("Cache-Control", "public, max-age=86400");
    return response;
}

}  // namespace dw::web
