#include "standards/feel/type.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dw::feel {
namespace {

TypePtr make(Type type) {
    return std::make_shared<const Type>(std::move(type));
}

constexpr std::size_t type_kinds = static_cast<std::size_t>(Type::Kind::Function) + 1;
constexpr int deepest = 100;

// In the order of Type::Kind.
constexpr std::array<std::string_view, type_kinds> names{
    "Any",
    "Null",
    "boolean",
    "number",
    "string",
    "date",
    "time",
    "date and time",
    "years and months duration",
    "days and time duration",
    "list",
    "context",
    "range",
    "function",
};

Type::Kind kind_of(const Value& value) {
    switch (value.kind()) {
        case Kind::Null:
            return Type::Kind::Null;
        case Kind::Boolean:
            return Type::Kind::Boolean;
        case Kind::Number:
            return Type::Kind::Number;
        case Kind::String:
            return Type::Kind::String;
        case Kind::Date:
            return Type::Kind::Date;
        case Kind::Time:
            return Type::Kind::Time;
        case Kind::DateTime:
            return Type::Kind::DateTime;
        case Kind::MonthsDuration:
            return Type::Kind::MonthsDuration;
        case Kind::SecondsDuration:
            return Type::Kind::SecondsDuration;
        case Kind::List:
            return Type::Kind::List;
        case Kind::Context:
            return Type::Kind::Context;
        case Kind::Range:
            return Type::Kind::Range;
        case Kind::Function:
            return Type::Kind::Function;
    }
    return Type::Kind::Any;
}

}  // namespace

TypePtr simple_type(Type::Kind kind) {
    static const auto all = [] {
        std::array<TypePtr, type_kinds> types;
        for (std::size_t i = 0; i < types.size(); ++i) {
            Type type;
            type.kind = static_cast<Type::Kind>(i);
            types[i] = make(std::move(type));
        }
        return types;
    }();
    return all[static_cast<std::size_t>(kind)];
}
TypePtr any_type() {
    return simple_type(Type::Kind::Any);
}
TypePtr list_of(TypePtr element) {
    Type type;
    type.kind = Type::Kind::List;
    type.element = std::move(element);
    return make(std::move(type));
}
TypePtr range_of(TypePtr element) {
    Type type;
    type.kind = Type::Kind::Range;
    type.element = std::move(element);
    return make(std::move(type));
}
TypePtr context_of(std::vector<Field> fields) {
    Type type;
    type.kind = Type::Kind::Context;
    type.fields = std::move(fields);
    return make(std::move(type));
}
TypePtr function_of(std::vector<TypePtr> parameters, TypePtr result) {
    Type type;
    type.kind = Type::Kind::Function;
    type.parameters = std::move(parameters);
    type.result = std::move(result);
    return make(std::move(type));
}

TypePtr built_in_type(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return simple_type(static_cast<Type::Kind>(found - names.begin()));
    if (name == "dateTime") return simple_type(Type::Kind::DateTime);
    if (name == "dayTimeDuration") return simple_type(Type::Kind::SecondsDuration);
    if (name == "yearMonthDuration") return simple_type(Type::Kind::MonthsDuration);
    return nullptr;
}

const Field* field_of(const Type& type, std::string_view name) {
    for (const auto& field : type.fields)
        if (field.name == name) return &field;
    return nullptr;
}

namespace {

bool instance_at(const Value& value, const Type& type, int depth);

bool context_instance(const Context& context, const Type& type, int depth) {
    for (const auto& field : type.fields) {
        const auto* entry = context.find(field.name);
        if (entry == nullptr) return false;
        if (!entry->is_null() && !instance_at(*entry, *field.type, depth + 1)) return false;
    }
    return true;
}

bool function_instance(const Function& function, const Type& type) {
    if (type.result == nullptr) return true;
    if (function.parameters.size() != type.parameters.size()) return false;
    for (std::size_t i = 0; i < type.parameters.size(); ++i) {
        const auto& own = function.parameters[i].type;
        if (own != nullptr && !conforms(*type.parameters[i], *own)) return false;
    }
    return function.result == nullptr || type.result->kind == Type::Kind::Any ||
           conforms(*function.result, *type.result);
}

bool instance_at(const Value& value, const Type& type, int depth) {
    if (depth > deepest) return false;
    if (type.kind == Type::Kind::Any) return !value.is_null();
    if (kind_of(value) != type.kind) return false;
    if (const auto* list = value.list()) {
        if (type.element == nullptr || type.element->kind == Type::Kind::Any) return true;
        return std::all_of(list->begin(), list->end(), [&](const Value& item) {
            return item.is_null() || instance_at(item, *type.element, depth + 1);
        });
    }
    if (const auto* context = value.context()) return context_instance(*context, type, depth);
    if (const auto* range = value.range()) {
        if (type.element == nullptr) return true;
        const auto fits = [&](const Value& end) {
            return end.is_null() || instance_at(end, *type.element, depth + 1);
        };
        return fits(range->start) && fits(range->end);
    }
    if (const auto* function = value.function()) return function_instance(*function, type);
    return true;
}

bool conforms_at(const Type& type, const Type& other, int depth) {
    if (&type == &other || other.kind == Type::Kind::Any) return true;
    if (depth > deepest) return false;
    if (type.kind == Type::Kind::Null) return true;
    if (type.kind != other.kind) return false;
    const auto both = [&](const TypePtr& left, const TypePtr& right) {
        if (right == nullptr) return true;
        return left != nullptr && conforms_at(*left, *right, depth + 1);
    };
    switch (type.kind) {
        case Type::Kind::List:
        case Type::Kind::Range:
            return both(type.element, other.element);
        case Type::Kind::Context:
            return std::all_of(other.fields.begin(), other.fields.end(), [&](const Field& field) {
                const auto* own = field_of(type, field.name);
                return own != nullptr && both(own->type, field.type);
            });
        case Type::Kind::Function:
            if (other.result == nullptr) return true;
            if (type.parameters.size() != other.parameters.size()) return false;
            for (std::size_t i = 0; i < type.parameters.size(); ++i)
                if (!both(other.parameters[i], type.parameters[i])) return false;
            return both(type.result, other.result);
        default:
            return true;
    }
}

}  // namespace

bool is_instance(const Value& value, const Type& type) {
    return instance_at(value, type, 0);
}
bool conforms(const Type& type, const Type& other) {
    return conforms_at(type, other, 0);
}

TypePtr common_type(const TypePtr& left, const TypePtr& right) {
    if (left == nullptr || left->kind == Type::Kind::Null) return right;
    if (right == nullptr || right->kind == Type::Kind::Null) return left;
    if (conforms(*left, *right)) return right;
    if (conforms(*right, *left)) return left;
    if (left->kind != Type::Kind::Context || right->kind != Type::Kind::Context) return any_type();
    // Names that one of them has may be asked of either.
    std::vector<Field> fields = left->fields;
    for (const auto& field : right->fields) {
        const auto same = std::find_if(fields.begin(), fields.end(),
                                       [&](const Field& own) { return own.name == field.name; });
        if (same == fields.end()) {
            fields.push_back(field);
        } else {
            same->type = common_type(same->type, field.type);
        }
    }
    return context_of(std::move(fields));
}

namespace {

TypePtr type_at(const Value& value, int depth) {
    if (depth > deepest) return any_type();
    if (const auto* list = value.list()) {
        TypePtr element;
        for (std::size_t i = 0; i < list->size() && i < 100; ++i)
            element = common_type(element, type_at((*list)[i], depth + 1));
        return list_of(element == nullptr ? any_type() : element);
    }
    if (const auto* context = value.context()) {
        std::vector<Field> fields;
        for (const auto& entry : context->entries)
            fields.push_back({*entry.key, type_at(entry.value, depth + 1)});
        return context_of(std::move(fields));
    }
    if (const auto* range = value.range())
        return range_of(type_at(range->start.is_null() ? range->end : range->start, depth + 1));
    return value.is_null() ? any_type() : simple_type(kind_of(value));
}

}  // namespace

TypePtr type_of(const Value& value) {
    return type_at(value, 0);
}

Value coerce(const Value& value, const Type& type) {
    if (value.is_null() || type.kind == Type::Kind::Any) return value;
    if (is_instance(value, type)) return value;
    if (const auto* list = value.list(); list != nullptr && list->size() == 1)
        if (is_instance(list->front(), type)) return list->front();
    if (type.kind == Type::Kind::List &&
        (type.element == nullptr || is_instance(value, *type.element)))
        return Items{value};
    if (type.kind == Type::Kind::DateTime && value.date() != nullptr)
        return make_date_time(*value.date(), {0, *Zone::offset(0)});
    return {};
}

std::string to_text(const Type& type) {
    std::string text(names[static_cast<std::size_t>(type.kind)]);
    const auto inner = [](const TypePtr& part) { return part ? to_text(*part) : "Any"; };
    switch (type.kind) {
        case Type::Kind::List:
        case Type::Kind::Range:
            return text + "<" + inner(type.element) + ">";
        case Type::Kind::Context:
            if (type.fields.empty()) return text;
            text += '<';
            for (const auto& field : type.fields) {
                if (!text.ends_with('<')) text += ", ";
                text += field.name + ": " + inner(field.type);
            }
            return text + ">";
        case Type::Kind::Function:
            if (type.result == nullptr) return text;
            text += '<';
            for (const auto& parameter : type.parameters) {
                if (!text.ends_with('<')) text += ", ";
                text += inner(parameter);
            }
            return text + "> -> " + inner(type.result);
        default:
            return text;
    }
}

}  // namespace dw::feel
