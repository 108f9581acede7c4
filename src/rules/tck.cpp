#include "rules/tck.h"

#include <algorithm>

namespace dw::rules {

namespace {

using feel::Value;

Value duration(const std::string& text) {
    if (const auto months = feel::parse_months_duration(text)) return *months;
    return feel::parse_seconds_duration(text);
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return "";
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

Value single_value(const dmn::ValueType& value) {
    const std::string& type = value.type;
    const std::string text = trimmed(value.text);
    if (type == "decimal" || type == "double" || type == "float" || type == "integer" ||
        type == "int" || type == "long" || type == "short") {
        return feel::Number::parse(text);
    }
    if (type == "boolean") return text == "true" || text == "1";
    if (type == "date") return feel::parse_date(text);
    if (type == "time") return feel::parse_time(text);
    if (type == "dateTime") return feel::parse_date_time(text);
    if (type.ends_with("uration")) return duration(text);
    return value.text;
}

bool are_close(const feel::Number& expected, const feel::Number& actual) {
    const auto difference = expected.minus(actual);
    static const feel::Number tolerance = *feel::Number::parse("1e-8");
    return difference && difference->absolute() <= tolerance;
}

// What a service's results are looked up in: its value, or the entry of an output decision.
Value result_of(const Value& value, const Element& service, const std::string& node) {
    if (service.kind != Element::Kind::DecisionService || service.outputs.size() == 1) return value;
    if (value.context() == nullptr || node == service.name) return value;
    const Value* entry = value.context()->find(node);
    return entry == nullptr ? value : *entry;
}

const Element* find_invocable(const RuleSet& rules, const std::string& name) {
    for (const auto kind :
         {Element::Kind::DecisionService, Element::Kind::KnowledgeModel, Element::Kind::Decision}) {
        if (const Element* found = rules.find(kind, name)) return found;
    }
    return nullptr;
}

void set_inputs(Evaluator& evaluator, const RuleSet& rules, const dmn::TestCase& test_case) {
    feel::Context inputs;
    for (const dmn::InputNode& node : test_case.inputNode) {
        if (node.space.empty()) {
            inputs.set(node.name, value_of(node.value));
        } else if (const Element* input =
                       rules.find(Element::Kind::InputData, node.name, node.space)) {
            evaluator.set_input(*input, value_of(node.value));
        }
    }
    static_cast<void>(evaluator.set_inputs(inputs));
}

Value evaluate_node(Evaluator& evaluator, const RuleSet& rules, const dmn::TestCase& test_case,
                    const dmn::ResultNode& node, std::string& remark) {
    evaluator.begin();
    const bool is_call = test_case.type == "decisionService" || test_case.type == "bkm";
    const std::string& name =
        is_call && !test_case.invocableName.empty() ? test_case.invocableName : node.name;
    const Element* element =
        is_call ? find_invocable(rules, name) : rules.find(Element::Kind::Decision, name);
    if (element == nullptr) element = find_invocable(rules, name);
    if (element == nullptr) {
        remark = "there is no " + name;
        return Value();
    }
    if (element->kind == Element::Kind::Decision) {
        set_inputs(evaluator, rules, test_case);
        return evaluator.decide(*element);
    }
    feel::Context arguments;
    for (const dmn::InputNode& input : test_case.inputNode) {
        arguments.set(input.name, value_of(input.value));
    }
    return result_of(evaluator.call(*element, arguments), *element, node.name);
}

}  // namespace

Value value_of(const dmn::ValueType& value) {
    switch (value.kind) {
        case dmn::ValueType::Kind::Null:
            return Value();
        case dmn::ValueType::Kind::Value:
            return single_value(value);
        case dmn::ValueType::Kind::List: {
            feel::Items items;
            for (const dmn::ValueType& item : value.list) items.push_back(value_of(item));
            return items;
        }
        case dmn::ValueType::Kind::Components: {
            feel::Context context;
            for (const dmn::Component& component : value.component) {
                context.set(component.name, value_of(component.value));
            }
            return context;
        }
    }
    return Value();
}

bool is_as_expected(const Value& expected, const Value& actual) {
    if (expected.number() != nullptr && actual.number() != nullptr) {
        return are_close(*expected.number(), *actual.number());
    }
    if (expected.list() != nullptr && actual.list() != nullptr) {
        return std::ranges::equal(*expected.list(), *actual.list(), is_as_expected);
    }
    if (expected.context() != nullptr && actual.context() != nullptr) {
        const auto& entries = expected.context()->entries;
        return entries.size() == actual.context()->entries.size() &&
               std::ranges::all_of(entries, [&actual](const feel::Entry& entry) {
                   const Value* other = actual.context()->find(*entry.key);
                   return other != nullptr && is_as_expected(entry.value, *other);
               });
    }
    if (expected.kind() != actual.kind()) return false;
    return expected.is_null() || feel::equal(expected, actual).value_or(false) ||
           feel::identical(expected, actual);
}

std::vector<TckResult> run_test_cases(const RuleSet& rules, const dmn::TestCases& cases) {
    std::vector<TckResult> results;
    Evaluator evaluator(rules, {.now = feel::parse_date_time("2026-11-30T12:00:00Z")});
    for (const dmn::TestCase& test_case : cases.testCase) {
        for (const dmn::ResultNode& node : test_case.resultNode) {
            TckResult result{.test_case = test_case.id,
                             .node = node.name,
                             .passed = false,
                             .expected = {},
                             .actual = {},
                             .remark = {}};
            const Value actual = evaluate_node(evaluator, rules, test_case, node, result.remark);
            const Value expected = value_of(node.expected);
            result.passed = result.remark.empty() && is_as_expected(expected, actual);
            result.expected = feel::to_literal(expected);
            result.actual = feel::to_literal(actual);
            for (const feel::Note& note : evaluator.notes()) {
                result.remark += (result.remark.empty() ? "" : "; ") + note.code +
                                 (note.detail.empty() ? "" : " " + note.detail);
            }
            results.push_back(std::move(result));
        }
    }
    return results;
}

}  // namespace dw::rules
