// TreeBuilder: fills the ElementTree of one object while the reader goes through it.
#pragma once

#include "standards/xzufi/element.h"

namespace dw::xzufi {

class TreeBuilder {
  public:
    bool is_open() const { return !open_.empty(); }
    std::size_t depth() const { return open_.size(); }
    Element root() const { return {tree_, 0}; }
    Name open_name() const { return tree_.nodes[open_.back().node].name; }

    void begin(Name name, Position position);
    void push(Name name, Position position);
    void add_attribute(Attribute name, std::string_view value);  // of the element pushed last
    void add_text(std::string_view text);
    void pop();

    // Beyond its limits an object is not kept any further; its end is still found.
    void mark_too_large() { too_large_ = true; }
    bool is_too_large() const { return too_large_; }

  private:
    struct Open {
        std::uint32_t node;
        std::uint32_t last_child;  // 0: none yet
    };
    void add_node(Name name, Position position);

    ElementTree tree_;
    std::vector<Open> open_;
    std::uint32_t kept_text_ =
        0;  // text of finished elements; what follows belongs to the open one
    bool too_large_ = false;
};

}  // namespace dw::xzufi
