#include "web/element.h"

namespace dw::web {

Element& Element::set(std::string_view attribute, std::string_view value) {
    if (value.empty()) return *this;
    start_ += ' ';
    start_ += attribute;
    start_ += "=\"";
    append_escaped(start_, value);
    start_ += '"';
    return *this;
}

Element& Element::flag(std::string_view attribute) {
    start_ += ' ';
    start_ += attribute;
    return *this;
}

}  // namespace dw::web
