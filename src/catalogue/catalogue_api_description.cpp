#include "catalogue/catalogue_api.h"
#include "web/openapi.h"

namespace dw::catalogue {

namespace {

using web::api_parameter;
using web::api_reference;
using web::Method;

Json type(std::string_view name) {
    return Json::object({{"type", name}});
}

Json nullable(std::string_view name) {
    return Json::object({{"type", Json::array({name, "null"})}});
}

Json list_of(Json items) {
    return Json::object({{"type", "array"}, {"items", std::move(items)}});
}

Json object_schema(Json properties) {
    return Json::object({{"type", "object"}, {"properties", std::move(properties)}});
}

// German, English and other texts by language code.
Json localized() {
    return Json::object({{"type", "object"}, {"additionalProperties", type("string")}});
}

Json page_of(std::string_view schema) {
    return Json::object({{"type", "object"},
                         {"required", Json::array({"items", "next"})},
                         {"properties", Json::object({{"items", list_of(api_reference(schema))},
                                                      {"next", nullable("string")}})}});
}

void describe_schemas() {
    auto& api = web::api_description();
    const auto text = type("string");
    api.add_schema("Area", object_schema(Json::object({{"ars", text},
                                                       {"ags", nullable("string")},
                                                       {"name", nullable("string")},
                                                       {"officialName", text},
                                                       {"kind", nullable("string")},
                                                       {"level", text},
                                                       {"explanation", text},
                                                       {"postcodes", list_of(text)}})));
    api.add_schema("Places", page_of("Area"));
    api.add_schema("ServiceHit", object_schema(Json::object({{"id", text},
                                                             {"agency", text},
                                                             {"sourceId", text},
                                                             {"title", text},
                                                             {"language", text},
                                                             {"teaser", text},
                                                             {"keys", list_of(text)},
                                                             {"offeredHere", type("boolean")}})));
    api.add_schema("Services", page_of("ServiceHit"));
    api.add_schema("Organisation",
                   object_schema(Json::object({{"id", text},
                                               {"agency", text},
                                               {"sourceId", text},
                                               {"name", text},
                                               {"names", localized()},
                                               {"addresses", list_of(type("object"))},
                                               {"contacts", list_of(type("object"))},
                                               {"openingHours", localized()},
                                               {"parent", nullable("string")}})));
    api.add_schema("Reason", object_schema(Json::object({{"responsibility", text},
                                                         {"organisation", text},
                                                         {"area", api_reference("Area")},
                                                         {"role", text},
                                                         {"source", text},
                                                         {"date", text},
                                                         {"verdict", text},
                                                         {"text", localized()}})));
    const auto office =
        Json::object({{"oneOf", Json::array({api_reference("Organisation"), type("null")})}});
    api.add_schema(
        "Competence",
        object_schema(Json::object({{"organisation", office},
                                    {"organisations", list_of(api_reference("Organisation"))},
                                    {"because", list_of(api_reference("Reason"))},
                                    {"place", api_reference("Area")},
                                    {"service", type("object")},
                                    {"services", list_of(type("object"))},
                                    {"date", text}})));
    api.add_schema("Service",
                   object_schema(Json::object({{"id", text},
                                               {"agency", text},
                                               {"sourceId", text},
                                               {"title", localized()},
                                               {"keys", list_of(text)},
                                               {"keySources", list_of(type("object"))},
                                               {"texts", list_of(type("object"))},
                                               {"costs", list_of(type("object"))},
                                               {"deadlines", list_of(type("object"))},
                                               {"processingTimes", list_of(type("object"))},
                                               {"documents", list_of(type("object"))},
                                               {"validity", list_of(type("object"))},
                                               {"competent", api_reference("Competence")}})));
}

struct Operation {
    std::string_view path, summary, schema;
    std::vector<web::ApiParameter> parameters;
    std::initializer_list<std::string_view> problems;
};

void describe(const Operation& operation) {
    auto parameters = Json::array();
    for (const auto& parameter : operation.parameters) parameters.add(api_parameter(parameter));
    web::api_description().add_operation(
        operation.path, Method::Get,
        Json::object({{"summary", operation.summary},
                      {"parameters", std::move(parameters)},
                      {"responses", web::api_responses(operation.schema, operation.problems)}}));
}

}  // namespace

void describe_api() {
    describe_schemas();
    const web::ApiParameter limit{"limit", "query", "at most so many, 1 to 100", false};
    const web::ApiParameter area{"area", "query", "ARS (both written forms) or AGS", false};
    describe({"/api/v1/places",
              "Places by name, postcode or key",
              "Places",
              {{"q", "query", "name, its beginning, postcode, ARS or AGS", true}, limit},
              {"400"}});
    describe({"/api/v1/services",
              "Search services; without q all of them by title",
              "Services",
              {{"q", "query", "what is looked for", false},
               area,
               limit,
               {"cursor", "query", "next of the answer before", false}},
              {"400", "404"}});
    describe({"/api/v1/services/{id}",
              "One service; with an area as it is there",
              "Service",
              {{"id", "path", "AGENCY.VALUE or AGENCY:VALUE", true}, area},
              {"400", "404"}});
    describe({"/api/v1/competent",
              "Who is in charge of a service at a place, and why",
              "Competence",
              {{"service", "query", "id AGENCY.VALUE or a LeiKa key of 14 digits", true},
               {"area", "query", "ARS (both written forms) or AGS", true},
               {"date", "query", "day for which is asked, today when absent", false}},
              {"400", "404"}});
}

}  // namespace dw::catalogue
