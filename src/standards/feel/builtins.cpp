#include "standards/feel/builtins.h"

#include <algorithm>
#include <map>

#include "standards/feel/interpreter.h"

namespace dw::feel {

const std::vector<BuiltIn>& built_ins() {
    static const auto all = [] {
        std::vector<BuiltIn> functions;
        add_conversions(functions);
        add_string_functions(functions);
        add_pattern_functions(functions);
        add_list_functions(functions);
        add_list_edits(functions);
        add_statistics(functions);
        add_number_functions(functions);
        add_temporal_functions(functions);
        add_range_functions(functions);
        add_context_functions(functions);
        std::sort(functions.begin(), functions.end(),
                  [](const BuiltIn& left, const BuiltIn& right) { return left.name < right.name; });
        return functions;
    }();
    return all;
}

const BuiltIn* longest_built_in(const Cursor& cursor) {
    const BuiltIn* best = nullptr;
    std::size_t end = 0;
    const char first = cursor.peek();
    const auto& all = built_ins();
    auto function = std::lower_bound(
        all.begin(), all.end(), first,
        [](const BuiltIn& known, char letter) { return known.name.front() < letter; });
    for (; function != all.end() && function->name.front() == first; ++function) {
        const auto found = cursor.match_name(function->name);
        if (!found || *found <= end) continue;
        best = &*function;
        end = *found;
    }
    return best;
}

namespace {

// A built-in function as a value carries no state: it is found again by its call.
struct CallBuiltIn {
    const BuiltIn* function;
    Value operator()(std::span<const Value> arguments, Evaluation& evaluation) const {
        return call_built_in(*function, arguments, evaluation);
    }
};

Value make_value(const BuiltIn& built_in) {
    Function function;
    function.name = built_in.name;
    const auto& shape = built_in.overloads.front();
    for (const auto parameter : shape.parameters)
        function.parameters.push_back({std::string(parameter), nullptr});
    function.required = shape.required;
    function.takes_any_number = shape.takes_any_number;
    if (built_in.result != Type::Kind::Any) function.result = simple_type(built_in.result);
    function.call = CallBuiltIn{&built_in};
    return function;
}

}  // namespace

const Value& built_in_value(const BuiltIn& function) {
    static const auto values = [] {
        std::vector<Value> made;
        for (const auto& built_in : built_ins()) made.push_back(make_value(built_in));
        return made;
    }();
    return values[static_cast<std::size_t>(&function - built_ins().data())];
}

const BuiltIn* built_in_of(const Function& function) {
    const auto* call = function.call.target<CallBuiltIn>();
    return call == nullptr ? nullptr : call->function;
}

namespace {

// A list of one stands for its item where no list is asked for (DMN 1.5, 10.3.2.9.4). False where
// there is none.
bool unwrap(const Overload& overload, Arguments arguments, Items& single) {
    bool found = false;
    single.assign(arguments.begin(), arguments.end());
    for (std::size_t i = 0; i < single.size() && i < overload.parameters.size(); ++i) {
        const auto name = overload.parameters[i];
        const bool takes_list = name == "list" || name == "entries" || name == "contexts" ||
                                name == "keys" || name == "element" || name == "newItem";
        const auto* list = single[i].list();
        if (takes_list || list == nullptr || list->size() != 1) continue;
        const Value item = list->front();
        single[i] = item;
        found = true;
    }
    return found;
}

}  // namespace

Value call_built_in(const BuiltIn& function, Arguments arguments, Evaluation& evaluation) {
    if (!evaluation.spend()) return {};
    for (const auto& overload : function.overloads) {
        if (arguments.size() < overload.required) continue;
        if (arguments.size() > overload.parameters.size() && !overload.takes_any_number) continue;
        auto value = overload.call(arguments, evaluation);
        Items single;
        if (value.is_null() && unwrap(overload, arguments, single))
            value = overload.call(single, evaluation);
        if (value.is_null()) evaluation.note("feel.no_result", function.name);
        return value;
    }
    evaluation.note("feel.wrong_arguments", function.name);
    return {};
}

Value call_built_in_by_name(const BuiltIn& function, std::span<const Text> names,
                            Arguments arguments, Evaluation& evaluation) {
    for (const auto& overload : function.overloads) {
        Items ordered(overload.parameters.size());
        std::vector<bool> filled(overload.parameters.size());
        bool fits = true;
        std::size_t last = 0;
        for (std::size_t i = 0; i < names.size() && fits; ++i) {
            const auto found = std::find(overload.parameters.begin(), overload.parameters.end(),
                                         std::string_view(*names[i]));
            const auto at = static_cast<std::size_t>(found - overload.parameters.begin());
            fits = found != overload.parameters.end() && !filled[at];
            if (!fits) break;
            ordered[at] = arguments[i];
            filled[at] = true;
            last = std::max(last, at + 1);
        }
        for (std::size_t i = 0; i < overload.required && fits; ++i) fits = filled[i];
        if (!fits) continue;
        ordered.resize(std::max(last, overload.required));
        return overload.call(ordered, evaluation);
    }
    evaluation.note("feel.wrong_arguments", function.name);
    return {};
}

const Value& argument(Arguments arguments, std::size_t at) {
    static const Value none;
    return at < arguments.size() ? arguments[at] : none;
}

std::span<const Value> one_list_or_all(Arguments arguments) {
    if (arguments.size() == 1 && arguments[0].list()) return *arguments[0].list();
    return arguments;
}

std::optional<std::int64_t> whole_argument(Arguments arguments, std::size_t at) {
    const auto* number = argument(arguments, at).number();
    return number ? number->truncated() : std::nullopt;
}

bool same(const Value& left, const Value& right, Evaluation& evaluation) {
    return evaluation.compare(left, right) && equal(left, right).value_or(false);
}

}  // namespace dw::feel
