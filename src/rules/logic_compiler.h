// LogicCompiler: from a boxed expression of a file to Logic, within one frame: that of a decision
// or of a function's body.
#pragma once

#include "rules/program.h"

namespace dw::rules {

class LogicCompiler {
  public:
    // The scope holds the variables of the frame, in the order of their slots.
    LogicCompiler(Model& model, std::string element, feel::Scope scope, std::vector<Fault>& faults);

    LogicBox compile(const dmn::Expression* expression);
    std::unique_ptr<FunctionBody> function_body(const dmn::FunctionDefinition& definition,
                                                const dmn::Position& position);
    // Finds fault where no value of one type is one of the other.
    void expect(const feel::TypePtr& given, const ItemType* wanted, const dmn::Position& position);
    // How many slots the frame needs.
    std::size_t slots() const { return slots_; }

  private:
    Logic literal(const dmn::LiteralExpression& source, const dmn::Position& position);
    Logic table(const dmn::DecisionTable& source, const std::string& label);
    void add_input(Table::Parts& parts, std::size_t column);
    void add_output(Table::Parts& parts, std::size_t column);
    void find_constants(Table::Parts& parts);
    std::vector<feel::Value> priorities(const dmn::OutputClause& clause, const ItemType* type);
    feel::TypePtr type_of(const Table::Parts& parts) const;
    Logic context(const dmn::Context& source);
    Logic invocation(const dmn::Invocation& source);
    bool is_variable(const dmn::LiteralExpression& called) const;
    std::shared_ptr<const feel::Expression> built_in_call(const dmn::ExpressionText& called,
                                                          const dmn::Invocation& source);
    Logic list(const dmn::List& source);
    Logic relation(const dmn::Relation& source);
    Logic function(const dmn::FunctionDefinition& source, const dmn::Position& position);
    Logic conditional(const dmn::Conditional& source);
    Logic iterator(const dmn::Iterator& source);
    Logic filter(const dmn::Filter& source);

    enum class Form { Expression, Cell };
    std::shared_ptr<const feel::Expression> parse(const dmn::ExpressionText& text, Form form);
    bool is_feel(const dmn::ExpressionText& text);
    const ItemType* find_type(const std::string& type_ref, const dmn::Position& position);
    // Whether the logic may read that slot.
    static bool uses(const LogicBox& logic, std::size_t slot);
    std::size_t push(std::string name, feel::TypePtr type);
    void pop(std::size_t count);
    void fault(const dmn::Position& position, std::string code, std::vector<std::string> arguments);

    Model& model_;
    std::string element_;
    feel::Scope scope_;
    std::vector<Fault>& faults_;
    std::size_t slots_ = 0;
};

}  // namespace dw::rules
