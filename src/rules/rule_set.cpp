#include "rules/rule_set.h"

#include <algorithm>
#include <set>

namespace dw::rules {

namespace {

using feel::Value;

void collect_inputs(const Element& element, std::set<const Element*>& seen,
                    std::vector<const Element*>& inputs) {
    if (!seen.insert(&element).second) return;
    if (element.kind == Element::Kind::InputData) inputs.push_back(&element);
    for (const Element::Requirement& requirement : element.requirements) {
        if (requirement.element != nullptr) collect_inputs(*requirement.element, seen, inputs);
        for (const auto& member : requirement.members) {
            collect_inputs(*member.element, seen, inputs);
        }
    }
    for (const Element* parameter : element.parameters) collect_inputs(*parameter, seen, inputs);
}

// Takes the value of an input from what was given; nothing where there is none.
const Value* given(const Program& program, const Element& input, const feel::Context& values,
                   std::set<std::string>& taken) {
    const auto take = [&taken](const std::string& name, const Value* value) {
        if (value != nullptr) taken.insert(name);
        return value;
    };
    if (input.model != program.models.front().get()) {
        for (const Model::Imported& import : program.models.front()->imports) {
            if (import.model != input.model) continue;
            const std::string path = import.name + "." + input.name;
            if (const Value* value = take(path, values.find(path))) return value;
            const Value* context = values.find(import.name);
            if (context == nullptr || context->context() == nullptr) continue;
            if (const Value* value = take(import.name, context->context()->find(input.name))) {
                return value;
            }
        }
    }
    if (const Value* value = take(input.name, values.find(input.name))) return value;
    return take(input.variable, values.find(input.variable));
}

}  // namespace

const Element* RuleSet::find(Element::Kind kind, std::string_view name,
                             std::string_view space) const {
    const Model* first = program_->models.empty() ? nullptr : program_->models.front().get();
    for (const Element& element : program_->elements) {
        if (element.kind != kind || element.name != name) continue;
        if (space.empty() ? element.model == first : element.model->definitions.space == space) {
            return &element;
        }
    }
    return nullptr;
}

std::vector<const Element*> RuleSet::all(Element::Kind kind) const {
    std::vector<const Element*> found;
    for (const Element& element : program_->elements) {
        if (element.kind == kind && element.model == program_->models.front().get()) {
            found.push_back(&element);
        }
    }
    return found;
}

std::vector<const Element*> RuleSet::inputs_of(const Element& element) const {
    std::set<const Element*> seen;
    std::vector<const Element*> inputs;
    collect_inputs(element, seen, inputs);
    return inputs;
}

Evaluator::Evaluator(const RuleSet& rules, EvaluatorOptions options)
    : rules_(rules), run_(options.budget, options.now) {
    run_.memo = &memo_;
    if (options.explain == Explain::Yes) run_.trace = &trace_;
    begin();
}

void Evaluator::begin() {
    run_.reset();
    memo_.clear(rules_.elements().size());
    trace_.clear();
}

void Evaluator::set_input(const Element& input, const Value& value) {
    memo_.set(input.number, input.type == nullptr ? value : accept(value, *input.type, run_));
}

std::vector<std::string> Evaluator::set_inputs(const feel::Context& values) {
    std::set<std::string> taken;
    for (const Element& element : rules_.elements()) {
        if (element.kind != Element::Kind::InputData) continue;
        if (const Value* value = given(rules_.program(), element, values, taken)) {
            set_input(element, *value);
        }
    }
    std::vector<std::string> left;
    for (const feel::Entry& entry : values.entries) {
        if (!taken.contains(*entry.key)) left.push_back(*entry.key);
    }
    return left;
}

const Value& Evaluator::decide(const Element& element) {
    return value_of(rules_.program(), element, run_);
}

Value Evaluator::call(const Element& element, const feel::Context& arguments) {
    const feel::Function* function = element.function.function();
    if (function == nullptr) return Value();
    std::vector<Value> values;
    for (std::size_t i = 0; i < function->parameters.size(); ++i) {
        const Value* value = arguments.find(function->parameters[i].name);
        values.push_back(value == nullptr ? Value() : *value);
        // From outside, what does not fit is null; a rule would not be called at all.
        if (i >= element.parameters.size() || element.parameters[i]->type == nullptr) continue;
        values.back() = accept(values.back(), *element.parameters[i]->type, run_);
    }
    return function->call(values, run_);
}

}  // namespace dw::rules
