#include "web/default_button.h"

namespace dw::web {

Html default_button(std::string_view name, std::string_view value) {
    return html<"<button type=\"submit\" name=\"{}\" value=\"{}\" hidden></button>">(name, value);
}

}  // namespace dw::web
