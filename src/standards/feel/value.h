// Value: whatever a FEEL expression can give. Immutable, 24 bytes, cheap to copy; what is larger is
// shared. May be read from many threads at once.
//
// Nothing in FEEL throws or fails: what cannot be computed is null (DMN 1.5, 10.3.2.13).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "standards/feel/number.h"
#include "standards/feel/temporal.h"

namespace dw::feel {

class Evaluation;
class Value;
struct Type;
using TypePtr = std::shared_ptr<const Type>;

struct Null {
    bool operator==(const Null&) const = default;
};
using Text = std::shared_ptr<const std::string>;
using Items = std::vector<Value>;
struct Context;
struct Range;
struct Function;
struct ListBody;

// In the order of Value::Content.
enum class Kind : std::uint8_t {
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

class Value {
  public:
    // Lists, contexts and functions within each other; what would be deeper is null.
    static constexpr std::size_t deepest = 200;
    // Values in all of its lists and contexts together, each counted as often as it is reached:
    // what shares its parts can be small in memory and endless to look through. More is null.
    static constexpr std::size_t heaviest = 4'000'000;

    using Content = std::variant<Null, bool, Number, Text, Date, Time, DateTime, MonthsDuration,
                                 SecondsDuration, std::shared_ptr<const ListBody>,
                                 std::shared_ptr<const Context>, std::shared_ptr<const Range>,
                                 std::shared_ptr<const Function>>;

    Value() = default;  // null
    Value(bool value) : content_(value) {}
    Value(Number value) : content_(value) {}
    Value(std::int64_t whole) : content_(Number(whole)) {}
    Value(int whole) : content_(Number(whole)) {}
    Value(Text text) : content_(std::move(text)) {}
    Value(std::string text) : content_(std::make_shared<const std::string>(std::move(text))) {}
    Value(const char* text) : Value(std::string(text)) {}
    Value(Date value) : content_(value) {}
    Value(Time value) : content_(value) {}
    Value(DateTime value) : content_(value) {}
    Value(MonthsDuration value) : content_(value) {}
    Value(SecondsDuration value) : content_(value) {}
    Value(Items items);
    Value(Context entries);
    Value(Range range);
    Value(Function function);
    // Null for none.
    template <class T>
    Value(std::optional<T> value) {
        if (value) *this = Value(*std::move(value));
    }

    Kind kind() const { return static_cast<Kind>(content_.index()); }
    bool is_null() const { return kind() == Kind::Null; }
    bool is_true() const { return kind() == Kind::Boolean && *boolean(); }
    bool is_false() const { return kind() == Kind::Boolean && !*boolean(); }

    // The content where it is of that kind, otherwise nullptr. Borrowed from this value.
    const bool* boolean() const { return std::get_if<bool>(&content_); }
    const Number* number() const { return std::get_if<Number>(&content_); }
    const std::string* string() const { return inside<Text>(); }
    const Date* date() const { return std::get_if<Date>(&content_); }
    const Time* time() const { return std::get_if<Time>(&content_); }
    const DateTime* date_time() const { return std::get_if<DateTime>(&content_); }
    const MonthsDuration* months() const { return std::get_if<MonthsDuration>(&content_); }
    const SecondsDuration* seconds() const { return std::get_if<SecondsDuration>(&content_); }
    const Items* list() const;
    const Context* context() const { return inside<std::shared_ptr<const Context>>(); }
    const Range* range() const { return inside<std::shared_ptr<const Range>>(); }
    const Function* function() const { return inside<std::shared_ptr<const Function>>(); }

    std::size_t depth() const;  // 0 for what holds no other values
    // What it costs to look at all of it: 1 for a plain value, more for long texts and lists.
    std::size_t weight() const;

  private:
    template <class Pointer>
    const typename Pointer::element_type* inside() const {
        const auto* pointer = std::get_if<Pointer>(&content_);
        return pointer == nullptr ? nullptr : pointer->get();
    }
    Content content_;
};

struct Entry {
    Text key;
    Value value;
};

struct ListBody {
    Items items;
    std::size_t depth = 0;
    std::size_t weight = 1;
};

// Entries in the order they were made; each key once.
struct Context {
    std::vector<Entry> entries;
    std::size_t depth = 0;   // set when it becomes a value
    std::size_t weight = 1;  // likewise

    const Value* find(std::string_view key) const;  // nullptr: no such entry
    void set(Text key, Value value);
    void set(std::string_view key, Value value);
};

// Null at an end: there is none, as in "> 5".
struct Range {
    Value start;
    Value end;
    bool includes_start = false;
    bool includes_end = false;
    bool is_comparison = false;  // written as "> 5", "= 5"
    std::size_t depth = 0;       // set when it becomes a value
    std::size_t weight = 1;      // likewise
};

struct Parameter {
    std::string name;
    TypePtr type;  // nullptr: any
};

// Something that can be called: a function of a rule, a built-in one, or one of the model.
struct Function {
    // The arguments in the order of the parameters.
    using Call = std::function<Value(std::span<const Value>, Evaluation&)>;

    std::string name;  // "" for one without
    std::vector<Parameter> parameters;
    bool takes_any_number = false;  // of its last parameter
    std::size_t required = 0;       // further parameters may be left out and are null then
    TypePtr result;                 // nullptr: any
    Call call;
    std::size_t depth = 0;  // of the values it keeps
};

// FEEL's "=": nothing where the two cannot be compared (DMN 1.5, table 53).
std::optional<bool> equal(const Value& left, const Value& right);
// The same value in the same domain, zones as written: the function "is" and what tests need.
bool identical(const Value& left, const Value& right);
// The order of numbers, strings, days, times and durations; nothing for other pairs.
std::optional<std::strong_ordering> order(const Value& left, const Value& right);
// Whether a value lies in a range; nothing where it cannot be compared with its ends.
std::optional<bool> contains(const Range& range, const Value& value);

// As the function "string" writes it: a string as it is, everything else as a literal.
std::string to_text(const Value& value);
// As a literal of FEEL: strings in quotation marks, days as @"2026-11-30".
std::string to_literal(const Value& value);

}  // namespace dw::feel
