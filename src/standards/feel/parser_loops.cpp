// Expressions that bring names of their own: if, for, some, every, function, filters.
#include <utility>

#include "standards/feel/parser.h"

namespace dw::feel {
namespace {

// What one item of a value of that type is; nullptr: not known.
TypePtr item_type(const TypePtr& type) {
    if (type == nullptr || type->kind == Type::Kind::Any) return nullptr;
    if (type->kind == Type::Kind::List || type->kind == Type::Kind::Range) {
        if (type->element == nullptr || type->element->kind == Type::Kind::Any) return nullptr;
        return type->element;
    }
    return type;
}

}  // namespace

// A name that is being introduced: everything before one of the signs, or before the word. Where
// neither stands, nothing.
std::optional<std::string> Parser::declared_name(std::string_view ends, std::string_view word) {
    cursor_.skip();
    const auto begin = cursor_.at();
    auto end = begin;
    while (!cursor_.at_end()) {
        if (ends.find(cursor_.peek()) != std::string_view::npos) break;
        if (!word.empty() && end > begin && cursor_.is_word_here(word)) break;
        if (const auto name_end = cursor_.word_end(); name_end > cursor_.at()) {
            cursor_.go_to(name_end);
            end = name_end;
        } else if (end > begin &&
                   (is_name_sign(cursor_.code_point()) || is_name_part(cursor_.code_point()))) {
            do cursor_.go_to(cursor_.at() + 1);
            while (!cursor_.at_end() && (cursor_.peek() & 0xC0) == 0x80);
            end = cursor_.at();
        } else {
            break;
        }
        cursor_.skip();
    }
    if (end == begin) {
        (void)fail("name");
        return std::nullopt;
    }
    return normal_name(cursor_.between(begin, end));
}

NodePtr Parser::conditional(Position position) {
    Node node;
    node.form = Form::If;
    node.position = position;
    auto condition = expression();
    if (!condition || !expect_word("then")) return nullptr;
    auto then = expression();
    if (!then || !expect_word("else")) return nullptr;
    auto otherwise = expression();
    if (!otherwise) return nullptr;
    if (then->type && otherwise->type) node.type = common_type(then->type, otherwise->type);
    node.parts = {std::move(condition), std::move(then), std::move(otherwise)};
    return done(std::move(node));
}

// "x in list, y in 1..3": each domain sees the variables before it.
bool Parser::domains(Node& node) {
    do {
        auto name = declared_name(",:", "in");
        if (!name || !expect_word("in")) return false;
        Domain domain{node.parts.size(), false, 0};
        auto list = expression();
        if (!list) return false;
        auto type = item_type(list->type);
        node.parts.push_back(std::move(list));
        if (cursor_.take("..")) {
            domain.is_span = true;
            auto last = expression();
            if (!last) return false;
            node.parts.push_back(std::move(last));
        }
        domain.slot = bindings_.declare(std::move(*name), std::move(type));
        node.domains.push_back(domain);
    } while (cursor_.take(","));
    return true;
}

NodePtr Parser::loop(Form form, Position position) {
    Node node;
    node.form = form;
    node.position = position;
    const auto mark = bindings_.open();
    if (!domains(node)) return nullptr;
    if (!expect_word(form == Form::For ? "return" : "satisfies")) return nullptr;
    if (form == Form::For) node.slot = bindings_.declare("partial", list_of(any_type()));
    auto result = expression();
    node.uses_partial = form == Form::For && bindings_.is_used(node.slot);
    bindings_.close(mark);
    if (!result) return nullptr;
    node.type = form == Form::For ? list_of(result->type ? result->type : any_type())
                                  : simple_type(Type::Kind::Boolean);
    node.parts.push_back(std::move(result));
    return done(std::move(node));
}

NodePtr Parser::lambda(Position position) {
    if (!expect("(")) return nullptr;
    Node node;
    node.form = Form::Lambda;
    node.position = position;
    std::vector<Parameter> parameters;
    if (!cursor_.take(")")) {
        do {
            auto name = declared_name(",:)", "");
            if (!name) return nullptr;
            TypePtr type_of_parameter;
            if (cursor_.take(":")) {
                type_of_parameter = type();
                if (failed_) return nullptr;
            }
            parameters.push_back({std::move(*name), std::move(type_of_parameter)});
        } while (cursor_.take(","));
        if (!expect(")")) return nullptr;
    }
    cursor_.skip();
    // Deviation: Java and PMML are not run; a rule is data, not a program of somebody else.
    if (cursor_.is_word_here("external"))
        return fail_at(cursor_.at(), "feel.external_function", {});
    bindings_.begin_function();
    const auto outer_tested = std::exchange(tested_, std::nullopt);
    for (const auto& parameter : parameters) bindings_.declare(parameter.name, parameter.type);
    auto body = expression();
    tested_ = outer_tested;
    auto shape = bindings_.end_function();
    if (!body) return nullptr;
    std::vector<TypePtr> types;
    for (const auto& parameter : parameters)
        types.push_back(parameter.type ? parameter.type : any_type());
    node.type = function_of(std::move(types), body->type ? body->type : any_type());
    shape.parameters = std::move(parameters);
    node.lambda = std::make_shared<const LambdaShape>(std::move(shape));
    node.parts.push_back(std::move(body));
    return done(std::move(node));
}

// nullptr without a mistake where "[" ends a range.
NodePtr Parser::filter(NodePtr list, Position position) {
    const bool may_end = std::exchange(in_endpoint_, false);
    const auto findings = findings_.size();
    (void)cursor_.take("[");
    Node node;
    node.form = Form::Filter;
    node.position = position;
    node.type = list->type;
    const auto mark = bindings_.open();
    node.slot = bindings_.declare_item(item_type(list->type));
    auto condition = expression();
    bindings_.close(mark);
    in_endpoint_ = may_end;
    if (may_end && (!condition || !cursor_.take("]"))) {
        failed_ = false;
        findings_.resize(findings);
        return nullptr;
    }
    if (!condition || (!may_end && !expect("]"))) return nullptr;
    // A number picks one item.
    if (condition->type && condition->type->kind == Type::Kind::Number)
        node.type = item_type(list->type);
    node.parts.push_back(std::move(list));
    node.parts.push_back(std::move(condition));
    return done(std::move(node));
}

}  // namespace dw::feel
