// POST /api/v1/applications: the same as the pages, for programs.
//
// With an Idempotency-Key the answer is kept for two days, sealed: the same key with the same body
// gives the same number, code and receipt; with another body it is refused. Keys are the caller's,
// not the office's: their rows belong to the shared tenant.
#include "base/text.h"
#include "cases/application_pages.h"
#include "cases/texts.h"
#include "web/openapi.h"
#include "web/page.h"
#include "web/refusal.h"

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

// What is wrong with the message before its content is looked at: place and reason.
Response unreadable(const Request& request, int status, const Finding& what, Text reason) {
    const auto words = format(reason, request.language, what.arguments);
    web::Problem problem{.status = status,
                         .code = what.code,
                         .title = std::string(web::problem_title(status).in(request.language)),
                         .detail = words,
                         .findings = {{what.place, words}}};
    return web::problem_response(problem, request);
}

// The answer that was given to this key before.
Result<std::optional<Response>> earlier(const Cases& cases, const Request& request,
                                        const Claim& claim) {
    DW_TRY(const auto reader, cases.neighbours().store.reader());
    DW_TRY(const auto rows, reader->query("select body_hash, case_id, answer from idempotency_key "
                                          "where tenant = $1 and key_hash = $2",
                                          {of(store::shared_tenant()), to_value(claim.key_hash)}));
    if (rows.empty()) return std::optional<Response>();
    if (rows[0].bytes(0) != to_value(claim.body_hash)) {
        const Finding what{"Idempotency-Key", "cases.idempotency_key_reused", {}};
        return std::optional(unreadable(request, 422, what, texts::api_key_reused));
    }
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
    const auto errand = forms.errand(body["service"].text_or(""), body["area"].text_or(""));
    if (!package && errand) package = errand->package;
    web::Problem problem{.status = 422,
                         .code = "cases.invalid_application",
                         .title = std::string(texts::api_incomplete.in(request.language)),
                         .detail = {},
                         .findings = {}};
    for (const auto& finding : findings)
        problem.findings.emplace_back(finding.place,
                                      forms.sentence(finding, package, request.language));
    if (!problem.findings.empty()) problem.detail = problem.findings.front().second;
    return web::problem_response(problem, request);
}

Json answer_of(const Opened& opened) {
    return Json::object({{"number", opened.number},
                         {"code", opened.code},
                         {"due", to_string(opened.due)},
                         {"status", "/status"},
                         {"tenant", opened.tenant.to_string()},
                         {"events", opened.events}});
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
            const Json answer = answer_of(opened);
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
    if (opened) return created(answer_of(*opened), opened->receipt.position, opened->receipt.hash);
    if (claim && opened.error().kind == ErrorKind::Conflict) {
        auto known = earlier(cases, request, *claim);
        if (known && *known) return **known;
    }
    if (opened.error().code == "cases.level")
        return unreadable(request, 422, {"service", "cases.level", {}}, texts::api_level);
    return web::error_response(request, opened.error());
}

bool is_json(std::string_view content_type) {
    return lower(trim(content_type.substr(0, content_type.find(';')))) == "application/json";
}

Text text_for_json(std::string_view code) {
    if (code == "json.duplicate_key") return texts::api_json_duplicate_key;
    if (code == "json.too_deep") return texts::api_json_too_deep;
    if (code == "json.null_character") return texts::api_json_null_character;
    if (code == "json.number_too_large") return texts::api_json_number_too_large;
    return texts::api_json_syntax;
}

// The numbers of "line 12, column 3: …" (base/json.h).
std::vector<std::string> line_and_column(std::string_view message) {
    std::vector<std::string> numbers;
    for (const auto word : split(message.substr(0, message.find(':')), ' ')) {
        const auto number = parse_integer(word.substr(0, word.find(',')));
        if (number) numbers.push_back(std::to_string(*number));
    }
    return numbers;
}

Response receive(Cases& cases, Request& request) {
    const std::string key(request.header("idempotency-key"));
    if (key.size() > key_bytes) {
        const Finding what{"Idempotency-Key", "cases.idempotency_key", {std::to_string(key_bytes)}};
        return unreadable(request, 400, what, texts::api_key_too_long);
    }
    if (!request.content_type.empty() && !is_json(request.content_type)) {
        const Finding what{"Content-Type", "cases.content_type", {}};
        return unreadable(request, 415, what, texts::api_content_type);
    }
    const auto body = parse_json(request.body);
    if (!body) {
        const auto& error = body.error();
        const Finding what{"body", error.code, line_and_column(error.message)};
        return unreadable(request, 400, what, text_for_json(error.code));
    }
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

void describe_schemas() {
    using web::schema::described, web::schema::integer, web::schema::object, web::schema::one_of,
        web::schema::text, web::schema::text_like, web::schema::truth;
    web::add_schema(
        "Application",
        object(
            {{"service", described(text(), "id AGENCY.VALUE or a LeiKa key of 14 digits")},
             {"area", described(text(), "ARS of a municipality")},
             {"package", described(text(), "name of the package; it must be that of the service")},
             {"language", described(one_of({"de", "en"}), "of letters; German when absent")},
             {"email", described(text(), "for news, when the answers name none")},
             {"reads_online", described(truth(), "the applicant agrees to open a decision online")},
             {"answers", Json::object({{"type", "object"},
                                       {"description", "by the ids of the package's fields"}})}},
            {"package", "language", "email", "reads_online"}));
    const Json receipt =
        object({{"position", integer()}, {"hash", described(text(), "SHA-256, hexadecimal")}});
    web::add_schema(
        "ApplicationReceipt",
        object({{"number", described(text(), "of the case, for people")},
                {"code", described(text(), "opens the status page together with the number")},
                {"due", described(text_like("date"), "until then there is an answer")},
                {"status", described(text(), "path of the status page")},
                {"receipt", described(receipt, "where the event stands in the log; durable")}}));
}

web::ApiParameter idempotency_key() {
    Json key = web::schema::text();
    key.set("maxLength", static_cast<std::int64_t>(key_bytes));
    return {.name = "Idempotency-Key",
            .place = "header",
            .description = "the same key with the same content gives the same answer for two days",
            .schema = std::move(key)};
}

}  // namespace

void add_application_api(web::Router& router, Cases& cases) {
    describe_schemas();
    web::add_operation(router,
                       {.method = web::Method::Post,
                        .path = "/api/v1/applications",
                        .name = "apply",
                        .summary = "Send an application",
                        .parameters = {idempotency_key()},
                        .request = "Application",
                        .status = 201,
                        .answer = "ApplicationReceipt",
                        .problems = {409, 415, 422},
                        .handler = [&cases](Request& request) { return receive(cases, request); },
                        .volume = web::Volume::ApiApplication});
}

}  // namespace dw::cases
