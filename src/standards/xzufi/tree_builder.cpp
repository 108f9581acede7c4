#include "standards/xzufi/tree_builder.h"

#include "base/limits.h"

namespace dw::xzufi {

void TreeBuilder::begin(Name name, Position position) {
    tree_.nodes.clear();
    tree_.attributes.clear();
    tree_.text.clear();
    tree_.attribute_text.clear();
    kept_text_ = 0;
    too_large_ = false;
    add_node(name, position);
}

void TreeBuilder::push(Name name, Position position) {
    if (tree_.nodes.size() >= limits::xml_object_elements) too_large_ = true;
    if (too_large_) {
        open_.push_back({0, 0});
        return;
    }
    tree_.text.resize(kept_text_);  // white space between elements
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    Open& parent = open_.back();
    (parent.last_child == 0 ? tree_.nodes[parent.node].first_child
                            : tree_.nodes[parent.last_child].next) = node;
    parent.last_child = node;
    add_node(name, position);
}

void TreeBuilder::add_node(Name name, Position position) {
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes.push_back({.name = name,
                           .text_begin = kept_text_,
                           .text_size = 0,
                           .first_child = 0,
                           .next = 0,
                           .attributes_begin = static_cast<std::uint32_t>(tree_.attributes.size()),
                           .attributes_count = 0,
                           .position = position});
    open_.push_back({node, 0});
}

void TreeBuilder::add_attribute(Attribute name, std::string_view value) {
    if (too_large_) return;
    if (tree_.attribute_text.size() + value.size() > limits::xml_object_bytes) {
        too_large_ = true;
        return;
    }
    tree_.attributes.push_back({name, static_cast<std::uint32_t>(tree_.attribute_text.size()),
                                static_cast<std::uint32_t>(value.size())});
    tree_.attribute_text.append(value);
    ++tree_.nodes.back().attributes_count;
}

void TreeBuilder::add_text(std::string_view text) {
    if (too_large_) return;
    const std::size_t own = tree_.text.size() - kept_text_ + text.size();
    if (own > limits::xml_text_bytes ||
        tree_.text.size() + text.size() > limits::xml_object_bytes) {
        too_large_ = true;
        return;
    }
    tree_.text.append(text);
}

void TreeBuilder::pop() {
    const Open closed = open_.back();
    open_.pop_back();
    if (too_large_) return;
    ElementTree::Node& node = tree_.nodes[closed.node];
    if (node.first_child == 0) {
        node.text_size = static_cast<std::uint32_t>(tree_.text.size()) - kept_text_;
        kept_text_ = static_cast<std::uint32_t>(tree_.text.size());
    } else {
        tree_.text.resize(kept_text_);
    }
}

}  // namespace dw::xzufi
