// Parser: reads FEEL top-down (DMN 1.5, 10.3.1.2). Used through expression.h.
//
// The first mistake ends the reading: every function gives nullptr then, and the finding names the
// place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "standards/feel/bindings.h"
#include "standards/feel/cursor.h"
#include "standards/feel/expression.h"
#include "standards/feel/syntax.h"

namespace dw::feel {

class Parser {
  public:
    Parser(std::string_view text, const Scope& scope, Limits limits);

    NodePtr whole_expression();
    NodePtr whole_unary_tests();

    const Findings& findings() const { return findings_; }
    std::uint32_t slots() const { return bindings_.slots(); }
    bool is_used(std::uint32_t slot) const { return bindings_.is_used(slot); }

  private:
    // From the loosest to the closest binding.
    NodePtr expression();
    NodePtr disjunction();
    NodePtr conjunction();
    NodePtr comparison();
    NodePtr additive();
    NodePtr multiplicative();
    NodePtr power();
    NodePtr unary();
    NodePtr instance();
    NodePtr postfix();
    NodePtr operand();

    // parser_loops.cpp
    NodePtr conditional(Position position);
    NodePtr loop(Form form, Position position);
    bool domains(Node& node);
    NodePtr lambda(Position position);
    NodePtr filter(NodePtr list, Position position);
    std::optional<std::string> declared_name(std::string_view ends, std::string_view word);

    // parser_parts.cpp
    NodePtr between(NodePtr left, Position position);
    NodePtr in(NodePtr left, Position position);
    NodePtr path(NodePtr left, Position position);
    NodePtr call(NodePtr function, Position position);
    bool arguments(Node& call);
    std::optional<std::string> argument_name();
    NodePtr name(Position position);
    NodePtr unknown_name(const Bindings::Match& match, Position position);
    std::string longest_entry_name(const NodePtr& left);

    // parser_literals.cpp
    NodePtr number(Position position);
    std::optional<std::string> string_literal();
    NodePtr at_literal(Position position);
    NodePtr bracket(Position position);
    NodePtr parenthesis(Position position);
    NodePtr range_end(NodePtr start, bool includes_start, Position position);
    NodePtr endpoint();
    NodePtr context(Position position);
    NodePtr comparison_range(Position position);

    // parser_tests.cpp
    NodePtr tests(std::uint32_t tested, std::string_view closing);
    NodePtr test(std::uint32_t tested);

    // parser_types.cpp
    TypePtr type();
    TypePtr generic_type(std::string_view name);

    NodePtr literal(Value value, Position position);
    NodePtr variable(std::uint32_t slot, TypePtr type, Position position);
    // Counts, and bounds how deep the tree becomes.
    NodePtr done(Node node);
    NodePtr counted(Node node);
    // The value itself where all parts are known.
    NodePtr folded(Node node);
    NodePtr fail(std::string_view expected);
    NodePtr fail_at(std::size_t at, std::string code, std::vector<std::string> arguments);
    bool expect(std::string_view sign);
    bool expect_word(std::string_view word);
    NodePtr binary(Form form, NodePtr left, NodePtr right, Position position);
    void warn(Position position, std::string code, std::string name);

    Cursor cursor_;
    const Scope& scope_;
    Limits limits_;
    Bindings bindings_;
    Findings findings_;
    std::vector<std::string> entry_names_;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
    bool failed_ = false;
    bool in_endpoint_ = false;             // a "[" may end a range here
    std::optional<std::uint32_t> tested_;  // the place of "?"
    bool saw_tested_ = false;
};

}  // namespace dw::feel
