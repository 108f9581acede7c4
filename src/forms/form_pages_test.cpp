// The way of a person without scripts: pages through the router, forms sent back as they came.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "catalogue/catalogue_fixture.h"
#include "forms/form_rules.h"
#include "forms/forms.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const catalogue::SourceId dog_tax{"B900100", "hundesteuer"}, office{"B900100", "steueramt"},
    other_office{"B900100", "ohne-amt"};
constexpr const char* start_path = "/antrag/neu?leistung=B900100.hundesteuer&ort=040120000000";
using Pairs = std::vector<std::pair<std::string, std::string>>;

// Keeps cookies and the token of the last page, as a browser does.
class Browser {
  public:
    explicit Browser(const web::Router& router) : router_(router) {}

    web::Response get(const std::string& target) {
        web::Request request;
        return send(request, target);
    }
    web::Response post(const std::string& target, const Pairs& fields,
                       std::vector<web::UploadedFile> files = {}) {
        web::Request request;
        request.method = web::Method::Post;
        request.form.add("csrf", token_);
        for (const auto& [name, value] : fields) request.form.add(name, value);
        request.files = std::move(files);
        return send(request, target);
    }
    // Sends, expects to be led on and follows.
    web::Response go(const std::string& target, const Pairs& fields,
                     std::vector<web::UploadedFile> files = {}) {
        const auto answer = post(target, fields, std::move(files));
        EXPECT_EQ(answer.status, 303) << target << "\n" << answer.body;
        return get(std::string(answer.header("Location")));
    }
    const std::string& here() const { return here_; }
    const std::map<std::string, std::string, std::less<>>& cookies() const { return cookies_; }

  private:
    web::Response send(web::Request& request, const std::string& target) {
        here_ = target;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.cookies = cookies_;
        request.host = "beispiel.test";
        request.client_address = "192.0.2.1";
        if (const auto mark = target.find('?'); mark != target.npos) {
            std::istringstream query(target.substr(mark + 1));
            for (std::string pair; std::getline(query, pair, '&');) {
                request.query.add(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
            }
        }
        auto response = router_.handle(request);
        static const std::regex cookie("^([^=]+)=([^;]*)");
        static const std::regex token("name=\"csrf\" value=\"([^\"]+)\"");
        std::smatch found;
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie" || !std::regex_search(value, found, cookie)) continue;
            cookies_[found[1]] = found[2];
        }
        if (std::regex_search(response.body, found, token)) token_ = found[1];
        return response;
    }

    const web::Router& router_;
    std::map<std::string, std::string, std::less<>> cookies_;
    std::string token_, here_;
};

class FormPages : public catalogue::testing::CatalogueTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        static const auto all = [] {
            const auto first = catalogue::migrations(), second = forms::migrations();
            std::vector<store::Migration> both(first.begin(), first.end());
            both.insert(both.end(), second.begin(), second.end());
            return both;
        }();
        return all;
    }
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        put_service();
        put_office(office, "Steueramt & Kasse", "040120000000");
        put_office(other_office, "Amt ohne Arbeitsplatz", "033510000000");
        blobs_ = store::open_blobs(store());
        const auto desk_of = [this](const catalogue::SourceId& id) {
            return id == office ? std::optional(tenant_) : std::nullopt;
        };
        forms_.emplace(store(), *blobs_, catalogue(),
                       FormsOptions{.packages = {sample_package()}, .desk_of = desk_of});
        forms_->add_routes(router_);
        browser_.emplace(router_);
    }
    void TearDown() override {
        browser_.reset();
        forms_.reset();
        blobs_.reset();
        CatalogueTest::TearDown();
    }

    void put_service() {
        catalogue::Service service;
        service.id = dog_tax;
        service.keys = {*ServiceKey::parse("99102013104000")};
        catalogue::TextModule title;
        title.code = "03";
        title.content = {{"de", "Hund anmelden"}};
        service.modules = {title};
        put(service, true);
    }
    void put_office(const catalogue::SourceId& id, const std::string& name, std::string_view area) {
        catalogue::Organisation organisation;
        organisation.id = id;
        organisation.name = {{"de", name}};
        put(organisation);
        catalogue::Responsibility responsibility;
        responsibility.id = {"B900100", "z-" + id.value};
        responsibility.holder = id;
        responsibility.service = dog_tax;
        responsibility.areas = {*Ars::parse(area)};
        responsibility.role = "01";
        put(responsibility);
    }

    // Starts a draft; gives "/antrag/<id>/".
    std::string start() {
        browser().get(start_path);
        const auto page = browser().go(
            "/antrag/neu", {{"leistung", "B900100.hundesteuer"}, {"ort", "040120000000"}});
        EXPECT_EQ(page.status, 200) << page.body;
        return browser().here().substr(0, browser().here().rfind('/') + 1);
    }
    // Answers all pages up to the check page; `reason` is for the reduced tax.
    web::Response fill(const std::string& draft, const std::string& reason = "keiner") {
        browser().go(draft + "person", person());
        browser().go(draft + "adresse", {{"strasse", "Beispielweg 12 a"},
                                         {"plz", "27568"},
                                         {"ort", "Bremerhaven"},
                                         {"email", ""},
                                         {"telefon", ""}});
        browser().go(draft + "hund", {{"hund_name", "Bruno <b>"},
                                      {"hund_rasse", "Mischling"},
                                      {"hund_geburt-day", "1"},
                                      {"hund_geburt-month", "5"},
                                      {"hund_geburt-year", "2025"},
                                      {"hund_chip", ""}});
        browser().go(draft + "haltung", {{"haltung_seit-day", "1"},
                                         {"haltung_seit-month", "2"},
                                         {"haltung_seit-year", "2026"},
                                         {"anzahl_hunde", "1"},
                                         {"uebernommen", "no"}});
        return browser().go(draft + "ermaessigung", {{"grund", reason}});
    }
    static Pairs person() {
        return {{"vorname", "Elif"},
                {"nachname", "Muster"},
                {"geburtsdatum-day", "30"},
                {"geburtsdatum-month", "4"},
                {"geburtsdatum-year", "1988"}};
    }
    // Every question that is asked at first; `before`: whether there was a keeper before.
    static Pairs everything(const std::string& before, const std::string& reason) {
        Pairs all = person();
        const Pairs more = {{"strasse", "Beispielweg 12 a"}, {"plz", "27568"},
                            {"ort", "Bremerhaven"},          {"hund_name", "Bruno"},
                            {"hund_rasse", "Mischling"},     {"hund_geburt-day", "1"},
                            {"hund_geburt-month", "5"},      {"hund_geburt-year", "2025"},
                            {"haltung_seit-day", "1"},       {"haltung_seit-month", "2"},
                            {"haltung_seit-year", "2026"},   {"anzahl_hunde", "1"},
                            {"uebernommen", before},         {"grund", reason}};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    Result<Draft> draft_of(const std::string& path) {
        web::Request request;
        request.cookies = browser().cookies();
        request.parameters["draft"] = path.substr(8, 36);
        return forms_->draft(request);
    }

    Browser& browser() { return *browser_; }
    Forms& forms() { return *forms_; }

    std::unique_ptr<store::BlobStore> blobs_;
    std::optional<Forms> forms_;
    web::Router router_;
    std::optional<Browser> browser_;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, FormPages, ::testing::Values("sqlite"),
                         store::testing::database_name);

TEST_P(FormPages, StartPageSaysEverythingBeforeTheFirstQuestion) {
    const auto page = browser().get(start_path);
    ASSERT_EQ(page.status, 200) << page.body;
    for (const char* words : {"etwa 8 Minuten", "Das brauchen Sie", "Die Anmeldung kostet nichts",
                              "Steueramt &amp; Kasse", "Bremerhaven", "jederzeit aufhören",
                              "innerhalb von 20 Arbeitstagen", "Steuergeheimnis",
                              "Art. 6 Abs. 1 Buchst. e DSGVO", "Art. 77 DSGVO", "Jetzt starten"}) {
        EXPECT_THAT(page.body, HasSubstr(words));
    }
    EXPECT_EQ(browser().cookies().count("entwurf"), 0U);
    EXPECT_EQ(count("select count(*) from draft"), 0);
}

TEST_P(FormPages, PlaceWithoutDeskAndUnknownServiceLeadOn) {
    const auto closed = browser().get("/antrag/neu?leistung=B900100.hundesteuer&ort=033510000000");
    EXPECT_EQ(closed.status, 404);
    EXPECT_THAT(closed.body, HasSubstr("noch nicht online"));
    EXPECT_THAT(closed.body, HasSubstr("href=\"/leistung/B900100.hundesteuer"));
    for (const char* wrong : {"/antrag/neu", "/antrag/neu?leistung=B1.x&ort=040120000000",
                              "/antrag/neu?leistung=B900100.hundesteuer&ort=999999999999"}) {
        EXPECT_EQ(browser().get(wrong).status, 404) << wrong;
    }
}

TEST_P(FormPages, WholeWayEndsAtTheCheckPage) {
    const std::string draft = start();
    const auto check = fill(draft);
    EXPECT_EQ(browser().here(), draft + "pruefen");
    EXPECT_THAT(check.body, HasSubstr("Bruno &lt;b&gt;"));
    EXPECT_THAT(check.body, HasSubstr("30. April 1988"));
    EXPECT_THAT(check.body, HasSubstr("Anmeldung absenden"));
    EXPECT_THAT(check.body, HasSubstr("action=\"" + draft + "absenden\""));
    EXPECT_THAT(check.body, Not(HasSubstr("Wo war der Hund vorher")));
    const auto checked = forms().check(*draft_of(draft), Declaration::Given);
    ASSERT_TRUE(checked);
    ASSERT_TRUE(std::holds_alternative<Submission>(*checked));
    const auto& submission = std::get<Submission>(*checked);
    EXPECT_EQ(submission.applicant.display_name(), "Elif Muster");
    EXPECT_EQ(submission.organisation, office);
}

TEST_P(FormPages, ChangeLeadsBackToTheCheckPage) {
    const std::string draft = start();
    fill(draft);
    const auto page = browser().get(draft + "person?pruefen=1");
    EXPECT_THAT(page.body, HasSubstr("value=\"Elif\""));
    auto fields = person();
    fields[0].second = "Ayla";
    const auto check = browser().go(draft + "person?pruefen=1", fields);
    EXPECT_EQ(browser().here(), draft + "pruefen");
    EXPECT_THAT(check.body, HasSubstr("Ayla"));
}

TEST_P(FormPages, FindingsStandAtTheFieldAndInTheSummaryAndKeepWhatWasTyped) {
    const std::string draft = start();
    auto fields = person();
    fields[0].second = "R2<D2>";
    fields[2].second = "31";
    const auto page = browser().post(draft + "person", fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("<title>Fehler: "));
    EXPECT_THAT(page.body, HasSubstr("href=\"#vorname\""));
    EXPECT_THAT(page.body, HasSubstr("href=\"#geburtsdatum\""));
    EXPECT_THAT(page.body, HasSubstr("value=\"R2&lt;D2&gt;\""));
    EXPECT_THAT(page.body, HasSubstr("Diesen Tag gibt es nicht"));
    EXPECT_EQ(draft_of(draft)->answers["nachname"].text_or(""), "Muster");  // saved all the same
    EXPECT_FALSE(draft_of(draft)->answers.has("vorname"));
}

TEST_P(FormPages, MissingDeclarationKeepsThePageWithAFinding) {
    const std::string draft = start();
    fill(draft);
    const auto open = draft_of(draft);
    ASSERT_TRUE(open);
    const auto checked = forms().check(*open, Declaration::Missing);
    ASSERT_TRUE(checked);
    web::Request request;
    const auto page = forms().refusal(request, *open, std::get<Findings>(*checked));
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("href=\"#declaration\""));
}

TEST_P(FormPages, CodeOpensTheDraftInAnotherBrowser) {
    const std::string draft = start();
    auto later = person();
    later.emplace_back("schritt", "spaeter");
    const auto code_page = browser().go(draft + "person", later);
    EXPECT_EQ(browser().here(), draft + "code");
    EXPECT_THAT(code_page.body, HasSubstr("1. April 2026"));
    const std::string code = draft_of(draft)->code;
    EXPECT_THAT(code_page.body, HasSubstr(code));

    Browser other(router_);
    EXPECT_EQ(other.get(draft + "person").status, 404);
    other.get("/fortsetzen");
    EXPECT_EQ(other.post("/fortsetzen", {{"code", "22222-22222-22222"}}).status, 422);
    const auto page = other.go("/fortsetzen", {{"code", code}});
    EXPECT_EQ(other.here(), draft + "person");
    EXPECT_THAT(page.body, HasSubstr("value=\"Elif\""));
}

TEST_P(FormPages, ForgettingClosesTheDeviceAndDeletesOnWish) {
    const std::string draft = start();
    browser().get(draft + "code");
    const auto page = browser().go(draft + "vergessen", {{"was", "alles"}});
    EXPECT_THAT(page.body, HasSubstr("Ihre Antworten sind gelöscht"));
    EXPECT_EQ(browser().get(draft + "person").status, 404);
    EXPECT_EQ(count("select count(*) from draft"), 0);
}

TEST_P(FormPages, ProofIsKeptAndAFileThatLiesIsNot) {
    const std::string draft = start();
    const auto asks = fill(draft, "rettungshund");
    EXPECT_EQ(browser().here(), draft + "nachweis");
    EXPECT_THAT(asks.body, HasSubstr("multipart/form-data"));
    const auto file = [](std::string name, std::string content) {
        return web::UploadedFile{"nachweis_datei", std::move(name), "application/pdf",
                                 std::move(content)};
    };
    const auto lie = browser().post(draft + "nachweis", {{"schritt", "hochladen"}},
                                    {file("zeugnis.pdf", "MZ nicht wirklich")});
    EXPECT_EQ(lie.status, 422);
    EXPECT_THAT(lie.body, HasSubstr("weder PDF noch JPEG noch PNG"));
    const auto kept = browser().go(draft + "nachweis", {{"schritt", "hochladen"}},
                                   {file("zeugnis.pdf", "%PDF-1.7 Zeugnis")});
    EXPECT_THAT(kept.body, HasSubstr("zeugnis.pdf"));
    const auto check = browser().go(draft + "nachweis", {});
    EXPECT_EQ(browser().here(), draft + "pruefen");
    EXPECT_THAT(check.body, HasSubstr("zeugnis.pdf"));
    ASSERT_EQ(draft_of(draft)->uploads.size(), 1U);
    // Without a reason there is no proof: it stays here and is not sent.
    browser().go(draft + "ermaessigung?pruefen=1", {{"grund", "keiner"}});
    EXPECT_EQ(draft_of(draft)->uploads.size(), 1U);
    const auto checked = forms().check(*draft_of(draft), Declaration::Given);
    ASSERT_TRUE(checked && std::holds_alternative<Submission>(*checked));
    EXPECT_TRUE(std::get<Submission>(*checked).uploads.empty());
}

TEST_P(FormPages, AFieldThePageDoesNotHaveIsNamed) {
    const auto draft = start();
    auto sent = person();
    sent.emplace_back("geheim", "ja");
    const auto page = browser().post(draft + "person", sent);
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Das Feld „geheim“ gibt es in diesem Formular nicht."));
    EXPECT_EQ(browser().go(draft + "person", person()).status, 200);
}

TEST_P(FormPages, UploadWithoutAFileAsksForOne) {
    const std::string draft = start();
    const auto page = fill(draft, "rettungshund");
    EXPECT_LT(page.body.find("Datei hochladen"), page.body.find(">Weiter<"));
    const auto empty = browser().post(draft + "nachweis", {{"schritt", "hochladen"}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_THAT(empty.body, HasSubstr("Bitte wählen Sie zuerst eine Datei aus."));
}

TEST_P(FormPages, AnAnswerComesBackWithItsQuestion) {
    const std::string draft = start();
    fill(draft);
    Pairs yes = {{"haltung_seit-day", "1"},
                 {"haltung_seit-month", "2"},
                 {"haltung_seit-year", "2026"},
                 {"anzahl_hunde", "1"},
                 {"uebernommen", "yes"}};
    Pairs no = yes;
    no.back().second = "no";
    browser().go(draft + "haltung?pruefen=1", yes);
    EXPECT_EQ(browser().here(), draft + "vorher?pruefen=1");
    browser().go(draft + "vorher?pruefen=1", {{"vorher_bei", "Tierheim"}});
    EXPECT_EQ(browser().here(), draft + "pruefen");
    const auto without = browser().go(draft + "haltung?pruefen=1", no);
    EXPECT_THAT(without.body, Not(HasSubstr("Tierheim")));
    const auto checked = forms().check(*draft_of(draft), Declaration::Given);
    EXPECT_FALSE(std::get<Submission>(*checked).answers.has("vorher_bei"));
    const auto asked = browser().go(draft + "haltung?pruefen=1", yes);
    EXPECT_EQ(browser().here(), draft + "vorher?pruefen=1");
    EXPECT_THAT(asked.body, HasSubstr("value=\"Tierheim\""));
}

TEST_P(FormPages, AllQuestionsOnOnePageAreSavedAtOnce) {
    const std::string draft = start();
    EXPECT_THAT(browser().get(draft + "person").body, HasSubstr("value=\"alles\""));
    EXPECT_THAT(browser().get(draft + "adresse").body, Not(HasSubstr("value=\"alles\"")));
    const auto page = browser().get(draft + "alles");
    EXPECT_THAT(page.body, HasSubstr("Ihr Hund"));
    EXPECT_THAT(page.body, HasSubstr("value=\"Bremerhaven\"")) << "the place is known";
    EXPECT_THAT(page.body, Not(HasSubstr("name=\"vorher_bei\"")));
    const auto check = browser().go(draft + "alles", everything("no", "keiner"));
    EXPECT_EQ(browser().here(), draft + "pruefen");
    EXPECT_THAT(check.body, HasSubstr("Bruno"));
    const auto checked = forms().check(*draft_of(draft), Declaration::Given);
    EXPECT_TRUE(checked && std::holds_alternative<Submission>(*checked));
}

TEST_P(FormPages, OnOnePageAllFindingsComeAtOnceAndNothingIsLost) {
    const std::string draft = start();
    browser().get(draft + "alles");
    auto sent = everything("yes", "rettungshund");
    sent[0].second = "R2<D2>";
    sent[6].second = "275";
    const auto page = browser().post(draft + "alles", sent);
    EXPECT_EQ(page.status, 422);
    for (const char* words : {"href=\"#vorname\"", "href=\"#plz\"", "value=\"R2&lt;D2&gt;\"",
                              "value=\"275\"", "value=\"Bruno\"", "name=\"vorher_bei\"",
                              "name=\"nachweis_datei\"", "dazugekommen", "multipart/form-data"})
        EXPECT_THAT(page.body, HasSubstr(words));
    EXPECT_THAT(page.body, Not(HasSubstr("Bitte laden Sie eine Datei hoch"))) << "not asked before";
    EXPECT_EQ(draft_of(draft)->answers["hund_name"].text_or(""), "Bruno");
    const auto empty = browser().post(draft + "alles", {});
    for (const char* words : {"href=\"#nachname\"", "href=\"#hund_name\"", "href=\"#grund\""})
        EXPECT_THAT(empty.body, HasSubstr(words));
}

TEST_P(FormPages, OnOnePageAnswersBringTheirQuestionsAfterSaving) {
    const std::string draft = start();
    browser().get(draft + "alles");
    auto sent = everything("yes", "rettungshund");
    const auto more = browser().go(draft + "alles", sent);
    EXPECT_EQ(browser().here(), draft + "alles?neu=1");
    EXPECT_THAT(more.body, HasSubstr("Fragen dazugekommen"));
    EXPECT_THAT(more.body, HasSubstr("href=\"#vorher_bei\""));
    EXPECT_THAT(more.body, HasSubstr("value=\"Bruno\""));
    const web::UploadedFile file{"nachweis_datei", "zeugnis.pdf", "application/pdf",
                                 "%PDF-1.7 Zeugnis"};
    auto upload = sent;
    upload.emplace_back("schritt", "hochladen");
    const auto kept = browser().go(draft + "alles", upload, {file});
    EXPECT_THAT(kept.body, HasSubstr("zeugnis.pdf")) << "the missing answer waits";
    sent.emplace_back("vorher_bei", "Tierheim");
    browser().go(draft + "alles", sent);
    EXPECT_EQ(browser().here(), draft + "pruefen");
    EXPECT_EQ(draft_of(draft)->uploads.size(), 1U);
    auto one_by_one = everything("no", "keiner");
    one_by_one.emplace_back("schritt", "einzeln");
    browser().get(draft + "alles");
    browser().go(draft + "alles", one_by_one);
    EXPECT_EQ(browser().here(), draft + "person");
}

TEST_P(FormPages, WhatCannotBeTakenIsKeptAsItWasTyped) {
    const std::string draft = start();
    auto fields = person();
    fields[2].second = "31";
    fields.emplace_back("schritt", "spaeter");
    browser().go(draft + "person", fields);
    const auto again = browser().get(draft + "person");
    EXPECT_THAT(again.body, HasSubstr("value=\"31\""));
    EXPECT_FALSE(draft_of(draft)->answers.has("geburtsdatum"));
    browser().go(draft + "person", person());
    EXPECT_TRUE(draft_of(draft)->typed.empty());
}

TEST_P(FormPages, TownIsFilledInAndAnotherTownsPostcodeRefused) {
    const std::string draft = start();
    const auto address = browser().go(draft + "person", person());
    EXPECT_THAT(address.body, HasSubstr("value=\"Bremerhaven\""));
    const auto page = browser().post(
        draft + "adresse", {{"strasse", "Weg 1"}, {"plz", "40213"}, {"ort", "Düsseldorf"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("gehört nicht zu Bremerhaven"));
}

TEST_P(FormPages, StepsCountTheCheckPageAndTheFirstLeadsBackToTheStart) {
    const std::string draft = start();
    const auto first = browser().get(draft + "person");
    EXPECT_THAT(first.body, HasSubstr("Schritt 1 von 6"));
    const auto back = browser().post(draft + "person", {{"schritt", "zurueck"}});
    EXPECT_THAT(back.header("Location"),
                HasSubstr("/antrag/neu?leistung=B900100.hundesteuer&ort=0401"));
    EXPECT_THAT(fill(draft).body, HasSubstr("Schritt 6 von 6"));
}

TEST_P(FormPages, GoingBackKeepsWhatWasTyped) {
    const std::string draft = start();
    browser().go(draft + "person", person());
    const auto back = browser().post(
        draft + "adresse", {{"strasse", "Weg 1"}, {"plz", "275"}, {"schritt", "zurueck"}});
    EXPECT_EQ(back.status, 303);
    EXPECT_THAT(back.header("Location"), HasSubstr(draft + "person"));
    const auto again = browser().get(draft + "adresse");
    EXPECT_EQ(again.status, 200);
    EXPECT_THAT(again.body, HasSubstr("value=\"Weg 1\""));
    EXPECT_THAT(again.body, HasSubstr("value=\"275\""));
    EXPECT_THAT(browser().get(draft + "pruefen").header("Location"), HasSubstr("adresse"));
}

TEST_P(FormPages, ADraftOfThisDeviceIsOfferedBeforeANewOne) {
    const std::string draft = start();
    const auto page = browser().get(start_path);
    EXPECT_THAT(page.body, HasSubstr("Sie haben hier schon angefangen"));
    EXPECT_THAT(page.body, HasSubstr("href=\"" + draft + "person\""));
    EXPECT_THAT(Browser(router_).get(start_path).body, Not(HasSubstr("schon angefangen")));
}

TEST_P(FormPages, OnceSentTheDraftsCodeOpensNothing) {
    const std::string draft = start();
    fill(draft);
    const auto open = draft_of(draft);
    const auto statements =
        forms().mark_sent(*open, Json::object({{"number", "A-1"}, {"code", "geheim"}}));
    ASSERT_TRUE(statements);
    ASSERT_TRUE(commit(tenant_, *statements));
    EXPECT_EQ(browser().get(draft + "code").header("Location"), draft + "gesendet");
    browser().get("/fortsetzen");
    const auto page = browser().go(draft + "vergessen", {{"was", "geraet"}});
    EXPECT_THAT(page.body, HasSubstr("href=\"/status\""));
    EXPECT_THAT(page.body, HasSubstr("Nummer und Ihrem Code"));
    browser().get("/fortsetzen");
    const auto refused = browser().post("/fortsetzen", {{"code", open->code}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("schon abgesendet"));
}

TEST_P(FormPages, TheAddressToGoOnIsWrittenInFull) {
    const std::string draft = start();
    EXPECT_THAT(browser().get(draft + "code").body,
                HasSubstr(">http://beispiel.test/fortsetzen</a>"));
    EXPECT_THAT(Browser(router_).get(draft + "person").body, HasSubstr("href=\"/fortsetzen\""));
}

TEST_P(FormPages, AnEmptyCodeIsAskedFor) {
    browser().get("/fortsetzen");
    EXPECT_THAT(browser().post("/fortsetzen", {{"code", " "}}).body,
                HasSubstr("Bitte geben Sie den Code ein."));
}

TEST_P(FormPages, AddressesHoldNoPersonalData) {
    const std::string draft = start();
    fill(draft);
    EXPECT_EQ(browser().here().find("Elif"), std::string::npos);
    EXPECT_EQ(browser().here().find('?'), std::string::npos);
}

TEST_P(FormPages, RegisterOfProcessingIsMadeFromTheManifest) {
    EXPECT_THAT(browser().get("/verarbeitung").body,
                HasSubstr("/verarbeitung/hundesteuer-anmeldung"));
    const auto page = browser().get("/verarbeitung/hundesteuer-anmeldung");
    for (const char* words : {"10 Jahre", "Steuergeheimnis", "Das Steueramt und die Kasse"}) {
        EXPECT_THAT(page.body, HasSubstr(words));
    }
    EXPECT_EQ(browser().get("/verarbeitung/gibt-es-nicht").status, 404);
}

TEST_P(FormPages, ApplyPathNeedsPackageAndDesk) {
    const auto service = *catalogue().service(dog_tax);
    const Ars place = *Ars::parse("040120000000");
    const auto form = forms().own_form(service, *catalogue().organisation(office), place);
    ASSERT_TRUE(form.has_value());
    EXPECT_EQ(form->path, start_path);
    EXPECT_EQ(form->button.in(Language::German), "Jetzt anmelden");
    EXPECT_FALSE(forms().own_form(service, *catalogue().organisation(other_office), place));
}

TEST_P(FormPages, ProgramsSendTheSameAnswers) {
    Json body = Json::object({{"service", "99102013104000"},
                              {"area", "040120000000"},
                              {"email", "elif@example.org"},
                              {"answers", sample_answers()}});
    const auto checked = forms().submission_from_json(body);
    ASSERT_TRUE(checked);
    ASSERT_TRUE(std::holds_alternative<Submission>(*checked));
    EXPECT_EQ(std::get<Submission>(*checked).applicant.email, "elif@example.org");
    EXPECT_EQ(std::get<Submission>(*checked).channel, "api");

    const auto finding = [&](const char* member, Json value) {
        Json changed = body;
        changed.set(member, std::move(value));
        const auto refused = forms().submission_from_json(changed);
        return std::get<Findings>(*refused).at(0).code;
    };
    EXPECT_EQ(finding("service", "B1.x"), "body_service_unknown");
    EXPECT_EQ(finding("area", "abc"), "body_area_unknown");
    EXPECT_EQ(finding("area", "033510000000"), "body_not_online");
    EXPECT_EQ(finding("area", 7), "body_kind_text");
    EXPECT_EQ(finding("language", "fr"), "body_language_unknown");
    EXPECT_EQ(finding("answers", Json::array()), "answer_kind_object");
    EXPECT_EQ(finding("farbe", "rot"), "body_unknown");
    EXPECT_EQ(finding("package", "andere"), "body_package_unknown");
    EXPECT_EQ(std::get<Findings>(*forms().submission_from_json(Json())).at(0).code,
              "body_kind_object");
}

}  // namespace
}  // namespace dw::forms
