#include "rules/item_type.h"

#include <algorithm>
#include <array>

namespace dw::rules {

namespace {

using feel::Value;

bool passes(const Constraint& constraint, const Value& value, feel::Evaluation& evaluation) {
    if (constraint.tests == nullptr) return true;
    const std::array<Value, 1> variables = {value};
    return constraint.tests->evaluate(variables, evaluation).is_true();
}

bool is_allowed(const Value& value, const ItemType& type, feel::Evaluation& evaluation);

bool are_items_allowed(const Value& value, const ItemType& type, feel::Evaluation& evaluation) {
    const feel::Items* items = value.list();
    if (items == nullptr) return true;
    return std::ranges::all_of(*items, [&](const Value& item) {
        if (item.is_null()) return true;
        if (type.base != nullptr && !is_allowed(item, *type.base, evaluation)) return false;
        return !type.allowed_values || passes(*type.allowed_values, item, evaluation);
    });
}

bool are_components_allowed(const Value& value, const ItemType& type,
                            feel::Evaluation& evaluation) {
    const feel::Context* context = value.context();
    if (context == nullptr) return true;
    return std::ranges::all_of(type.components, [&](const ItemType::Component& component) {
        if (component.type == nullptr) return true;
        const Value* part = context->find(component.name);
        return part == nullptr || part->is_null() || is_allowed(*part, *component.type, evaluation);
    });
}

bool is_allowed(const Value& value, const ItemType& type, feel::Evaluation& evaluation) {
    if (!type.is_constrained) return true;
    if (type.is_collection) {
        if (!are_items_allowed(value, type, evaluation)) return false;
    } else {
        if (type.base != nullptr && !is_allowed(value, *type.base, evaluation)) return false;
        if (!are_components_allowed(value, type, evaluation)) return false;
        if (type.allowed_values && !passes(*type.allowed_values, value, evaluation)) return false;
    }
    return !type.type_constraint || passes(*type.type_constraint, value, evaluation);
}

}  // namespace

Value accept(const Value& value, const ItemType& type, feel::Evaluation& evaluation) {
    if (value.is_null()) return value;
    Value taken = feel::coerce(value, *type.feel);
    if (taken.is_null()) {
        evaluation.note("rules.type_mismatch",
                        feel::to_literal(value).substr(0, 80) + " / " + feel::to_text(*type.feel));
        return taken;
    }
    if (!is_allowed(taken, type, evaluation)) {
        evaluation.note("rules.value_not_allowed",
                        feel::to_literal(value).substr(0, 80) + " / " + type.name);
        return Value();
    }
    return taken;
}

void TypeBook::define_all(std::vector<Fault>& faults) {
    for (const dmn::ItemDefinition& definition : definitions_->itemDefinition) {
        static_cast<void>(look_up(definition.name, faults));
    }
}

const ItemType* TypeBook::find(const std::string& type_ref, const std::string& element,
                               const dmn::Position& position, std::vector<Fault>& faults) {
    if (type_ref.empty() || type_ref == "Any" || type_ref == "Null") return nullptr;
    if (const ItemType* found = look_up(type_ref, faults)) return found;
    faults.push_back({file_, element, position, "rules.unknown_type", {type_ref}});
    return nullptr;
}

const ItemType* TypeBook::look_up(const std::string& type_ref, std::vector<Fault>& faults) {
    if (const auto known = named_.find(type_ref); known != named_.end()) return known->second;
    if (auto built_in = feel::built_in_type(type_ref)) {
        ItemType& type = types_.emplace_back();
        type.name = type_ref;
        type.feel = std::move(built_in);
        return named_[type_ref] = &type;
    }
    const auto own =
        std::ranges::find(definitions_->itemDefinition, type_ref, &dmn::ItemDefinition::name);
    if (own != definitions_->itemDefinition.end()) {
        bool& busy = in_progress_[type_ref];
        if (busy || depth_ == greatest_depth) {
            faults.push_back({file_, type_ref, own->position, "rules.type_cycle", {type_ref}});
            return nullptr;
        }
        busy = true;
        ++depth_;
        const ItemType* made = define(*own, faults);
        --depth_;
        in_progress_[type_ref] = false;
        return named_[type_ref] = made;
    }
    for (auto& [name, book] : imports_) {
        const std::string prefix = name.empty() ? "" : name + ".";
        if (!type_ref.starts_with(prefix) || book == this) continue;
        const std::string rest = type_ref.substr(prefix.size());
        const auto& others = book->definitions_->itemDefinition;
        if (std::ranges::find(others, rest, &dmn::ItemDefinition::name) == others.end()) continue;
        return named_[type_ref] = book->look_up(rest, faults);
    }
    return nullptr;
}

const ItemType* TypeBook::define(const dmn::ItemDefinition& definition,
                                 std::vector<Fault>& faults) {
    ItemType& type = types_.emplace_back();
    type.name = definition.name;
    type.is_collection = definition.isCollection;
    if (!definition.itemComponent.empty()) {
        set_components(type, definition, faults);
    } else {
        set_base(type, definition, faults);
    }
    const feel::TypePtr item = type.feel;
    if (type.is_collection) type.feel = feel::list_of(item);
    type.allowed_values = constraint(definition.allowedValues, type, item, faults);
    type.type_constraint = constraint(definition.typeConstraint, type, type.feel, faults);
    type.is_constrained = type.is_constrained || type.allowed_values || type.type_constraint;
    return &type;
}

void TypeBook::set_base(ItemType& type, const dmn::ItemDefinition& definition,
                        std::vector<Fault>& faults) {
    type.feel = feel::any_type();
    if (definition.functionItem) {
        std::vector<feel::TypePtr> parameters;
        for (const auto& parameter : definition.functionItem->parameters) {
            const ItemType* found =
                find(parameter.typeRef, definition.name, parameter.position, faults);
            parameters.push_back(found == nullptr ? feel::any_type() : found->feel);
        }
        const ItemType* result = find(definition.functionItem->outputTypeRef, definition.name,
                                      definition.position, faults);
        type.feel = feel::function_of(std::move(parameters),
                                      result == nullptr ? feel::any_type() : result->feel);
        return;
    }
    type.base = find(definition.typeRef, definition.name, definition.position, faults);
    if (type.base == nullptr) return;
    type.feel = type.base->feel;
    type.is_constrained = type.base->is_constrained;
}

void TypeBook::set_components(ItemType& type, const dmn::ItemDefinition& definition,
                              std::vector<Fault>& faults) {
    // A collection of contexts: the components are those of its items.
    ItemType* item = &type;
    if (type.is_collection) {
        item = &types_.emplace_back();
        item->name = definition.name;
        type.base = item;
    }
    std::vector<feel::Field> fields;
    for (const dmn::ItemDefinition& component : definition.itemComponent) {
        const ItemType* made = define(component, faults);
        item->components.push_back({component.name, made});
        item->is_constrained = item->is_constrained || made->is_constrained;
        fields.push_back({component.name, made->feel});
    }
    item->feel = feel::context_of(std::move(fields));
    type.feel = item->feel;
    type.is_constrained = item->is_constrained;
}

std::optional<Constraint> TypeBook::constraint(const std::optional<dmn::ExpressionText>& text,
                                               const ItemType& type, const feel::TypePtr& tested,
                                               std::vector<Fault>& faults) {
    if (!text || text->text.find_first_not_of(" \t\r\n") == std::string::npos) return {};
    feel::Scope scope;
    scope.variables = {{"?", tested}};
    auto parsed = feel::parse_unary_tests(text->text, scope);
    for (const Finding& finding : parsed.findings) {
        Fault fault = fault_of(finding, text->position);
        fault.file = file_;
        fault.element = type.name;
        faults.push_back(std::move(fault));
    }
    return Constraint{.tests = std::move(parsed.expression), .text = text->text};
}

std::map<std::string, feel::TypePtr, std::less<>> TypeBook::feel_types() const {
    std::map<std::string, feel::TypePtr, std::less<>> types;
    for (const auto& [name, type] : named_) {
        if (type != nullptr) types[name] = type->feel;
    }
    for (const auto& [prefix, book] : imports_) {
        for (const auto& [name, type] : book->named_) {
            if (type != nullptr)
                types.try_emplace(prefix.empty() ? name : prefix + "." + name, type->feel);
        }
    }
    return types;
}

}  // namespace dw::rules
