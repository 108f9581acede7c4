// Bindings: which names can be used where an expression is being read, and which place in the frame
// of the call each stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "standards/feel/cursor.h"
#include "standards/feel/expression.h"
#include "standards/feel/syntax.h"

namespace dw::feel {

class Bindings {
  public:
    explicit Bindings(const Scope& scope);

    // What a name stands for.
    struct Match {
        std::size_t end = 0;  // of the name in the text
        bool is_found = false;
        bool is_entry = false;  // of the item of a filter; then `name` is the entry's
        std::uint32_t slot = 0;
        std::string name;
        TypePtr type;
        // Items of unknown type between here and the name's place: they may have such an entry.
        std::vector<std::uint32_t> items;
    };
    // The longest name that begins at the cursor.
    Match longest(const Cursor& cursor);

    // A new variable, visible until `close`.
    std::uint32_t declare(std::string name, TypePtr type);
    // The item of a filter: its entries can be named without it.
    std::uint32_t declare_item(TypePtr type);
    // A place without a name.
    std::uint32_t reserve();
    // Where reading may go on from; what was declared since is forgotten.
    struct Mark {
        std::size_t frames;
        std::size_t bindings;
    };
    Mark open() const;
    void close(Mark mark);
    bool is_used(std::uint32_t slot) const;  // of the innermost frame

    // A function's body has a frame of its own; what it uses of the outer one is copied into it.
    void begin_function();
    LambdaShape end_function();

    std::uint32_t slots() const;  // of the outermost frame
  private:
    struct Binding {
        std::string name;
        std::uint32_t slot = 0;
        TypePtr type;
        bool is_item = false;
    };
    struct FunctionFrame {
        std::vector<Binding> bindings;
        std::vector<Capture> captures;
        std::uint32_t slots = 0;
        std::vector<bool> used;
    };
    void consider(const Cursor& cursor, std::size_t frame, const Binding& binding, Match& best,
                  std::size_t& best_frame) const;
    std::uint32_t bring(std::size_t frame, std::uint32_t slot);

    std::vector<FunctionFrame> frames_;
};

// The fields of a context, or of the contexts in a list; nullptr where they are not known.
const Type* entries_of(const TypePtr& type);

}  // namespace dw::feel
