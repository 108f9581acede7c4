// The description of the JSON API at /api/openapi.json (OpenAPI 3.1), put together from what each
// module says about its own operations.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "web/router.h"

namespace dw::web {

// Set up by one thread before the server starts; afterwards only read.
class ApiDescription {
  public:
    // `path` as in the route, e.g. "/api/v1/services/{id}"; `operation` is an Operation Object.
    void add_operation(std::string_view path, Method method, Json operation);
    // A Schema Object below components/schemas.
    void add_schema(std::string_view name, Json schema);
    Json document() const;

  private:
    Json paths_ = Json::object();
    Json schemas_ = Json::object();
};

// The one description of this program; modules add to it where they add their routes.
ApiDescription& api_description();
void add_openapi_route(Router& router);

// Parts of descriptions.
struct ApiParameter {
    std::string_view name, place;  // place: "query", "path" or "header"
    std::string_view description;
    bool required = false;
};
Json api_parameter(const ApiParameter& parameter);
// "200" with JSON of the schema, and the problems that are possible.
Json api_responses(std::string_view schema, std::initializer_list<std::string_view> problems);
Json api_reference(std::string_view schema);  // {"$ref": "#/components/schemas/…"}

}  // namespace dw::web
