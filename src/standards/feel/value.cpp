#include "standards/feel/value.h"

#include <algorithm>

namespace dw::feel {

namespace {

// Depth and weight of what holds these values.
struct Size {
    std::size_t depth = 0;
    std::size_t weight = 1;

    void add(const Value& value) {
        depth = std::max(depth, value.depth());
        weight += value.weight();
    }
    bool fits() const { return depth < Value::deepest && weight <= Value::heaviest; }
};

}  // namespace

Value::Value(Items items) {
    Size size;
    for (const auto& item : items) size.add(item);
    if (!size.fits()) return;
    content_ =
        std::make_shared<const ListBody>(ListBody{std::move(items), size.depth + 1, size.weight});
}
Value::Value(Context context) {
    Size size;
    for (const auto& entry : context.entries) size.add(entry.value);
    if (!size.fits()) return;
    context.depth = size.depth + 1;
    context.weight = size.weight;
    content_ = std::make_shared<const Context>(std::move(context));
}
Value::Value(Range range) {
    Size size;
    size.add(range.start);
    size.add(range.end);
    if (!size.fits()) return;
    range.depth = size.depth + 1;
    range.weight = size.weight;
    content_ = std::make_shared<const Range>(std::move(range));
}
Value::Value(Function function) {
    if (function.depth < deepest) {
        ++function.depth;
        content_ = std::make_shared<const Function>(std::move(function));
    }
}

const Items* Value::list() const {
    const auto* body = inside<std::shared_ptr<const ListBody>>();
    return body == nullptr ? nullptr : &body->items;
}
std::size_t Value::depth() const {
    switch (kind()) {
        case Kind::List:
            return inside<std::shared_ptr<const ListBody>>()->depth;
        case Kind::Context:
            return context()->depth;
        case Kind::Range:
            return range()->depth;
        case Kind::Function:
            return function()->depth;
        default:
            return 0;
    }
}

std::size_t Value::weight() const {
    constexpr std::size_t text_bytes = 64;  // looked at as fast as one value
    switch (kind()) {
        case Kind::String:
            return 1 + string()->size() / text_bytes;
        case Kind::List:
            return inside<std::shared_ptr<const ListBody>>()->weight;
        case Kind::Context:
            return context()->weight;
        case Kind::Range:
            return range()->weight;
        default:
            return 1;
    }
}

const Value* Context::find(std::string_view key) const {
    for (const auto& entry : entries)
        if (*entry.key == key) return &entry.value;
    return nullptr;
}
void Context::set(Text key, Value value) {
    for (auto& entry : entries) {
        if (*entry.key != *key) continue;
        entry.value = std::move(value);
        return;
    }
    entries.push_back({std::move(key), std::move(value)});
}
void Context::set(std::string_view key, Value value) {
    set(std::make_shared<const std::string>(key), std::move(value));
}

namespace {

std::optional<bool> equal_at(const Value& left, const Value& right, int depth);

std::optional<bool> equal_lists(const Items& left, const Items& right, int depth) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto same = equal_at(left[i], right[i], depth + 1);
        if (!same.value_or(false)) return false;
    }
    return true;
}

std::optional<bool> equal_contexts(const Context& left, const Context& right, int depth) {
    if (left.entries.size() != right.entries.size()) return false;
    for (const auto& entry : left.entries) {
        const auto* other = right.find(*entry.key);
        if (other == nullptr) return false;
        if (!equal_at(entry.value, *other, depth + 1).value_or(false)) return false;
    }
    return true;
}

bool equal_ranges(const Range& left, const Range& right, int depth) {
    return left.includes_start == right.includes_start && left.includes_end == right.includes_end &&
           equal_at(left.start, right.start, depth + 1).value_or(false) &&
           equal_at(left.end, right.end, depth + 1).value_or(false);
}

std::optional<bool> is_equal(std::optional<std::strong_ordering> compared) {
    return compared ? *compared == std::strong_ordering::equal : false;
}

std::optional<bool> equal_at(const Value& left, const Value& right, int depth) {
    if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
    if (left.kind() != right.kind() || depth > static_cast<int>(Value::deepest))
        return std::nullopt;
    switch (left.kind()) {
        case Kind::Boolean:
            return *left.boolean() == *right.boolean();
        case Kind::Number:
            return *left.number() == *right.number();
        case Kind::String:
            return *left.string() == *right.string();
        case Kind::Date:
            return *left.date() == *right.date();
        case Kind::Time:
            return is_equal(compare(*left.time(), *right.time()));
        case Kind::DateTime:
            return is_equal(compare(*left.date_time(), *right.date_time()));
        case Kind::MonthsDuration:
            return *left.months() == *right.months();
        case Kind::SecondsDuration:
            return *left.seconds() == *right.seconds();
        case Kind::List:
            return equal_lists(*left.list(), *right.list(), depth);
        case Kind::Context:
            return equal_contexts(*left.context(), *right.context(), depth);
        case Kind::Range:
            return equal_ranges(*left.range(), *right.range(), depth);
        case Kind::Function:
            return left.function() == right.function();
        case Kind::Null:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<bool> equal(const Value& left, const Value& right) {
    return equal_at(left, right, 0);
}

bool identical(const Value& left, const Value& right) {
    if (left.kind() != right.kind()) return false;
    if (const auto* time = left.time()) return *time == *right.time();
    if (const auto* value = left.date_time()) return *value == *right.date_time();
    return equal(left, right).value_or(false);
}

std::optional<std::strong_ordering> order(const Value& left, const Value& right) {
    if (left.kind() != right.kind()) return std::nullopt;
    switch (left.kind()) {
        case Kind::Number:
            return *left.number() <=> *right.number();
        case Kind::String:
            return left.string()->compare(*right.string()) <=> 0;
        case Kind::Date:
            return *left.date() <=> *right.date();
        case Kind::Time:
            return compare(*left.time(), *right.time());
        case Kind::DateTime:
            return compare(*left.date_time(), *right.date_time());
        case Kind::MonthsDuration:
            return *left.months() <=> *right.months();
        case Kind::SecondsDuration:
            return *left.seconds() <=> *right.seconds();
        case Kind::Null:
        case Kind::Boolean:
        case Kind::List:
        case Kind::Context:
        case Kind::Range:
        case Kind::Function:
            break;
    }
    return std::nullopt;
}

std::optional<bool> contains(const Range& range, const Value& value) {
    // "= x" may hold what has no order.
    if (range.is_comparison && range.includes_start && range.includes_end)
        return equal(value, range.start);
    if (value.is_null() || (range.start.is_null() && range.end.is_null())) return std::nullopt;
    if (!range.is_comparison && (range.start.is_null() || range.end.is_null())) return std::nullopt;
    bool inside = true;
    if (!range.start.is_null()) {
        const auto start = order(value, range.start);
        if (!start) return std::nullopt;
        inside = range.includes_start ? *start >= 0 : *start > 0;
    }
    if (!range.end.is_null()) {
        const auto end = order(value, range.end);
        if (!end) return std::nullopt;
        inside = inside && (range.includes_end ? *end <= 0 : *end < 0);
    }
    return inside;
}

}  // namespace dw::feel
