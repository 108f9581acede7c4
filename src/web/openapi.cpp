#include "web/openapi.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "web/conditional.h"
#include "web/page.h"
#include "web/refusal.h"
#include "web/texts.h"

namespace dw::web {

namespace {

constexpr std::size_t quoted_bytes = 60;

// Set up by one thread before the server starts; afterwards only read.
struct Description {
    Json paths = Json::object();
    Json schemas = Json::object();
};

Description& description() {
    static Description all;
    return all;
}

// What the server says of any operation, and what every handler may have to say.
constexpr std::array<std::pair<int, std::string_view>, 9> problems_of_all{{
    {400, "A parameter, the address or a header cannot be read or is not known"},
    {408, "The request came too slowly"},
    {413, "The content is larger than 1 MB"},
    {414, "The address is longer than 4 KB"},
    {417, "Expect is something else than 100-continue"},
    {421, "The server does not answer for this host"},
    {431, "The headers are larger than 16 KB"},
    {500, "A fault of the program; request_id leads to it in its log"},
    {503, "Too much to do now, or the database does not answer; try again after Retry-After"},
}};

std::string_view words_for(int status) {
    switch (status) {
        case 404:
            return "What was asked for is not known";
        case 409:
            return "Somebody was faster; ask again";
        case 415:
            return "The content is no application/json";
        case 429:
            return "More than one network may ask; try again after Retry-After";
        case 422:
            return "The content can be read, but is not right; findings name every place";
        default:
            return "A problem";
    }
}

// RFC 9457, with our stable code and the findings.
Json problem_schema() {
    const auto finding = schema::object({{"place", schema::text()}, {"reason", schema::text()}});
    return schema::object({{"type", schema::text()},
                           {"title", schema::text()},
                           {"status", schema::integer(400, 599)},
                           {"detail", schema::text()},
                           {"code", schema::text()},
                           {"findings", schema::list_of(finding)},
                           {"request_id", schema::text()}},
                          {"findings", "request_id"});
}

Json content(std::string_view type, std::string_view name) {
    return Json::object({{std::string(type), Json::object({{"schema", schema::reference(name)}})}});
}

Json header(std::string_view words, Json schema = schema::text()) {
    return Json::object({{"description", words}, {"schema", std::move(schema)}});
}

Json problem(int status, std::string_view words) {
    auto response = Json::object(
        {{"description", words}, {"content", content("application/problem+json", "Problem")}});
    if (status == 503 || status == 429)
        response.set("headers",
                     Json::object({{"Retry-After", header("seconds to wait", schema::integer())}}));
    return response;
}

// draft-ietf-httpapi-ratelimit-headers-10
Json headers_of(const ApiOperation& operation) {
    auto headers = Json::object();
    if (operation.method == Method::Get)
        headers.set("ETag", header("changes with the content; send it as If-None-Match"));
    if (operation.volume == Volume::Unlimited) return headers;
    headers.set("RateLimit-Policy", header("requests of one network (q) in so many seconds (w)"));
    headers.set("RateLimit", header("requests left (r), seconds until all are free again (t)"));
    return headers;
}

Json answer_content(const ApiOperation& operation) {
    if (operation.media_types.empty()) return content("application/json", operation.answer);
    auto types = Json::object();
    for (const auto& type : operation.media_types)
        types.set(type, Json::object({{"schema", schema::text()}}));
    return types;
}

Json responses_of(const ApiOperation& operation) {
    auto responses = Json::object();
    responses.set(std::to_string(operation.status),
                  Json::object({{"description", "What was asked for"},
                                {"headers", headers_of(operation)},
                                {"content", answer_content(operation)}}));
    if (operation.method == Method::Get)
        responses.set("304", Json::object({{"description", "If-None-Match names this answer"}}));
    std::vector<std::pair<int, std::string_view>> problems(problems_of_all.begin(),
                                                           problems_of_all.end());
    for (const auto status : operation.problems) problems.emplace_back(status, words_for(status));
    if (operation.volume != Volume::Unlimited) problems.emplace_back(429, words_for(429));
    std::ranges::sort(problems);
    for (const auto& [status, words] : problems) {
        responses.set(std::to_string(status), problem(status, words));
    }
    // 404 for an address that is none, 405 for another method, 501 for one that is none.
    responses.set("default", problem(0, "Any other problem"));
    return responses;
}

Json parameter_object(const ApiParameter& parameter) {
    return Json::object({{"name", parameter.name},
                         {"in", parameter.place},
                         {"description", parameter.description},
                         {"required", parameter.required},
                         {"schema", parameter.schema}});
}

void describe(const ApiOperation& operation) {
    auto parameters = Json::array();
    for (const auto& parameter : operation.parameters) parameters.add(parameter_object(parameter));
    auto json = Json::object({{"operationId", operation.name},
                              {"summary", operation.summary},
                              {"parameters", std::move(parameters)}});
    if (!operation.request.empty()) {
        json.set("requestBody",
                 Json::object({{"required", true},
                               {"content", content("application/json", operation.request)}}));
    }
    json.set("responses", responses_of(operation));
    auto& paths = description().paths;
    Json of_path = paths[operation.path];
    if (of_path.is_null()) of_path = Json::object();
    of_path.set(lower(name_of(operation.method)), std::move(json));
    paths.set(operation.path, std::move(of_path));
}

const ApiParameter* declared(const std::vector<ApiParameter>& parameters, std::string_view name) {
    const auto found = std::ranges::find_if(parameters, [&](const ApiParameter& parameter) {
        return parameter.place == "query" && parameter.name == name;
    });
    return found == parameters.end() ? nullptr : &*found;
}

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string names_in_query(const std::vector<ApiParameter>& parameters) {
    std::vector<std::string> names;
    for (const auto& parameter : parameters) {
        if (parameter.place == "query") names.emplace_back(parameter.name);
    }
    return listed(names);
}

// What is wrong with the query as such; its values are the handler's matter.
std::optional<Refusal> check_query(const Request& request,
                                   const std::vector<ApiParameter>& parameters) {
    for (const auto& [name, value] : request.query.pairs()) {
        const std::string place(cut(name, quoted_bytes));
        const auto* parameter = declared(parameters, name);
        if (!parameter) {
            const auto known = names_in_query(parameters);
            return Refusal{400, {place, "web.parameter_unknown", {place, known}}};
        }
        if (request.query.all(name).size() > 1) {
            return Refusal{400, {place, "web.parameter_twice", {place}}};
        }
        const auto& values = parameter->schema["enum"].items();
        if (values.empty() || std::ranges::find(values, Json(value)) != values.end()) continue;
        std::vector<std::string> possible;
        for (const auto& one : values) possible.emplace_back(one.text_or(""));
        return Refusal{400,
                       {place,
                        "web.parameter_value",
                        {std::string(cut(value, quoted_bytes)), place, listed(possible)}}};
    }
    return std::nullopt;
}

// What anybody may read, a script of any page may read; and who has it already is told so.
void finish_reading(Response& response, const Request& request) {
    add_entity_tag(response);
    answer_conditionally(response, request);
    response.header("Access-Control-Allow-Origin", "*");
}

AtHand finish_reading(AtHand at_hand) {
    if (!at_hand) return {};
    return [at_hand = std::move(at_hand)](const Request& request) {
        auto response = at_hand(request);
        if (response) finish_reading(*response, request);
        return response;
    };
}

}  // namespace

void add_operation(Router& router, ApiOperation operation) {
    operation.parameters.push_back({.name = "lang",
                                    .place = "query",
                                    .description = "language of the sentences in the answer",
                                    .schema = schema::one_of({"de", "en"})});
    describe(operation);
    const bool open = operation.method == Method::Get;
    router.add({.method = operation.method,
                .path = std::string(operation.path),
                .act = "public",
                .handler =
                    [parameters = std::move(operation.parameters),
                     handler = std::move(operation.handler), open](Request& request) {
                        const auto refusal = check_query(request, parameters);
                        auto response =
                            refusal ? refusal_response(request, *refusal, Audience::Programs)
                                    : handler(request);
                        if (open) finish_reading(response, request);
                        return response;
                    },
                .at_hand = open ? finish_reading(std::move(operation.at_hand)) : AtHand{},
                .kind = Kind::Api,
                .run = operation.run,
                .cache = operation.cache,
                .volume = operation.volume});
}

const std::string& api_fingerprint() {
    // Asked first when the server runs and everything is described.
    static const std::string fingerprint = entity_tag(to_string(api_description()));
    return fingerprint;
}

void add_schema(std::string_view name, Json schema) {
    description().schemas.set(name, std::move(schema));
}

Json api_description() {
    auto schemas = description().schemas;
    schemas.set("Problem", problem_schema());
    auto document = Json::object(
        {{"openapi", "3.1.0"},
         {"info", Json::object({{"title", "Dienstweg"},
                                {"version", "1"},
                                {"license", Json::object({{"name", "EUPL-1.2"},
                                                          {"identifier", "EUPL-1.2"}})}})},
         {"paths", description().paths},
         {"components", Json::object({{"schemas", schemas}})}});
    if (!site().public_url.empty()) {
        document.set("servers", Json::array({Json::object({{"url", site().public_url}})}));
    }
    return document;
}

void add_openapi_route(Router& router) {
    add_schema("OpenApi", Json::object({{"type", "object"},
                                        {"description", "OpenAPI 3.1"},
                                        {"required", Json::array({"openapi", "info", "paths"})}}));
    add_operation(
        router,
        {.path = "/api/openapi.json",
         .name = "describe",
         .summary = "This description",
         .answer = "OpenApi",
         .handler = [](Request&) { return json_response(to_pretty_string(api_description())); },
         .run = Run::Inline,
         .cache = Cache::Public});
}

}  // namespace dw::web
