// The editors' pages through the router: from the search to what is public.
#include "catalogue/edit_pages_fixture.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using testing::dog_tax, testing::list, testing::Sent, testing::tax_office, testing::text_path;
using ::testing::HasSubstr;
using ::testing::Not;
using EditPages = testing::EditPagesTest;

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
    EXPECT_THAT(get(text_path).body, HasSubstr("Zurück zu dem, was die Quelle sagt"));
}

TEST_P(EditPages, AFaultyFormSaysWhatIsWrongAndKeepsTheRest) {
    const auto wrong = post(text_path, anna_, {{"deutsch", "Gut"}, {"links", "javascript:x"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, AllOf(HasSubstr("Diese Adresse ist falsch"), HasSubstr("Gut")));
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

TEST_P(EditPages, TheReportShowsTheSameOnceAndWhatWaits) {
    Service twin;
    twin.id = {"L900100", "hundesteuer-kreis"};
    twin.modules = {{"03", {{"de", "Hundesteuer"}}, {}}, {"05", {{"de", "<p>Kurz</p>"}}, {}}};
    put(twin, true);
    put(Responsibility{.id = {"L900100", "z9"},
                       .holder = tax_office,
                       .service = twin.id,
                       .areas = {*Ars::parse("04012")},
                       .role = "01"});
    count_change();
    const std::string list_path = "/desk/quality?art=missing_text";
    auto page = get(list_path);
    for (int i = 0; i < 20 && page.body.find("wird gerade") != std::string::npos; ++i)
        page = get(list_path);
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Was gleich ist, steht zusammen"),
                      HasSubstr("und an einer weiteren Stelle"), HasSubstr("Alle 2 zurückstellen"),
                      Not(HasSubstr("wartet auf Freigabe"))));
    // What the first card asks for is written, for the service that does not stand for both.
    const auto begin = page.body.find("hundesteuer-kreis/texts/") + 24;
    const auto part = page.body.substr(begin, page.body.find('?', begin) - begin);
    const auto version =
        write("/desk/catalogue/services/L900100.hundesteuer-kreis/texts/" + part,
              {{"deutsch", "Da."}, {"zeilen", part == "documents" ? "Ausweis" : ""}});
    EXPECT_THAT(get(list_path).body, AllOf(HasSubstr("Eine Änderung dazu wartet auf Freigabe"),
                                           HasSubstr("href=\"" + version + "\"")));
    const auto at = page.body.find("name=\"befund\" value=\"") + 21;
    const Sent form{{"befund", page.body.substr(at, 64)}, {"feld", "g"}, {"g", "Gewollt"}};
    ASSERT_EQ(post("/desk/quality/set-aside", anna_, form).status, 303);
    const auto aside = get("/desk/quality?art=zurueckgestellt").body;
    EXPECT_THAT(aside, AllOf(HasSubstr("Alle 2 wieder zeigen"), HasSubstr("Gewollt")));
    ASSERT_EQ(post("/desk/quality/taken-back", anna_, form).status, 303);
    EXPECT_THAT(get("/desk/quality?art=zurueckgestellt").body, HasSubstr("nichts zu tun"));
}

TEST_P(EditPages, TheReportListsWhatIsMissingUntilItIsSetAside) {
    auto page = get("/desk/quality?art=missing_text");
    for (int i = 0; i < 20 && page.body.find("wird gerade") != std::string::npos; ++i)
        page = get("/desk/quality?art=missing_text");
    EXPECT_THAT(page.body, AllOf(HasSubstr("Hundesteuer"), HasSubstr("Es fehlt: ")));
    const auto begin = page.body.find("name=\"befund\" value=\"") + 21;
    const auto finding = page.body.substr(begin, 64);
    const Sent form{{"befund", finding}, {"art", "missing_text"}, {"feld", "g"}, {"g", ""}};
    const auto refused = post("/desk/quality/set-aside", anna_, form);
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, AllOf(HasSubstr("warum das in Ordnung ist"), HasSubstr(finding),
                                    HasSubstr("href=\"/desk/quality")));
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
