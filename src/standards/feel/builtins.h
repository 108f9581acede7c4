// The functions every expression can call (DMN 1.5, 10.3.4).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "standards/feel/cursor.h"
#include "standards/feel/evaluation.h"
#include "standards/feel/type.h"
#include "standards/feel/value.h"

namespace dw::feel {

using Arguments = std::span<const Value>;

// One way to call a function.
struct Overload {
    std::vector<std::string_view> parameters;
    std::size_t required = 0;       // the others may be left out
    bool takes_any_number = false;  // of its last parameter
    Value (*call)(Arguments arguments, Evaluation& evaluation) = nullptr;
};

struct BuiltIn {
    std::string_view name;
    Type::Kind result = Type::Kind::Any;
    std::vector<Overload> overloads;  // the first that fits is taken
};

// All, sorted by name.
const std::vector<BuiltIn>& built_ins();
const BuiltIn* longest_built_in(const Cursor& cursor);
// The function as a value, shared.
const Value& built_in_value(const BuiltIn& function);
// The built-in function behind a value, or nullptr.
const BuiltIn* built_in_of(const Function& function);

Value call_built_in(const BuiltIn& function, Arguments arguments, Evaluation& evaluation);
// The arguments in the order of the first overload that has all the names.
Value call_built_in_by_name(const BuiltIn& function, std::span<const Text> names,
                            Arguments arguments, Evaluation& evaluation);

// The argument, or null where it was left out.
const Value& argument(Arguments arguments, std::size_t at);
// A list's items where the only argument is a list, otherwise the arguments.
std::span<const Value> one_list_or_all(Arguments arguments);
// The argument as a whole number; a fraction is cut off.
std::optional<std::int64_t> whole_argument(Arguments arguments, std::size_t at);

// Equal, paid for; false also where the budget is used up.
bool same(const Value& left, const Value& right, Evaluation& evaluation);

// Each file of built-in functions adds its own.
void add_conversions(std::vector<BuiltIn>& to);
void add_string_functions(std::vector<BuiltIn>& to);
void add_pattern_functions(std::vector<BuiltIn>& to);
void add_list_functions(std::vector<BuiltIn>& to);
void add_list_edits(std::vector<BuiltIn>& to);
void add_statistics(std::vector<BuiltIn>& to);
void add_number_functions(std::vector<BuiltIn>& to);
void add_temporal_functions(std::vector<BuiltIn>& to);
void add_range_functions(std::vector<BuiltIn>& to);
void add_context_functions(std::vector<BuiltIn>& to);

}  // namespace dw::feel
