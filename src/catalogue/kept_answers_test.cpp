// Answers that are kept must be today's: of the catalogue as it is now.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/routes.h"

namespace dw::catalogue {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class KeptAnswers : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        Service service;
        service.id = {"L900100", "hundesteuer"};
        service.keys = {*ServiceKey::parse("99102013104000")};
        service.modules = {{.code = "02", .content = {{"de", "Hundesteuer"}}, .links = {}}};
        put(service, true);
        in_charge("1", "steueramt", "04");
        add_routes(router_, catalogue(), search(), clock(), {});
    }

    void in_charge(const std::string& id, const std::string& office, std::string_view area) {
        Organisation organisation;
        organisation.id = {"L900100", office};
        organisation.name = {{"de", office}};
        put(organisation);
        Responsibility responsibility;
        responsibility.id = {"L900100", id};
        responsibility.holder = organisation.id;
        responsibility.service = {"L900100", "hundesteuer"};
        responsibility.areas = {*Ars::parse(area)};
        responsibility.role = "01";
        put(responsibility);
    }

    // Written or kept, on a worker; and where a file of this machine says that it is still the
    // same, on the connection's thread as well.
    std::string get(const std::string& path, const web::Fields& query) {
        web::Request request;
        request.path = path;
        request.query = query;
        request.received = clock().now();
        request.client_address = "127.0.0.1";  // not told how much it may still ask
        const auto found = router_.find(request);
        const auto before = router_.at_hand(request, *found.route);
        const auto response = router_.handle(request);
        EXPECT_EQ(response.status, 200) << path;
        if (before) EXPECT_EQ(before->body, response.body) << "out of date";
        web::Request again;
        again.path = path;
        again.query = query;
        again.received = clock().now();
        const auto* route = router_.find(again).route;
        const bool on_this_machine = store().dialect() == store::Dialect::Sqlite;
        auto kept = router_.at_hand(again, *route);
        // The index of the search may be reading with the only idle connection.
        for (int tries = 0; on_this_machine && !kept && tries < 1'000'000; ++tries) {
            std::this_thread::yield();
            kept = router_.at_hand(again, *route);
        }
        EXPECT_EQ(kept.has_value(), on_this_machine);
        if (kept)
            EXPECT_EQ(std::tie(kept->body, kept->headers),
                      std::tie(response.body, response.headers));
        return response.body;
    }
    std::vector<std::string> answers() {
        web::Fields competent, service, page;
        competent.add("service", "99102013104000");
        competent.add("area", "040120000000");
        service.add("area", "040120000000");
        page.add("ort", "040120000000");
        return {get("/api/v1/competent", competent),
                get("/api/v1/services/L900100.hundesteuer", service),
                get("/leistung/L900100.hundesteuer", page)};
    }

    web::Router router_;
};
INSTANTIATE_TEST_SUITE_P(Databases, KeptAnswers, store::testing::databases(),
                         store::testing::database_name);

TEST_P(KeptAnswers, AreWrittenAnewWithTheNextChangeOfTheCatalogue) {
    for (const auto& answer : answers()) EXPECT_THAT(answer, HasSubstr("steueramt"));
    in_charge("2", "hundeamt", "040120000000");
    for (const auto& answer : answers())
        EXPECT_THAT(answer, Not(HasSubstr("hundeamt"))) << "nothing says that there is a change";
    count_change();
    for (const auto& answer : answers()) EXPECT_THAT(answer, HasSubstr("hundeamt"));
}

}  // namespace
}  // namespace dw::catalogue
