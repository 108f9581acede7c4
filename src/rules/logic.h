// Logic: a boxed expression, read once: FEEL texts are parsed, names are places in a frame, types
// are found. Immutable; evaluated by many threads.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "rules/item_type.h"
#include "rules/run.h"
#include "rules/table.h"
#include "standards/dmn/model.h"

namespace dw::rules {

struct Logic;
using LogicBox = std::unique_ptr<const Logic>;

struct ContextLogic {
    struct Entry {
        feel::Text name;
        LogicBox logic;
        std::size_t slot;
        const ItemType* type;  // of the variable
    };
    std::vector<Entry> entries;
    LogicBox result;  // of the final result entry; null: the context itself
};

struct InvocationLogic {
    struct Argument {
        std::string name;
        LogicBox logic;
    };
    LogicBox called;                                   // a function; or:
    std::shared_ptr<const feel::Expression> built_in;  // with the arguments from first_slot on
    std::size_t first_slot = 0;
    std::string called_text;
    std::vector<Argument> arguments;
};

struct ListLogic {
    std::vector<LogicBox> items;
};

struct RelationLogic {
    std::vector<feel::Text> columns;
    std::vector<std::vector<LogicBox>> rows;
};

// A function's body; its frame holds what it captured, then the parameters.
struct FunctionBody {
    struct Parameter {
        std::string name;
        const ItemType* type;  // nullptr: any
    };
    std::string name;  // "" for one without
    std::vector<Parameter> parameters;
    std::size_t captured = 0;
    std::size_t slots = 0;
    LogicBox logic;  // null: the body could not be read
    const ItemType* result = nullptr;
    feel::TypePtr type;  // of the function
};

struct FunctionLogic {
    std::unique_ptr<FunctionBody> body;
};

struct ConditionalLogic {
    LogicBox condition, then_, else_;
};

struct IteratorLogic {
    dmn::IteratorKind kind;
    std::size_t slot;  // of the iterator variable; of "partial" the one behind
    bool uses_partial = false;
    LogicBox in, body;
    std::shared_ptr<const feel::Expression> items;  // [x for x in in], by FEEL's own rules
};

struct FilterLogic {
    std::size_t slot;
    LogicBox in;
    std::shared_ptr<const feel::Expression> filter;  // in[match]; or:
    LogicBox match;                                  // for each item
};

struct Logic {
    std::variant<feel::Value, std::shared_ptr<const feel::Expression>, std::unique_ptr<const Table>,
                 ContextLogic, InvocationLogic, ListLogic, RelationLogic, FunctionLogic,
                 ConditionalLogic, IteratorLogic, FilterLogic>
        content;
    const ItemType* type = nullptr;  // what its typeRef says; nullptr: nothing
    feel::TypePtr feel_type;         // as far as it is known; never nullptr
    const dmn::Expression* source = nullptr;
};

// `frame` holds the variables of the scope it was read with, and room for those it makes itself.
feel::Value evaluate(const Logic& logic, feel::Value* frame, Run& run);
// Null where there is none.
feel::Value evaluate(const LogicBox& logic, feel::Value* frame, Run& run);

// The function as a value. The body must live longer than the value; what it captured is copied.
feel::Value make_function(const FunctionBody& body, std::vector<feel::Value> captured);
// Null (with a note) where an argument does not fit its parameter: then it is not called at all.
feel::Value call(const FunctionBody& body, std::span<const feel::Value> captured,
                 std::span<const feel::Value> arguments, Run& run);

}  // namespace dw::rules
