#include "standards/xzufi/element.h"

#include "base/text.h"

namespace dw::xzufi {

std::string_view Element::text() const {
    const ElementTree::Node& node = here();
    return trim(std::string_view(tree_->text).substr(node.text_begin, node.text_size));
}

std::string_view Element::attribute(Attribute name) const {
    const ElementTree::Node& node = here();
    for (std::uint32_t i = 0; i < node.attributes_count; ++i) {
        const ElementTree::NamedValue& value = tree_->attributes[node.attributes_begin + i];
        if (value.name != name) continue;
        return trim(std::string_view(tree_->attribute_text).substr(value.begin, value.size));
    }
    return {};
}

std::string_view Element::child_text(Name name) const {
    for (const Element child : *this) {
        if (child.name() == name) return child.text();
    }
    return {};
}

std::string_view Element::code() const {
    return has_children() ? child_text(Name::code) : text();
}

Identifikator identifikator_of(const Element& element) {
    return {.schemeID = std::string(element.attribute(Attribute::schemeID)),
            .schemeAgencyID = std::string(element.attribute(Attribute::schemeAgencyID)),
            .value = std::string(element.text())};
}

}  // namespace dw::xzufi
