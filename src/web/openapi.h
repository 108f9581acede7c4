// The JSON API: each operation is declared once, with its parameters and answers. The declaration
// gives the route, the check of the query, and the description at /api/openapi.json (OpenAPI 3.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "web/json_schema.h"
#include "web/router.h"

namespace dw::web {

struct ApiParameter {
    std::string_view name, place;  // place: "query", "path" or "header"
    std::string_view description;
    bool required = false;
    Json schema = schema::text();
};

struct ApiOperation {
    Method method = Method::Get;
    std::string_view path;  // "/api/v1/services/{id}"
    std::string_view name;  // operationId, stable
    std::string_view summary;
    std::vector<ApiParameter> parameters{};  // "lang" belongs to all
    std::string_view request{};              // schema of the JSON in the body; "" for none
    int status = 200;
    std::string_view answer{};  // schema of the JSON in the answer
    // Of an answer that is no JSON: it has no schema.
    std::vector<std::string_view> media_types{};
    std::vector<int> problems{};  // beside those every operation may have
    Handler handler{};
    AtHand at_hand{};
    Run run = Run::Worker;
    Cache cache = Cache::Never;
    Volume volume = Volume::Unlimited;
};

// Adds the route and its description. Parameters of the query that are not declared, are given
// twice or are none of the declared values are refused with 400 before the handler runs.
void add_operation(Router& router, ApiOperation operation);
// A Schema Object below components/schemas.
void add_schema(std::string_view name, Json schema);

// Everything added so far, as one document.
Json api_description();
// Another description is another form of the answers: for the tag of an answer.
const std::string& api_fingerprint();
void add_openapi_route(Router& router);

}  // namespace dw::web
