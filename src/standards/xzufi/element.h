// Element: one element of an XZuFi object in memory. The tree of one object is kept in flat arrays
// that are used again for the next object, so reading a file allocates next to nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "standards/xzufi/names.h"

namespace dw::xzufi {

// Where something stands in a file, counted from 1; 0 is "not known".
struct Position {
    std::int64_t line = 0;
    std::int64_t column = 0;
};

// Where a run of bytes ends, seen from where it began.
struct Stretch {
    std::int64_t lines = 0;    // line ends in it
    std::int64_t columns = 0;  // behind the last of them
};
Stretch between(Position begin, Position end);
// Where something is that stands so far behind another place.
Position behind(Position begin, const Stretch& stretch);

enum class Attribute : std::uint8_t {
    schemeID,
    schemeAgencyID,
    languageCode,
    currencyCode,
    klasse,
    type
};
inline constexpr std::size_t attribute_names = 6;

struct ElementTree {
    struct Node {
        Name name;
        std::uint32_t text_begin, text_size;
        std::uint32_t first_child, next;  // 0: none; the root is node 0 and nobody's child
        std::uint32_t attributes_begin, attributes_count;
        Position position;  // only of objects and responsibilities
    };
    struct NamedValue {
        Attribute name;
        std::uint32_t begin, size;
    };
    std::vector<Node> nodes;
    std::vector<NamedValue> attributes;
    std::string text;  // of elements without children
    std::string attribute_text;
};

// A borrowed view; valid until the reader goes on.
class Element {
  public:
    Element(const ElementTree& tree, std::uint32_t node) : tree_(&tree), node_(node) {}

    Name name() const { return here().name; }
    // Without white space around it; empty for an element with children.
    std::string_view text() const;
    std::string_view attribute(Attribute name) const;  // "" when absent
    // Those that are there, by number.
    std::size_t attributes() const { return here().attributes_count; }
    std::pair<Attribute, std::string_view> attribute(std::size_t number) const;
    Position position() const { return here().position; }

    class Iterator {
      public:
        Iterator(const ElementTree& tree, std::uint32_t node) : tree_(&tree), node_(node) {}
        Element operator*() const { return {*tree_, node_}; }
        Iterator& operator++() {
            node_ = tree_->nodes[node_].next;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return node_ != other.node_; }

      private:
        const ElementTree* tree_;
        std::uint32_t node_;
    };
    Iterator begin() const { return {*tree_, here().first_child}; }
    Iterator end() const { return {*tree_, 0}; }
    bool has_children() const { return here().first_child != 0; }

    // Text of the first child of that name, "" when there is none.
    std::string_view child_text(Name name) const;
    // XÖV code: the text of its child `code`, or its own text.
    std::string_view code() const;

  private:
    friend class KeptElement;
    const ElementTree::Node& here() const { return tree_->nodes[node_]; }
    const ElementTree* tree_;
    std::uint32_t node_;
};

// An element that stays when the reader goes on: a copy of the object it is in.
class KeptElement {
  public:
    explicit KeptElement(const Element& element) : tree_(*element.tree_), node_(element.node_) {}
    Element view() const { return {tree_, node_}; }

  private:
    ElementTree tree_;
    std::uint32_t node_;
};

// XZuFi Identifikator, with the parts the importer uses.
struct Identifikator {
    std::string schemeID, schemeAgencyID, value;
    bool operator==(const Identifikator&) const = default;
};
Identifikator identifikator_of(const Element& element);

}  // namespace dw::xzufi
