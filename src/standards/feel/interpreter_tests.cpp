// Whether a value passes the tests of a cell or of "in" (DMN 1.5, 7.3.2 and table 55).
#include <algorithm>
#include <optional>

#include "standards/feel/expression.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {

std::optional<bool> passes(const Value& tested, const Value& test) {
    if (const auto* range = test.range()) {
        if (tested.range()) return equal(tested, test).value_or(false);
        return contains(*range, tested);
    }
    if (const auto* list = test.list()) {
        if (tested.list() && equal(tested, test).value_or(false)) return true;
        return std::any_of(list->begin(), list->end(), [&](const Value& item) {
            if (const auto* range = item.range())
                if (contains(*range, tested).value_or(false)) return true;
            return equal(tested, item).value_or(false);
        });
    }
    // A condition about something else than the value itself.
    if (test.boolean() && !tested.boolean() && !tested.is_null()) return *test.boolean();
    return equal(tested, test).value_or(false);
}

Value evaluate_tests(const Node& node, Value* frame, Evaluation& evaluation) {
    if (node.form == Form::Anything) return true;
    const auto& tested = frame[node.slot];
    bool unknown = false;
    bool passed = false;
    for (const auto& part : node.parts) {
        Value room;
        const auto& test = look(*part, frame, evaluation, room);
        if (!evaluation.look_at(test)) return {};
        std::optional<bool> result;
        if (part->uses_tested_value && test.boolean()) {
            result = *test.boolean();
        } else if (part->form == Form::Unequal && test.is_null()) {
            result = std::nullopt;
        } else {
            result = passes(tested, test);
        }
        unknown = unknown || !result;
        passed = result.value_or(false);
        if (passed) break;
    }
    if (!passed && unknown) return {};
    return passed == (node.form == Form::Tests);
}

namespace {

// Takes the values and ranges of one alternative; false where it must be evaluated.
bool take(const Value& test, SimpleTests& tests) {
    if (const auto* range = test.range()) {
        tests.ranges.push_back(*range);
        return true;
    }
    if (const auto* list = test.list())
        return std::all_of(list->begin(), list->end(), [&](const Value& item) {
            return item.list() == nullptr && take(item, tests);
        });
    if (test.context() || test.function()) return false;
    tests.values.push_back(test);
    return true;
}

}  // namespace

std::optional<SimpleTests> simple_tests(const Expression& unary_tests) {
    const auto& root = unary_tests.root();
    SimpleTests tests;
    if (root.form == Form::Anything) {
        tests.is_anything = true;
        return tests;
    }
    if (root.form != Form::Tests && root.form != Form::NoTests) return std::nullopt;
    tests.is_negated = root.form == Form::NoTests;
    for (const auto& part : root.parts)
        if (part->form != Form::Literal || !take(part->value, tests)) return std::nullopt;
    return tests;
}

}  // namespace dw::feel
