// The editors' pages through the router: from the search to what is public.
#include "catalogue/edit_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/quality_pages.h"
#include "identity/identity.h"

namespace dw::catalogue {
namespace {

using identity::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Sent = std::vector<std::pair<std::string, std::string>>;

const SourceId dog_tax{"L900100", "hundesteuer"};
const SourceId tax_office{"L900100", "steueramt"}, citizens_office{"L900100", "buergeramt"};
const std::string text_path = "/desk/catalogue/services/L900100.hundesteuer/texts/05";
const std::string list = "/desk/catalogue";

class EditPages : public testing::CatalogueTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        static const std::vector<store::Migration> all = [] {
            std::vector<store::Migration> both;
            for (const auto& part : {identity::migrations(), catalogue::migrations()})
                both.insert(both.end(), part.begin(), part.end());
            return both;
        }();
        return all;
    }
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        Service service;
        service.id = dog_tax;
        service.modules = {{"03", {{"de", "Hundesteuer"}}, {}},
                           {"05", {{"de", "<p>Für Hunde zahlen Sie.</p>"}}, {}}};
        put(service, true);
        put(Organisation{.id = tax_office, .name = {{"de", "Steueramt"}}});
        put(Organisation{.id = citizens_office, .name = {{"de", "Bürgeramt"}}});
        put(Responsibility{.id = {"L900100", "z1"},
                           .holder = tax_office,
                           .service = dog_tax,
                           .areas = {*Ars::parse("04012")},
                           .role = "01"});
        set_up_desk();
    }
    void TearDown() override {
        router_ = {};
        identity_.reset();
        CatalogueTest::TearDown();
    }

    void set_up_desk() {
        identity_.emplace(store());
        tenant_of_desk_ = *identity_->create_tenant({"Bremerhaven", ""});
        office_ = *identity_->create_organisation(tenant_of_desk_,
                                                  {"Steueramt", "L900100", "steueramt"}, {});
        ASSERT_TRUE(Editing(catalogue()).assign_area(tenant_of_desk_, *Ars::parse("04012")));
        add_edit_routes(router_, catalogue(), search(), *identity_, clock());
        add_quality_routes(router_, catalogue(), search(), *identity_, clock());
        anna_ = store::ActorId::make(clock(), random());
        boris_ = store::ActorId::make(clock(), random());
    }

    // The route's handler as the gate would call it.
    web::Response visit(web::Method method, const std::string& target, store::ActorId actor,
                        const Sent& form = {}) {
        web::Request request;
        request.method = method;
        request.path = target.substr(0, target.find('?'));
        if (const auto query = target.find('?'); query != target.npos) {
            const auto pair = target.substr(query + 1);
            request.query.add(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
        }
        for (const auto& [name, value] : form) request.form.add(name, value);
        identity::Principal principal;
        principal.tenant = tenant_of_desk_;
        principal.organisation = office_;
        principal.actor = actor;
        principal.roles = {Role::Editor};
        request.principal = principal;
        const auto found = router_.find(request);
        EXPECT_NE(found.route, nullptr) << target;
        return found.route->handler(request);
    }
    web::Response get(const std::string& target) { return visit(web::Method::Get, target, anna_); }
    web::Response post(const std::string& path, store::ActorId actor, const Sent& form = {}) {
        return visit(web::Method::Post, path, actor, form);
    }
    // The path of the version that was written.
    std::string write(const std::string& path, const Sent& form) {
        const auto answer = post(path, anna_, form);
        EXPECT_EQ(answer.status, 303) << answer.body;
        const std::string version(answer.header("Location"));
        EXPECT_EQ(post(version + "/submission", anna_).status, 303);
        return version;
    }

    web::Router router_;
    std::optional<identity::Identity> identity_;
    identity::TenantId tenant_of_desk_;
    identity::OrganisationId office_;
    store::ActorId anna_, boris_;
};

INSTANTIATE_TEST_SUITE_P(Databases, EditPages, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EditPages, AWordOrAPastedAddressLeadsToTheService) {
    EXPECT_THAT(get(list + "?q=Hundesteuer").body, HasSubstr("/desk/catalogue/services/L900100"));
    const auto pasted =
        get(list + "?q=https://dienst.example/leistung/L900100.hundesteuer?ort=040120000000");
    EXPECT_EQ(pasted.status, 303);
    EXPECT_EQ(pasted.header("Location"),
              "/desk/catalogue/services/L900100.hundesteuer?ort=040120000000");
    EXPECT_EQ(get(list + "?q=L900100.steueramt").header("Location"),
              "/desk/catalogue/organisations/L900100.steueramt");
    EXPECT_THAT(get("/desk/catalogue/services/L900100.hundesteuer?ort=040120000000").body,
                AllOf(HasSubstr("Steueramt"), HasSubstr("Für Hunde zahlen")));
    EXPECT_EQ(get("/desk/catalogue/services/L900100.nichts").status, 404);
}

TEST_P(EditPages, ATextGoesFromTheDraftToTheSecondPerson) {
    EXPECT_THAT(get(text_path).body, HasSubstr("Für Hunde zahlen Sie."));
    const auto version = write(text_path, {{"deutsch", "Melden Sie ihn **an**."}});
    EXPECT_THAT(get(version).body,
                AllOf(HasSubstr("<ins>"), HasSubstr("zweite Person"), Not(HasSubstr("/approval"))));
    EXPECT_EQ(post(version + "/approval", anna_).status, 403);
    EXPECT_THAT(get(version + "/preview").body, HasSubstr("Melden Sie ihn an."));
    EXPECT_EQ(post(version + "/approval", boris_, {{"stand", "alt"}}).status, 409)
        << "what was compared is not public any more";
    EXPECT_EQ(post(version + "/approval", boris_, {{"stand", ""}}).status, 303);
    const auto service =
        catalogue().service_for(dog_tax, *Ars::parse("04012"), Date{std::chrono::sys_days{}});
    EXPECT_EQ(service->module("05")->content.at("de"),
              "<p>Melden Sie ihn <strong>an</strong>.</p>");
    EXPECT_THAT(get(text_path).body, HasSubstr("Zurück zum Text der Quelle"));
}

TEST_P(EditPages, AFaultyFormSaysWhatIsWrongAndKeepsTheRest) {
    const auto wrong = post(text_path, anna_, {{"deutsch", "Gut"}, {"links", "javascript:x"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, AllOf(HasSubstr("Eine Adresse ist falsch"), HasSubstr("Gut")));
    EXPECT_EQ(post("/desk/catalogue/services/L900100.hundesteuer/texts/03", anna_, {}).status, 422);
    EXPECT_EQ(post("/desk/catalogue/organisations/L900100.steueramt/contacts", anna_,
                   {{"zeilen", "nur ein Wort"}})
                  .status,
              422);
    EXPECT_EQ(post("/desk/catalogue/organisations/L900100.buergeramt/name", anna_,
                   {{"deutsch", "Anders"}})
                  .status,
              403);
}

TEST_P(EditPages, AnOfficeGetsNewContacts) {
    const std::string path = "/desk/catalogue/organisations/L900100.steueramt/contacts";
    const auto version =
        write(path, {{"zeilen", "Telefon | 0471 590-0 | Mo–Fr\nE-Mail | amt@stadt.example"}});
    EXPECT_THAT(get(version + "/preview").body, HasSubstr("0471 590-0"));
    EXPECT_EQ(post(version + "/approval", boris_).status, 303);
    const auto office = catalogue().organisation(tax_office);
    ASSERT_EQ(office->contacts.size(), 2U);
    EXPECT_EQ(office->contacts.front(), (Contact{"02", "0471 590-0", "Mo–Fr"}));
    EXPECT_THAT(get(path).body, HasSubstr("Telefon | 0471 590-0 | Mo–Fr"));
}

TEST_P(EditPages, AWrongOfficeIsReplaced) {
    const std::string path = "/desk/catalogue/services/L900100.hundesteuer/responsibility";
    EXPECT_THAT(get(path).body, HasSubstr("Steueramt"));
    const auto version =
        write(path, {{"aus", "L900100.z1"},
                     {"andere", "https://dienst.example/stelle/L900100.buergeramt?ort=x"}});
    EXPECT_THAT(get(version).body,
                AllOf(HasSubstr("Bürgeramt ist zuständig"), HasSubstr("Steueramt gilt nicht")));
    EXPECT_THAT(get(version + "/preview").body, HasSubstr("Bürgeramt"));
    EXPECT_EQ(post(version + "/approval", boris_).status, 303);
    EXPECT_THAT(get("/desk/catalogue/services/L900100.hundesteuer").body, HasSubstr("Bürgeramt"));
    EXPECT_EQ(post(path, anna_, {{"andere", "unsinn"}}).status, 422);
}

TEST_P(EditPages, TheReportListsWhatIsMissingUntilItIsSetAside) {
    auto page = get("/desk/quality?art=missing_text");
    for (int i = 0; i < 20 && page.body.find("wird gerade") != std::string::npos; ++i)
        page = get("/desk/quality?art=missing_text");
    EXPECT_THAT(page.body, AllOf(HasSubstr("Hundesteuer"), HasSubstr("Es fehlt: ")));
    const auto begin = page.body.find("name=\"befund\" value=\"") + 21;
    const auto finding = page.body.substr(begin, 64);
    const Sent form{{"befund", finding}, {"art", "missing_text"}, {"feld", "g"}, {"g", ""}};
    EXPECT_EQ(post("/desk/quality/set-aside", anna_, form).status, 422);
    auto with_reason = form;
    with_reason.back().second = "Gibt es hier nicht";
    EXPECT_EQ(post("/desk/quality/set-aside", anna_, with_reason).status, 303);
    EXPECT_THAT(get("/desk/quality?art=zurueckgestellt").body, HasSubstr("Gibt es hier nicht"));
    EXPECT_EQ(post("/desk/quality/taken-back", anna_, form).status, 303);
    EXPECT_THAT(get("/desk/quality?art=zurueckgestellt").body, HasSubstr("nichts zu tun"));
    EXPECT_EQ(get("/desk/quality?art=unsinn").status, 404);
}

}  // namespace
}  // namespace dw::catalogue
