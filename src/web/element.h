// One element whose attributes depend on data. Names of elements and attributes are own literals;
// values are escaped. Where all attributes are always there, html<"…"> reads better.
#pragma once

#include <string>
#include <string_view>

#include "web/html.h"

namespace dw::web {

class Element {
  public:
    explicit Element(std::string_view name) : name_(name), start_("<" + name_) {}

    // An attribute with an empty value is left out.
    Element& set(std::string_view attribute, std::string_view value);
    Element& set(std::string_view attribute, const Url& address) {
        return set(attribute, address.value());
    }
    Element& flag(std::string_view attribute);  // an attribute without value, e.g. "checked"

    Html alone() const { return Html::trusted(start_ + ">"); }  // elements without end tag
    Html with(const Html& content) const {
        return Html::trusted(start_ + ">" + content.markup() + "</" + name_ + ">");
    }

  private:
    std::string name_;
    std::string start_;
};

}  // namespace dw::web
