// The tree an expression is read into (DMN 1.5, 10.3.1.2). What a name stands for is settled while
// reading: a place in the frame of the call.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "standards/feel/evaluation.h"
#include "standards/feel/type.h"
#include "standards/feel/value.h"

namespace dw::feel {

// What a node computes from its parts.
enum class Form : std::uint8_t {
    Literal,    // value
    Variable,   // slot
    ItemEntry,  // name in the item of a filter (slot), otherwise parts[0] if there is one
    Add,        // parts[0] + parts[1]; so with the next ones
    Subtract,
    Multiply,
    Divide,
    Power,
    Negate,  // - parts[0]
    And,
    Or,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,     // parts[0] between parts[1] and parts[2]
    In,          // parts[0] in any of the others
    InstanceOf,  // parts[0], type
    If,          // parts[0] then parts[1] else parts[2]
    For,         // parts: domains, then the result; slots: variables, then "partial"
    Some,        // parts: domains, then the condition; slots: variables
    Every,
    Filter,     // parts[0] [parts[1]]; slot: the item
    Path,       // parts[0] . name
    Call,       // parts[0](the others); names: of the arguments, if they are named
    Lambda,     // function: parts[0] is its body
    ListOf,     // [parts]
    ContextOf,  // {names: parts}; slots: of the entries
    RangeOf,    // parts[0]..parts[1]; parts may be missing in comparisons
    Tests,      // a cell: slot is under test, parts are alternatives
    NoTests,    // not(...)
    Anything,   // "-"
};

// A domain of `for`, `some`, `every`: one part, or two where it is written "from..to".
struct Domain {
    std::size_t part;
    bool is_span;
    std::uint32_t slot;
};

struct Capture {
    std::uint32_t outer;  // slot where the function is made
    std::uint32_t inner;  // slot in its own frame
};

struct LambdaShape {
    std::vector<Parameter> parameters;
    std::vector<Capture> captures;
    std::uint32_t slots = 0;
};

struct Node {
    Form form = Form::Literal;
    Position position;
    TypePtr type;  // nullptr: not known
    Value value;
    std::uint32_t slot = 0;
    std::vector<std::shared_ptr<const Node>> parts;
    std::vector<Text> names;
    std::vector<std::uint32_t> slots;
    std::vector<Domain> domains;
    // Of a range: how it was written.
    bool includes_start = false;
    bool includes_end = false;
    bool is_comparison = false;
    bool uses_tested_value = false;  // "?" stands in it
    bool uses_partial = false;       // a loop's result looks at the results before
    bool is_closed = false;          // stood in parentheses
    std::size_t depth = 0;           // of the tree below it
    std::shared_ptr<const LambdaShape> lambda;
};
using NodePtr = std::shared_ptr<const Node>;

}  // namespace dw::feel
