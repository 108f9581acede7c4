// An element as bytes that wait until somebody goes on with it. Only the program that wrote them
// reads them; they are kept nowhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "standards/xzufi/element.h"
#include "standards/xzufi/tree_builder.h"

namespace dw::xzufi {

// The element with all that is in it, behind what is there.
void add_element(std::string& bytes, const Element& element);

// Takes one from the beginning of the bytes; nothing when there is none. Its positions counted from
// where `begin` is. Valid until the builder, which is not to be used after a failure, goes on.
std::optional<Element> take_element(std::string_view& bytes, TreeBuilder& builder, Position begin);

void add_position(std::string& bytes, Position position);
Position take_position(std::string_view& bytes, Position begin);

}  // namespace dw::xzufi
