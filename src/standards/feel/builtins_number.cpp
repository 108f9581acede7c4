// Functions on numbers (DMN 1.5, table 75), and the ternary "not".
#include "standards/feel/builtins.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

const Number* number(Arguments arguments, std::size_t at) {
    return argument(arguments, at).number();
}

// A scale of 0 where none is given.
Value round(Arguments arguments, Rounding rounding) {
    const auto* value = number(arguments, 0);
    if (value == nullptr) return {};
    std::optional<std::int64_t> scale = 0;
    if (arguments.size() > 1) scale = whole_argument(arguments, 1);
    return scale ? Value(value->rounded(*scale, rounding)) : Value();
}
Value decimal(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::HalfEven);
}
Value floor(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::Floor);
}
Value ceiling(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::Ceiling);
}
Value round_up(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::Up);
}
Value round_down(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::Down);
}
Value round_half_up(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::HalfUp);
}
Value round_half_down(Arguments arguments, Evaluation&) {
    return round(arguments, Rounding::HalfDown);
}

Value abs(Arguments arguments, Evaluation&) {
    const auto& value = arguments[0];
    if (value.number()) return value.number()->absolute();
    if (value.months() && value.months()->months < 0) return negate(value);
    if (value.seconds() && value.seconds()->seconds < 0) return negate(value);
    return value.months() || value.seconds() ? value : Value();
}

// dividend - divisor * floor(dividend / divisor): the sign is the divisor's.
Value modulo(Arguments arguments, Evaluation&) {
    const auto* dividend = number(arguments, 0);
    const auto* divisor = number(arguments, 1);
    if (dividend == nullptr || divisor == nullptr || divisor->is_zero()) return {};
    const auto quotient = dividend->divided_by(*divisor);
    const auto whole = quotient ? quotient->rounded(0, Rounding::Floor) : std::nullopt;
    const auto product = whole ? divisor->times(*whole) : std::nullopt;
    return product ? Value(dividend->minus(*product)) : Value();
}

Value sqrt(Arguments arguments, Evaluation&) {
    const auto* value = number(arguments, 0);
    return value ? Value(value->square_root()) : Value();
}
Value log(Arguments arguments, Evaluation&) {
    const auto* value = number(arguments, 0);
    return value ? Value(value->logarithm()) : Value();
}
Value exp(Arguments arguments, Evaluation&) {
    const auto* value = number(arguments, 0);
    return value ? Value(value->exponential()) : Value();
}

Value parity(Arguments arguments, int wanted) {
    const auto* value = number(arguments, 0);
    if (value == nullptr) return {};
    if (!value->is_whole()) return false;
    const auto half = value->absolute().divided_by(Number(2));
    return half ? Value(half->is_whole() == (wanted == 0)) : Value();
}
Value even(Arguments arguments, Evaluation&) {
    return parity(arguments, 0);
}
Value odd(Arguments arguments, Evaluation&) {
    return parity(arguments, 1);
}

Value logical_not(Arguments arguments, Evaluation&) {
    const auto* truth = arguments[0].boolean();
    return truth ? Value(!*truth) : Value();
}

}  // namespace

void add_number_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    const auto add = [&](std::string_view name, std::vector<std::string_view> parameters,
                         std::size_t required, Value (*call)(Arguments, Evaluation&)) {
        to.push_back({name, Gives::Number, {{std::move(parameters), required, false, call}}});
    };
    add("decimal", {"n", "scale"}, 2, decimal);
    add("floor", {"n", "scale"}, 1, floor);
    add("ceiling", {"n", "scale"}, 1, ceiling);
    add("round up", {"n", "scale"}, 2, round_up);
    add("round down", {"n", "scale"}, 2, round_down);
    add("round half up", {"n", "scale"}, 2, round_half_up);
    add("round half down", {"n", "scale"}, 2, round_half_down);
    add("modulo", {"dividend", "divisor"}, 2, modulo);
    add("sqrt", {"number"}, 1, sqrt);
    add("log", {"number"}, 1, log);
    add("exp", {"number"}, 1, exp);
    to.push_back({"abs", Gives::Any, {{{"n"}, 1, false, abs}}});
    to.push_back({"even", Gives::Boolean, {{{"number"}, 1, false, even}}});
    to.push_back({"odd", Gives::Boolean, {{{"number"}, 1, false, odd}}});
    to.push_back({"not", Gives::Boolean, {{{"negand"}, 1, false, logical_not}}});
}

}  // namespace dw::feel
