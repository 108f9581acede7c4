// The operations of the catalogue's API: parameters, answers, and which function gives them.
#include "base/limits.h"
#include "catalogue/catalogue_api.h"
#include "catalogue/catalogue_api_schemas.h"
#include "catalogue/catalogue_feed.h"
#include "catalogue/coverage_overview.h"
#include "catalogue/page_memory.h"
#include "web/conditional.h"
#include "web/openapi.h"

namespace dw::catalogue {

namespace {

using web::ApiOperation;
using web::ApiParameter;

ApiParameter limit() {
    auto number = web::schema::integer(1, static_cast<std::int64_t>(limits::list_items));
    number.set("default", 20);
    return {.name = "limit",
            .place = "query",
            .description = "at most so many",
            .schema = std::move(number)};
}

ApiParameter cursor() {
    return {.name = "cursor", .place = "query", .description = "next of the answer before"};
}

ApiParameter query(std::string_view description, bool required) {
    auto text = web::schema::text();
    text.set("maxLength", static_cast<std::int64_t>(limits::query_bytes));
    return {.name = "q",
            .place = "query",
            .description = description,
            .required = required,
            .schema = std::move(text)};
}

ApiParameter area(bool required) {
    return {.name = "area",
            .place = "query",
            .description = "ARS (both written forms) or AGS",
            .required = required};
}

ApiParameter on_path(std::string_view name, std::string_view description) {
    return {.name = name, .place = "path", .description = description, .required = true};
}

ApiParameter source_id() {
    return on_path("id", "AGENCY.VALUE or AGENCY:VALUE");
}

ApiParameter day(std::string_view name, std::string_view description) {
    return {.name = name,
            .place = "query",
            .description = description,
            .schema = web::schema::text_like("date")};
}

ApiParameter dump_format() {
    return {.name = "format",
            .place = "query",
            .description = "JSON lines when absent",
            .schema = web::schema::one_of({"jsonl", "csv"})};
}

std::vector<ApiOperation> operations() {
    return {
        {.path = "/api/v1/places",
         .name = "findPlaces",
         .summary = "Places by name, postcode or key, the best first; at most 200 for one q",
         .parameters = {query("name, its beginning, postcode, ARS or AGS", true), limit(),
                        cursor()},
         .answer = "Places"},
        {.path = "/api/v1/services",
         .name = "findServices",
         .summary = "Search services; without q all of them by title",
         .parameters = {query("what is looked for", false), area(false), limit(), cursor()},
         .answer = "Services",
         .problems = {404}},
        {.path = "/api/v1/services/{id}",
         .name = "readService",
         .summary = "One service; with an area as it is there",
         .parameters = {source_id(), area(false)},
         .answer = "Service",
         .problems = {404}},
        {.path = "/api/v1/competent",
         .name = "findCompetent",
         .summary = "Who is in charge of a service at a place, and why",
         .parameters = {{.name = "service",
                         .place = "query",
                         .description = "id AGENCY.VALUE or a LeiKa key of 14 digits",
                         .required = true},
                        area(true),
                        day("date", "day for which is asked, today when absent")},
         .answer = "CompetenceAnswer",
         .problems = {404}},
        {.path = "/api/v1/services/{id}/coverage",
         .name = "readCoverage",
         .summary = "In how many municipalities a service can be applied for online",
         .parameters = {source_id()},
         .answer = "Coverage",
         .problems = {404}},
        {.path = "/api/v1/coverage",
         .name = "listCoverage",
         .summary = "The last measurement of the coverage of services",
         .parameters = {{.name = "sort",
                         .place = "query",
                         .description = "the most first; by title also services never measured",
                         .schema = web::schema::one_of({"residents", "municipalities", "title"})},
                        limit(),
                        cursor()},
         .answer = "CoverageList"},
        {.path = "/api/v1/organisations/{id}",
         .name = "readOrganisation",
         .summary = "One office, with the words that hold for it",
         .parameters = {source_id()},
         .answer = "Organisation",
         .problems = {404}},
        {.path = "/api/v1/changes",
         .name = "listChanges",
         .summary = "What was written or deleted since a day or a cursor, oldest first",
         .parameters = {day("since", "first day; without it from the beginning"), cursor()},
         .answer = "CatalogueChanges"},
        {.path = "/api/v1/dump/{kind}",
         .name = "dumpCatalogue",
         .summary = "Everything, in parts; the header Link names the next part",
         .parameters = {on_path("kind", "services, organisations or responsibilities"),
                        {.name = "area",
                         .place = "query",
                         .description = "ARS; of responsibilities those for exactly this key"},
                        dump_format(), cursor()},
         .media_types = {"application/x-ndjson", "text/csv; charset=utf-8"}}};
}

}  // namespace

namespace {

// What is kept is kept with its tag.
template <Answer give>
web::Response tagged(const Rooms& rooms, const web::Request& request) {
    auto response = give(rooms, request);
    web::add_entity_tag(response);
    return response;
}

struct Given {
    Answer answer;
    bool kept;
};
// In the order of operations(). What depends on the catalogue alone is kept as it was written;
// search has its own index.
constexpr Given answers[] = {{places_api, false},
                             {services_api, false},
                             {tagged<service_api>, true},
                             {tagged<competent_api>, true},
                             {tagged<coverage_api>, true},
                             {coverage_list_api, false},
                             {tagged<organisation_api>, true},
                             {changes_api, false},
                             {dump_api, false}};

}  // namespace

void add_api(web::Router& router, const std::shared_ptr<const Rooms>& rooms) {
    describe_schemas();
    const auto memory = std::make_shared<PageMemory>();
    const auto* next = answers;
    for (auto& operation : operations()) {
        const auto [give, kept] = *next++;
        operation.handler = [rooms, memory, give, kept](web::Request& request) {
            return kept ? kept_answer(*memory, *rooms, request, give) : give(*rooms, request);
        };
        if (kept)
            operation.at_hand = [rooms, memory](const web::Request& request) {
                return answer_at_hand(*memory, *rooms, request);
            };
        operation.cache = web::Cache::Public;
        operation.volume = web::Volume::ApiReading;
        web::add_operation(router, std::move(operation));
    }
}

}  // namespace dw::catalogue
