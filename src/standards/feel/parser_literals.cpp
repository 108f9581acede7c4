// Literals, lists, contexts and ranges.
#include <utility>

#include "base/text.h"
#include "standards/feel/parser.h"

namespace dw::feel {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<char32_t> hex(std::string_view digits) {
    char32_t value = 0;
    for (const char c : digits) {
        const int digit = is_digit(c)              ? c - '0'
                          : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                          : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                                   : -1;
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
}

void append_utf8(std::string& text, char32_t point) {
    const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0 | (point >> 6));
        add(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        add(0xE0 | (point >> 12));
        add(0x80 | ((point >> 6) & 0x3F));
        add(0x80 | (point & 0x3F));
    } else {
        add(0xF0 | (point >> 18));
        add(0x80 | ((point >> 12) & 0x3F));
        add(0x80 | ((point >> 6) & 0x3F));
        add(0x80 | (point & 0x3F));
    }
}

// \uXXXX, two of them for a character beyond, or \UXXXXXX. Moves `at` behind it.
std::optional<char32_t> escaped_point(std::string_view text, std::size_t& at) {
    const std::size_t digits = text[at] == 'u' ? 4 : 6;
    if (at + 1 + digits > text.size()) return std::nullopt;
    auto point = hex(text.substr(at + 1, digits));
    if (!point) return std::nullopt;
    at += 1 + digits;
    const bool high = *point >= 0xD800 && *point < 0xDC00;
    if (high && text.substr(at, 2) == "\\u" && at + 6 <= text.size()) {
        const auto low = hex(text.substr(at + 2, 4));
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            at += 6;
            return 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
        }
    }
    if (*point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000)) return std::nullopt;
    return point;
}

// Moves `at` behind what follows the backslash; false for what is no escape.
bool append_escape(std::string_view text, std::size_t& at, std::string& result) {
    if (at >= text.size()) return false;
    switch (text[at]) {
        case 'n':
            result += '\n';
            break;
        case 'r':
            result += '\r';
            break;
        case 't':
            result += '\t';
            break;
        case '"':
            result += '"';
            break;
        case '\'':
            result += '\'';
            break;
        case '\\':
            result += '\\';
            break;
        case 'u':
        case 'U': {
            const auto point = escaped_point(text, at);
            if (!point) return false;
            append_utf8(result, *point);
            return true;
        }
        // Deviation: other backslashes stay, so that patterns can be written as elsewhere.
        default:
            result += '\\';
            return true;
    }
    ++at;
    return true;
}

}  // namespace

NodePtr Parser::number(Position position) {
    const auto begin = cursor_.at();
    const auto text = cursor_.rest();
    std::size_t size = 0;
    const auto digits = [&] {
        while (size < text.size() && is_digit(text[size])) ++size;
    };
    digits();
    if (size + 1 < text.size() && text[size] == '.' && is_digit(text[size + 1])) {
        ++size;
        digits();
    }
    if (size < text.size() && (text[size] == 'e' || text[size] == 'E')) {
        auto after = size + 1;
        if (after < text.size() && (text[after] == '+' || text[after] == '-')) ++after;
        if (after < text.size() && is_digit(text[after])) {
            size = after;
            digits();
        }
    }
    const auto value = Number::parse(text.substr(0, size));
    cursor_.go_to(begin + size);
    if (!value || is_name_start(cursor_.code_point()))
        return fail_at(begin, "feel.bad_literal", {std::string(cut(text.substr(0, size + 1), 40))});
    return literal(*value, position);
}

std::optional<std::string> Parser::string_literal() {
    const auto begin = cursor_.at();
    const auto text = cursor_.rest();
    std::string result;
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') {
        if (text[at] != '\\') {
            result += text[at++];
            continue;
        }
        ++at;
        if (!append_escape(text, at, result)) {
            (void)fail_at(begin + at, "feel.bad_literal", {std::string(cut(text, 40))});
            return std::nullopt;
        }
    }
    if (at >= text.size()) {
        (void)fail_at(begin, "feel.expected", {"\"", ""});
        return std::nullopt;
    }
    cursor_.go_to(begin + at + 1);
    return result;
}

// Grammar rule 63: a day, a time, both, or a duration.
NodePtr Parser::at_literal(Position position) {
    const auto begin = cursor_.at();
    (void)cursor_.take("@");
    cursor_.skip();
    if (cursor_.peek() != '"') return fail("\"");
    const auto text = string_literal();
    if (!text) return nullptr;
    if (const auto value = parse_date(*text)) return literal(*value, position);
    if (const auto value = parse_date_time(*text)) return literal(*value, position);
    if (const auto value = parse_time(*text)) return literal(*value, position);
    if (const auto value = parse_months_duration(*text)) return literal(*value, position);
    if (const auto value = parse_seconds_duration(*text)) return literal(*value, position);
    return fail_at(begin, "feel.bad_literal", {*text});
}

// "[1, 2]", "[1..2]", "[1..2)", "]1..2]"
NodePtr Parser::bracket(Position position) {
    if (cursor_.peek() == ']') {
        (void)cursor_.take("]");
        auto start = endpoint();
        if (!start || !expect("..")) return nullptr;
        return range_end(std::move(start), false, position);
    }
    (void)cursor_.take("[");
    Node list;
    list.form = Form::ListOf;
    list.position = position;
    TypePtr element;
    if (!cursor_.take("]")) {
        do {
            auto item = expression();
            if (!item) return nullptr;
            if (list.parts.empty() && cursor_.take(".."))
                return range_end(std::move(item), true, position);
            element = list.parts.empty() ? item->type : common_type(element, item->type);
            if (item->type == nullptr) element = any_type();
            list.parts.push_back(std::move(item));
        } while (cursor_.take(","));
        if (!expect("]")) return nullptr;
    }
    list.type = list_of(element == nullptr ? any_type() : element);
    return folded(std::move(list));
}

// "(a)", "(1..2)", "(> 5)"
NodePtr Parser::parenthesis(Position position) {
    (void)cursor_.take("(");
    cursor_.skip();
    const char c = cursor_.peek();
    if (c == '<' || c == '>' || c == '=' || (c == '!' && cursor_.peek(1) == '=')) {
        auto range = comparison_range(position);
        if (!range || !expect(")")) return nullptr;
        return range;
    }
    auto inner = expression();
    if (!inner) return nullptr;
    if (cursor_.take("..")) return range_end(std::move(inner), false, position);
    if (!expect(")")) return nullptr;
    Node closed = *inner;
    closed.is_closed = true;
    return std::make_shared<Node>(std::move(closed));
}

NodePtr Parser::endpoint() {
    const bool outer = std::exchange(in_endpoint_, true);
    auto node = additive();
    in_endpoint_ = outer;
    return node;
}

NodePtr Parser::range_end(NodePtr start, bool includes_start, Position position) {
    Node range;
    range.form = Form::RangeOf;
    range.position = position;
    range.includes_start = includes_start;
    auto end = endpoint();
    if (!end) return nullptr;
    if (cursor_.take("]")) {
        range.includes_end = true;
    } else if (!cursor_.take(")") && !cursor_.take("[")) {
        return fail("]");
    }
    range.type = range_of(common_type(start->type, end->type));
    range.parts.push_back(std::move(start));
    range.parts.push_back(std::move(end));
    return folded(std::move(range));
}

// "> 5": a range without an end.
NodePtr Parser::comparison_range(Position position) {
    Node range;
    range.form = Form::RangeOf;
    range.position = position;
    range.is_comparison = true;
    bool upper = false;
    bool both = false;
    if (cursor_.take("<=")) {
        upper = range.includes_end = true;
    } else if (cursor_.take("<")) {
        upper = true;
    } else if (cursor_.take(">=")) {
        range.includes_start = true;
    } else if (cursor_.take("=")) {
        both = range.includes_start = range.includes_end = true;
    } else if (!cursor_.take(">")) {
        return fail("<");
    }
    auto end = endpoint();
    if (!end) return nullptr;
    range.type = range_of(end->type);
    range.parts.resize(2);
    if (upper || both) range.parts[1] = end;
    if (!upper) range.parts[0] = end;
    return folded(std::move(range));
}

// Each entry sees those before it.
NodePtr Parser::context(Position position) {
    (void)cursor_.take("{");
    Node node;
    node.form = Form::ContextOf;
    node.position = position;
    std::vector<Field> fields;
    const auto mark = bindings_.open();
    if (!cursor_.take("}")) {
        do {
            cursor_.skip();
            const auto begin = cursor_.at();
            std::optional<std::string> key;
            if (cursor_.peek() == '"') {
                key = string_literal();
            } else {
                key = declared_name(":", "");
            }
            if (!key || !expect(":")) return nullptr;
            for (const auto& field : fields)
                if (field.name == *key) return fail_at(begin, "feel.duplicate_key", {*key});
            auto value = expression();
            if (!value) return nullptr;
            fields.push_back({*key, value->type == nullptr ? any_type() : value->type});
            entry_names_.push_back(*key);
            node.names.push_back(std::make_shared<const std::string>(*key));
            node.slots.push_back(bindings_.declare(*key, value->type));
            node.parts.push_back(std::move(value));
        } while (cursor_.take(","));
        if (!expect("}")) return nullptr;
    }
    bindings_.close(mark);
    node.type = context_of(std::move(fields));
    return done(std::move(node));
}

}  // namespace dw::feel
