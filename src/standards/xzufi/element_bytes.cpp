// Name, counted from 1; attributes, and whether there are a position and children; these, each with
// its size before it; then the text, or the children and 0 behind the last.

#include "standards/xzufi/element_bytes.h"

#include "base/varint.h"

namespace dw::xzufi {

namespace {

constexpr std::uint32_t has_children = 1, has_position = 2, one_attribute = 4;
constexpr auto last_name = static_cast<std::uint32_t>(Name::zustellkanal);

void add_text(std::string& bytes, std::string_view text) {
    put_varint(bytes, static_cast<std::uint32_t>(text.size()));
    bytes.append(text);
}

std::optional<std::string_view> take_text(std::string_view& bytes) {
    const std::uint32_t size = take_varint(bytes);
    if (size > bytes.size()) return std::nullopt;
    const auto text = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return text;
}

// All of an element but its children; ends it when it has none.
bool take_own(std::string_view& bytes, TreeBuilder& builder, Name name, Position begin) {
    const std::uint32_t has = take_varint(bytes);
    const Position at = (has & has_position) != 0 ? take_position(bytes, begin) : Position{};
    builder.is_open() ? builder.push(name, at) : builder.begin(name, at);
    for (std::uint32_t i = 0; i < has / one_attribute; ++i) {
        const std::uint32_t number = take_varint(bytes);
        const auto value = take_text(bytes);
        if (number >= attribute_names || !value) return false;
        builder.add_attribute(static_cast<Attribute>(number), *value);
    }
    if ((has & has_children) != 0) return true;
    const auto text = take_text(bytes);
    if (!text) return false;
    builder.add_text(*text);
    builder.pop();
    return true;
}

}  // namespace

void add_position(std::string& bytes, Position position) {
    put_varint(bytes, static_cast<std::uint32_t>(position.line));
    put_varint(bytes, static_cast<std::uint32_t>(position.column));
}

Position take_position(std::string_view& bytes, Position begin) {
    const std::uint32_t line = take_varint(bytes);
    const std::uint32_t column = take_varint(bytes);
    return line == 0 ? Position{} : behind(begin, between({1, 1}, {line, column}));
}

void add_element(std::string& bytes, const Element& element) {
    const bool placed = element.position().line > 0;
    put_varint(bytes, static_cast<std::uint32_t>(element.name()) + 1);
    put_varint(bytes, static_cast<std::uint32_t>(element.attributes()) * one_attribute +
                          (placed ? has_position : 0) +
                          (element.has_children() ? has_children : 0));
    if (placed) add_position(bytes, element.position());
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        put_varint(bytes, static_cast<std::uint32_t>(name));
        add_text(bytes, value);
    }
    if (!element.has_children()) return add_text(bytes, element.text());
    for (const Element child : element) add_element(bytes, child);
    put_varint(bytes, 0);
}

std::optional<Element> take_element(std::string_view& bytes, TreeBuilder& builder, Position begin) {
    do {
        if (bytes.empty()) return std::nullopt;
        const std::uint32_t name = take_varint(bytes);
        if (name > last_name + 1 || (name == 0 && !builder.is_open())) return std::nullopt;
        if (name == 0) {
            builder.pop();
        } else if (!take_own(bytes, builder, static_cast<Name>(name - 1), begin)) {
            return std::nullopt;
        }
    } while (builder.is_open());
    return builder.root();
}

}  // namespace dw::xzufi
