#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.h"

namespace dw {

Json::Json() : content_(nullptr) {}
Json::Json(std::nullptr_t) : content_(nullptr) {}
Json::Json(Truth truth) : content_(truth.value) {}
Json::Json(Whole whole) : content_(whole.value) {}
Json::Json(double number) : content_(nullptr) {
    if (std::isfinite(number)) content_ = number;
}
Json::Json(std::string text) : content_(std::move(text)) {}
Json::Json(std::string_view text) : content_(std::string{text}) {}
Json::Json(const char* text) : content_(std::string{text}) {}
Json::Json(Array items) : content_(std::move(items)) {}
Json::Json(Object members) : content_(std::move(members)) {}
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::array(std::initializer_list<Json> items) {
    return Json{Array{items}};
}

Json Json::object(std::initializer_list<JsonMember> members) {
    Json result{Object{}};
    for (const auto& member : members) result.set(member.key, member.value);
    return result;
}

bool Json::is_null() const {
    return std::holds_alternative<std::nullptr_t>(content_);
}

std::optional<bool> Json::as_bool() const {
    if (const auto* value = std::get_if<bool>(&content_)) return *value;
    return std::nullopt;
}

std::optional<std::int64_t> Json::as_integer() const {
    if (const auto* value = std::get_if<std::int64_t>(&content_)) return *value;
    return std::nullopt;
}

std::optional<double> Json::as_number() const {
    if (const auto* value = std::get_if<double>(&content_)) return *value;
    if (const auto* value = std::get_if<std::int64_t>(&content_)) {
        return static_cast<double>(*value);
    }
    return std::nullopt;
}

const std::string* Json::as_string() const {
    return std::get_if<std::string>(&content_);
}
const Json::Array* Json::as_array() const {
    return std::get_if<Array>(&content_);
}
const Json::Object* Json::as_object() const {
    return std::get_if<Object>(&content_);
}

const Json& Json::operator[](std::string_view key) const {
    static const Json null;
    for (const auto& member : members()) {
        if (member.key == key) return member.value;
    }
    return null;
}

bool Json::has(std::string_view key) const {
    return std::ranges::any_of(members(), [&](const auto& member) { return member.key == key; });
}

const Json::Array& Json::items() const {
    static const Array none;
    const auto* array = as_array();
    return array ? *array : none;
}

const Json::Object& Json::members() const {
    static const Object none;
    const auto* object = as_object();
    return object ? *object : none;
}

std::string_view Json::text_or(std::string_view other) const {
    const auto* text = as_string();
    return text ? std::string_view{*text} : other;
}

Json& Json::set(std::string_view key, Json value) {
    if (is_null()) content_ = Object{};
    auto* members = std::get_if<Object>(&content_);
    DW_ASSERT(members != nullptr);
    const auto found = std::ranges::find(*members, key, &JsonMember::key);
    if (found != members->end()) {
        found->value = std::move(value);
    } else {
        members->push_back({std::string{key}, std::move(value)});
    }
    return *this;
}

Json& Json::add(Json value) {
    if (is_null()) content_ = Array{};
    auto* array = std::get_if<Array>(&content_);
    DW_ASSERT(array != nullptr);
    array->push_back(std::move(value));
    return *this;
}

bool Json::operator==(const Json& other) const {
    return content_ == other.content_;
}

namespace {

class Writer {
  public:
    explicit Writer(int indent) : indent_(indent) {}

    void write(const Json& json) {
        if (const auto* array = json.as_array()) return write_array(*array);
        if (const auto* object = json.as_object()) return write_object(*object);
        if (const auto* text = json.as_string()) return write_text(*text);
        if (const auto boolean = json.as_bool()) {
            out_ += *boolean ? "true" : "false";
        } else if (const auto integer = json.as_integer()) {
            out_ += std::to_string(*integer);
        } else if (const auto number = json.as_number()) {
            write_double(*number);
        } else {
            out_ += "null";
        }
    }
    std::string take() { return std::move(out_); }

  private:
    void write_array(const Json::Array& items) {
        write_sequence('[', ']', items, [&](const Json& item) { write(item); });
    }

    void write_object(const Json::Object& members) {
        write_sequence('{', '}', members, [&](const JsonMember& member) {
            write_text(member.key);
            out_ += indent_ > 0 ? ": " : ":";
            write(member.value);
        });
    }

    template <class Sequence, class Write>
    void write_sequence(char open, char close, const Sequence& sequence, Write write_one) {
        out_ += open;
        ++level_;
        bool first = true;
        for (const auto& element : sequence) {
            if (!first) out_ += ',';
            first = false;
            new_line();
            write_one(element);
        }
        --level_;
        if (!first) new_line();
        out_ += close;
    }

    void new_line() {
        if (indent_ == 0) return;
        out_ += '\n';
        out_.append(static_cast<std::size_t>(indent_ * level_), ' ');
    }

    void write_text(std::string_view text) {
        constexpr std::string_view hex = "0123456789abcdef";
        out_ += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += c;
            } else if (c == '\n') {
                out_ += "\\n";
            } else if (c == '\t') {
                out_ += "\\t";
            } else if (c == '\r') {
                out_ += "\\r";
            } else if (byte < 0x20 || byte == 0x7f) {
                out_ += "\\u00";
                out_ += hex[byte >> 4];
                out_ += hex[byte & 15];
            } else {
                out_ += c;
            }
        }
        out_ += '"';
    }

    // Shortest digits that read back as the same double; "3" gets ".0" so that it stays a double.
    void write_double(double number) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        const std::string_view text{digits.data(), static_cast<std::size_t>(end - digits.data())};
        out_ += text;
        if (text.find_first_of(".e") == std::string_view::npos) out_ += ".0";
    }

    std::string out_;
    int indent_;
    int level_ = 0;
};

}  // namespace

std::string to_string(const Json& json) {
    Writer writer{0};
    writer.write(json);
    return writer.take();
}

std::string to_pretty_string(const Json& json) {
    Writer writer{2};
    writer.write(json);
    return writer.take() + '\n';
}

}  // namespace dw
