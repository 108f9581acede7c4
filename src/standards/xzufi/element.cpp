#include "standards/xzufi/element.h"

#include "base/text.h"

namespace dw::xzufi {

Stretch between(Position begin, Position end) {
    const auto lines = end.line - begin.line;
    return {lines, lines > 0 ? end.column : end.column - begin.column};
}

Position behind(Position begin, const Stretch& stretch) {
    if (stretch.lines > 0) return {begin.line + stretch.lines, stretch.columns};
    return {begin.line, begin.column + stretch.columns};
}

std::string_view Element::text() const {
    const ElementTree::Node& node = here();
    return trim(std::string_view(tree_->text).substr(node.text_begin, node.text_size));
}

std::pair<Attribute, std::string_view> Element::attribute(std::size_t number) const {
    const ElementTree::NamedValue& value = tree_->attributes[here().attributes_begin + number];
    return {value.name,
            trim(std::string_view(tree_->attribute_text).substr(value.begin, value.size))};
}

std::string_view Element::attribute(Attribute name) const {
    for (std::size_t i = 0; i < attributes(); ++i) {
        const auto [known, value] = attribute(i);
        if (known == name) return value;
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
