#include "standards/dmn/expression_reader.h"

#include <algorithm>
#include <array>

namespace dw::dmn {

namespace {

constexpr std::array<std::string_view, 12> expression_names = {
    "literalExpression",  "decisionTable", "context", "invocation", "relation", "list",
    "functionDefinition", "conditional",   "for",     "some",       "every",    "filter"};

struct HitPolicyName {
    std::string_view name;
    HitPolicy policy;
};
constexpr std::array<HitPolicyName, 7> hit_policies = {{{"UNIQUE", HitPolicy::UNIQUE},
                                                        {"FIRST", HitPolicy::FIRST},
                                                        {"PRIORITY", HitPolicy::PRIORITY},
                                                        {"ANY", HitPolicy::ANY},
                                                        {"COLLECT", HitPolicy::COLLECT},
                                                        {"RULE ORDER", HitPolicy::RULE_ORDER},
                                                        {"OUTPUT ORDER", HitPolicy::OUTPUT_ORDER}}};

struct AggregatorName {
    std::string_view name;
    BuiltinAggregator aggregator;
};
constexpr std::array<AggregatorName, 4> aggregators = {{{"SUM", BuiltinAggregator::SUM},
                                                        {"COUNT", BuiltinAggregator::COUNT},
                                                        {"MIN", BuiltinAggregator::MIN},
                                                        {"MAX", BuiltinAggregator::MAX}}};

// FEEL's own types stand in a namespace that ends so, in every version.
bool is_feel_namespace(std::string_view space) {
    return space.ends_with("/FEEL/") || space.ends_with("FEEL.xsd") || space.ends_with("/FEEL");
}

}  // namespace

bool is_expression(std::string_view element_name) {
    return std::ranges::find(expression_names, element_name) != expression_names.end();
}

void ExpressionReader::know(const Definitions& definitions) {
    own_space_ = definitions.space;
    imports_ = definitions.import;
}

void ExpressionReader::report(const XmlElement& at, std::string code,
                              std::vector<std::string> arguments) {
    problems_.push_back({at.position, std::move(code), std::move(arguments)});
}

std::string ExpressionReader::attribute(const XmlElement& element, std::string_view name) const {
    const std::string* value = element.attribute(name);
    return value == nullptr ? "" : *value;
}

std::string ExpressionReader::required(const XmlElement& element, std::string_view name) {
    const std::string* value = element.attribute(name);
    if (value != nullptr && !value->empty()) return *value;
    report(element, "dmn.missing_attribute", {element.name, std::string(name)});
    return "";
}

bool ExpressionReader::flag(const XmlElement& element, std::string_view name) {
    const std::string value = attribute(element, name);
    if (value.empty() || value == "false" || value == "0") return false;
    if (value == "true" || value == "1") return true;
    report(element, "dmn.unknown_value", {std::string(name), value});
    return false;
}

std::string ExpressionReader::type_ref(std::string_view written) const {
    const std::size_t colon = written.find(':');
    if (colon == written.npos) return std::string(written);
    const std::string_view prefix = written.substr(0, colon);
    const std::string local(written.substr(colon + 1));
    for (const XmlPrefix& known : prefixes_) {
        if (known.prefix != prefix) continue;
        if (is_feel_namespace(known.space) || known.space == own_space_) return local;
        for (const Import& import : imports_) {
            if (import.space == known.space) return import.name + "." + local;
        }
    }
    return prefix == "feel" ? local : std::string(written);
}

InformationItem ExpressionReader::item(const XmlElement& element) {
    return {.id = attribute(element, "id"),
            .name = required(element, "name"),
            .typeRef = type_ref(attribute(element, "typeRef")),
            .position = element.position};
}

ExpressionText ExpressionReader::text_of(const XmlElement& element) const {
    const XmlElement* text = element.child("text");
    ExpressionText result{.text = text == nullptr ? "" : text->text,
                          .expressionLanguage = attribute(element, "expressionLanguage"),
                          .position = element.position};
    if (text != nullptr && !text->text.empty()) result.position = text->text_position;
    return result;
}

ExpressionBox ExpressionReader::expression_in(const XmlElement& parent) {
    ExpressionBox found;
    for (const XmlElement& child : parent.children) {
        if (!is_expression(child.name)) continue;
        if (found != nullptr) {
            report(child, "dmn.several_expressions", {parent.name});
            break;
        }
        if (auto read = expression(child)) found = std::make_unique<Expression>(std::move(*read));
    }
    return found;
}

ExpressionBox ExpressionReader::boxed_in(const XmlElement& parent, std::string_view child) {
    const XmlElement* box = parent.child(child);
    ExpressionBox found = box == nullptr ? nullptr : expression_in(*box);
    if (found == nullptr) report(parent, "dmn.no_expression", {std::string(child)});
    return found;
}

std::vector<Expression> ExpressionReader::expressions_in(const XmlElement& parent) {
    std::vector<Expression> all;
    for (const XmlElement& child : parent.children) {
        if (!is_expression(child.name)) continue;
        if (auto read = expression(child)) all.push_back(std::move(*read));
    }
    return all;
}

std::optional<Expression> ExpressionReader::expression(const XmlElement& element) {
    Expression result{.id = attribute(element, "id"),
                      .label = attribute(element, "label"),
                      .typeRef = type_ref(attribute(element, "typeRef")),
                      .position = element.position,
                      .content = LiteralExpression{}};
    if (element.name == "literalExpression") {
        result.content = literal(element);
    } else if (element.name == "decisionTable") {
        result.content = decision_table(element);
    } else if (element.name == "context") {
        result.content = context(element);
    } else if (element.name == "invocation") {
        result.content = invocation(element);
    } else if (element.name == "relation") {
        result.content = relation(element);
    } else if (element.name == "list") {
        result.content = List{expressions_in(element)};
    } else if (element.name == "functionDefinition") {
        result.content = function_definition(element);
    } else if (element.name == "conditional") {
        result.content = Conditional{.if_ = boxed_in(element, "if"),
                                     .then_ = boxed_in(element, "then"),
                                     .else_ = boxed_in(element, "else")};
    } else if (element.name == "filter") {
        result.content = Filter{.in = boxed_in(element, "in"), .match = boxed_in(element, "match")};
    } else {
        result.content = iterator(element);
    }
    return result;
}

LiteralExpression ExpressionReader::literal(const XmlElement& element) const {
    return {.text = text_of(element), .imported = element.child("importedValues") != nullptr};
}

FunctionDefinition ExpressionReader::function_definition(const XmlElement& element) {
    FunctionDefinition result;
    const std::string kind = attribute(element, "kind");
    if (kind == "Java" || kind == "J") {
        result.kind = FunctionKind::Java;
    } else if (kind == "PMML" || kind == "P") {
        result.kind = FunctionKind::PMML;
    } else if (!kind.empty() && kind != "FEEL" && kind != "F") {
        report(element, "dmn.unknown_value", {"kind", kind});
    }
    for (const XmlElement& child : element.children) {
        if (child.name == "formalParameter") result.formalParameter.push_back(item(child));
    }
    result.expression = expression_in(element);
    return result;
}

DecisionTable ExpressionReader::decision_table(const XmlElement& element) {
    DecisionTable table;
    table.outputLabel = attribute(element, "outputLabel");
    if (const std::string policy = attribute(element, "hitPolicy"); !policy.empty()) {
        const auto* found = std::ranges::find(hit_policies, policy, &HitPolicyName::name);
        if (found == hit_policies.end()) {
            report(element, "dmn.unknown_value", {"hitPolicy", policy});
        } else {
            table.hitPolicy = found->policy;
        }
    }
    if (const std::string name = attribute(element, "aggregation"); !name.empty()) {
        const auto* found = std::ranges::find(aggregators, name, &AggregatorName::name);
        if (found == aggregators.end()) {
            report(element, "dmn.unknown_value", {"aggregation", name});
        } else {
            table.aggregation = found->aggregator;
        }
    }
    for (const XmlElement& child : element.children) {
        if (child.name == "input") {
            table.input.push_back(input_clause(child));
        } else if (child.name == "output") {
            table.output.push_back(output_clause(child));
        } else if (child.name == "annotation") {
            table.annotation.push_back(attribute(child, "name"));
        } else if (child.name == "rule") {
            table.rule.push_back(decision_rule(child));
        }
    }
    check_widths(table, element);
    return table;
}

void ExpressionReader::check_widths(const DecisionTable& table, const XmlElement& element) {
    if (table.output.empty()) report(element, "dmn.no_output", {});
    for (const DecisionRule& rule : table.rule) {
        if (rule.inputEntry.size() == table.input.size() &&
            rule.outputEntry.size() == table.output.size()) {
            continue;
        }
        problems_.push_back(
            {rule.position,
             "dmn.rule_width",
             {std::to_string(rule.inputEntry.size()), std::to_string(rule.outputEntry.size()),
              std::to_string(table.input.size()), std::to_string(table.output.size())}});
    }
}

InputClause ExpressionReader::input_clause(const XmlElement& element) {
    InputClause clause{.id = attribute(element, "id"),
                       .label = attribute(element, "label"),
                       .typeRef = {},
                       .inputExpression = {},
                       .inputValues = {},
                       .position = element.position};
    if (const XmlElement* expression = element.child("inputExpression")) {
        clause.inputExpression = text_of(*expression);
        clause.typeRef = type_ref(attribute(*expression, "typeRef"));
        if (clause.label.empty()) clause.label = attribute(*expression, "label");
    } else {
        report(element, "dmn.no_expression", {"inputExpression"});
    }
    if (const XmlElement* values = element.child("inputValues")) {
        clause.inputValues = text_of(*values);
    }
    return clause;
}

OutputClause ExpressionReader::output_clause(const XmlElement& element) {
    OutputClause clause{.id = attribute(element, "id"),
                        .name = attribute(element, "name"),
                        .label = attribute(element, "label"),
                        .typeRef = type_ref(attribute(element, "typeRef")),
                        .outputValues = {},
                        .defaultOutputEntry = {},
                        .position = element.position};
    if (const XmlElement* values = element.child("outputValues")) {
        clause.outputValues = text_of(*values);
    }
    if (const XmlElement* entry = element.child("defaultOutputEntry")) {
        clause.defaultOutputEntry = text_of(*entry);
    }
    return clause;
}

DecisionRule ExpressionReader::decision_rule(const XmlElement& element) {
    DecisionRule rule;
    rule.id = attribute(element, "id");
    rule.position = element.position;
    for (const XmlElement& child : element.children) {
        if (child.name == "inputEntry") {
            rule.inputEntry.push_back(text_of(child));
        } else if (child.name == "outputEntry") {
            rule.outputEntry.push_back(text_of(child));
        } else if (child.name == "annotationEntry") {
            rule.annotationEntry.push_back(text_of(child).text);
        } else if (child.name == "description") {
            rule.description = child.text;
        }
    }
    return rule;
}

Context ExpressionReader::context(const XmlElement& element) {
    Context result;
    for (const XmlElement& child : element.children) {
        if (child.name != "contextEntry") continue;
        ContextEntry entry{
            .variable = {}, .expression = expression_in(child), .position = child.position};
        if (const XmlElement* variable = child.child("variable")) entry.variable = item(*variable);
        result.contextEntry.push_back(std::move(entry));
    }
    return result;
}

Invocation ExpressionReader::invocation(const XmlElement& element) {
    Invocation result;
    result.calledFunction = expression_in(element);
    if (result.calledFunction == nullptr) report(element, "dmn.no_expression", {element.name});
    for (const XmlElement& child : element.children) {
        if (child.name != "binding") continue;
        Binding binding;
        if (const XmlElement* parameter = child.child("parameter")) {
            binding.parameter = item(*parameter);
        } else {
            report(child, "dmn.missing_element", {child.name, "parameter"});
        }
        binding.expression = expression_in(child);
        result.binding.push_back(std::move(binding));
    }
    return result;
}

Relation ExpressionReader::relation(const XmlElement& element) {
    Relation result;
    for (const XmlElement& child : element.children) {
        if (child.name == "column") result.column.push_back(item(child));
        if (child.name != "row") continue;
        result.row.push_back(expressions_in(child));
        if (result.row.back().size() == result.column.size()) continue;
        report(child, "dmn.row_width",
               {std::to_string(result.row.back().size()), std::to_string(result.column.size())});
    }
    return result;
}

Iterator ExpressionReader::iterator(const XmlElement& element) {
    Iterator result;
    result.kind = element.name == "for"    ? IteratorKind::For
                  : element.name == "some" ? IteratorKind::Some
                                           : IteratorKind::Every;
    result.iteratorVariable = required(element, "iteratorVariable");
    result.in = boxed_in(element, "in");
    result.body = boxed_in(element, result.kind == IteratorKind::For ? "return" : "satisfies");
    return result;
}

}  // namespace dw::dmn
