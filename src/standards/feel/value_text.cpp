// Values as text (DMN 1.5, 10.3.4.1: the function "string").
#include "standards/feel/value.h"

namespace dw::feel {
namespace {

constexpr std::size_t longest = 16 * 1024 * 1024;  // bytes; what is longer ends here

void write(std::string& text, const Value& value, int depth);

void write_string(std::string& text, std::string_view string) {
    text += '"';
    for (const char c : string) {
        if (c == '"' || c == '\\') text += '\\';
        if (c == '\n') {
            text += "\\n";
        } else if (c == '\r') {
            text += "\\r";
        } else if (c == '\t') {
            text += "\\t";
        } else {
            text += c;
        }
    }
    text += '"';
}

bool is_plain_name(std::string_view key) {
    if (key.empty() || (key.front() >= '0' && key.front() <= '9')) return false;
    for (const char c : key) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' || c == ' ' ||
                           static_cast<unsigned char>(c) >= 0x80;
        if (!plain) return false;
    }
    return true;
}

void write_list(std::string& text, const Items& list, int depth) {
    text += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) text += ", ";
        write(text, list[i], depth + 1);
    }
    text += ']';
}

void write_context(std::string& text, const Context& context, int depth) {
    text += '{';
    bool first = true;
    for (const auto& entry : context.entries) {
        if (!first) text += ", ";
        first = false;
        if (is_plain_name(*entry.key)) {
            text += *entry.key;
        } else {
            write_string(text, *entry.key);
        }
        text += ": ";
        write(text, entry.value, depth + 1);
    }
    text += '}';
}

void write_range(std::string& text, const Range& range, int depth) {
    if (range.is_comparison) {
        if (range.includes_start && range.includes_end) {
            text += "(= ";
        } else if (range.start.is_null()) {
            text += range.includes_end ? "(<= " : "(< ";
        } else {
            text += range.includes_start ? "(>= " : "(> ";
        }
        write(text, range.start.is_null() ? range.end : range.start, depth + 1);
        text += ')';
        return;
    }
    text += range.includes_start ? '[' : '(';
    write(text, range.start, depth + 1);
    text += "..";
    write(text, range.end, depth + 1);
    text += range.includes_end ? ']' : ')';
}

void write(std::string& text, const Value& value, int depth) {
    if (depth > static_cast<int>(Value::deepest) || text.size() > longest) {
        text += "...";
        return;
    }
    const auto quoted = [&](const std::string& inner) { text += "@\"" + inner + "\""; };
    switch (value.kind()) {
        case Kind::Null:
            text += "null";
            return;
        case Kind::Boolean:
            text += *value.boolean() ? "true" : "false";
            return;
        case Kind::Number:
            text += value.number()->to_string();
            return;
        case Kind::String:
            write_string(text, *value.string());
            return;
        case Kind::Date:
            quoted(to_string(*value.date()));
            return;
        case Kind::Time:
            quoted(to_string(*value.time()));
            return;
        case Kind::DateTime:
            quoted(to_string(*value.date_time()));
            return;
        case Kind::MonthsDuration:
            quoted(to_string(*value.months()));
            return;
        case Kind::SecondsDuration:
            quoted(to_string(*value.seconds()));
            return;
        case Kind::List:
            write_list(text, *value.list(), depth);
            return;
        case Kind::Context:
            write_context(text, *value.context(), depth);
            return;
        case Kind::Range:
            write_range(text, *value.range(), depth);
            return;
        case Kind::Function:
            text += "function " + value.function()->name;
            return;
    }
}

}  // namespace

std::string to_text(const Value& value) {
    switch (value.kind()) {
        case Kind::String:
            return *value.string();
        case Kind::Date:
            return to_string(*value.date());
        case Kind::Time:
            return to_string(*value.time());
        case Kind::DateTime:
            return to_string(*value.date_time());
        case Kind::MonthsDuration:
            return to_string(*value.months());
        case Kind::SecondsDuration:
            return to_string(*value.seconds());
        case Kind::Null:
        case Kind::Boolean:
        case Kind::Number:
        case Kind::List:
        case Kind::Context:
        case Kind::Range:
        case Kind::Function:
            return to_literal(value);
    }
    return {};
}

std::string to_literal(const Value& value) {
    std::string text;
    write(text, value, 0);
    return text;
}

}  // namespace dw::feel
