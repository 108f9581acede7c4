// The model of a DMN file: the elements of DMN 1.5 (and 1.1 to 1.4) with the standard's own names.
// Nothing is evaluated or resolved here; expressions are texts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "standards/dmn/xml_tree.h"

namespace dw::dmn {

// A text of the expression language, with the place where it begins.
struct ExpressionText {
    std::string text;
    std::string expressionLanguage;  // "" is that of the file
    Position position;
};

// Variables, parameters: a name with a type.
struct InformationItem {
    std::string id, name, typeRef;
    Position position;
};

struct Expression;
using ExpressionBox = std::unique_ptr<Expression>;  // null: there is none

struct LiteralExpression {
    ExpressionText text;
    bool imported = false;  // importedValues, which no part of this program follows
};

enum class HitPolicy { UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE_ORDER, OUTPUT_ORDER };
enum class BuiltinAggregator { SUM, COUNT, MIN, MAX };

struct InputClause {
    std::string id, label, typeRef;  // typeRef of the inputExpression
    ExpressionText inputExpression;
    std::optional<ExpressionText> inputValues;
    Position position;
};
struct OutputClause {
    std::string id, name, label, typeRef;
    std::optional<ExpressionText> outputValues;
    std::optional<ExpressionText> defaultOutputEntry;
    Position position;
};
struct DecisionRule {
    std::string id, description;
    std::vector<ExpressionText> inputEntry, outputEntry;
    std::vector<std::string> annotationEntry;
    Position position;
};
struct DecisionTable {
    HitPolicy hitPolicy = HitPolicy::UNIQUE;
    std::optional<BuiltinAggregator> aggregation;
    std::string outputLabel;
    std::vector<InputClause> input;
    std::vector<OutputClause> output;
    std::vector<std::string> annotation;  // names of the annotation columns
    std::vector<DecisionRule> rule;
};

struct ContextEntry {
    std::optional<InformationItem> variable;  // absent: the final result entry
    ExpressionBox expression;
    Position position;
};
struct Context {
    std::vector<ContextEntry> contextEntry;
};

struct Binding {
    InformationItem parameter;
    ExpressionBox expression;
};
struct Invocation {
    ExpressionBox calledFunction;
    std::vector<Binding> binding;
};

struct Relation {
    std::vector<InformationItem> column;
    std::vector<std::vector<Expression>> row;
};
struct List {
    std::vector<Expression> elements;
};

enum class FunctionKind { FEEL, Java, PMML };
struct FunctionDefinition {
    FunctionKind kind = FunctionKind::FEEL;
    std::vector<InformationItem> formalParameter;
    ExpressionBox expression;
};

struct Conditional {
    ExpressionBox if_, then_, else_;
};
enum class IteratorKind { For, Some, Every };
struct Iterator {
    IteratorKind kind = IteratorKind::For;
    std::string iteratorVariable;
    ExpressionBox in;
    ExpressionBox body;  // return or satisfies
};
struct Filter {
    ExpressionBox in, match;
};

struct Expression {
    std::string id, label, typeRef;
    Position position;
    std::variant<LiteralExpression, DecisionTable, Context, Invocation, Relation, List,
                 FunctionDefinition, Conditional, Iterator, Filter>
        content;
};

struct ItemDefinition {
    std::string id, name, label;
    std::string typeRef;
    bool isCollection = false;
    std::optional<ExpressionText> allowedValues;
    std::optional<ExpressionText> typeConstraint;  // 1.5
    std::vector<ItemDefinition> itemComponent;
    struct FunctionItem {
        std::string outputTypeRef;
        std::vector<InformationItem> parameters;
    };
    std::optional<FunctionItem> functionItem;
    Position position;
};

struct Import {
    std::string name, space, importType;  // `namespace` in the file
    Position position;
};

// href: "#id" or "namespace#id".
struct Reference {
    std::string space, id;  // space "": this file
    Position position;
};

struct InputData {
    std::string id, name, description;
    InformationItem variable;
    Position position;
};

struct Decision {
    std::string id, name, question, description;
    InformationItem variable;
    std::vector<Reference> requiredDecision, requiredInput, requiredKnowledge, requiredAuthority;
    ExpressionBox expression;
    Position position;
};

struct BusinessKnowledgeModel {
    std::string id, name, description;
    InformationItem variable;
    std::optional<FunctionDefinition> encapsulatedLogic;
    std::vector<Reference> requiredKnowledge, requiredAuthority;
    std::string typeRef;  // of the encapsulated logic
    Position position;
};

struct DecisionService {
    std::string id, name, description;
    InformationItem variable;
    std::vector<Reference> outputDecision, encapsulatedDecision, inputDecision, inputData;
    Position position;
};

struct KnowledgeSource {
    std::string id, name, type, locationURI;
    Position position;
};

// An element or attribute of another namespace: kept by name and number.
struct Extension {
    std::string space, name;
    std::size_t count = 0;
};

enum class Version { DMN11, DMN12, DMN13, DMN14, DMN15 };

struct Definitions {
    Version version = Version::DMN15;
    std::string id, name, space;  // `namespace` in the file
    std::string expressionLanguage, typeLanguage;
    std::vector<Import> import;
    std::vector<ItemDefinition> itemDefinition;
    std::vector<InputData> inputData;
    std::vector<Decision> decision;
    std::vector<BusinessKnowledgeModel> businessKnowledgeModel;
    std::vector<DecisionService> decisionService;
    std::vector<KnowledgeSource> knowledgeSource;
    std::vector<Extension> extensions;
};

}  // namespace dw::dmn
