// POST /api/v1/applications on every database: one key, one case.
#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "cases/application_pages.h"
#include "cases/cases_fixture.h"
#include "catalogue/import.h"

namespace dw::cases {
namespace {

struct Home {
    std::string area, postcode;
};
const Home in_bremerhaven{"040120000000", "27568"};
const Home in_hannover{"032410001001", "30159"};

class ApplicationApi : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        import_dog_tax();
        add_application_api(router_, cases());
    }

    static std::string office(const std::string& id, const std::string& area) {
        return "<schreibe><organisationseinheit><id schemeAgencyID='L900100'>" + id +
               "</id><name><name languageCode='de'>Steueramt</name></name>"
               "</organisationseinheit></schreibe>"
               "<schreibe><zustaendigkeitTransferObjekt>"
               "<uebergeordnetesObjektID schemeAgencyID='L900100' schemeID='OE'>" +
               id + "</uebergeordnetesObjektID><zustaendigkeit><id schemeAgencyID='L900100'>z-" +
               id + "</id><leistungID schemeAgencyID='L900100'>hundesteuer</leistungID><gebietID>" +
               area +
               "</gebietID><rolle>01</rolle></zustaendigkeit>"
               "</zustaendigkeitTransferObjekt></schreibe>";
    }
    // The service and the offices that are in charge of it.
    void import_dog_tax() {
        const std::string content =
            "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>"
            "<schreibe><leistung><id schemeAgencyID='L900100'>hundesteuer</id>"
            "<referenzLeiKa><code>99102013104000</code></referenzLeiKa></leistung></schreibe>" +
            office("steuer-bremerhaven", in_bremerhaven.area) +
            office("steuer-hannover", in_hannover.area) + "</t>";
        const auto report = catalogue::import_xzufi_text(
            store(), areas(), {.name = "dog-tax.xml", .content = content});
        ASSERT_TRUE(report.has_value()) << report.error().message;
        ASSERT_EQ(report->counts.responsibilities, 2);
    }

    static Json application(const std::string& dog = "Bruno", const Home& home = in_bremerhaven) {
        Json answers = forms::sample_answers();
        answers.set("hund_name", dog);
        answers.set("plz", home.postcode);
        return Json::object({{"service", "L900100.hundesteuer"},
                             {"area", home.area},
                             {"answers", std::move(answers)}});
    }
    web::Response post(const std::string& key, const std::string& body) {
        web::Request request;
        request.method = web::Method::Post;
        request.path = request.target = "/api/v1/applications";
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.content_type = "application/json";
        request.body = body;
        if (!key.empty()) request.headers["idempotency-key"] = key;
        return router_.handle(request);
    }
    web::Response post(const std::string& key, const Json& body) {
        return post(key, to_string(body));
    }
    static std::string code_in(const web::Response& response) {
        const auto json = parse_json(response.body);
        return json ? std::string((*json)["code"].text_or("")) : response.body;
    }
    std::int64_t cases_opened() { return count("select count(*) from case_row"); }
    std::int64_t keys_kept() { return count("select count(*) from idempotency_key"); }

    web::Router router_;
};

INSTANTIATE_TEST_SUITE_P(Databases, ApplicationApi, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ApplicationApi, AnswersWithNumberCodeAndReceipt) {
    const auto response = post("", application());
    ASSERT_EQ(response.status, 201) << response.body;
    const auto answer = parse_json(response.body);
    ASSERT_TRUE(answer.has_value());
    const auto ends = lines(
        "select r.number, e.position, e.hash from case_row r, event e "
        "where e.stream = r.id and e.kind = 'case.deadline_set'");
    const auto& receipt = (*answer)["receipt"];
    EXPECT_EQ(ends, std::vector<std::string>{std::string((*answer)["number"].text_or("")) + " " +
                                             to_string(receipt["position"]) + " " +
                                             std::string(receipt["hash"].text_or(""))});
    EXPECT_EQ((*answer)["code"].text_or("").size(), 16u);
    std::vector<std::string> members;
    for (const auto& member : answer->members()) members.push_back(member.key);
    EXPECT_EQ(members, (std::vector<std::string>{"number", "code", "due", "status", "receipt"}));
    EXPECT_EQ(keys_kept(), 0);
}

TEST_P(ApplicationApi, TheSameKeyWithTheSameBodyGetsTheSameAnswer) {
    const auto first = post("key-1", application());
    ASSERT_EQ(first.status, 201) << first.body;
    const auto before = contents();
    clock().advance(std::chrono::hours(47));
    const auto second = post("key-1", application());
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(contents(), before);
}

TEST_P(ApplicationApi, TheSameKeyWithAnotherBodyIsRefused) {
    ASSERT_EQ(post("key-1", application("Bruno")).status, 201);
    const auto before = contents();
    // Also when it would go to the office of another town.
    for (const auto& body : {application("Bello"), application("Bruno", in_hannover)}) {
        const auto response = post("key-1", body);
        EXPECT_EQ(response.status, 422);
        EXPECT_EQ(code_in(response), "cases.idempotency_key_reused") << response.body;
    }
    EXPECT_EQ(contents(), before);
}

TEST_P(ApplicationApi, OtherKeysAndNoKeysOpenOtherCases) {
    for (const auto* key : {"key-1", "key-2", "", ""})
        EXPECT_EQ(post(key, application()).status, 201);
    EXPECT_EQ(cases_opened(), 4);
    EXPECT_EQ(keys_kept(), 2);
}

TEST_P(ApplicationApi, KeysSentAtOnceOpenOneCase) {
    for (int round = 0; round < 3; ++round) {
        const std::string key = "key-" + std::to_string(round);
        std::barrier start(2);
        web::Response mine, other;
        const auto send = [&](web::Response& response) {
            start.arrive_and_wait();
            response = post(key, application());
        };
        std::thread thread([&] { send(other); });
        send(mine);
        thread.join();
        EXPECT_EQ(mine.status, 201) << mine.body;
        EXPECT_EQ(mine.body, other.body);
        EXPECT_EQ(cases_opened(), round + 1);
    }
}

TEST_P(ApplicationApi, TheKeptAnswerIsSealedAndGoneAfterTwoDays) {
    const auto first = post("key-1", application());
    const auto code = code_in(first);
    for (const auto& line : contents()) {
        EXPECT_EQ(line.find(code), std::string::npos) << line;
        EXPECT_EQ(line.find(to_hex(as_bytes(code))), std::string::npos) << line;
        EXPECT_EQ(line.find("key-1"), std::string::npos) << line;
    }
    clock().advance(std::chrono::hours(48) + std::chrono::seconds(1));
    ASSERT_TRUE(cases().tidy());
    EXPECT_EQ(keys_kept(), 0);
    EXPECT_NE(post("key-1", application()).body, first.body);
    EXPECT_EQ(cases_opened(), 2);
}

TEST_P(ApplicationApi, AFaultyApplicationKeepsNoKey) {
    Json faulty = application();
    faulty.set("answers", Json::object({{"vorname", "Elif"}}));
    const auto before = contents();
    const auto refused = post("key-1", faulty);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(code_in(refused), "cases.invalid_application") << refused.body;
    EXPECT_EQ(post("key-1", std::string("{")).status, 400);
    EXPECT_EQ(post(std::string(201, 'k'), application()).status, 400);
    EXPECT_EQ(contents(), before);
    EXPECT_EQ(post("key-1", application()).status, 201);
    EXPECT_EQ(post(std::string(200, 'k'), application()).status, 201);
}

// A service that wants more than the basic level, where somebody can prove it and where nobody can.
class ApplicationApiAboveBasis : public ApplicationApi {
  protected:
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.level_to_apply = AssuranceLevel::Substantial;
        return {package};
    }
    AssuranceLevel provable() const override { return AssuranceLevel::High; }
};
INSTANTIATE_TEST_SUITE_P(Databases, ApplicationApiAboveBasis, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ApplicationApiAboveBasis, ProgramsProveNobody) {
    const auto answer = post("key-1", application());
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(code_in(answer), "cases.level");
    EXPECT_EQ(count("select count(*) from event where kind = 'case.opened'"), 0);
}

class ApplicationApiUnprovable : public ApplicationApiAboveBasis {
  protected:
    AssuranceLevel provable() const override { return AssuranceLevel::Basis; }
};
INSTANTIATE_TEST_SUITE_P(Databases, ApplicationApiUnprovable, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ApplicationApiUnprovable, WhatNobodyCanProveIsNotOffered) {
    const auto answer = post("", application());
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(code_in(answer), "cases.invalid_application");
}

}  // namespace
}  // namespace dw::cases
