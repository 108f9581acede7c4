#include "web/openapi.h"

#include "web/page.h"

namespace dw::web {

namespace {

std::string_view name_of(Method method) {
    switch (method) {
        case Method::Get:
            return "get";
        case Method::Post:
            return "post";
        case Method::Put:
            return "put";
        case Method::Delete:
            return "delete";
    }
    return "";
}

// RFC 9457, with our stable code and the findings.
Json problem_schema() {
    const auto text = Json::object({{"type", "string"}});
    const auto finding = Json::object(
        {{"type", "object"}, {"properties", Json::object({{"place", text}, {"reason", text}})}});
    return Json::object(
        {{"type", "object"},
         {"required", Json::array({"title", "status", "code"})},
         {"properties",
          Json::object({{"type", text},
                        {"title", text},
                        {"status", Json::object({{"type", "integer"}})},
                        {"code", text},
                        {"detail", text},
                        {"findings", Json::object({{"type", "array"}, {"items", finding}})}})}});
}

Json content(std::string_view type, std::string_view schema) {
    return Json::object({{std::string(type), Json::object({{"schema", api_reference(schema)}})}});
}

}  // namespace

void ApiDescription::add_operation(std::string_view path, Method method, Json operation) {
    Json of_path = paths_[path];
    if (of_path.is_null()) of_path = Json::object();
    of_path.set(name_of(method), std::move(operation));
    paths_.set(path, std::move(of_path));
}

void ApiDescription::add_schema(std::string_view name, Json schema) {
    schemas_.set(name, std::move(schema));
}

Json ApiDescription::document() const {
    auto schemas = schemas_;
    schemas.set("Problem", problem_schema());
    auto document = Json::object(
        {{"openapi", "3.1.0"},
         {"info", Json::object({{"title", "Dienstweg"},
                                {"version", "1"},
                                {"license", Json::object({{"name", "EUPL-1.2"},
                                                          {"identifier", "EUPL-1.2"}})}})},
         {"paths", paths_},
         {"components", Json::object({{"schemas", schemas}})}});
    if (!site().public_url.empty()) {
        document.set("servers", Json::array({Json::object({{"url", site().public_url}})}));
    }
    return document;
}

ApiDescription& api_description() {
    static ApiDescription description;
    return description;
}

void add_openapi_route(Router& router) {
    api_description().add_operation(
        "/api/openapi.json", Method::Get,
        Json::object({{"summary", "This description"},
                      {"responses",
                       Json::object({{"200", Json::object({{"description", "OpenAPI 3.1"}})}})}}));
    router.add({.path = "/api/openapi.json",
                .act = "public",
                .handler =
                    [](Request&) {
                        auto response =
                            json_response(to_pretty_string(api_description().document()));
                        response.header("Access-Control-Allow-Origin", "*");
                        return response;
                    },
                .kind = Kind::Api,
                .run = Run::Inline,
                .cache = Cache::Public});
}

Json api_parameter(const ApiParameter& parameter) {
    return Json::object({{"name", parameter.name},
                         {"in", parameter.place},
                         {"description", parameter.description},
                         {"required", parameter.required},
                         {"schema", Json::object({{"type", "string"}})}});
}

Json api_responses(std::string_view schema, std::initializer_list<std::string_view> problems) {
    auto responses =
        Json::object({{"200", Json::object({{"description", "What was asked for"},
                                            {"content", content("application/json", schema)}})}});
    for (const auto status : problems) {
        responses.set(status,
                      Json::object({{"description", "A problem (RFC 9457)"},
                                    {"content", content("application/problem+json", "Problem")}}));
    }
    return responses;
}

Json api_reference(std::string_view schema) {
    return Json::object({{"$ref", "#/components/schemas/" + std::string(schema)}});
}

}  // namespace dw::web
