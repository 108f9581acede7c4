// The part of the LogicCompiler that reads decision tables. The frame gets a slot for the value of
// each input and one for "?". Many cells of a long column are the same text; each is parsed once.

#include <algorithm>
#include <map>

#include "rules/logic_compiler.h"
#include "rules/type_check.h"
#include "standards/feel/syntax.h"

namespace dw::rules {

using feel::Value;

namespace {

feel::TypePtr feel_type_of(const ItemType* type) {
    return type == nullptr ? feel::any_type() : type->feel;
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// A range upside down is null (DMN 1.5, 10.3.2.7); it must not match an input that is null.
bool is_void(const feel::Expression& cell) {
    return std::ranges::any_of(cell.root().parts, [&cell](const feel::NodePtr& part) {
        const bool is_constant_range =
            part->form == feel::Form::RangeOf &&
            std::ranges::all_of(part->parts, [](const feel::NodePtr& end) {
                return end == nullptr || end->form == feel::Form::Literal;
            });
        if (!is_constant_range) return false;
        feel::Evaluation evaluation;
        std::vector<Value> frame(cell.slots());
        return feel::Expression(part, cell.slots(), {})
            .evaluate_in(frame.data(), evaluation)
            .is_null();
    });
}

// A value or end of a range in a cell that is never found in a column of that type.
bool fits_no_value(const feel::SimpleTests& tests, const feel::TypePtr& type) {
    const auto never = [&](const Value& value) {
        return !value.is_null() && never_fits(feel::type_of(value), type);
    };
    return std::ranges::any_of(tests.values, never) ||
           std::ranges::any_of(tests.ranges, [&](const feel::Range& range) {
               return never(range.start) || never(range.end);
           });
}

}  // namespace

Logic LogicCompiler::table(const dmn::DecisionTable& source, const std::string& label) {
    Table::Parts parts;
    parts.source = &source;
    parts.name = !source.outputLabel.empty() ? source.outputLabel
                 : label.empty()             ? element_
                                             : label;
    if (source.aggregation && source.output.size() != 1) {
        fault(source.output.empty() ? dmn::Position{} : source.output[1].position,
              "rules.aggregate_of_several", {parts.name});
    }
    parts.first_slot = scope_.variables.size();
    for (std::size_t i = 0; i < source.input.size(); ++i) push("", feel::any_type());
    push("?", feel::any_type());
    for (std::size_t i = 0; i < source.input.size(); ++i) add_input(parts, i);
    scope_.variables.back().name.clear();
    for (std::size_t i = 0; i < source.output.size(); ++i) add_output(parts, i);
    pop(source.input.size() + 1);
    find_constants(parts);
    feel::TypePtr type = type_of(parts);
    return {.content = std::make_unique<const Table>(std::move(parts)),
            .feel_type = std::move(type)};
}

void LogicCompiler::add_input(Table::Parts& parts, std::size_t column) {
    const dmn::InputClause& clause = parts.source->input[column];
    TableInput input;
    input.label = clause.label.empty() ? clause.inputExpression.text : clause.label;
    input.type = find_type(clause.typeRef, clause.position);
    if (!is_blank(clause.inputExpression.text)) {
        input.expression = parse(clause.inputExpression, Form::Expression);
    }
    scope_.variables.back().type =
        input.type != nullptr || input.expression == nullptr || input.expression->type() == nullptr
            ? feel_type_of(input.type)
            : input.expression->type();
    if (clause.inputValues && !is_blank(clause.inputValues->text)) {
        input.values = parse(*clause.inputValues, Form::Cell);
    }
    std::map<std::string_view, std::size_t> known;  // the first row of that text
    for (std::size_t row = 0; row < parts.source->rule.size(); ++row) {
        const auto& entries = parts.source->rule[row].inputEntry;
        std::shared_ptr<const feel::Expression> cell;
        if (column < entries.size()) {
            const auto [first, is_new] = known.try_emplace(entries[column].text, row);
            cell = is_new ? parse(entries[column], Form::Cell) : input.cells[first->second];
        }
        if (cell != nullptr && is_void(*cell)) {
            fault(entries[column].position, "rules.void_condition", {entries[column].text});
            cell = nullptr;
        }
        input.tests.push_back(cell == nullptr ? std::nullopt : feel::simple_tests(*cell));
        if (input.tests.back() && input.type != nullptr &&
            fits_no_value(*input.tests.back(), input.type->feel))
            fault(entries[column].position, "rules.condition_type",
                  {entries[column].text, input.type->name});
        input.cells.push_back(std::move(cell));
    }
    input.index = ColumnIndex::make(input.tests);
    parts.inputs.push_back(std::move(input));
}

void LogicCompiler::add_output(Table::Parts& parts, std::size_t column) {
    const dmn::OutputClause& clause = parts.source->output[column];
    TableOutput output;
    output.name = std::make_shared<const std::string>(clause.name);
    output.label = !clause.name.empty() ? clause.name : clause.label;
    if (clause.name.empty() && parts.source->output.size() > 1) {
        fault(clause.position, "rules.output_without_name", {parts.name});
    }
    output.type = find_type(clause.typeRef, clause.position);
    output.priorities = priorities(clause, output.type);
    if (clause.defaultOutputEntry && !is_blank(clause.defaultOutputEntry->text)) {
        output.otherwise = parse(*clause.defaultOutputEntry, Form::Expression);
    }
    std::map<std::string_view, std::size_t> known;
    for (std::size_t row = 0; row < parts.source->rule.size(); ++row) {
        const auto& entries = parts.source->rule[row].outputEntry;
        std::shared_ptr<const feel::Expression> cell;
        if (column < entries.size() && !is_blank(entries[column].text)) {
            const auto [first, is_new] = known.try_emplace(entries[column].text, row);
            cell = is_new ? parse(entries[column], Form::Expression) : output.cells[first->second];
            if (is_new && cell != nullptr && cell->root().form != feel::Form::Literal)
                expect(cell->type(), output.type, entries[column].position);
        }
        output.cells.push_back(std::move(cell));
    }
    parts.outputs.push_back(std::move(output));
}

std::vector<Value> LogicCompiler::priorities(const dmn::OutputClause& clause,
                                             const ItemType* type) {
    std::shared_ptr<const feel::Expression> listed;
    if (clause.outputValues && !is_blank(clause.outputValues->text)) {
        feel::Scope scope;
        scope.variables = {{"?", feel_type_of(type)}};
        auto parsed = feel::parse_unary_tests(clause.outputValues->text, scope);
        for (const Finding& finding : parsed.findings) {
            Fault found = fault_of(finding, clause.outputValues->position);
            fault(found.position, found.code, found.arguments);
        }
        listed = std::move(parsed.expression);
    } else {
        for (; type != nullptr && listed == nullptr; type = type->base) {
            if (type->allowed_values) listed = type->allowed_values->tests;
        }
    }
    if (listed == nullptr) return {};
    const auto tests = feel::simple_tests(*listed);
    return tests ? tests->values : std::vector<Value>{};
}

void LogicCompiler::find_constants(Table::Parts& parts) {
    feel::Evaluation evaluation;
    for (std::size_t row = 0; row < parts.source->rule.size(); ++row) {
        std::vector<Value> values;
        for (const TableOutput& output : parts.outputs) {
            const auto& cell = output.cells[row];
            if (cell == nullptr) {
                values.emplace_back();
            } else if (cell->root().form == feel::Form::Literal) {
                const Value& value = cell->root().value;
                values.push_back(output.type == nullptr ? value
                                                        : accept(value, *output.type, evaluation));
                if (values.back().is_null() && !value.is_null()) {
                    fault(parts.source->rule[row].position, "rules.output_not_allowed",
                          {feel::to_literal(value), output.type->name});
                }
            } else {
                break;
            }
        }
        auto& constant = parts.constants.emplace_back();
        if (values.size() != parts.outputs.size() || values.empty()) continue;
        if (values.size() == 1) {
            constant = std::move(values.front());
            continue;
        }
        feel::Context context;
        for (std::size_t i = 0; i < values.size(); ++i) {
            context.set(parts.outputs[i].name, std::move(values[i]));
        }
        constant = Value(std::move(context));
    }
}

feel::TypePtr LogicCompiler::type_of(const Table::Parts& parts) const {
    feel::TypePtr row = feel::any_type();
    if (parts.outputs.size() == 1) {
        row = feel_type_of(parts.outputs.front().type);
    } else {
        std::vector<feel::Field> fields;
        for (const TableOutput& output : parts.outputs) {
            fields.push_back({*output.name, feel_type_of(output.type)});
        }
        row = feel::context_of(std::move(fields));
    }
    switch (parts.source->hitPolicy) {
        case dmn::HitPolicy::COLLECT:
            return parts.source->aggregation ? feel::any_type() : feel::list_of(row);
        case dmn::HitPolicy::RULE_ORDER:
        case dmn::HitPolicy::OUTPUT_ORDER:
            return feel::list_of(row);
        default:
            return row;
    }
}

}  // namespace dw::rules
