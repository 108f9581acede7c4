// Writing an outcome, on every database: which one first, then what belongs to it, and nothing that
// was typed gets lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_fee_pages.h"
#include "cases/desk_outcome_pages.h"
#include "cases/payee.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using Route = web::Response (*)(const Visit&);

class DeskOutcome : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        go_to("2027-09-20");  // a Monday
        ASSERT_TRUE(set_payee(store(), {bremerhaven(), who("clara").organisation, ""},
                              {{"Stadtkasse", "DE89370400440532013000", ""}, "5.0810.########*"}));
        dog_ = open_case().id;
        const auto& package = forms::built_in_package("bewohnerparkausweis");
        auto sent = submission();
        sent.package_name = package.name;
        sent.package_version = package.version;
        sent.answers = Json::object(
            {{"kennzeichen", "HB XX 1"}, {"beginn", "2027-10-01"}, {"dauer", "zwei_jahre"}});
        parking_ = open_case(sent).id;
    }
    std::vector<forms::Package> packages() const override {
        return {forms::sample_package(), forms::built_in_package("bewohnerparkausweis")};
    }
    void go_to(std::string_view day) {
        const auto noon = std::chrono::sys_days{*parse_date(day)} + std::chrono::hours(12);
        const auto now = std::chrono::time_point_cast<Instant::duration>(clock().now());
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(Instant(noon) - now));
    }
    std::string page_of(Route route, CaseId id, const std::string& outcome = "") {
        auto request = request_for(id);
        if (!outcome.empty()) request.query.add("ergebnis", outcome);
        return answer(route, request).body;
    }
    web::Response send(CaseId id, const Pairs& fields) {
        auto request = request_for(id);
        request.method = web::Method::Post;
        request.form.add("stand", std::to_string(file_of("clara", id).state.sequence));
        for (const auto& [field, value] : fields) request.form.add(field, value);
        return answer(outcome_route, request);
    }
    Pairs assessed(const std::string& step) const {
        return {{"ergebnis", "festgesetzt"},
                {"begruendung", "Bruno lebt bei Ihnen."},
                {"hund_klasse", "einfach"},
                {"hund_nummer", "1"},
                {"nachlass", "keiner"},
                {"zahlbar_bis-day", "31"},
                {"zahlbar_bis-month", "12"},
                {"zahlbar_bis-year", "2027"},
                {"zusaetze", "ja"},
                {"steuer_ab-day", "1"},
                {"steuer_ab-month", "10"},
                {"steuer_ab-year", "2027"},
                {"schritt", step}};
    }
    static std::string input(const std::string& name, const std::string& value) {
        return "name=\"" + name + "\" value=\"" + value + "\"";
    }

    CaseId dog_, parking_;

  private:
    static web::Request request_for(CaseId id) {
        web::Request request;
        request.host = "bremerhaven.example";
        request.parameters["id"] = id.to_string();
        return request;
    }
    web::Response answer(Route route, web::Request& request) {
        return route(
            {request, cases(), who("clara"), Language::German, berlin_date(clock().now())});
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskOutcome, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskOutcome, IsChosenBeforeAnythingIsAsked) {
    for (const auto* none : {"", "erfunden", "abgegeben"}) {
        const auto page = page_of(outcome_page_route, dog_, none);
        EXPECT_THAT(page, AllOf(HasSubstr("/outcome?ergebnis=festgesetzt"),
                                HasSubstr("/outcome?ergebnis=bestaetigt"),
                                Not(HasSubstr("name=\"jahresbetrag\"")),
                                Not(HasSubstr("name=\"begruendung\""))))
            << none;
    }
    const auto page = page_of(outcome_page_route, dog_, "bestaetigt");
    EXPECT_THAT(page,
                AllOf(HasSubstr("name=\"begruendung\""), Not(HasSubstr("name=\"jahresbetrag\"")),
                      Not(HasSubstr("name=\"anhoerung\""))));
    const auto missing = send(dog_, {{"schritt", "vorschau"}});
    EXPECT_EQ(missing.status, 422);
    EXPECT_THAT(missing.body, AllOf(HasSubstr("Wählen Sie ein Ergebnis."),
                                    HasSubstr("/outcome?ergebnis=festgesetzt")));
}

TEST_P(DeskOutcome, StartsWithWhatPackageAndRulesKnow) {
    const auto permit = page_of(outcome_page_route, parking_, "erteilt");
    for (const auto& [name, value] : Pairs{{"kennzeichen_ausweis", "HB XX 1"},
                                           {"gueltig_bis-day", "30"},
                                           {"gueltig_bis-month", "9"},
                                           {"gueltig_bis-year", "2029"},
                                           {"gebuehr", "60,00"}})
        EXPECT_THAT(permit, HasSubstr("value=\"" + value + "\"")) << name;
    EXPECT_THAT(permit, HasSubstr("Das Fahrzeug ist auf Sie zugelassen.</textarea>"));
    const auto refusal = page_of(outcome_page_route, parking_, "abgelehnt");
    EXPECT_THAT(refusal, Not(HasSubstr("name=\"gebuehr\""))) << "it costs nothing";
    EXPECT_THAT(refusal, AllOf(HasSubstr("außerhalb des Parkgebiets"),
                               Not(HasSubstr("Erteilt: eigenes Fahrzeug"))));
}

// Posted on 20 September it counts as known on the 24th; a month later is a Sunday.
TEST_P(DeskOutcome, SuggestsADayToPayAndTellsWhereOneIsTooEarly) {
    const auto page = page_of(outcome_page_route, dog_, "festgesetzt");
    for (const auto* part : {"value=\"25\"", "value=\"10\"", "value=\"2027\""})
        EXPECT_THAT(page, HasSubstr(part));
    auto fields = assessed("vorschau");
    EXPECT_THAT(send(dog_, fields).body, Not(HasSubstr("ist zu früh")));
    fields[5].second = "1";
    fields[6].second = "10";
    const auto early = send(dog_, fields);
    EXPECT_EQ(early.status, 200) << "it is told, not refused";
    EXPECT_THAT(early.body, HasSubstr("Der 1. Oktober 2027 ist zu früh. Geht der Bescheid heute "
                                      "hinaus, ist der 25. Oktober 2027 der früheste Tag."));
}

TEST_P(DeskOutcome, WayBackFromThePreviewKeepsWhatWasTyped) {
    const auto preview = send(dog_, assessed("vorschau"));
    EXPECT_THAT(preview.body, AllOf(HasSubstr("value=\"aendern\""), HasSubstr("120,00"),
                                    Not(HasSubstr("class=\"dw-back\""))));
    for (const auto& [name, value] : assessed(""))
        if (!value.empty()) EXPECT_THAT(preview.body, HasSubstr(input(name, value)));
    const auto page = send(dog_, assessed("aendern")).body;
    EXPECT_THAT(page,
                AllOf(HasSubstr("Bruno lebt bei Ihnen.</textarea>"), HasSubstr("value=\"2027\"")));
}

// What the clerk decides stands in sight, the letter is folded away.
TEST_P(DeskOutcome, ThePreviewSaysInAFewLinesWhatGoesToWhom) {
    const auto page = send(dog_, assessed("vorschau")).body;
    const auto letter = page.find("Der ganze Brief");
    ASSERT_NE(letter, page.npos);
    const auto summary = page.substr(0, letter);
    for (const auto* words :
         {"Elif Muster, Weg 1, 27568 Bremerhaven (mit der Post)", "Hundesteuer festsetzen",
          "120,00", "1. Oktober 2027", "31. Dezember 2027", "Bruno lebt bei Ihnen.",
          "Einspruch, 1 Monat. Geht der Brief heute hinaus: bis Montag, 25. Oktober 2027."})
        EXPECT_THAT(summary, HasSubstr(words));
    EXPECT_THAT(summary, Not(HasSubstr("dw-letter")));
    const auto from = page.rfind("<details", letter);
    EXPECT_THAT(page.substr(from, letter - from), Not(HasSubstr(" open")));
}

TEST_P(DeskOutcome, WithAnAmountOfOnesOwnTheLetterSpeaksOfNoCalculation) {
    auto fields = assessed("vorschau");
    fields[1].second = "";
    for (const auto& block : forms::sample_package().text_blocks)
        if (block.is_suggested && block.outcomes.front() == "festgesetzt")
            fields[1].second = block.text.de;
    ASSERT_NE(fields[1].second, "");
    fields.emplace_back("jahresbetrag", "90,00");
    const auto page = send(dog_, fields);
    ASSERT_EQ(page.status, 200);
    const auto letter = page.body.substr(page.body.find("class=\"dw-letter"));
    EXPECT_THAT(letter,
                AllOf(HasSubstr("90,00"), Not(HasSubstr("ausrechnen")),
                      Not(HasSubstr("So rechnen wir")), Not(HasSubstr("Die erste Zahlung und"))));
}

TEST_P(DeskOutcome, FoldsAwayWhatNobodyHasToFillIn) {
    const auto spare = [](const std::string& page, const std::string& field) {
        const auto from = page.find("Nur wenn nötig: ");
        const auto to = page.find("</details>", from);
        const auto at = page.find("name=\"" + field + "\"");
        EXPECT_NE(at, page.npos) << field;
        return from != page.npos && from < at && at < to;
    };
    auto page = page_of(outcome_page_route, dog_, "festgesetzt");
    for (const auto* field : {"jahresbetrag", "berechnung", "steuermarke", "baustein"})
        EXPECT_TRUE(spare(page, field)) << field;
    for (const auto* field : {"hund_klasse", "zahlbar_bis-day", "begruendung"})
        EXPECT_FALSE(spare(page, field)) << field;
    auto typed = assessed("aendern");
    typed.emplace_back("steuermarke", "12");
    typed.emplace_back("jahresbetrag", "viel");
    page = send(dog_, typed).body;
    EXPECT_FALSE(spare(page, "steuermarke")) << "it is filled in";
    EXPECT_FALSE(spare(page, "jahresbetrag"));
    EXPECT_TRUE(spare(page, "berechnung"));
    EXPECT_FALSE(spare(page_of(outcome_page_route, parking_, "abgelehnt"), "anhoerung"))
        << "a ground or a hearing is needed";
}

TEST_P(DeskOutcome, AnotherOneKeepsTheReasonsAndWhatTheFirstHad) {
    const auto other = send(dog_, assessed("ergebnis:bestaetigt")).body;
    EXPECT_THAT(other, AllOf(HasSubstr("Bruno lebt bei Ihnen.</textarea>"),
                             HasSubstr(input("ergebnis", "bestaetigt")),
                             HasSubstr(input("zahlbar_bis-day", "31"))));
    auto untouched = assessed("ergebnis:bestaetigt");
    untouched[1].second = "Sie halten einen Hund in der Gemeinde. Dafür zahlen Sie Hundesteuer.";
    EXPECT_THAT(send(dog_, untouched).body,
                HasSubstr("Sie zahlen für ihn keine Hundesteuer.</textarea>"))
        << "words of the package give way to those of the other outcome";
    EXPECT_FALSE(file_of("clara", dog_).state.outcome);
}

TEST_P(DeskOutcome, TellsWhatTheRuleMissesWhereItIsMissing) {
    auto fields = assessed("vorschau");
    fields[2].second = "";
    const auto page = send(dog_, fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Einstufung des Hundes: Diese Angabe fehlt noch."),
                                 Not(HasSubstr("Die Regel ergibt für diese Angaben nichts"))));
}

TEST_P(DeskOutcome, OfTheDogTaxLeavesOutWhatIsNone) {
    const auto page = send(dog_, assessed("vorschau")).body;
    const auto letter = page.substr(page.find("class=\"dw-letter"));
    EXPECT_THAT(letter, AllOf(HasSubstr("Sie zahlen Hundesteuer ab: 1. Oktober 2027"),
                              HasSubstr("Erste Zahlung: 30,00 €"),
                              HasSubstr("Für die Zeit: 1. Oktober 2027 bis 31. Dezember 2027"),
                              Not(HasSubstr("Grund für weniger Steuer"))));
}

TEST_P(DeskOutcome, OffersSideClausesAndTextBlocksOnlyWhereTheyFit) {
    const auto permit = page_of(outcome_page_route, parking_, "erteilt");
    EXPECT_THAT(permit, AllOf(HasSubstr("name=\"eigene-nebenbestimmungen\""),
                              Not(HasSubstr("Anhörung vor einer Ablehnung")),
                              Not(HasSubstr("Nachweis der Nutzung fehlt"))));
    const auto refusal = page_of(outcome_page_route, parking_, "abgelehnt");
    EXPECT_THAT(refusal, Not(HasSubstr("name=\"eigene-nebenbestimmungen\"")));
    EXPECT_THAT(page_of(outcome_page_route, parking_),
                HasSubstr("Die Person ist noch nicht angehört."))
        << "said at the choice";
}

TEST_P(DeskOutcome, ThePermitStartsTodayAndItsEndFollows) {
    const Pairs granted{{"ergebnis", "erteilt"},     {"begruendung", "Sie wohnen dort."},
                        {"parkgebiet_ausweis", "A"}, {"kennzeichen_ausweis", "HB XX 1"},
                        {"gueltig_ab-day", "1"},     {"gueltig_ab-month", "11"},
                        {"gueltig_ab-year", "2027"}, {"gueltig_bis-day", "30"},
                        {"gueltig_bis-month", "9"},  {"gueltig_bis-year", "2029"},
                        {"gebuehr", "60,00"},        {"zusaetze", "ja"},
                        {"schritt", "vorschau"}};
    const auto page = send(parking_, granted);
    EXPECT_EQ(page.status, 200) << page.body;
    EXPECT_THAT(page.body, AllOf(HasSubstr("„Gültig bis“ ist neu ausgerechnet: 31. Oktober 2029."),
                                 HasSubstr(input("gueltig_bis-day", "31"))));
    auto past = granted;
    past[4].second = "1";
    past[5].second = "9";
    EXPECT_THAT(send(parking_, past).body,
                HasSubstr("„Gültig ab“: Der 1. September 2027 liegt in der Vergangenheit."));
    auto again = granted;
    again.emplace_back("gefolgt", "ja");
    EXPECT_THAT(send(parking_, again).body, HasSubstr(input("gueltig_bis-day", "30")))
        << "what the clerk writes after that stays";
}

// The permit waits for its fee: the person first gets a request for payment, then the decision.
TEST_P(DeskOutcome, WithAFeeShowsBothLettersWithAmountAndRemedy) {
    const auto page = send(parking_, {{"ergebnis", "erteilt"},
                                      {"begruendung", "Sie wohnen dort."},
                                      {"parkgebiet_ausweis", "A"},
                                      {"kennzeichen_ausweis", "HB XX 1"},
                                      {"gueltig_ab-day", "1"},
                                      {"gueltig_ab-month", "10"},
                                      {"gueltig_ab-year", "2027"},
                                      {"gueltig_bis-day", "30"},
                                      {"gueltig_bis-month", "9"},
                                      {"gueltig_bis-year", "2029"},
                                      {"gebuehr", "60,00"},
                                      {"zusaetze", "ja"},
                                      {"schritt", "vorschau"}})
                          .body;
    const auto first = page.find("Zuerst bekommt die Person diese Zahlungsaufforderung");
    const auto then = page.find("Ist das Geld da, bekommt die Person diese Entscheidung");
    ASSERT_NE(first, page.npos);
    ASSERT_NE(then, page.npos);
    const auto request = page.substr(first, then - first);
    const auto decision = page.substr(then);
    for (const auto* words : {"60,00 €", "Sie können gegen diese Gebühr Widerspruch erheben",
                              "entsteht, wenn Sie das Ergebnis festhalten"})
        EXPECT_THAT(request, HasSubstr(words));
    EXPECT_THAT(decision, AllOf(HasSubstr("Parkgebiet: A"), HasSubstr("60,00 €"),
                                HasSubstr("Sie können gegen diesen Bescheid Widerspruch")));
    EXPECT_THAT(page, Not(HasSubstr("<svg class=\"dw-qr")));
}

// What a rule makes needed is not called optional, what it works out is.
TEST_P(DeskOutcome, CallsOptionalOnlyWhatIsOptional) {
    const auto page = page_of(outcome_page_route, dog_, "festgesetzt");
    const auto label = [&](std::string_view words) {
        const auto at = page.find(words);
        return at == page.npos ? std::string() : page.substr(at, words.size() + 60);
    };
    EXPECT_THAT(label(">Steuer im Jahr"), HasSubstr("(freiwillig)"));
    EXPECT_THAT(label("Einstufung des Hundes"), Not(HasSubstr("(freiwillig)")));
    const auto refusal = page_of(outcome_page_route, parking_, "abgelehnt");
    const auto at = refusal.find("Warum Sie nicht anhören");
    ASSERT_NE(at, refusal.npos);
    EXPECT_THAT(refusal.substr(at, 80), Not(HasSubstr("(freiwillig)")));
}

TEST_P(DeskOutcome, APaymentStartsWithWhatIsOpen) {
    ASSERT_TRUE(cases().decide(who("clara"), parking_, file_of("clara", parking_).state.sequence,
                               "erteilt", "", Json::object({{"parkgebiet_ausweis", "A"}})));
    EXPECT_THAT(page_of(payment_page_route, parking_), HasSubstr("value=\"60,00\""));
    const auto today = berlin_date(clock().now());
    ASSERT_TRUE(
        cases().book_payment(who("clara"), parking_, {.cents = 4550, .on = today, .line = "a"}));
    EXPECT_THAT(page_of(payment_page_route, parking_), HasSubstr("value=\"14,50\""));
}

}  // namespace
}  // namespace dw::cases
