// Holds JSON against a schema of the API's description, as strictly as the description can be read:
// what is not described is a fault, and so is a keyword this does not know. Tests only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

namespace dw::web::testing {

class SchemaCheck {
  public:
    // `document`: the whole description; references lead into it.
    explicit SchemaCheck(Json document) : document_(std::move(document)) {}

    // "items[0].name: …", one line for each fault; none: the value fits.
    std::vector<std::string> faults(const Json& value, const Json& schema) {
        faults_.clear();
        look_at(value, schema, "");
        return faults_;
    }

  private:
    void look_at(const Json& value, const Json& schema, const std::string& place) {
        for (const auto& [keyword, rule] : schema.members()) {
            if (keyword == "description" || keyword == "default" || keyword == "properties")
                continue;
            if (keyword == "$ref") {
                look_at(value, referenced(rule), place);
            } else if (keyword == "oneOf") {
                look_at_choices(value, rule, place);
            } else if (keyword == "additionalProperties") {
                look_at_members(value, schema, rule, place);
            } else if (keyword == "items") {
                for (std::size_t i = 0; i < value.items().size(); ++i)
                    look_at(value.items()[i], rule, place + "[" + std::to_string(i) + "]");
            } else if (!holds(value, keyword, rule)) {
                faults_.push_back(place + ": not " + keyword + " " + to_string(rule) + " but " +
                                  to_string(value).substr(0, 60));
            }
        }
    }

    void look_at_choices(const Json& value, const Json& choices, const std::string& place) {
        std::size_t fitting = 0;
        for (const auto& choice : choices.items()) {
            SchemaCheck one(document_);
            const auto wrong = one.faults(value, choice);
            if (wrong.empty()) ++fitting;
            // Which part of an object does not fit says more than that none does.
            if (!wrong.empty() && value.as_object() && !choice.has("type"))
                for (const auto& fault : wrong) faults_.push_back(place + "." + fault);
        }
        if (fitting != 1)
            faults_.push_back(place + ": fits " + std::to_string(fitting) + " of oneOf");
    }

    void look_at_members(const Json& value, const Json& schema, const Json& others,
                         const std::string& place) {
        for (const auto& [name, member] : value.members()) {
            const auto& properties = schema["properties"];
            const auto below = place.empty() ? name : place + "." + name;
            if (properties.has(name)) {
                look_at(member, properties[name], below);
            } else if (others.as_object()) {
                look_at(member, others, below);
            } else {
                faults_.push_back(below + ": is not described");
            }
        }
    }

    const Json& referenced(const Json& reference) const {
        static const Json nothing = Json::object({{"enum", Json::array({"unknown reference"})}});
        constexpr std::string_view start = "#/components/schemas/";
        const auto text = reference.text_or("");
        const auto& schemas = document_["components"]["schemas"];
        const bool known = text.starts_with(start) && schemas.has(text.substr(start.size()));
        return known ? schemas[text.substr(start.size())] : nothing;
    }

    static bool is_of_type(const Json& value, std::string_view type) {
        if (type == "null") return value.is_null();
        if (type == "string") return value.as_string() != nullptr;
        if (type == "boolean") return value.as_bool().has_value();
        if (type == "integer") return value.as_integer().has_value();
        if (type == "array") return value.as_array() != nullptr;
        if (type == "object") return value.as_object() != nullptr;
        return false;
    }

    static bool has_format(const Json& value, std::string_view format) {
        if (!value.as_string()) return true;
        if (format == "date") return parse_date(*value.as_string()).has_value();
        if (format == "date-time") return parse_instant(*value.as_string()).has_value();
        return false;
    }

    static bool holds(const Json& value, std::string_view keyword, const Json& rule) {
        if (keyword == "type") {
            if (const auto* name = rule.as_string()) return is_of_type(value, *name);
            return std::ranges::any_of(rule.items(), [&](const Json& name) {
                return is_of_type(value, name.text_or(""));
            });
        }
        if (keyword == "enum") {
            return std::ranges::find(rule.items(), value) != rule.items().end();
        }
        if (keyword == "required") {
            return std::ranges::all_of(
                rule.items(), [&](const Json& name) { return value.has(name.text_or("")); });
        }
        if (keyword == "format") return has_format(value, rule.text_or(""));
        if (keyword == "maxLength") {
            return code_points(value.text_or("")) <= static_cast<std::size_t>(*rule.as_integer());
        }
        const auto number = value.as_integer();
        if (keyword == "minimum") return !number || *number >= *rule.as_integer();
        if (keyword == "maximum") return !number || *number <= *rule.as_integer();
        return false;
    }

    Json document_;
    std::vector<std::string> faults_;
};

}  // namespace dw::web::testing
