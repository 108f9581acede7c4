#include "standards/feel/parser.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "standards/feel/interpreter.h"

namespace dw::feel {
namespace {

std::string place(Position position) {
    return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

}  // namespace

Parser::Parser(std::string_view text, const Scope& scope, Limits limits)
    : cursor_(text),
      scope_(scope),
      limits_(limits),
      bindings_(scope),
      entry_names_(scope.entry_names) {
    if (text.size() > limits.bytes) {
        (void)fail_at(0, "feel.too_long", {std::to_string(limits.bytes)});
    } else if (const auto bad = first_invalid_utf8(text)) {
        (void)fail_at(0, "feel.bad_utf8", {std::to_string(*bad)});
    }
    if (!scope.variables.empty() && scope.variables.back().name == "?")
        tested_ = static_cast<std::uint32_t>(scope.variables.size() - 1);
}

NodePtr Parser::whole_expression() {
    if (failed_) return nullptr;
    auto root = expression();
    cursor_.skip();
    if (root && !cursor_.at_end()) return fail("operator");
    return failed_ ? nullptr : root;
}

// Level by level, each takes the next closer one on both sides.

NodePtr Parser::expression() {
    struct Nesting {
        std::size_t& depth;
        explicit Nesting(std::size_t& d) : depth(d) { ++depth; }
        ~Nesting() { --depth; }
    } nesting(depth_);
    if (depth_ > limits_.depth) return fail_at(cursor_.at(), "feel.too_deep", {});
    const bool outer = std::exchange(in_endpoint_, false);
    auto node = disjunction();
    in_endpoint_ = outer;
    return node;
}

NodePtr Parser::disjunction() {
    auto left = conjunction();
    while (left && !failed_) {
        const auto position = cursor_.position();
        if (!cursor_.take_word("or")) break;
        left = binary(Form::Or, std::move(left), conjunction(), position);
    }
    return left;
}

NodePtr Parser::conjunction() {
    auto left = comparison();
    while (left && !failed_) {
        const auto position = cursor_.position();
        if (!cursor_.take_word("and")) break;
        left = binary(Form::And, std::move(left), comparison(), position);
    }
    return left;
}

NodePtr Parser::comparison() {
    constexpr std::pair<std::string_view, Form> signs[] = {
        {"<=", Form::LessOrEqual}, {">=", Form::GreaterOrEqual}, {"!=", Form::Unequal},
        {"<", Form::Less},         {">", Form::Greater},         {"=", Form::Equal}};
    auto left = additive();
    while (left && !failed_) {
        cursor_.skip();
        const auto position = cursor_.position();
        const auto sign = std::find_if(std::begin(signs), std::end(signs), [&](const auto& known) {
            return cursor_.take(known.first);
        });
        if (sign != std::end(signs)) {
            left = binary(sign->second, std::move(left), additive(), position);
        } else if (cursor_.take_word("between")) {
            left = between(std::move(left), position);
        } else if (cursor_.take_word("in")) {
            left = in(std::move(left), position);
        } else {
            break;
        }
    }
    return left;
}

NodePtr Parser::additive() {
    auto left = multiplicative();
    while (left && !failed_) {
        cursor_.skip();
        const auto position = cursor_.position();
        if (cursor_.take("+")) {
            left = binary(Form::Add, std::move(left), multiplicative(), position);
        } else if (cursor_.peek() == '-' && cursor_.take("-")) {
            left = binary(Form::Subtract, std::move(left), multiplicative(), position);
        } else {
            break;
        }
    }
    return left;
}

NodePtr Parser::multiplicative() {
    auto left = power();
    while (left && !failed_) {
        cursor_.skip();
        const auto position = cursor_.position();
        if (cursor_.peek() == '*' && cursor_.peek(1) != '*') {
            (void)cursor_.take("*");
            left = binary(Form::Multiply, std::move(left), power(), position);
        } else if (cursor_.take("/")) {
            left = binary(Form::Divide, std::move(left), power(), position);
        } else {
            break;
        }
    }
    return left;
}

NodePtr Parser::power() {
    auto left = unary();
    while (left && !failed_) {
        cursor_.skip();
        const auto position = cursor_.position();
        if (!cursor_.take("**")) break;
        left = binary(Form::Power, std::move(left), unary(), position);
    }
    return left;
}

NodePtr Parser::unary() {
    cursor_.skip();
    const auto position = cursor_.position();
    bool negative = false;
    bool any = false;
    while (cursor_.peek() == '-') {
        (void)cursor_.take("-");
        cursor_.skip();
        negative = !negative;
        any = true;
    }
    auto inner = instance();
    if (!inner || !any) return inner;
    if (const auto* number = inner->value.number();
        inner->form == Form::Literal && number != nullptr)
        return literal(negative ? number->negated() : *number, position);
    Node node;
    node.form = Form::Negate;
    node.position = position;
    node.type = inner->type;
    node.parts.push_back(std::move(inner));
    auto once = done(std::move(node));
    if (negative || !once) return once;
    Node twice;
    twice.form = Form::Negate;
    twice.position = position;
    twice.type = once->type;
    twice.parts.push_back(std::move(once));
    return done(std::move(twice));
}

NodePtr Parser::instance() {
    auto left = postfix();
    while (left && !failed_) {
        const auto position = cursor_.position();
        if (!cursor_.take_word("instance")) break;
        if (!expect_word("of")) return nullptr;
        Node node;
        node.form = Form::InstanceOf;
        node.position = position;
        auto asked = type();
        if (asked == nullptr && failed_) return nullptr;
        node.parts.push_back(std::move(left));
        // The type that is asked for is kept as the type of an empty second part.
        Node wanted;
        wanted.type = asked;
        node.parts.push_back(done(std::move(wanted)));
        node.type = simple_type(Type::Kind::Boolean);
        left = done(std::move(node));
    }
    return left;
}

NodePtr Parser::postfix() {
    auto left = operand();
    while (left && !failed_) {
        const auto before = cursor_.at();
        cursor_.skip();
        const auto position = cursor_.position();
        if (cursor_.peek() == '.' && cursor_.peek(1) != '.') {
            (void)cursor_.take(".");
            left = path(std::move(left), position);
        } else if (cursor_.peek() == '(') {
            (void)cursor_.take("(");
            left = call(std::move(left), position);
        } else if (cursor_.peek() == '[') {
            auto filtered = filter(left, position);
            // Where a range ends with "[", nothing is filtered.
            if (!filtered && !failed_) {
                cursor_.go_to(before);
                break;
            }
            left = std::move(filtered);
        } else {
            break;
        }
    }
    return left;
}

NodePtr Parser::operand() {
    if (failed_) return nullptr;
    cursor_.skip();
    const auto position = cursor_.position();
    if (cursor_.at_end()) return fail("expression");
    const char c = cursor_.peek();
    if ((c >= '0' && c <= '9') || (c == '.' && cursor_.peek(1) >= '0' && cursor_.peek(1) <= '9'))
        return number(position);
    if (c == '"') {
        const auto text = string_literal();
        return text ? literal(Value(*text), position) : nullptr;
    }
    if (c == '@') return at_literal(position);
    if (c == '[' || c == ']') return bracket(position);
    if (c == '(') return parenthesis(position);
    if (c == '{') return context(position);
    if (is_name_start(cursor_.code_point())) return name(position);
    return fail("expression");
}

NodePtr Parser::literal(Value value, Position position) {
    Node node;
    node.position = position;
    node.type = value.is_null() ? simple_type(Type::Kind::Null) : type_of(value);
    node.value = std::move(value);
    return done(std::move(node));
}

NodePtr Parser::variable(std::uint32_t slot, TypePtr type, Position position) {
    Node node;
    node.form = Form::Variable;
    node.position = position;
    node.slot = slot;
    node.type = std::move(type);
    node.uses_tested_value = tested_ && *tested_ == slot;
    if (node.uses_tested_value) saw_tested_ = true;
    return done(std::move(node));
}

namespace {

void see(Node& node, const NodePtr& part) {
    if (part == nullptr) return;
    node.depth = std::max(node.depth, part->depth + 1);
    node.uses_tested_value = node.uses_tested_value || part->uses_tested_value;
}

}  // namespace

NodePtr Parser::done(Node node) {
    for (const auto& part : node.parts) see(node, part);
    return counted(std::move(node));
}

NodePtr Parser::counted(Node node) {
    if (++nodes_ > limits_.nodes) return fail_at(cursor_.at(), "feel.too_many", {});
    if (node.depth > 5 * limits_.depth) return fail_at(cursor_.at(), "feel.too_deep", {});
    return std::make_shared<Node>(std::move(node));
}

NodePtr Parser::folded(Node node) {
    const auto is_known = [](const NodePtr& part) {
        return part == nullptr || part->form == Form::Literal;
    };
    if (!limits_.folds || !std::all_of(node.parts.begin(), node.parts.end(), is_known))
        return done(std::move(node));
    Evaluation evaluation({.steps = 10'000, .depth = 10, .bytes = 1024 * 1024});
    auto value = dw::feel::evaluate(node, nullptr, evaluation);
    if (value.is_null()) return done(std::move(node));
    Node known;
    known.position = node.position;
    known.type = node.type && node.type->kind != Type::Kind::Any ? node.type : type_of(value);
    known.value = std::move(value);
    return done(std::move(known));
}

// "a or b or c" is one node with three parts, so that long chains are not deep.
NodePtr Parser::binary(Form form, NodePtr left, NodePtr right, Position position) {
    if (!left || !right) return nullptr;
    Node node;
    const bool chain = left->form == form && !left->is_closed &&
                       (form == Form::Add || form == Form::Subtract || form == Form::Multiply ||
                        form == Form::Divide || form == Form::And || form == Form::Or);
    if (chain && left.use_count() == 1) {
        // Nobody else has seen it yet.
        node = std::move(*std::const_pointer_cast<Node>(left));
    } else {
        node.form = form;
        see(node, left);
        node.parts.push_back(std::move(left));
    }
    node.position = position;
    see(node, right);
    node.parts.push_back(std::move(right));
    const bool arithmetic = form == Form::Add || form == Form::Subtract || form == Form::Multiply ||
                            form == Form::Divide || form == Form::Power;
    if (!arithmetic) {
        node.type = simple_type(Type::Kind::Boolean);
    } else {
        const auto& first = node.parts.front()->type;
        const auto& last = node.parts.back()->type;
        node.type = first && last && first->kind == last->kind && first->kind == Type::Kind::Number
                        ? first
                        : nullptr;
    }
    return counted(std::move(node));
}

NodePtr Parser::fail(std::string_view expected) {
    const auto before = cursor_.at();
    cursor_.skip();
    const auto at = cursor_.at();
    const auto found = cursor_.here();
    cursor_.go_to(before);
    return fail_at(at, "feel.expected", {std::string(expected), found});
}
NodePtr Parser::fail_at(std::size_t at, std::string code, std::vector<std::string> arguments) {
    if (!failed_)
        findings_.push_back(
            {place(cursor_.position_of(at)), std::move(code), std::move(arguments)});
    failed_ = true;
    return nullptr;
}
void Parser::warn(Position position, std::string code, std::string name) {
    if (findings_.size() < 100)
        findings_.push_back({place(position), std::move(code), {std::move(name)}});
}

bool Parser::expect(std::string_view sign) {
    if (failed_) return false;
    if (cursor_.take(sign)) return true;
    (void)fail(sign);
    return false;
}
bool Parser::expect_word(std::string_view word) {
    if (failed_) return false;
    if (cursor_.take_word(word)) return true;
    (void)fail(word);
    return false;
}

}  // namespace dw::feel
