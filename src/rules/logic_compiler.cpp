#include "rules/logic_compiler.h"

#include <algorithm>

#include "rules/type_check.h"
#include "standards/feel/syntax.h"

namespace dw::rules {

namespace {

using feel::Value;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

feel::TypePtr type_of(const LogicBox& logic) {
    return logic == nullptr ? feel::any_type() : logic->feel_type;
}

feel::TypePtr type_of(const std::shared_ptr<const feel::Expression>& expression) {
    return expression == nullptr || expression->type() == nullptr ? feel::any_type()
                                                                  : expression->type();
}

feel::TypePtr item_type_of(const feel::TypePtr& type) {
    if (type->kind == feel::Type::Kind::List && type->element != nullptr) return type->element;
    return feel::any_type();
}

}  // namespace

LogicCompiler::LogicCompiler(Model& model, std::string element, feel::Scope scope,
                             std::vector<Fault>& faults)
    : model_(model), element_(std::move(element)), scope_(std::move(scope)), faults_(faults) {
    slots_ = scope_.variables.size();
}

void LogicCompiler::fault(const dmn::Position& position, std::string code,
                          std::vector<std::string> arguments) {
    faults_.push_back({model_.file, element_, position, std::move(code), std::move(arguments)});
}

std::size_t LogicCompiler::push(std::string name, feel::TypePtr type) {
    scope_.variables.push_back({std::move(name), std::move(type)});
    slots_ = std::max(slots_, scope_.variables.size());
    return scope_.variables.size() - 1;
}

void LogicCompiler::pop(std::size_t count) {
    scope_.variables.resize(scope_.variables.size() - count);
}

const ItemType* LogicCompiler::find_type(const std::string& type_ref,
                                         const dmn::Position& position) {
    return model_.types->find(type_ref, element_, position, faults_);
}

bool LogicCompiler::is_feel(const dmn::ExpressionText& text) {
    const std::string& language = text.expressionLanguage.empty()
                                      ? model_.definitions.expressionLanguage
                                      : text.expressionLanguage;
    if (language.empty() || language.find("FEEL") != std::string::npos ||
        language.find("feel") != std::string::npos) {
        return true;
    }
    fault(text.position, "rules.expression_language", {language});
    return false;
}

std::shared_ptr<const feel::Expression> LogicCompiler::parse(const dmn::ExpressionText& text,
                                                             Form form) {
    if (!is_feel(text)) return nullptr;
    auto parsed = form == Form::Cell
                      ? feel::parse_unary_tests(is_blank(text.text) ? "-" : text.text, scope_)
                      : feel::parse_expression(text.text, scope_);
    for (const Finding& finding : parsed.findings) {
        Fault found = fault_of(finding, text.position);
        fault(found.position, found.code, found.arguments);
    }
    if (parsed.expression == nullptr) return nullptr;
    slots_ = std::max(slots_, parsed.expression->slots());
    for (const Finding& finding : impossible_operations(*parsed.expression)) {
        Fault found = fault_of(finding, text.position);
        fault(found.position, found.code, found.arguments);
    }
    return std::move(parsed.expression);
}

void LogicCompiler::expect(const feel::TypePtr& given, const ItemType* wanted,
                           const dmn::Position& position) {
    if (wanted != nullptr && never_fits(given, wanted->feel))
        fault(position, "rules.type_expected", {feel::to_text(*given), wanted->name});
}

LogicBox LogicCompiler::compile(const dmn::Expression* expression) {
    if (expression == nullptr) return nullptr;
    Logic logic = std::visit(
        [&](const auto& source) -> Logic {
            using Source = std::decay_t<decltype(source)>;
            if constexpr (std::is_same_v<Source, dmn::LiteralExpression>) {
                return literal(source, expression->position);
            } else if constexpr (std::is_same_v<Source, dmn::DecisionTable>) {
                return table(source, expression->label);
            } else if constexpr (std::is_same_v<Source, dmn::Context>) {
                return context(source);
            } else if constexpr (std::is_same_v<Source, dmn::Invocation>) {
                return invocation(source);
            } else if constexpr (std::is_same_v<Source, dmn::List>) {
                return list(source);
            } else if constexpr (std::is_same_v<Source, dmn::Relation>) {
                return relation(source);
            } else if constexpr (std::is_same_v<Source, dmn::FunctionDefinition>) {
                return function(source, expression->position);
            } else if constexpr (std::is_same_v<Source, dmn::Conditional>) {
                return conditional(source);
            } else if constexpr (std::is_same_v<Source, dmn::Iterator>) {
                return iterator(source);
            } else {
                return filter(source);
            }
        },
        expression->content);
    logic.source = expression;
    logic.type = find_type(expression->typeRef, expression->position);
    expect(logic.feel_type, logic.type, expression->position);
    if (logic.type != nullptr) logic.feel_type = logic.type->feel;
    return std::make_unique<const Logic>(std::move(logic));
}

Logic LogicCompiler::literal(const dmn::LiteralExpression& source, const dmn::Position& position) {
    Logic logic{.content = Value(), .feel_type = feel::any_type()};
    if (source.imported) {
        fault(position, "rules.imported_values", {});
        return logic;
    }
    if (is_blank(source.text.text)) return logic;
    auto expression = parse(source.text, Form::Expression);
    if (expression == nullptr) return logic;
    logic.feel_type = rules::type_of(expression);
    if (expression->root().form == feel::Form::Literal) {
        logic.content = expression->root().value;
    } else {
        logic.content = std::move(expression);
    }
    return logic;
}

Logic LogicCompiler::context(const dmn::Context& source) {
    Logic logic{.content = Value(), .feel_type = feel::any_type()};
    ContextLogic made;
    std::vector<feel::Field> fields;
    std::size_t pushed = 0;
    for (const dmn::ContextEntry& entry : source.contextEntry) {
        LogicBox value = compile(entry.expression.get());
        if (!entry.variable) {
            made.result = std::move(value);
            if (made.result != nullptr) logic.feel_type = made.result->feel_type;
            break;
        }
        const ItemType* type = find_type(entry.variable->typeRef, entry.variable->position);
        expect(rules::type_of(value), type, entry.variable->position);
        feel::TypePtr feel_type = type == nullptr ? rules::type_of(value) : type->feel;
        fields.push_back({entry.variable->name, feel_type});
        const std::size_t slot = push(entry.variable->name, feel_type);
        ++pushed;
        made.entries.push_back({std::make_shared<const std::string>(entry.variable->name),
                                std::move(value), slot, type});
    }
    pop(pushed);
    if (made.result == nullptr) logic.feel_type = feel::context_of(std::move(fields));
    logic.content = std::move(made);
    return logic;
}

Logic LogicCompiler::invocation(const dmn::Invocation& source) {
    const auto* text = source.calledFunction == nullptr
                           ? nullptr
                           : std::get_if<dmn::LiteralExpression>(&source.calledFunction->content);
    InvocationLogic made;
    made.first_slot = scope_.variables.size();
    for (const dmn::Binding& binding : source.binding) {
        made.arguments.push_back({binding.parameter.name, compile(binding.expression.get())});
    }
    Logic logic{.content = Value(), .feel_type = feel::any_type()};
    if (text != nullptr) made.called_text = text->text.text;
    if (text != nullptr && !is_variable(*text)) {
        made.built_in = built_in_call(text->text, source);
        logic.feel_type = rules::type_of(made.built_in);
    } else if ((made.called = compile(source.calledFunction.get())) != nullptr) {
        const feel::TypePtr& type = made.called->feel_type;
        if (type->kind == feel::Type::Kind::Function && type->result != nullptr) {
            logic.feel_type = type->result;
        }
    }
    logic.content = std::move(made);
    return logic;
}

bool LogicCompiler::is_variable(const dmn::LiteralExpression& called) const {
    const auto parsed = feel::parse_expression(called.text.text, scope_);
    return std::ranges::none_of(parsed.findings, [](const Finding& finding) {
        return finding.code == "feel.unknown_name";
    });
}

// FEEL's own functions are no values of variables: they are called by a text.
std::shared_ptr<const feel::Expression> LogicCompiler::built_in_call(
    const dmn::ExpressionText& called, const dmn::Invocation& source) {
    dmn::ExpressionText text = called;
    text.text += "(";
    for (std::size_t i = 0; i < source.binding.size(); ++i) {
        const std::string name = "argument " + std::to_string(i + 1);
        text.text += (i == 0 ? "" : ", ") + source.binding[i].parameter.name + ": " + name;
        push(name, feel::any_type());
    }
    text.text += ")";
    auto expression = parse(text, Form::Expression);
    pop(source.binding.size());
    return expression;
}

Logic LogicCompiler::list(const dmn::List& source) {
    ListLogic made;
    feel::TypePtr type;
    for (const dmn::Expression& element : source.elements) {
        made.items.push_back(compile(&element));
        const feel::TypePtr item = rules::type_of(made.items.back());
        type = type == nullptr ? item : feel::common_type(type, item);
    }
    return {.content = std::move(made),
            .feel_type = feel::list_of(type == nullptr ? feel::any_type() : type)};
}

Logic LogicCompiler::relation(const dmn::Relation& source) {
    RelationLogic made;
    std::vector<feel::Field> fields;
    for (const dmn::InformationItem& column : source.column) {
        const ItemType* type = find_type(column.typeRef, column.position);
        made.columns.push_back(std::make_shared<const std::string>(column.name));
        fields.push_back({column.name, type == nullptr ? feel::any_type() : type->feel});
    }
    for (const auto& row : source.row) {
        auto& cells = made.rows.emplace_back();
        for (const dmn::Expression& cell : row) cells.push_back(compile(&cell));
    }
    return {.content = std::move(made),
            .feel_type = feel::list_of(feel::context_of(std::move(fields)))};
}

std::unique_ptr<FunctionBody> LogicCompiler::function_body(
    const dmn::FunctionDefinition& definition, const dmn::Position& position) {
    auto body = std::make_unique<FunctionBody>();
    body->captured = scope_.variables.size();
    feel::Scope scope = scope_;
    std::vector<feel::TypePtr> parameters;
    for (const dmn::InformationItem& parameter : definition.formalParameter) {
        const ItemType* type = find_type(parameter.typeRef, parameter.position);
        body->parameters.push_back({parameter.name, type});
        parameters.push_back(type == nullptr ? feel::any_type() : type->feel);
        scope.variables.push_back({parameter.name, parameters.back()});
    }
    LogicCompiler inside(model_, element_, std::move(scope), faults_);
    if (definition.kind == dmn::FunctionKind::FEEL) {
        body->logic = inside.compile(definition.expression.get());
    } else {
        fault(position, "rules.external_function",
              {definition.kind == dmn::FunctionKind::Java ? "Java" : "PMML"});
    }
    body->slots = inside.slots();
    body->type = feel::function_of(std::move(parameters), rules::type_of(body->logic));
    return body;
}

Logic LogicCompiler::function(const dmn::FunctionDefinition& source,
                              const dmn::Position& position) {
    FunctionLogic made{function_body(source, position)};
    feel::TypePtr type = made.body->type;
    return {.content = std::move(made), .feel_type = std::move(type)};
}

Logic LogicCompiler::conditional(const dmn::Conditional& source) {
    ConditionalLogic made{.condition = compile(source.if_.get()),
                          .then_ = compile(source.then_.get()),
                          .else_ = compile(source.else_.get())};
    feel::TypePtr type = feel::common_type(rules::type_of(made.then_), rules::type_of(made.else_));
    return {.content = std::move(made), .feel_type = std::move(type)};
}

Logic LogicCompiler::iterator(const dmn::Iterator& source) {
    IteratorLogic made{.kind = source.kind, .slot = 0};
    made.in = compile(source.in.get());
    const feel::TypePtr domain = rules::type_of(made.in);
    made.slot = push("domain", domain);
    made.items = parse(
        {.text = "for item in domain return item", .expressionLanguage = "FEEL", .position = {}},
        Form::Expression);
    pop(1);
    push(source.iteratorVariable, item_type_of(domain));
    push(source.kind == dmn::IteratorKind::For ? "partial" : "", feel::list_of(feel::any_type()));
    made.body = compile(source.body.get());
    made.uses_partial = source.kind == dmn::IteratorKind::For && uses(made.body, made.slot + 1);
    pop(2);
    feel::TypePtr type = source.kind == dmn::IteratorKind::For
                             ? feel::list_of(rules::type_of(made.body))
                             : feel::simple_type(feel::Type::Kind::Boolean);
    return {.content = std::move(made), .feel_type = std::move(type)};
}

bool LogicCompiler::uses(const LogicBox& logic, std::size_t slot) {
    if (logic == nullptr || std::holds_alternative<Value>(logic->content)) return false;
    const auto* expression = std::get_if<std::shared_ptr<const feel::Expression>>(&logic->content);
    if (expression == nullptr) return true;
    return std::ranges::binary_search((*expression)->used_variables(), slot);
}

Logic LogicCompiler::filter(const dmn::Filter& source) {
    FilterLogic made{.slot = 0};
    made.in = compile(source.in.get());
    const feel::TypePtr domain = rules::type_of(made.in);
    const auto* match = source.match == nullptr
                            ? nullptr
                            : std::get_if<dmn::LiteralExpression>(&source.match->content);
    if (match != nullptr) {
        made.slot = push("filtered list", domain);
        dmn::ExpressionText text = match->text;
        constexpr std::string_view begin = "filtered list[";
        text.text = std::string(begin) + text.text + "\n]";
        text.position.column -= static_cast<std::int64_t>(begin.size());
        made.filter = parse(text, Form::Expression);
        pop(1);
    } else {
        made.slot = push("item", item_type_of(domain));
        made.match = compile(source.match.get());
        pop(1);
    }
    feel::TypePtr type = domain->kind == feel::Type::Kind::List ? domain : feel::any_type();
    return {.content = std::move(made), .feel_type = std::move(type)};
}

}  // namespace dw::rules
