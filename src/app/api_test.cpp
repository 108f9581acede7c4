// The JSON API over a socket, held against what /api/openapi.json says of it: every operation with
// good and bad requests, every answer against its schema.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/program.h"
#include "base/source_dir.h"
#include "catalogue/import.h"
#include "forms/sample_package.h"
#include "web/server.h"
#include "web/testing_client.h"
#include "web/testing_schema.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;
using web::testing::Answer;

std::string text_of_file(const std::string& path) {
    std::ifstream in(source_dir() + "/" + path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// The dog tax of an editorial system and of a national catalogue that names no office.
const std::string dog_tax =
    "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>"
    "<schreibe><leistung><id schemeAgencyID='L900100'>hundesteuer</id>"
    "<referenzLeiKa><code>99102013104000</code></referenzLeiKa></leistung></schreibe>"
    "<schreibe><leistung><id schemeAgencyID='B100019'>4711</id>"
    "<referenzLeiKa><code>99102013104000</code></referenzLeiKa></leistung></schreibe>"
    "<schreibe><organisationseinheit><id schemeAgencyID='L900100'>steueramt</id>"
    "<name><name languageCode='de'>Steueramt</name></name></organisationseinheit></schreibe>"
    "<schreibe><zustaendigkeitTransferObjekt>"
    "<uebergeordnetesObjektID schemeAgencyID='L900100' schemeID='OE'>steueramt"
    "</uebergeordnetesObjektID><zustaendigkeit><id schemeAgencyID='L900100'>z</id>"
    "<leistungID schemeAgencyID='L900100'>hundesteuer</leistungID>"
    "<gebietID>040120000000</gebietID><rolle>01</rolle></zustaendigkeit>"
    "</zustaendigkeitTransferObjekt></schreibe></t>";

std::string application(std::string_view service = "L900100.hundesteuer") {
    Json answers = forms::sample_answers();
    answers.set("plz", "27568");
    return to_string(Json::object(
        {{"service", service}, {"area", "040120000000"}, {"answers", std::move(answers)}}));
}

// One request, and the status it gets.
struct Call {
    std::string operation;  // "get /api/v1/places"
    std::string target;
    int status;
    std::string body = {};
    std::string headers = "Content-Type: application/json\r\n";
};

const std::string long_text(300, 'a');

std::vector<Call> calls() {
    const std::string places = "get /api/v1/places", services = "get /api/v1/services",
                      service = "get /api/v1/services/{id}", competent = "get /api/v1/competent",
                      coverage = "get /api/v1/services/{id}/coverage",
                      coverages = "get /api/v1/coverage", office = "get /api/v1/organisations/{id}",
                      changes = "get /api/v1/changes", dump = "get /api/v1/dump/{kind}",
                      apply = "post /api/v1/applications";
    const std::string with_key = "Content-Type: application/json\r\nIdempotency-Key: ";
    const std::string at = "&area=040120000000", path = "/api/v1/applications";
    return {
        {"get /api/openapi.json", "/api/openapi.json", 200},
        {"get /api/openapi.json", "/api/openapi.json?pretty=1", 400},
        {places, "/api/v1/places?q=Neustadt", 200},
        {places, "/api/v1/places?q=27568&limit=1&lang=en", 200},
        {places, "/api/v1/places?q=Bremen%20Land", 200},
        {places, "/api/v1/places?q=" + long_text, 400},
        {places, "/api/v1/places", 400},
        {places, "/api/v1/places?q=%ff", 400},
        {places, "/api/v1/places?q=a&cursor=x", 400},
        {services, "/api/v1/services", 200},
        {services, "/api/v1/services?q=Hund&area=040120000000&limit=2", 200},
        {services, "/api/v1/services?limit=1", 200},
        {services, "/api/v1/services?limit=zwei", 400},
        {services, "/api/v1/services?area=99", 404},
        {services, "/api/v1/services?cursor=x", 400},
        {service, "/api/v1/services/L900001.11", 200},
        {service, "/api/v1/services/L900001:11?area=04012", 200},
        {service, "/api/v1/services/B100019.4711?area=040120000000", 200},
        {service, "/api/v1/services/L9.nichts", 404},
        {service, "/api/v1/services/L900001.11?area=abc", 400},
        {competent, "/api/v1/competent?service=99102013104000" + at, 200},
        {competent, "/api/v1/competent?service=L900001.11" + at, 200},
        {competent, "/api/v1/competent?service=L900001.11&area=09162000&date=2026-05-01", 200},
        {competent, "/api/v1/competent?service=B100019.4711" + at, 200},
        {competent, "/api/v1/competent?service=x" + at, 400},
        {competent, "/api/v1/competent?service=99102013104000", 400},
        {competent, "/api/v1/competent?service=99102013104000&date=morgen" + at, 400},
        {competent, "/api/v1/competent?service=99999999999999" + at, 404},
        {coverage, "/api/v1/services/L900001.11/coverage", 200},
        {coverage, "/api/v1/services/L9.nichts/coverage", 404},
        {coverage, "/api/v1/services/x/coverage", 404},
        {coverages, "/api/v1/coverage", 200},
        {coverages, "/api/v1/coverage?sort=title&limit=2", 200},
        {coverages, "/api/v1/coverage?sort=municipalities", 200},
        {coverages, "/api/v1/coverage?sort=people", 400},
        {coverages, "/api/v1/coverage?cursor=x", 400},
        {coverages, "/api/v1/coverage?limit=0", 400},
        {office, "/api/v1/organisations/L900100.steueramt", 200},
        {office, "/api/v1/organisations/L900100:steueramt", 200},
        {office, "/api/v1/organisations/L9.nichts", 404},
        {office, "/api/v1/organisations/x", 404},
        {changes, "/api/v1/changes", 200},
        {changes, "/api/v1/changes?since=2026-03-01", 200},
        {changes, "/api/v1/changes?since=2027-01-01", 200},
        {changes, "/api/v1/changes?cursor=1", 200},
        {changes, "/api/v1/changes?since=gestern", 400},
        {changes, "/api/v1/changes?cursor=-1", 400},
        {dump, "/api/v1/dump/services", 200},
        {dump, "/api/v1/dump/services?format=csv", 200},
        {dump, "/api/v1/dump/organisations?format=csv", 200},
        {dump, "/api/v1/dump/organisations", 200},
        {dump, "/api/v1/dump/responsibilities?format=csv", 200},
        {dump, "/api/v1/dump/responsibilities", 200},
        {dump, "/api/v1/dump/responsibilities?area=040120000000", 200},
        {dump, "/api/v1/dump/responsibilities?area=Bremen", 400},
        {dump, "/api/v1/dump/services?area=04012", 400},
        {dump, "/api/v1/dump/services?cursor=x", 400},
        {dump, "/api/v1/dump/responsibilities?cursor=x", 400},
        {dump, "/api/v1/dump/cases", 400},
        {apply, path, 201, application()},
        {apply, path, 201, application(), with_key + "1\r\n"},
        {apply, path, 201, application(), with_key + "1\r\n"},
        {apply, path, 201, application("99102013104000"), ""},
        {apply, path, 201, application("B100019.4711")},
        {apply, path, 422, application("99102013104000"), with_key + "1\r\n"},
        {apply, path, 422, "{}"},
        {apply, path, 422, "[]"},
        {apply, path, 400, "{"},
        {apply, path, 400, application(), with_key + long_text + "\r\n"},
        {apply, path, 415, application(), "Content-Type: text/plain\r\n"},
        {apply, path, 415, "a=%ff", "Content-Type: application/x-www-form-urlencoded\r\n"},
        {apply, path, 413, std::string(1024 * 1024 + 1, ' ')},
        {apply, path + "?q=%zz", 400, application()},
        {apply, path, 417, application(), "Expect: tea\r\n"},
        {apply, path, 431, application(), "X: " + std::string(17000, 'x') + "\r\n"},
        {apply, path + "?" + std::string(5000, 'x'), 414, application()},
    };
}

class Api : public ::testing::Test {
  protected:
    void SetUp() override {
        directory_ = fs::temp_directory_path() / ("api-" + std::to_string(::getpid()));
        fs::create_directories(directory_);
        auto program = Program::open({.data_dir = directory_.string(),
                                      .database_url = {},
                                      .public_url = {},
                                      .trusted_proxies = {},
                                      .certificate_file = {},
                                      .key_file = {}},
                                     clock_, random_);
        ASSERT_TRUE(program) << program.error().message;
        program_ = std::move(*program);
        fill();
        auto server = web::Server::start({.listen = "127.0.0.1:0", .log = [](std::string_view) {}},
                                         program_->router(), clock_, random_);
        ASSERT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
        document_ = json(call("GET", "/api/openapi.json"));
        ASSERT_TRUE(document_.as_object());
    }
    void TearDown() override {
        server_.reset();
        program_.reset();
        fs::remove_all(directory_);
    }

    void fill() {
        const auto tenant = program_->identity().create_tenant({.name = "Bremerhaven", .host = ""});
        ASSERT_TRUE(tenant);
        ASSERT_TRUE(program_->identity().create_organisation(
            *tenant, {"Steueramt", "L900100", "steueramt"}, {}));
        const std::string fixture = text_of_file("tests/fixtures/xzufi/2.2/all-objects.xml");
        for (const auto& content : {fixture, dog_tax}) {
            const auto report =
                catalogue::import_xzufi_text(program_->store(), program_->catalogue().areas(),
                                             {.name = "test.xml", .content = content});
            ASSERT_TRUE(report) << report.error().message;
        }
        program_->work_off();
    }

    Answer call(const std::string& method, const std::string& target, const std::string& body = {},
                const std::string& headers = {}) {
        web::testing::Client client(server_->address());
        std::string head = method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers;
        if (!body.empty()) head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        client.send(head + "\r\n");
        client.send(body);
        return client.receive();
    }
    Answer call(const Call& one) {
        const bool post = one.operation.starts_with("post");
        return call(post ? "POST" : "GET", one.target, one.body, post ? one.headers : "");
    }
    static Json json(const Answer& answer) {
        const auto parsed = parse_json(answer.body);
        EXPECT_TRUE(parsed) << answer.body;
        return parsed ? *parsed : Json();
    }
    const Json& operation(const std::string& name) const {
        const auto blank = name.find(' ');
        return document_["paths"][name.substr(blank + 1)][name.substr(0, blank)];
    }
    std::vector<std::string> operations() const {
        std::vector<std::string> names;
        for (const auto& [path, methods] : document_["paths"].members())
            for (const auto& [method, described] : methods.members())
                names.push_back(method + " " + path);
        return names;
    }

    // The answer's status is declared for the operation, its type as well, its content fits.
    void check(const std::string& name, const Answer& answer) {
        const auto& response = operation(name)["responses"][std::to_string(answer.status)];
        ASSERT_TRUE(response.as_object()) << answer.status << " is not declared";
        const auto type = answer.header("Content-Type");
        ASSERT_TRUE(response["content"].has(type)) << type;
        const bool is_json = type == "application/json" || type == "application/problem+json";
        if (!is_json) return;
        web::testing::SchemaCheck check(document_);
        const auto value = json(answer);
        for (const auto& fault : check.faults(value, response["content"][type]["schema"]))
            ADD_FAILURE() << fault;
        if (answer.status < 400) return;
        EXPECT_EQ(value["status"].as_integer(), answer.status);
        EXPECT_EQ(value["request_id"].text_or(""), answer.header("X-Request-Id"));
        EXPECT_GE(value["findings"].items().size(), 1U) << answer.body;
    }

    // The first good request of an operation.
    static std::string good_target(const std::string& name) {
        for (const auto& one : calls())
            if (one.operation == name && one.status < 300) return one.target;
        return {};
    }
    // The same with one more parameter, in place of the one of that name.
    static std::string with(const std::string& target, const std::string& name,
                            const std::string& value) {
        const auto question = std::min(target.find('?'), target.size());
        const std::string old = target.substr(std::min(question + 1, target.size()));
        std::string query;
        for (const auto pair : split(old, '&'))
            if (!pair.empty() && !pair.starts_with(name + "=")) query += std::string(pair) + "&";
        return target.substr(0, question) + "?" + query + name + "=" + value;
    }

    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    SystemRandom random_;
    fs::path directory_;
    std::unique_ptr<Program> program_;
    std::unique_ptr<web::Server> server_;
    Json document_;
};

TEST_F(Api, GivesOnEveryCallWhatItsDescriptionSays) {
    std::map<std::string, std::set<int>> seen;
    for (const auto& one : calls()) {
        SCOPED_TRACE(one.operation + " " + one.target.substr(0, 100));
        const auto answer = call(one);
        EXPECT_EQ(answer.status, one.status) << answer.body.substr(0, 300);
        check(one.operation, answer);
        seen[one.operation].insert(answer.status);
    }
    for (const auto& name : operations()) {
        EXPECT_TRUE(std::ranges::any_of(seen[name], [](int s) { return s < 300; })) << name;
        EXPECT_TRUE(std::ranges::any_of(seen[name], [](int s) { return s >= 400; })) << name;
    }
}

TEST_F(Api, TakesTheRequestItsDescriptionShows) {
    web::testing::SchemaCheck check(document_);
    const auto& schema = operation(
        "post /api/v1/applications")["requestBody"]["content"]["application/json"]["schema"];
    for (const auto& fault : check.faults(*parse_json(application()), schema))
        ADD_FAILURE() << fault;
    // What the schema does not name, the program does not take.
    auto more = *parse_json(application());
    more.set("whatever", "x");
    EXPECT_FALSE(check.faults(more, schema).empty());
    const auto answer =
        call("POST", "/api/v1/applications", to_string(more), "Content-Type: application/json\r\n");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(json(answer)["findings"].items()[0]["place"].text_or(""), "whatever");
}

TEST_F(Api, RefusesParametersItDoesNotKnowOrGetsTwice) {
    for (const auto& name : operations()) {
        SCOPED_TRACE(name);
        const bool post = name.starts_with("post");
        const auto ask = [&](const std::string& target, const std::string& place) {
            const auto answer = call({.operation = name,
                                      .target = target,
                                      .status = 400,
                                      .body = post ? application() : ""});
            EXPECT_EQ(answer.status, 400) << target;
            check(name, answer);
            const auto problem = json(answer);
            EXPECT_EQ(problem["findings"].items()[0]["place"].text_or(""), place) << target;
            EXPECT_NE(problem["detail"].text_or("").find(place), std::string_view::npos);
        };
        const auto good = good_target(name);
        ask(with(good, "ort", "x"), "ort");
        ask(with(good, "LIMIT", "1"), "LIMIT");
        for (const auto& parameter : operation(name)["parameters"].items()) {
            if (parameter["in"].text_or("") != "query") continue;
            const std::string one(parameter["name"].text_or(""));
            ask(with(good, one, "1&" + one + "=1"), one);
        }
    }
}

TEST_F(Api, HoldsParametersToTheirDeclaredValues) {
    for (const auto& name : operations()) {
        const bool post = name.starts_with("post");
        const auto status = [&](const std::string& parameter, const std::string& value) {
            const auto target = with(good_target(name), parameter, value);
            return call({name, target, 0, post ? application() : ""}).status;
        };
        for (const auto& parameter : operation(name)["parameters"].items()) {
            if (parameter["in"].text_or("") != "query") continue;
            const std::string one(parameter["name"].text_or(""));
            SCOPED_TRACE(name + " " + one);
            const auto& schema = parameter["schema"];
            const int fine = post ? 201 : 200;
            for (const auto& value : schema["enum"].items())
                EXPECT_EQ(status(one, std::string(value.text_or(""))), fine);
            if (!schema["enum"].items().empty()) {
                EXPECT_EQ(status(one, "tlh"), 400);
            }
            if (schema["type"].text_or("") == "integer") {
                const auto least = *schema["minimum"].as_integer(),
                           most = *schema["maximum"].as_integer();
                EXPECT_EQ(status(one, std::to_string(least)), fine);
                EXPECT_EQ(status(one, std::to_string(most)), fine);
                EXPECT_EQ(status(one, std::to_string(least - 1)), 400);
                EXPECT_EQ(status(one, std::to_string(most + 1)), 400);
                EXPECT_EQ(status(one, "1.5"), 400);
            }
            if (schema["format"].text_or("") == "date") {
                EXPECT_EQ(status(one, "2026-02-28"), fine);
                EXPECT_EQ(status(one, "2026-02-30"), 400);
            }
            if (schema.has("maxLength")) {
                const auto most = static_cast<std::size_t>(*schema["maxLength"].as_integer());
                EXPECT_EQ(status(one, std::string(most, 'x')), fine);
                EXPECT_EQ(status(one, std::string(most + 1, 'x')), 400);
            }
            if (parameter["required"].as_bool() == true) {
                EXPECT_EQ(status(one, ""), 400);
            }
        }
    }
}

TEST_F(Api, SendsNothingToWhoHasTheAnswerAlready) {
    for (const auto& name : operations()) {
        if (name.starts_with("post")) continue;
        SCOPED_TRACE(name);
        EXPECT_TRUE(operation(name)["responses"].has("304"));
        const auto target = good_target(name);
        const auto first = call("GET", target);
        const std::string tag(first.header("ETag"));
        ASSERT_TRUE(tag.starts_with("W/\"")) << tag;
        const auto again = call("GET", target, {}, "If-None-Match: \"x\", " + tag + "\r\n");
        EXPECT_EQ(again.status, 304);
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(again.header("ETag"), tag);
        EXPECT_EQ(again.header("Cache-Control"), "public, max-age=60");
        EXPECT_EQ(call("GET", target, {}, "If-None-Match: \"x\"\r\n").body, first.body);
        EXPECT_EQ(call("GET", target).header("ETag"), tag);
        if (name != "get /api/openapi.json") {
            EXPECT_TRUE(operation(name)["responses"].has("429"));
            EXPECT_NE(call("GET", with(target, "lang", "en")).status, 304);
        }
    }
    // The next change of the catalogue is another answer.
    const std::string changes = "/api/v1/changes", tag(call("GET", changes).header("ETag"));
    ASSERT_TRUE(catalogue::import_xzufi_text(
        program_->store(), program_->catalogue().areas(),
        {.name = "neu.xml",
         .content = "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'><schreibe><leistung>"
                    "<id schemeAgencyID='L900100'>neu</id></leistung></schreibe></t>"}));
    EXPECT_EQ(call("GET", changes, {}, "If-None-Match: " + tag + "\r\n").status, 200);
}

TEST_F(Api, SaysWhereTheContentIsBroken) {
    const auto answer = call({.operation = "post /api/v1/applications",
                              .target = "/api/v1/applications",
                              .status = 400,
                              .body = "{\n  \"service\": }"});
    EXPECT_EQ(json(answer)["detail"].text_or(""),
              "Der Inhalt ist kein gültiges JSON: Zeile 2, Spalte 14.");
    EXPECT_EQ(json(answer)["code"].text_or(""), "json.syntax");
    const auto english = call({.operation = "post /api/v1/applications",
                               .target = "/api/v1/applications?lang=en",
                               .status = 400,
                               .body = "{\n  \"service\": }"});
    EXPECT_EQ(json(english)["detail"].text_or(""),
              "The content is no valid JSON: line 2, column 14.");
}

TEST_F(Api, GivesAllPlacesPageByPage) {
    const auto all = json(call("GET", "/api/v1/places?q=Neu&limit=100"));
    ASSERT_EQ(all["items"].items().size(), 100U);
    std::vector<std::string> once, paged;
    for (const auto& item : all["items"].items()) once.emplace_back(item["ars"].text_or(""));
    std::string cursor;
    std::size_t pages = 0;
    do {
        const auto page = json(call("GET", "/api/v1/places?q=Neu&limit=7" + cursor));
        for (const auto& item : page["items"].items()) paged.emplace_back(item["ars"].text_or(""));
        const auto next = page["next"].text_or("");
        cursor = next.empty() ? "" : "&cursor=" + std::string(next);
    } while (!cursor.empty() && ++pages < 100);
    EXPECT_EQ(paged.size(), 200U) << "the register gives no more for one text";
    EXPECT_TRUE(std::equal(once.begin(), once.end(), paged.begin()));
    EXPECT_EQ(std::set(paged.begin(), paged.end()).size(), paged.size());
    EXPECT_TRUE(json(call("GET", "/api/v1/places?q=Bremerhaven"))["next"].is_null());
}

TEST_F(Api, AnswersOtherMethodsAndPathsWithAProblem) {
    const auto& problem = document_["components"]["schemas"]["Problem"];
    web::testing::SchemaCheck check(document_);
    for (const auto& [method, target, status] : {std::tuple{"DELETE", "/api/v1/services", 405},
                                                 {"PATCH", "/api/v1/applications", 405},
                                                 {"GET", "/api/v1/applications", 405},
                                                 {"GET", "/api/v2", 404},
                                                 {"POST", "/api/", 404},
                                                 {"BREW", "/api/v1/services", 501}}) {
        const auto answer = call(method, target);
        EXPECT_EQ(answer.status, status) << method << target;
        EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
        for (const auto& fault : check.faults(json(answer), problem)) ADD_FAILURE() << fault;
        EXPECT_EQ(answer.header("Allow").empty(), status != 405);
    }
}

}  // namespace

}  // namespace dw::app
