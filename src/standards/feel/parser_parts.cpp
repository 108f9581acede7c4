// Names, paths, calls, "between" and "in".
#include <algorithm>
#include <array>
#include <utility>

#include "standards/feel/builtins.h"
#include "standards/feel/parser.h"

namespace dw::feel {

NodePtr Parser::between(NodePtr left, Position position) {
    Node node;
    node.form = Form::Between;
    node.position = position;
    node.type = simple_type(Type::Kind::Boolean);
    auto low = additive();
    if (!low || !expect_word("and")) return nullptr;
    auto high = additive();
    if (!high) return nullptr;
    node.parts = {std::move(left), std::move(low), std::move(high)};
    return done(std::move(node));
}

// "x in 5", "x in (1, > 5)", "x in [1..5]"
NodePtr Parser::in(NodePtr left, Position position) {
    Node node;
    node.form = Form::In;
    node.position = position;
    node.type = simple_type(Type::Kind::Boolean);
    node.slot = bindings_.reserve();
    node.parts.push_back(std::move(left));
    cursor_.skip();
    const auto begin = cursor_.at();
    if (cursor_.peek() == '(') {
        // A list of tests, unless it turns out to be a range or the begin of something longer.
        const auto findings = findings_.size();
        const auto nodes = nodes_;
        const auto mark = bindings_.open();
        (void)cursor_.take("(");
        auto alternatives = tests(node.slot, ")");
        if (alternatives && cursor_.take(")")) {
            cursor_.skip();
            const char next = cursor_.peek();
            if (next != '.' && next != '[' && next != '(' && next != '+' && next != '*') {
                node.parts.push_back(std::move(alternatives));
                return done(std::move(node));
            }
        }
        failed_ = false;
        findings_.resize(findings);
        nodes_ = nodes;
        bindings_.close(mark);
        cursor_.go_to(begin);
    }
    auto alternative = test(node.slot);
    if (!alternative) return nullptr;
    Node list;
    list.form = Form::Tests;
    list.position = position;
    list.slot = node.slot;
    list.parts.push_back(std::move(alternative));
    node.parts.push_back(done(std::move(list)));
    return done(std::move(node));
}

namespace {

// What days, times, durations and ranges have (DMN 1.5, 10.3.2.11).
constexpr std::array<std::string_view, 17> properties{
    "year",   "month",       "day",      "weekday",        "hour",        "minute",
    "second", "time offset", "timezone", "years",          "months",      "days",
    "hours",  "minutes",     "seconds",  "start included", "end included"};

}  // namespace

std::string Parser::longest_entry_name(const NodePtr& left) {
    std::string best;
    std::size_t end = cursor_.at();
    const auto consider = [&](std::string_view name) {
        const auto found = cursor_.match_name(name);
        if (!found || *found <= end) return;
        best = name;
        end = *found;
    };
    const auto* known = entries_of(left->type);
    if (known != nullptr)
        for (const auto& field : known->fields) consider(field.name);
    for (const auto name : properties) consider(name);
    if (known == nullptr)
        for (const auto& name : entry_names_) consider(name);
    if (const auto word = cursor_.word_end(); word > end) {
        best = cursor_.between(cursor_.at(), word);
        end = word;
    }
    cursor_.go_to(end);
    return best;
}

NodePtr Parser::path(NodePtr left, Position position) {
    cursor_.skip();
    const auto name = longest_entry_name(left);
    if (name.empty()) return fail("name");
    Node node;
    node.form = Form::Path;
    node.position = position;
    if (const auto* known = entries_of(left->type)) {
        if (const auto* field = field_of(*known, name)) {
            node.type = left->type->kind == Type::Kind::List ? list_of(field->type) : field->type;
        }
    }
    node.names.push_back(std::make_shared<const std::string>(name));
    node.parts.push_back(std::move(left));
    return done(std::move(node));
}

// A name before ":" where an argument begins; the cursor is behind both then.
std::optional<std::string> Parser::argument_name() {
    const auto begin = cursor_.at();
    cursor_.skip();
    auto at = cursor_.at();
    if (!is_name_start(cursor_.code_point())) return std::nullopt;
    const auto name_begin = at;
    auto name_end = at;
    while (!cursor_.at_end()) {
        if (const auto end = cursor_.word_end(); end > cursor_.at()) {
            cursor_.go_to(end);
            name_end = end;
        } else if (is_name_sign(cursor_.code_point()) || is_name_part(cursor_.code_point())) {
            cursor_.go_to(cursor_.at() + 1);
        } else {
            break;
        }
        cursor_.skip();
    }
    if (cursor_.peek() != ':') {
        cursor_.go_to(begin);
        return std::nullopt;
    }
    auto name = normal_name(cursor_.between(name_begin, std::max(name_end, cursor_.at())));
    (void)cursor_.take(":");
    return name;
}

bool Parser::arguments(Node& call) {
    if (cursor_.take(")")) return true;
    auto name = argument_name();
    const bool named = name.has_value();
    while (true) {
        auto argument = expression();
        if (!argument) return false;
        if (named) call.names.push_back(std::make_shared<const std::string>(*name));
        call.parts.push_back(std::move(argument));
        if (!cursor_.take(",")) break;
        if (!named) continue;
        name = argument_name();
        if (!name) {
            (void)fail("name");
            return false;
        }
    }
    return expect(")");
}

NodePtr Parser::call(NodePtr function, Position position) {
    Node node;
    node.form = Form::Call;
    node.position = position;
    if (function->type && function->type->kind == Type::Kind::Function)
        node.type = function->type->result;
    if (node.type && node.type->kind == Type::Kind::Any) node.type = nullptr;
    node.parts.push_back(std::move(function));
    const auto* called = node.parts.front()->value.function();
    const auto* built_in = called == nullptr ? nullptr : built_in_of(*called);
    if (built_in != nullptr && built_in->result != Type::Kind::Any)
        node.type = simple_type(built_in->result);
    if (!arguments(node)) return nullptr;
    // date("2026-11-30") is a day already; what depends on the day of evaluation is not.
    if (built_in != nullptr && built_in->name != "now" && built_in->name != "today")
        return folded(std::move(node));
    return done(std::move(node));
}

// The longest of a variable, a built-in function and a word of the language.
NodePtr Parser::name(Position position) {
    auto match = bindings_.longest(cursor_);
    const auto* function = longest_built_in(cursor_);
    if (function != nullptr) {
        const auto end = *cursor_.match_name(function->name);
        Cursor behind = cursor_;
        behind.go_to(end);
        behind.skip();
        // A variable "date" is no function: date("…") still is.
        const bool called = behind.peek() == '(' && match.end == end && match.type &&
                            match.type->kind != Type::Kind::Function &&
                            match.type->kind != Type::Kind::Any;
        if (end > match.end || called) {
            cursor_.go_to(end);
            auto node = literal(built_in_value(*function), position);
            return node;
        }
    }
    const auto word_end = cursor_.word_end();
    if (word_end >= match.end) {
        const auto word = cursor_.between(cursor_.at(), word_end);
        const auto taken = [&](std::string_view expected) {
            if (word != expected) return false;
            cursor_.go_to(word_end);
            return true;
        };
        if (taken("true")) return literal(Value(true), position);
        if (taken("false")) return literal(Value(false), position);
        if (taken("null")) return literal(Value(), position);
        if (taken("if")) return conditional(position);
        if (taken("for")) return loop(Form::For, position);
        if (taken("some")) return loop(Form::Some, position);
        if (taken("every")) return loop(Form::Every, position);
        if (taken("function")) return lambda(position);
        if (is_reserved_word(word) && !match.is_found) return fail("expression");
    }
    if (!match.is_found) return unknown_name(match, position);
    cursor_.go_to(match.end);
    auto node = variable(match.slot, match.is_entry ? nullptr : match.type, position);
    if (match.is_entry && node) {
        Node entry;
        entry.form = Form::Path;
        entry.position = position;
        entry.type = match.type;
        entry.names.push_back(std::make_shared<const std::string>(match.name));
        entry.parts.push_back(std::move(node));
        node = done(std::move(entry));
    }
    for (auto item = match.items.rbegin(); item != match.items.rend() && node; ++item) {
        Node entry;
        entry.form = Form::ItemEntry;
        entry.position = position;
        entry.slot = *item;
        entry.type = node->type;
        entry.names.push_back(std::make_shared<const std::string>(match.name));
        entry.parts.push_back(std::move(node));
        node = done(std::move(entry));
    }
    return node;
}

// An entry of an item whose type is not known; otherwise null, with a finding.
NodePtr Parser::unknown_name(const Bindings::Match& match, Position position) {
    std::string name(cursor_.between(cursor_.at(), cursor_.word_end()));
    auto end = cursor_.word_end();
    if (!match.items.empty())
        for (const auto& known : entry_names_)
            if (const auto found = cursor_.match_name(known); found && *found > end) {
                name = known;
                end = *found;
            }
    cursor_.go_to(end);
    if (match.items.empty()) {
        cursor_.skip();
        warn(position, cursor_.peek() == '(' ? "feel.unknown_function" : "feel.unknown_name", name);
        Node node;
        node.position = position;
        return done(std::move(node));
    }
    NodePtr node;
    for (auto item = match.items.rbegin(); item != match.items.rend(); ++item) {
        Node entry;
        entry.form = Form::ItemEntry;
        entry.position = position;
        entry.slot = *item;
        entry.names.push_back(std::make_shared<const std::string>(name));
        if (node) entry.parts.push_back(std::move(node));
        node = done(std::move(entry));
        if (!node) break;
    }
    return node;
}

}  // namespace dw::feel
