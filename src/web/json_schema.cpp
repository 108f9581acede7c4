#include "web/json_schema.h"

#include <algorithm>

namespace dw::web::schema {

Json reference(std::string_view schema) {
    return Json::object({{"$ref", "#/components/schemas/" + std::string(schema)}});
}

Json text() {
    return Json::object({{"type", "string"}});
}

Json text_like(std::string_view format) {
    return Json::object({{"type", "string"}, {"format", format}});
}

Json truth() {
    return Json::object({{"type", "boolean"}});
}

Json integer() {
    return Json::object({{"type", "integer"}});
}

Json integer(std::int64_t least, std::int64_t most) {
    return Json::object({{"type", "integer"}, {"minimum", least}, {"maximum", most}});
}

Json one_of(std::initializer_list<std::string_view> values) {
    auto list = Json::array();
    for (const auto value : values) list.add(value);
    return Json::object({{"type", "string"}, {"enum", std::move(list)}});
}

Json list_of(Json items) {
    return Json::object({{"type", "array"}, {"items", std::move(items)}});
}

Json or_null(Json schema) {
    const Json type = schema["type"];
    if (!type.as_string()) {
        return Json::object(
            {{"oneOf", Json::array({std::move(schema), Json::object({{"type", "null"}})})}});
    }
    schema.set("type", Json::array({type, "null"}));
    return schema;
}

Json texts_by_language() {
    return Json::object({{"type", "object"}, {"additionalProperties", text()}});
}

Json object(std::initializer_list<JsonMember> members,
            std::initializer_list<std::string_view> optional) {
    auto required = Json::array();
    auto properties = Json::object();
    for (const auto& member : members) {
        properties.set(member.key, member.value);
        if (std::ranges::find(optional, member.key) == optional.end()) required.add(member.key);
    }
    return Json::object({{"type", "object"},
                         {"required", std::move(required)},
                         {"properties", std::move(properties)},
                         {"additionalProperties", false}});
}

Json extended(const Json& base, std::initializer_list<JsonMember> members,
              std::initializer_list<std::string_view> optional) {
    auto whole = base;
    const auto more = object(members, optional);
    auto properties = base["properties"];
    for (const auto& member : more["properties"].members()) {
        properties.set(member.key, member.value);
    }
    auto required = base["required"];
    for (const auto& name : more["required"].items()) required.add(name);
    whole.set("properties", std::move(properties));
    whole.set("required", std::move(required));
    return whole;
}

Json page_of(std::string_view schema) {
    return object({{"items", list_of(reference(schema))}, {"next", or_null(text())}});
}

Json described(Json schema, std::string_view description) {
    schema.set("description", description);
    return schema;
}

}  // namespace dw::web::schema
