// A small XML document as a tree, with the place of everything in it. Models and test cases are
// small; they are read whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dw::dmn {

// Where something stands in a file, counted from 1; 0 is "not known".
struct Position {
    std::int64_t line = 0;
    std::int64_t column = 0;
    bool operator==(const Position&) const = default;
};

// What is wrong with a file; whoever shows it has the words for each code.
struct Problem {
    Position position;
    std::string code;  // e.g. "dmn.not_well_formed"
    std::vector<std::string> arguments;
    bool operator==(const Problem&) const = default;
};

struct XmlAttribute {
    std::string space, name, value;
};

struct XmlElement {
    std::string space, name;  // without prefix
    std::vector<XmlAttribute> attributes;
    std::string text;  // its own, without that of its children
    std::vector<XmlElement> children;
    Position position;
    Position text_position;  // where its text begins

    const std::string* attribute(std::string_view wanted) const;  // of no namespace
    const XmlElement* child(std::string_view wanted) const;       // the first one of that name
};

// What a prefix stands for at the root; QNames in texts of older files need it.
struct XmlPrefix {
    std::string prefix, space;
};

struct XmlReading {
    std::optional<XmlElement> root;  // absent: the file is refused
    std::vector<XmlPrefix> prefixes;
    Problem refusal;
};

// A DOCTYPE, bytes that are no XML, or what is larger than the limits (base/limits.h) refuses it.
XmlReading read_xml(std::string_view bytes);

}  // namespace dw::dmn
