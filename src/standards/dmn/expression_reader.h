// ExpressionReader: the boxed expressions of a DMN file, from the tree of its elements.
#pragma once

#include "standards/dmn/model.h"

namespace dw::dmn {

class ExpressionReader {
  public:
    // Both live longer than the reader.
    ExpressionReader(const std::vector<XmlPrefix>& prefixes, std::vector<Problem>& problems)
        : prefixes_(prefixes), problems_(problems) {}

    // Imports and the own namespace are known only when the root has been read.
    void know(const Definitions& definitions);

    // The expression among the children of an element; null when there is none.
    ExpressionBox expression_in(const XmlElement& parent);
    FunctionDefinition function_definition(const XmlElement& element);
    InformationItem item(const XmlElement& element);
    // The element's child `text` and its expressionLanguage.
    ExpressionText text_of(const XmlElement& element) const;
    std::string attribute(const XmlElement& element, std::string_view name) const;
    std::string required(const XmlElement& element, std::string_view name);
    // A type's name; the prefixes of DMN 1.1 are resolved ("feel:number", "own:tAddress").
    std::string type_ref(std::string_view written) const;
    bool flag(const XmlElement& element, std::string_view name);

    void report(const XmlElement& at, std::string code, std::vector<std::string> arguments);

  private:
    std::optional<Expression> expression(const XmlElement& element);
    ExpressionBox boxed_in(const XmlElement& parent, std::string_view child);
    LiteralExpression literal(const XmlElement& element) const;
    DecisionTable decision_table(const XmlElement& element);
    InputClause input_clause(const XmlElement& element);
    OutputClause output_clause(const XmlElement& element);
    DecisionRule decision_rule(const XmlElement& element);
    void check_widths(const DecisionTable& table, const XmlElement& element);
    Context context(const XmlElement& element);
    Invocation invocation(const XmlElement& element);
    Relation relation(const XmlElement& element);
    Iterator iterator(const XmlElement& element);
    std::vector<Expression> expressions_in(const XmlElement& parent);

    const std::vector<XmlPrefix>& prefixes_;
    std::vector<Problem>& problems_;
    std::string own_space_;
    std::vector<Import> imports_;
};

bool is_expression(std::string_view element_name);

}  // namespace dw::dmn
