#include "rules/type_check.h"

#include <algorithm>

#include "standards/feel/syntax.h"

namespace dw::rules {

namespace {

using feel::Form;
using feel::Node;
using feel::TypePtr;
using Kind = feel::Type::Kind;

Kind kind_of(const TypePtr& type) {
    return type == nullptr ? Kind::Any : type->kind;
}

// One value of its own, that is neither made of others nor unknown.
bool is_plain(Kind kind) {
    switch (kind) {
        case Kind::Boolean:
        case Kind::Number:
        case Kind::String:
        case Kind::Date:
        case Kind::Time:
        case Kind::DateTime:
        case Kind::MonthsDuration:
        case Kind::SecondsDuration:
            return true;
        default:
            return false;
    }
}

bool compares(Form form) {
    switch (form) {
        case Form::Equal:
        case Form::Unequal:
        case Form::Less:
        case Form::LessOrEqual:
        case Form::Greater:
        case Form::GreaterOrEqual:
            return true;
        default:
            return false;
    }
}

bool computes(Form form) {
    switch (form) {
        case Form::Add:
        case Form::Subtract:
        case Form::Multiply:
        case Form::Divide:
        case Form::Power:
            return true;
        default:
            return false;
    }
}

// Texts are only put together, truth values are not computed with (DMN 1.5, tables 50 and 55).
bool never_computes(Form form, Kind left, Kind right) {
    const bool text = left == Kind::String || right == Kind::String;
    if (text) return form != Form::Add || left != right;
    return left == Kind::Boolean || right == Kind::Boolean;
}

bool never_compares(Kind left, Kind right) {
    const auto is_day = [](Kind kind) { return kind == Kind::Date || kind == Kind::DateTime; };
    return left != right && !(is_day(left) && is_day(right));
}

void look_at(const Node& node, Findings& findings) {
    for (const auto& part : node.parts)
        if (part != nullptr) look_at(*part, findings);
    if (!(compares(node.form) || computes(node.form)) || node.parts.size() != 2) return;
    const Kind left = kind_of(node.parts[0]->type), right = kind_of(node.parts[1]->type);
    if (!is_plain(left) || !is_plain(right)) return;
    const bool never =
        compares(node.form) ? never_compares(left, right) : never_computes(node.form, left, right);
    if (never)
        findings.push_back({"line " + std::to_string(node.position.line) + ", column " +
                                std::to_string(node.position.column),
                            "rules.operands",
                            {to_text(*node.parts[0]->type), to_text(*node.parts[1]->type)}});
}

}  // namespace

bool never_fits(const TypePtr& given, const TypePtr& wanted) {
    const Kind from = kind_of(given), to = kind_of(wanted);
    if (!is_plain(from) || !is_plain(to)) return false;
    return from != to && !(from == Kind::Date && to == Kind::DateTime);
}

Findings impossible_operations(const feel::Expression& expression) {
    Findings findings;
    look_at(expression.root(), findings);
    return findings;
}

}  // namespace dw::rules
