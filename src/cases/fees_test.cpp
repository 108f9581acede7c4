// Fees from the decision to the payment, on every database.
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/fee.h"
#include "cases/fee_table.h"
#include "cases/fee_view.h"
#include "cases/letter_pdf.h"
#include "cases/payee.h"
#include "cases/status_access.h"
#include "store/event_log.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

using testing::code_of;

class Fees : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        ASSERT_TRUE(set_payee(store(), place_of("clara"), account()));
    }
    std::vector<forms::Package> packages() const override {
        return {forms::sample_package(), forms::built_in_package("bewohnerparkausweis")};
    }
    static PayeeSettings account() {
        return {{"Stadtkasse (Beispiel)", "DE89370400440532013000", ""}, "5.0810.########*"};
    }
    identity::OrganisationPlace place_of(const std::string& name) const {
        return {who(name).tenant, who(name).organisation, ""};
    }
    CaseId application(const std::string& email = "elif@post.example") {
        const auto& package = forms::built_in_package("bewohnerparkausweis");
        auto sent = submission();
        sent.package_name = package.name;
        sent.package_version = package.version;
        sent.applicant.email = email;
        sent.answers = Json::object({{"dauer", "zwei_jahre"}});
        return open_case(sent).id;
    }
    Result<store::Receipt> grant(CaseId id, const std::optional<FeeInput>& fee = {}) {
        return cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "erteilt", "",
                              Json::object({{"parkgebiet_ausweis", "A"}}), "", fee);
    }
    CaseId granted(const std::string& email = "elif@post.example") {
        const auto id = application(email);
        const auto decided = grant(id);
        EXPECT_TRUE(decided) << (decided ? "" : decided.error().code);
        return id;
    }
    Result<store::Receipt> pay(CaseId id, std::int64_t cents, const std::string& note = "") {
        return cases().book_payment(
            who("clara"), id, {.cents = cents, .on = state(id).opened.received, .note = note});
    }
    CaseState state(CaseId id) { return file_of("clara", id).state; }
    std::string line_of(CaseId id, const std::string& amount) {
        return state(id).fee->reference + ";" + amount + ";" +
               to_string(state(id).opened.received) + "\n";
    }
    std::vector<LineResult> book(const std::string& file, const std::string& name = "lena") {
        const auto id = cases().book_treasury_file(who(name), "kasse.csv", file);
        EXPECT_TRUE(id) << (id ? "" : id.error().code);
        const auto report = cases().treasury_report(who(name), id.value_or(TreasuryReportId{}));
        EXPECT_TRUE(report) << (report ? "" : report.error().code);
        std::vector<LineResult> results;
        for (const auto& line : report ? report->lines : std::vector<TreasuryLine>())
            results.push_back(line.result);
        return results;
    }
    // What stands beside "Zahlen bis".
    std::string until_of(CaseId id) {
        for (const auto& row : fee_in_words(state(id), Language::German))
            if (row.label == "Zahlen bis") return row.value;
        return {};
    }
    static std::string text_of(const forms::PdfText& letter) {
        std::string all;
        for (const auto& section : letter.sections)
            for (const auto& answer : section.answers)
                all += answer.label + ": " + answer.value + "\n";
        return all;
    }
    // The letter made of the first event of that type.
    template <class Wanted>
    Result<forms::PdfText> letter_of(CaseId id) {
        const auto file = file_of("clara", id);
        for (const auto& entry : file.history) {
            if (!entry.event || !std::holds_alternative<Wanted>(*entry.event)) continue;
            return letter_text(cases(), {.state = file.state,
                                         .service_title = "Parken",
                                         .office_name = "Amt",
                                         .writer = "Clara",
                                         .at = entry.at,
                                         .event = *entry.event});
        }
        return not_found("test", "no such event");
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, Fees, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Fees, AreSetByTheRuleAndKeepWhatItSaid) {
    const auto fee = state(granted()).fee;
    ASSERT_TRUE(fee);
    EXPECT_EQ(fee->cents, 6000);
    EXPECT_EQ(fee->rule_cents, 6000);
    EXPECT_NE(fee->rule.find("zwei Jahre"), std::string::npos);
    EXPECT_NE(fee->source.find("GebOSt"), std::string::npos);
    EXPECT_EQ(fee->payee, account().payee);
    EXPECT_EQ(fee->reference.substr(0, 7), "5.0810.");
}

TEST_P(Fees, ADecisionIsHandedOutWhenItIsPaidFor) {
    const auto id = granted();
    EXPECT_TRUE(waits_for_payment(state(id)));
    EXPECT_EQ(code_of(letter_of<OutcomeDecided>(id)), "case.waits_for_payment");
    const auto demand = letter_of<FeeSet>(id);
    ASSERT_TRUE(demand) << demand.error().code;
    ASSERT_TRUE(demand->code);
    EXPECT_NE(demand->code->text.find("EUR60.00"), std::string::npos);
    EXPECT_EQ(demand->sections.at(demand->sections.size() - 2).title.substr(0, 2), "Wa")
        << "what can be done against it";

    ASSERT_TRUE(pay(id, 1000));
    EXPECT_EQ(payment_of(state(id)), Payment::Underpaid);
    EXPECT_TRUE(waits_for_payment(state(id)));
    ASSERT_TRUE(pay(id, 5000));
    EXPECT_EQ(payment_of(state(id)), Payment::Paid);
    EXPECT_FALSE(waits_for_payment(state(id)));
    const auto permit = letter_of<OutcomeDecided>(id);
    ASSERT_TRUE(permit) << permit.error().code;
    EXPECT_FALSE(permit->code) << "nothing is left to pay";
}

TEST_P(Fees, WhatWasHandedOutStaysSoWhenMoneyGoesBack) {
    const auto id = granted();
    ASSERT_TRUE(pay(id, 7000));
    EXPECT_EQ(payment_of(state(id)), Payment::Overpaid);
    EXPECT_EQ(code_of(pay(id, -7000)), "case.empty_text");
    ASSERT_TRUE(pay(id, -7000, "Rücklastschrift"));
    EXPECT_EQ(payment_of(state(id)), Payment::Open);
    EXPECT_FALSE(waits_for_payment(state(id)));
    EXPECT_EQ(code_of(pay(id, -1, "noch mehr")), "case.payment_amount");
    EXPECT_EQ(code_of(pay(id, 0)), "case.payment_amount");
}

TEST_P(Fees, WhoGetsLettersIsAskedToPayFirstAndGetsTheDecisionThen) {
    const auto id = granted("");
    ASSERT_EQ(state(id).letters.size(), 1U);
    EXPECT_NE(state(id).letters[0].sequence, state(id).outcome_sequence);
    ASSERT_TRUE(pay(id, 1000));
    EXPECT_TRUE(state(id).letters[0].waits()) << "something is still to be paid";
    ASSERT_TRUE(pay(id, 5000));
    ASSERT_EQ(state(id).letters.size(), 2U);
    ASSERT_TRUE(state(id).letters[0].called_off) << "nobody is asked for what is paid";
    EXPECT_EQ(state(id).letters[0].called_off->why, CallOff::Paid);
    const auto waiting = cases().letters_to_post(who("clara"));
    ASSERT_TRUE(waiting);
    ASSERT_EQ(waiting->size(), 1U);
    EXPECT_EQ(waiting->front().letter, state(id).outcome_sequence);
    EXPECT_EQ(code_of(cases().post_letter(who("clara"), id, state(id).letters[0].sequence,
                                          state(id).opened.received)),
              "case.letter_posted");
    EXPECT_EQ(state(id).letters[1].sequence, state(id).outcome_sequence);
}

TEST_P(Fees, AnotherAmountNeedsAReason) {
    const auto id = application();
    EXPECT_EQ(code_of(grant(id, FeeInput{1020, " "})), "case.fee_reason");
    ASSERT_TRUE(grant(id, FeeInput{1020, "Nur ein halbes Jahr"}));
    EXPECT_EQ(state(id).fee->cents, 1020);
    EXPECT_EQ(state(id).fee->rule_cents, 6000);
    EXPECT_EQ(state(id).fee->reason, "Nur ein halbes Jahr");
}

TEST_P(Fees, NothingToPayIsHandedOutAtOnce) {
    const auto id = application();
    ASSERT_TRUE(grant(id, FeeInput{0, "Härtefall"}));
    EXPECT_FALSE(waits_for_payment(state(id)));
    EXPECT_EQ(payment_of(state(id)), Payment::Nothing);
    EXPECT_EQ(code_of(pay(id, 100)), "case.no_fee");
    EXPECT_EQ(count("select count(*) from case_fee"), 0);
}

TEST_P(Fees, NeedAnAccountThatWasEntered) {
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from payee", {}}}));
    const auto id = application();
    EXPECT_EQ(code_of(grant(id)), "case.no_payee");
    EXPECT_TRUE(state(id).is_open());
    auto wrong = account();
    wrong.payee.iban = "DE88370400440532013000";
    EXPECT_EQ(code_of(set_payee(store(), place_of("clara"), wrong)), "case.payee");
}

TEST_P(Fees, AnAccountSomebodyElseWroteIsNotPrinted) {
    ASSERT_TRUE(set_payee(store(), place_of("hanna"), account()));
    ASSERT_TRUE(commit(bremerhaven(), {{"update payee set details = (select p.details from payee p "
                                        "where p.tenant <> payee.tenant)",
                                        {}}}));
    EXPECT_FALSE(payee_of(store(), place_of("clara")));
}

TEST_P(Fees, AKassenzeichenIsGivenOnce) {
    const auto id = granted();
    const CasePlace place{bremerhaven(), CaseId::make(clock(), random())};
    const auto again = commit(bremerhaven(), {fee_claim(place, state(id))});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
}

TEST_P(Fees, ATreasurysFileIsBookedLineByLine) {
    const auto exact = granted(), less = granted(), more = granted();
    const auto file = "Kassenzeichen;Betrag;Tag\n" + line_of(exact, "60,00") +
                      line_of(less, "10,00") + line_of(more, "60,01") +
                      "86095742719;60,00;2026-01-02\n" + line_of(exact, "viel");
    using enum LineResult;
    EXPECT_EQ(book(file), (std::vector{Booked, BookedLess, BookedMore, Unknown, Unreadable}));
    EXPECT_EQ(payment_of(state(exact)), Payment::Paid);
    EXPECT_EQ(payment_of(state(less)), Payment::Underpaid);
    EXPECT_EQ(payment_of(state(more)), Payment::Overpaid);
    EXPECT_EQ(state(exact).payments.at(0).way, BookedBy::Treasury);
}

TEST_P(Fees, TheSameFileTwiceBooksNothingTwice) {
    const auto id = granted();
    const auto line = line_of(id, "30,00");
    using enum LineResult;
    EXPECT_EQ(book(line), std::vector{BookedLess});
    EXPECT_EQ(book(line), std::vector{AlreadyBooked});
    EXPECT_EQ(paid_cents(state(id)), 3000);
    EXPECT_EQ(book(line + line), (std::vector{AlreadyBooked, Booked}))
        << "two equal lines of one file are two payments";
    EXPECT_EQ(paid_cents(state(id)), 6000);
}

TEST_P(Fees, AFormThatIsSentTwiceBooksOnce) {
    const auto id = granted();
    PaymentBooked payment{.cents = 3000, .on = state(id).opened.received, .line = "form/1"};
    EXPECT_EQ(code_of(cases().book_payment(who("clara"), id, payment)), "");
    EXPECT_EQ(code_of(cases().book_payment(who("clara"), id, payment)), "case.payment_booked");
    EXPECT_EQ(paid_cents(state(id)), 3000);
    payment.line = "form/2";
    EXPECT_EQ(code_of(cases().book_payment(who("clara"), id, payment)), "");
    EXPECT_EQ(paid_cents(state(id)), 6000);
}

TEST_P(Fees, TheDayToPayCountsFromTheDayTheLetterIsKnown) {
    const auto id = granted("");
    const auto letter = fee_letter(state(id));
    ASSERT_EQ(state(id).letters.at(0).sequence, letter);
    EXPECT_EQ(until_of(id),
              "in 14 Tagen, gerechnet ab dem Tag, an dem dieses Schreiben als bekannt gilt");
    const auto demand = letter_of<FeeSet>(id);
    ASSERT_TRUE(demand);
    EXPECT_NE(text_of(*demand).find("4 Tage nachdem er zur Post ging"), std::string::npos)
        << text_of(*demand);
    EXPECT_FALSE(cases().unsettled_fees(who("jan"))->at(0).is_known);

    // Posted three weeks later than written: the day to pay is after the day it is known.
    clock().advance(std::chrono::days(21));
    const Date posted = berlin_date(clock().now());
    ASSERT_TRUE(cases().post_letter(who("jan"), id, letter, posted));
    const auto now = state(id);
    ASSERT_TRUE(now.fee_known_on);
    EXPECT_EQ(*now.fee_known_on, Date{std::chrono::sys_days{posted} + std::chrono::days{4}});
    EXPECT_GE(now.fee->due, Date{std::chrono::sys_days{*now.fee_known_on} + std::chrono::days{14}});
    EXPECT_LE(now.fee->due, Date{std::chrono::sys_days{*now.fee_known_on} + std::chrono::days{19}})
        << "moved by a weekend and holidays at most";
    EXPECT_NE(until_of(id).find("14 Tage nach dem"), std::string::npos) << until_of(id);
    EXPECT_TRUE(cases().unsettled_fees(who("jan"))->at(0).is_known);

    ASSERT_TRUE(cases().return_letter(who("jan"), id, letter, "unbekannt verzogen"));
    EXPECT_FALSE(state(id).fee_known_on) << "what came back is not known";
    EXPECT_FALSE(cases().unsettled_fees(who("jan"))->at(0).is_known);
}

TEST_P(Fees, WhoReadsOnlineIsAskedToPayOnlineAndByPostWhenNobodyCame) {
    auto sent = submission();
    const auto& package = forms::built_in_package("bewohnerparkausweis");
    sent.package_name = package.name;
    sent.package_version = package.version;
    sent.answers = Json::object({{"dauer", "zwei_jahre"}});
    sent.reads_online = true;
    const auto id = open_case(sent).id, other = open_case(sent).id, paid = open_case(sent).id;
    for (const auto& each : {id, other, paid}) ASSERT_TRUE(grant(each));
    ASSERT_EQ(state(id).letters.size(), 1U);
    EXPECT_EQ(state(id).letters[0].sequence, fee_letter(state(id)));
    EXPECT_TRUE(state(id).letters[0].waits_online());
    const Date today = berlin_date(clock().now());
    ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), id},
                             Retrieve{today, cases().fee_days_if_retrieved(state(id), today)}));
    EXPECT_EQ(state(id).fee_known_on, Date{std::chrono::sys_days{today} + std::chrono::days{1}})
        << "the day after it was retrieved";
    ASSERT_TRUE(pay(paid, 6000));
    clock().advance(std::chrono::days(16));
    ASSERT_TRUE(cases().end_provisions());
    EXPECT_TRUE(state(other).letters[0].waits()) << "now by post";
    for (const auto& letter : state(paid).letters)
        if (letter.sequence == fee_letter(state(paid)))
            EXPECT_FALSE(letter.waits()) << "what is paid is not asked for again";
}

TEST_P(Fees, CountedFromTheDecisionTheyAreNotDueBeforeTheLetterIsKnown) {
    CaseState fixed;
    fixed.fee = FeeSet{.cents = 100,
                       .due = *parse_date("2026-05-04"),
                       .due_from = forms::DueFrom::Decided,
                       .due_days = 14};
    EXPECT_EQ(fee_in_words(fixed, Language::German).at(1).value,
              "4. Mai 2026, aber nicht vor dem Tag, an dem dieses Schreiben als bekannt gilt");
    fixed.opened.place = *Ars::parse("040120000000");
    fixed.outcome_sequence = 7;
    Letter letter{.sequence = 7, .ordered = *parse_date("2026-04-20")};
    letter.posted = LetterPosted{7, *parse_date("2026-05-18"), {}};
    const auto days = cases().fee_days(fixed, letter);
    ASSERT_TRUE(days);
    EXPECT_EQ(to_string(days->known_on), "2026-05-22");
    EXPECT_EQ(days->due, days->known_on);
    letter.posted->on = *parse_date("2026-04-21");
    EXPECT_EQ(cases().fee_days(fixed, letter)->due, *parse_date("2026-05-04"));
    fixed.fee->due_from.reset();
    EXPECT_FALSE(cases().fee_days(fixed, letter)) << "of an older release: the day stays";
}

TEST_P(Fees, AreNobodysElse) {
    const auto id = granted();
    using enum LineResult;
    EXPECT_EQ(book(line_of(id, "60,00"), "hanna"), std::vector{Unknown});
    EXPECT_EQ(code_of(cases().book_treasury_file(who("clara"), "a.csv", "1;1;1")), "cases.denied");
    const PaymentBooked payment{.cents = 6000, .on = state(id).opened.received};
    EXPECT_EQ(code_of(cases().book_payment(who("otto"), id, payment)), "cases.none");
    const auto none = cases().unsettled_fees(who("otto"));
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_EQ(code_of(cases().treasury_report(who("hanna"), TreasuryReportId{})),
              "cases.no_report");
}

TEST_P(Fees, WhatIsNotPaidExactlyStandsInTheList) {
    const auto open = granted(), paid = granted(), over = granted();
    ASSERT_TRUE(pay(paid, 6000));
    ASSERT_TRUE(pay(over, 6001));
    for (const auto* name : {"jan", "lena"}) {
        const auto lines = cases().unsettled_fees(who(name));
        ASSERT_TRUE(lines) << lines.error().code;
        std::set<CaseId> ids;
        for (const auto& line : *lines) ids.insert(line.id);
        EXPECT_EQ(ids, (std::set{open, over})) << name;
    }
}

TEST_P(Fees, RowsMadeAnewFromTheLogAreTheSame) {
    granted();
    ASSERT_TRUE(pay(granted(), 6000));
    const auto rows = lines("select * from case_fee");
    ASSERT_EQ(rows.size(), 2U);
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from case_fee", {}}}));
    const auto connection = store().database().connect(store::Access::Write);
    ASSERT_TRUE(connection);
    ASSERT_TRUE(store::rebuild(**connection, store().keys(), {case_projection(store().keys())}));
    EXPECT_EQ(lines("select * from case_fee"), rows);
}

TEST_P(Fees, NothingIsLeftOfADestroyedCase) {
    ASSERT_TRUE(pay(granted(), 6000));
    EXPECT_EQ(count("select count(*) from case_fee"), 1);
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(count("select count(*) from case_fee"), 0);
}

}  // namespace
}  // namespace dw::cases
