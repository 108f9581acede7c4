// Unary tests: the cells of decision tables, and what follows "in" (grammar rules 7 to 17).
#include <utility>

#include "standards/feel/parser.h"

namespace dw::feel {

NodePtr Parser::whole_unary_tests() {
    if (failed_) return nullptr;
    if (!tested_) return fail_at(0, "feel.unknown_name", {"?"});
    Node node;
    node.position = cursor_.position();
    node.type = simple_type(Type::Kind::Boolean);
    if (cursor_.take("-")) {
        cursor_.skip();
        if (cursor_.at_end()) {
            node.form = Form::Anything;
            return done(std::move(node));
        }
        cursor_.go_to(0);
    }
    const auto mark = bindings_.open();
    // "not(…)" is the whole cell, or the function at the begin of an expression.
    if (cursor_.take_word("not") && cursor_.take("(")) {
        auto alternatives = tests(*tested_, ")");
        if (alternatives && cursor_.take(")")) {
            cursor_.skip();
            if (cursor_.at_end()) {
                Node negated = *alternatives;
                negated.form = Form::NoTests;
                return done(std::move(negated));
            }
        }
        failed_ = false;
        findings_.clear();
        bindings_.close(mark);
    }
    cursor_.go_to(0);
    auto alternatives = tests(*tested_, "");
    cursor_.skip();
    if (alternatives && !cursor_.at_end()) return fail("operator");
    return failed_ ? nullptr : alternatives;
}

NodePtr Parser::tests(std::uint32_t tested, std::string_view closing) {
    Node node;
    node.form = Form::Tests;
    node.position = cursor_.position();
    node.type = simple_type(Type::Kind::Boolean);
    node.slot = tested;
    do {
        auto alternative = test(tested);
        if (!alternative) return nullptr;
        // "(1..5)" after "in": not a list of tests.
        if (!closing.empty() && node.parts.empty()) {
            cursor_.skip();
            if (cursor_.peek() == '.' && cursor_.peek(1) == '.') return nullptr;
        }
        node.parts.push_back(std::move(alternative));
    } while (cursor_.take(","));
    return done(std::move(node));
}

NodePtr Parser::test(std::uint32_t tested) {
    cursor_.skip();
    const auto position = cursor_.position();
    const char c = cursor_.peek();
    if (c == '!' && cursor_.peek(1) == '=') {
        (void)cursor_.take("!=");
        Node node;
        node.form = Form::Unequal;
        node.position = position;
        node.type = simple_type(Type::Kind::Boolean);
        auto left = variable(tested, nullptr, position);
        auto right = additive();
        if (!left || !right) return nullptr;
        node.parts = {std::move(left), std::move(right)};
        node.uses_tested_value = true;
        return done(std::move(node));
    }
    if (c == '<' || c == '>' || c == '=') return comparison_range(position);
    // In a cell a whole expression may stand; behind "in" what binds closer than a comparison.
    return tested_ && *tested_ == tested ? expression() : additive();
}

}  // namespace dw::feel
