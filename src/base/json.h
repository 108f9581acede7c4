// Json: a value as RFC 8259 knows it, read with limits and written byte for byte the same each
// time.
//
//   DW_TRY(const Json body, parse_json(request.body));
//   const auto* name = body["person"]["name"].as_string();   // null when absent or no string
//   Json answer = Json::object();
//   answer.set("items", Json::array({1, "two", nullptr}));
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace dw {

struct JsonMember;

class Json {
  public:
    using Array = std::vector<Json>;
    using Object = std::vector<JsonMember>;  // in the order written; each key once

    Json();  // null
    Json(std::nullptr_t);
    Json(std::same_as<bool> auto value) : Json(Truth{value}) {}
    Json(std::integral auto number) requires(!std::same_as<decltype(number), bool>)
        : Json(Whole{static_cast<std::int64_t>(number)}) {}
    Json(double number);  // not a number and infinity are null
    Json(std::string text);
    Json(std::string_view text);
    Json(const char* text);
    Json(Array items);
    Json(Object members);
    Json(const Json& other);
    Json(Json&& other) noexcept;
    Json& operator=(const Json& other);
    Json& operator=(Json&& other) noexcept;
    ~Json();

    static Json array(std::initializer_list<Json> items = {});
    static Json object(std::initializer_list<JsonMember> members = {});

    bool is_null() const;
    std::optional<bool> as_bool() const;
    std::optional<std::int64_t> as_integer() const;
    std::optional<double> as_number() const;  // of a whole number as well
    const std::string* as_string() const;
    const Array* as_array() const;
    const Object* as_object() const;

    // The member of that name; null for none, or where this is no object.
    const Json& operator[](std::string_view key) const;
    bool has(std::string_view key) const;
    // The items; none where this is no array.
    const Array& items() const;
    // The members; none where this is no object.
    const Object& members() const;
    std::string_view text_or(std::string_view other) const;  // the string, or `other`

    Json& set(std::string_view key, Json value);  // on an object or null
    Json& add(Json value);                        // on an array or null

    bool operator==(const Json& other) const;

  private:
    struct Truth {
        bool value;
    };
    struct Whole {
        std::int64_t value;
    };
    explicit Json(Truth truth);
    explicit Json(Whole whole);

    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> content_;
};

struct JsonMember {
    std::string key;
    Json value;
    bool operator==(const JsonMember&) const = default;
};

struct JsonLimits {
    std::size_t bytes = limits::body_bytes;
    std::size_t depth = limits::json_depth;
};

// Invalid with code json.syntax, json.too_deep, json.too_large, json.duplicate_key,
// json.null_character or json.number_too_large; the message starts with "line L, column C: "
// (column in bytes, from 1). A whole number that does not fit into 64 bits becomes a double.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

std::string to_string(const Json& json);         // without blanks
std::string to_pretty_string(const Json& json);  // two blanks per level, ends with a newline

}  // namespace dw
