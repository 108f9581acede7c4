// Type: what an expression may give, as far as that is known before it is evaluated, and what
// "instance of" asks for (DMN 1.5, 10.3.2.9).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "standards/feel/value.h"

namespace dw::feel {

struct Field;

struct Type {
    enum class Kind : std::uint8_t {
        Any,
        Null,
        Boolean,
        Number,
        String,
        Date,
        Time,
        DateTime,
        MonthsDuration,
        SecondsDuration,
        List,
        Context,
        Range,
        Function,
    };
    Kind kind = Kind::Any;
    TypePtr element;                  // of a list or range; nullptr: any
    std::vector<Field> fields;        // of a context; none: any context
    std::vector<TypePtr> parameters;  // of a function
    TypePtr result;                   // of a function; nullptr: any function
};

struct Field {
    std::string name;
    TypePtr type;
};

TypePtr any_type();
TypePtr simple_type(Type::Kind kind);
TypePtr list_of(TypePtr element);
TypePtr range_of(TypePtr element);
TypePtr context_of(std::vector<Field> fields);
TypePtr function_of(std::vector<TypePtr> parameters, TypePtr result);

// The type of that name in FEEL, e.g. "days and time duration" (also as DMN writes it,
// "dayTimeDuration"); nullptr for none.
TypePtr built_in_type(std::string_view name);

// The type's field; nullptr where it is not known to have one of that name.
const Field* field_of(const Type& type, std::string_view name);

bool is_instance(const Value& value, const Type& type);
// Whether every value of `type` is one of `other`.
bool conforms(const Type& type, const Type& other);
// The type of a value, as exactly as it shows.
TypePtr type_of(const Value& value);
// A type both values of `left` and of `right` have.
TypePtr common_type(const TypePtr& left, const TypePtr& right);

// The value as a parameter, result or variable of that type takes it: a list of one becomes its
// item, an item a list of one, a day a date and time at midnight UTC; null where it does not
// conform (DMN 1.5, 10.3.2.9.4).
Value coerce(const Value& value, const Type& type);

// "number", "list<string>", "context<a: number>": as FEEL writes it.
std::string to_text(const Type& type);

}  // namespace dw::feel
