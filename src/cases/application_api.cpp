// POST /api/v1/applications: the same as the pages, for programs.
//
// With an Idempotency-Key the answer is kept for two days, sealed: the same key with the same body
// gives the same number, code and receipt; with another body it is refused. Keys are the caller's,
// not the office's: their rows belong to the shared tenant.
#include "base/text.h"
#include "cases/application_pages.h"
#include "web/openapi.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using store::of;
using web::Request;
using web::Response;

constexpr std::size_t key_bytes = 200;

Bytes to_value(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

struct Claim {
    Digest key_hash{}, body_hash{};
};

SecretKey answer_key(const Cases& cases) {
    return cases.neighbours().store.keys().derived("cases.idempotency");
}

Bytes sealed_answer(const Cases& cases, const Claim& claim, const Json& answer) {
    const Nonce nonce = cases.neighbours().store.keys().nonce();
    Bytes bytes(nonce.begin(), nonce.end());
    const Bytes sealed =
        seal(answer_key(cases), nonce, claim.key_hash, as_bytes(to_string(answer)));
    bytes.insert(bytes.end(), sealed.begin(), sealed.end());
    return bytes;
}

std::optional<Json> opened_answer(const Cases& cases, const Claim& claim, const Bytes& bytes) {
    Nonce nonce{};
    if (bytes.size() < nonce.size()) return std::nullopt;
    std::copy_n(bytes.begin(), nonce.size(), nonce.begin());
    const auto plain =
        dw::open(answer_key(cases), nonce, claim.key_hash, BytesView(bytes).subspan(nonce.size()));
    if (!plain) return std::nullopt;
    const auto json = parse_json(as_text(*plain));
    return json ? std::optional(*json) : std::nullopt;
}

// Without what only this program needs to know.
Response created(const Json& kept, std::int64_t position, BytesView hash) {
    Json answer = Json::object();
    for (const auto name : {"number", "code", "due", "status"}) answer.set(name, kept[name]);
    answer.set("receipt", Json::object({{"position", position}, {"hash", to_hex(hash)}}));
    return web::json_response(to_string(answer), 201);
}

// The answer that was given to this key before.
Result<std::optional<Response>> earlier(const Cases& cases, const Request& request,
                                        const Claim& claim) {
    DW_TRY(const auto reader, cases.neighbours().store.reader());
    DW_TRY(const auto rows, reader->query("select body_hash, case_id, answer from idempotency_key "
                                          "where tenant = $1 and key_hash = $2",
                                          {of(store::shared_tenant()), to_value(claim.key_hash)}));
    if (rows.empty()) return std::optional<Response>();
    if (rows[0].bytes(0) != to_value(claim.body_hash))
        return std::optional(
            web::problem_response({422,
                                   "cases.idempotency_key_reused",
                                   "Idempotency-Key",
                                   "Dieser Idempotency-Key gehört zu einem anderen Inhalt.",
                                   {}},
                                  request));
    const auto answer = opened_answer(cases, claim, rows[0].bytes(2));
    if (!answer) return corrupt("cases.idempotency", "the kept answer cannot be read");
    const auto tenant = store::TenantId::parse((*answer)["tenant"].text_or(""));
    if (!tenant) return corrupt("cases.idempotency", "the kept answer names no tenant");
    DW_TRY(const auto event,
           reader->query_one("select position, hash from event where tenant = $1 and stream = $2 "
                             "and sequence = $3",
                             {of(*tenant), of(rows[0].id<CaseId>(1)),
                              (*answer)["events"].as_integer().value_or(0)}));
    return std::optional(created(*answer, event.integer(0), event.bytes(1)));
}

Response refused(const Cases& cases, const Request& request, const Json& body,
                 const Findings& findings) {
    const auto& forms = cases.neighbours().forms;
    const auto* package = forms.package(body["package"].text_or(""));
    if (!package && !forms.packages().empty()) package = &forms.packages().front();
    web::Problem problem{
        422, "cases.invalid_application", "Unvollständig", "Bitte prüfen Sie die Angaben.", {}};
    for (const auto& finding : findings)
        problem.findings.emplace_back(finding.place,
                                      forms.sentence(finding, package, request.language));
    if (!problem.findings.empty()) problem.detail = problem.findings.front().second;
    return web::problem_response(problem, request);
}

Json answer_of(const Opened& opened, std::size_t documents) {
    return Json::object({{"number", opened.number},
                         {"code", opened.code},
                         {"due", to_string(opened.due)},
                         {"status", "/status"},
                         {"tenant", opened.tenant.to_string()},
                         // case.opened, party, documents, deadline
                         {"events", static_cast<std::int64_t>(3 + documents)}});
}

Response open_case(Cases& cases, const Request& request, const forms::Submission& submission,
                   const std::optional<Claim>& claim) {
    if (claim) {
        auto known = earlier(cases, request, *claim);
        if (!known) return web::error_response(request, known.error());
        if (*known) return **known;
    }
    OpenOptions options;
    if (claim)
        options.also = [&](const Opened& opened) -> Result<std::vector<store::Statement>> {
            const Json answer = answer_of(opened, submission.uploads.size());
            return std::vector<store::Statement>{
                {"insert into idempotency_key (tenant, key_hash, body_hash, case_id, answer, "
                 "created_at) values ($1, $2, $3, $4, $5, $6) "
                 "on conflict (tenant, key_hash) do nothing",
                 {of(store::shared_tenant()), to_value(claim->key_hash), to_value(claim->body_hash),
                  of(opened.id), sealed_answer(cases, *claim, answer),
                  of(cases.neighbours().store.clock().now())},
                 1,
                 store::OnMiss::Refuse}};
        };
    const auto opened = cases.open(submission, options);
    if (opened)
        return created(answer_of(*opened, submission.uploads.size()), opened->receipt.position,
                       opened->receipt.hash);
    if (claim && opened.error().kind == ErrorKind::Conflict) {
        auto known = earlier(cases, request, *claim);
        if (known && *known) return **known;
    }
    return web::error_response(request, opened.error());
}

Response receive(Cases& cases, Request& request) {
    const std::string key(request.header("idempotency-key"));
    if (key.size() > key_bytes)
        return web::problem_response({400,
                                      "cases.idempotency_key",
                                      "Idempotency-Key",
                                      "Der Idempotency-Key darf höchstens 200 Bytes lang sein.",
                                      {}},
                                     request);
    const auto type = request.header("content-type");
    if (!type.empty() && type.find("json") == std::string_view::npos)
        return web::problem_response({415,
                                      "cases.content_type",
                                      "Content-Type",
                                      "Schicken Sie den Inhalt als application/json.",
                                      {}},
                                     request);
    const auto body = parse_json(request.body);
    if (!body)
        return web::problem_response({400,
                                      body.error().code,
                                      "Kein gültiges JSON",
                                      "Der Inhalt ist kein gültiges JSON: " + body.error().message,
                                      {}},
                                     request);
    auto checked = cases.neighbours().forms.submission_from_json(*body);
    if (!checked) return web::error_response(request, checked.error());
    if (const auto* findings = std::get_if<Findings>(&*checked))
        return refused(cases, request, *body, *findings);
    auto& submission = std::get<forms::Submission>(*checked);
    submission.channel = "api";
    std::optional<Claim> claim;
    if (!key.empty())
        claim = Claim{sha256(as_bytes("dienstweg.idempotency.v1 " + key)),
                      sha256(as_bytes(request.body))};
    return open_case(cases, request, submission, claim);
}

// Where the last event of the application stands in the log, and its hash.
Json receipt_schema() {
    return Json::object(
        {{"type", "object"},
         {"properties", Json::object({{"position", Json::object({{"type", "integer"}})},
                                      {"hash", Json::object({{"type", "string"}})}})}});
}

void describe() {
    auto& api = web::api_description();
    const Json text = Json::object({{"type", "string"}});
    api.add_schema(
        "Application",
        Json::object(
            {{"type", "object"},
             {"required", Json::array({"service", "area", "answers"})},
             {"properties", Json::object({{"service", text},
                                          {"area", text},
                                          {"package", text},
                                          {"language", text},
                                          {"answers", Json::object({{"type", "object"}})}})}}));
    api.add_schema("ApplicationReceipt",
                   Json::object({{"type", "object"},
                                 {"required", Json::array({"number", "code", "receipt"})},
                                 {"properties", Json::object({{"number", text},
                                                              {"code", text},
                                                              {"due", text},
                                                              {"status", text},
                                                              {"receipt", receipt_schema()}})}}));
    const Json content = Json::object(
        {{"application/json", Json::object({{"schema", web::api_reference("Application")}})}});
    Json responses = Json::object();
    const Json receipt =
        Json::object({{"application/json",
                       Json::object({{"schema", web::api_reference("ApplicationReceipt")}})}});
    responses.set("201",
                  Json::object({{"description", "received; durable"}, {"content", receipt}}));
    const Json problem = Json::object({{"description", "application/problem+json"}});
    for (const auto* status : {"400", "404", "413", "415", "422", "503"})
        responses.set(status, problem);
    api.add_operation(
        "/api/v1/applications", web::Method::Post,
        Json::object({{"operationId", "apply"},
                      {"summary", "Send an application"},
                      {"parameters", Json::array({web::api_parameter(
                                         {"Idempotency-Key", "header",
                                          "the same key gives the same answer", false})})},
                      {"requestBody", Json::object({{"required", true}, {"content", content}})},
                      {"responses", responses}}));
}

}  // namespace

void add_application_api(web::Router& router, Cases& cases) {
    describe();
    router.add({.method = web::Method::Post,
                .path = "/api/v1/applications",
                .act = "public",
                .handler = [&cases](Request& request) { return receive(cases, request); },
                .kind = web::Kind::Api});
}

}  // namespace dw::cases
