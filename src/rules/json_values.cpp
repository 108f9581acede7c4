#include "rules/json_values.h"

#include <algorithm>

namespace dw::rules {

namespace {

using feel::Value;
using TypeKind = feel::Type::Kind;

Value text_as(const std::string& text, TypeKind kind) {
    switch (kind) {
        case TypeKind::Number:
            return feel::Number::parse(text);
        case TypeKind::Date:
            return feel::parse_date(text);
        case TypeKind::Time:
            return feel::parse_time(text);
        case TypeKind::DateTime: {
            if (const auto value = feel::parse_date_time(text)) return *value;
            return feel::parse_date(text);
        }
        case TypeKind::MonthsDuration:
            return feel::parse_months_duration(text);
        case TypeKind::SecondsDuration:
            return feel::parse_seconds_duration(text);
        default:
            return text;
    }
}

Value number_from(const Json& json) {
    if (const auto whole = json.as_integer()) return *whole;
    return feel::Number::parse(to_string(json));
}

feel::TypePtr entry_type(const feel::Type& type, const std::string& name) {
    const feel::Field* field = feel::field_of(type, name);
    return field == nullptr || field->type == nullptr ? feel::any_type() : field->type;
}

}  // namespace

Value from_json(const Json& json, const feel::Type& type, const std::string& path,
                Findings& findings) {
    if (const auto* array = json.as_array()) {
        const bool is_list = type.kind == TypeKind::List && type.element != nullptr;
        const feel::TypePtr item = is_list ? type.element : feel::any_type();
        feel::Items items;
        for (const Json& member : *array) {
            items.push_back(from_json(
                member, *item, path + "[" + std::to_string(items.size() + 1) + "]", findings));
        }
        return items;
    }
    if (type.kind == TypeKind::List && type.element != nullptr) {
        return from_json(json, *type.element, path, findings);
    }
    if (const auto* object = json.as_object()) {
        feel::Context context;
        for (const JsonMember& member : *object) {
            context.set(member.key, from_json(member.value, *entry_type(type, member.key),
                                              path + "." + member.key, findings));
        }
        return context;
    }
    if (const auto truth = json.as_bool()) return *truth;
    if (json.as_number()) return number_from(json);
    const std::string* text = json.as_string();
    if (text == nullptr) return Value();
    Value value = text_as(*text, type.kind);
    if (value.is_null()) {
        findings.push_back({path, "rules.input_unreadable", {path, feel::to_text(type)}});
    }
    return value;
}

feel::Context inputs_from_json(const Json& json, const RuleSet& rules, Findings& findings) {
    feel::Context inputs;
    const Model* first = rules.program().models.front().get();
    for (const JsonMember& member : json.members()) {
        feel::TypePtr type = feel::any_type();
        for (const Element& element : rules.elements()) {
            const bool is_parameter =
                element.kind == Element::Kind::InputData || element.kind == Element::Kind::Decision;
            if (!is_parameter || element.name != member.key) continue;
            type = element.feel_type;
            if (element.model == first) break;
        }
        for (const Model::Imported& import : first->imports) {
            if (import.name != member.key || import.model == nullptr) continue;
            std::vector<feel::Field> fields;
            for (const Element& element : rules.elements()) {
                if (element.model == import.model && element.kind == Element::Kind::InputData) {
                    fields.push_back({element.name, element.feel_type});
                }
            }
            type = feel::context_of(std::move(fields));
        }
        inputs.set(member.key, from_json(member.value, *type, member.key, findings));
    }
    return inputs;
}

Json to_json(const Value& value) {
    switch (value.kind()) {
        case feel::Kind::Null:
            return nullptr;
        case feel::Kind::Boolean:
            return value.is_true();
        case feel::Kind::Number: {
            const feel::Number& number = *value.number();
            if (const auto whole = number.whole()) return *whole;
            const Json json(number.to_double());
            const auto back = feel::Number::parse(to_string(json));
            if (back && *back == number) return json;
            return number.to_short_string();
        }
        case feel::Kind::List: {
            Json::Array items;
            for (const Value& item : *value.list()) items.push_back(to_json(item));
            return items;
        }
        case feel::Kind::Context: {
            Json::Object members;
            for (const feel::Entry& entry : value.context()->entries) {
                members.push_back({*entry.key, to_json(entry.value)});
            }
            return members;
        }
        default:
            return feel::to_text(value);
    }
}

}  // namespace dw::rules
